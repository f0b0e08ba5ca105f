from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "loftet.domain.activity"
    verbose_name = "Uppföljning"
