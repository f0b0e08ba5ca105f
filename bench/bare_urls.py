"""The project's addresses, and before them a bare view: the bytes of a page, and nothing done to make them."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from loftet.project.urls import urlpatterns as of_project

PAGE = Path(os.environ["BENCH_BARE_PAGE"]).read_bytes()


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("bare/", bare), *of_project]
