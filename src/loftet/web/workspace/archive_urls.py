"""Addresses of what goes to the register, is handed out or is disposed of, under /arbetsyta/<kommun>/."""

from django.urls import path

from loftet.domain.organisation.functions import Function
from loftet.web.workspace import disclosure, registry, retention

OF_MEETINGS = {"function": Function.MEETINGS}

urlpatterns = [
    path("lofte/<slug:address>/diariet/", registry.promise, name="register_promise"),
    path("lofte/<slug:address>/diariet/utgava/<int:number>/", registry.edition, name="register_edition"),
    path("lofte/<slug:address>/diariet/utgava/<int:number>/zip/", registry.edition_zip, name="edition_zip"),
    path("lofte/<slug:address>/diariet/bedomning/<int:pk>/", registry.judgement, name="register_judgement"),
    path("overenskommelse/<int:pk>/diariet/", registry.agreement, name="register_agreement"),
    path("overenskommelse/<int:pk>/diariet/zip/", registry.agreement_zip, name="agreement_zip"),
    path("moten/protokoll/<int:pk>/diariet/", registry.minutes, OF_MEETINGS, name="register_minutes"),
    path("moten/protokoll/<int:pk>/diariet/zip/", registry.minutes_zip, OF_MEETINGS, name="minutes_zip"),
    path("lofte/<slug:address>/lamna-ut/", disclosure.disclose, name="disclose"),
    path("gallring/", retention.retention, name="retention"),
]
