from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "loftet.domain.account"
    # allauth has an app of the label "account".
    label = "loftet_account"
    verbose_name = "Konton"
