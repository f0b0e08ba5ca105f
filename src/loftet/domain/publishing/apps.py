from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "loftet.domain.publishing"
    verbose_name = "Publicering"
