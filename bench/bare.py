"""The project with one address more, for the server to load."""

from django.conf import settings

from loftet.project.wsgi import application

settings.ROOT_URLCONF = "bench.bare_urls"

__all__ = ["application"]
