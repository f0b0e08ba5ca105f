"""Addresses under /rapport/: what the mail of the month leads to."""

from django.urls import path

from loftet.web.workspace import report_link

urlpatterns = [
    path("", report_link.due, name="report_due"),
    path("tillbaka/<int:pk>/", report_link.mend, name="report_mend"),
    path("ratta/<int:pk>/", report_link.correct, name="report_correct"),
    path("<int:pk>/<slug:key>/", report_link.answer, name="report_answer"),
    path("<str:token>/", report_link.link, name="report_link"),
]
