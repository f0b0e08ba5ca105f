from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "loftet.domain.audit"
    verbose_name = "Spårbarhet"
