"""Addresses under /arbetsyta/<kommun>/moten/."""

from django.urls import path

from loftet.web.workspace import meeting_agenda, meeting_outcome, meetings, minutes, status_report

urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("nytt/", meetings.new_meeting, name="new_meeting"),
    path("lagesrapport/", status_report.page, name="status_report"),
    path("lagesrapport/pdf/", status_report.pdf, name="status_report_pdf"),
    path("lagesrapport/word/", status_report.word, name="status_report_word"),
    path("<int:pk>/", meetings.meeting, name="meeting"),
    path("<int:pk>/pdf/", meetings.pdf, name="meeting_pdf"),
    path("<int:pk>/flytta/", meetings.change, name="change_meeting"),
    path("<int:pk>/kallelse/", meetings.call, name="call"),
    path("<int:pk>/stall-in/", meetings.cancel, name="cancel_meeting"),
    path("<int:pk>/radera-adresser/", meetings.erase, name="erase_addresses"),
    path("<int:pk>/dagordning/", meeting_agenda.agenda, name="agenda"),
    path("<int:pk>/dagordning/hamta/", meeting_agenda.gather, name="gather_agenda"),
    path("punkt/<int:pk>/", meeting_agenda.change_item, name="agenda_item"),
    path("punkt/<int:pk>/upp/", meeting_agenda.move_up, name="move_agenda_item"),
    path("punkt/<int:pk>/ta-bort/", meeting_agenda.take_off, name="take_off_agenda"),
    path("<int:pk>/narvaro/", meeting_outcome.attendance, name="attendance"),
    path("<int:pk>/beslut/", meeting_outcome.decisions, name="decisions"),
    path("beslut/<int:pk>/", meeting_outcome.decision, name="decision"),
    path("<int:pk>/protokoll/", minutes.minutes, name="minutes"),
    path("<int:pk>/protokoll/justera/", minutes.adopt, name="adopt_minutes"),
    path("<int:pk>/protokoll/ratta/", minutes.correct, name="correct_minutes"),
]
