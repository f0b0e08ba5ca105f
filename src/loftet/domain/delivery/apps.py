from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "loftet.domain.delivery"
    verbose_name = "Utgående post"
