from django.apps import AppConfig


class PictureConfig(AppConfig):
    name = "loftet.domain.picture"
    verbose_name = "Lägesbild"
