from django.apps import AppConfig


class PlaceConfig(AppConfig):
    name = "loftet.domain.place"
    verbose_name = "Platser"
