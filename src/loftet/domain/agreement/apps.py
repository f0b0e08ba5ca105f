from django.apps import AppConfig


class AgreementConfig(AppConfig):
    name = "loftet.domain.agreement"
    verbose_name = "Överenskommelser"
