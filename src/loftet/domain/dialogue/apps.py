from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "loftet.domain.dialogue"
    verbose_name = "Dialoger"
