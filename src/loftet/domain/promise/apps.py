from django.apps import AppConfig


class PromiseConfig(AppConfig):
    name = "loftet.domain.promise"
    verbose_name = "Medborgarlöften"
