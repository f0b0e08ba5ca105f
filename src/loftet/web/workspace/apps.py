from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "loftet.web.workspace"
    label = "web_workspace"
