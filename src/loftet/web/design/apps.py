from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "loftet.web.design"
    label = "web_design"
