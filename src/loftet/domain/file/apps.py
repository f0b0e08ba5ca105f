from django.apps import AppConfig


class FileConfig(AppConfig):
    name = "loftet.domain.file"
    verbose_name = "Filer"
