from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "loftet.web.open_data"
    label = "web_open_data"
