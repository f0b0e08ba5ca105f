from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "loftet.domain.organisation"
    verbose_name = "Organisation"
