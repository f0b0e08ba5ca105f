from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "loftet.domain.ledger"
    verbose_name = "Ändringskedjan"
