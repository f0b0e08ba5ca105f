from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "loftet.domain.statistics"
    verbose_name = "Statistik"
