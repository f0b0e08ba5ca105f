from django.apps import AppConfig


class JobConfig(AppConfig):
    name = "loftet.domain.job"
    verbose_name = "Jobb"
