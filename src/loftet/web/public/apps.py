from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "loftet.web.public"
    label = "web_public"
