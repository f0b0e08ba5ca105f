"""Addresses under /arbetsyta/<kommun>/veckan/."""

from django.urls import path

from loftet.web.workspace import weekly, weekly_reporters

urlpatterns = [
    path("", weekly.latest, name="weekly_reports"),
    path("vikter/", weekly.weights, name="week_weights"),
    path("rapportorer/", weekly_reporters.reporters, name="weekly_reporters"),
    path("rapportorer/<int:pk>/kod/", weekly_reporters.code, name="weekly_code"),
    path("rapportorer/<int:pk>/brev/", weekly_reporters.send, name="send_weekly_link"),
    path("rapportorer/<int:pk>/avsluta/", weekly_reporters.withdraw, name="withdraw_reporter"),
    path("rapport/<int:pk>/ta-bort-text/", weekly.blank, name="blank_weekly_text"),
    path("atgard/<int:pk>/", weekly.answer, name="answer_measure"),
    path("<int:year>/<int:number>/", weekly.week, name="week"),
    path("<int:year>/<int:number>/rapporter/", weekly.reports, name="week_reports"),
    path("<int:year>/<int:number>/atgard/", weekly.decide, name="decide_measure"),
]
