"""Addresses under /veckorapport/: what a reporter's personal link leads to. Its worker rules over these alone."""

from django.urls import path

from loftet.web.workspace import weekly_report

urlpatterns = [
    path("", weekly_report.form_page, name="weekly_report"),
    path("utan-nat/", weekly_report.shell, name="weekly_shell"),
    path("skicka/", weekly_report.receive, name="weekly_receive"),
    path("worker.js", weekly_report.worker, name="weekly_worker"),
    path("brev/", weekly_report.letters, name="weekly_letters"),
    path("ta-bort/<int:pk>/", weekly_report.take_back, name="weekly_take_back"),
    path("<str:token>/", weekly_report.link, name="weekly_link"),
]
