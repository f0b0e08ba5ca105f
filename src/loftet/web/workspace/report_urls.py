"""Addresses under /arbetsyta/<kommun>/rapporter/."""

from django.urls import path

from loftet.web.workspace import contacts, followed, judgements, plans, report_writing, reports

urlpatterns = [
    path("", reports.reports, name="reports"),
    path("kontakter/", contacts.contacts, name="contacts"),
    path("kontakter/skicka/", contacts.send_now, name="send_monthly_mails"),
    path("kontakter/drojsmal/", contacts.set_delay, name="set_public_delay"),
    path("kontakter/<int:pk>/brev/", contacts.letter, name="contact_letter"),
    path("kontakter/<int:pk>/glom-enheter/", contacts.forget, name="forget_devices"),
    path("kontakter/<int:pk>/ta-bort/", contacts.remove, name="remove_contact"),
    path("lofte/<slug:address>/", followed.promise, name="followed_promise"),
    path("lofte/<slug:address>/<slug:key>/", followed.commitment, name="followed_commitment"),
    path("lofte/<slug:address>/<slug:key>/ny/", report_writing.new_report, name="new_report"),
    path("lofte/<slug:address>/<slug:key>/plan/", plans.propose, name="propose_plan"),
    path("lofte/<slug:address>/<slug:key>/bedomning/", judgements.judge, name="judge"),
    path("plan/<int:pk>/godkann/", plans.accept, name="accept_plan"),
    path("bedomning/<int:pk>/", judgements.view, name="give_view"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/andra/", report_writing.change_draft, name="change_report"),
    path("<int:pk>/ta-bort/", report_writing.discard, name="discard_report"),
    path("<int:pk>/ratta/", report_writing.correct_report, name="correct_report"),
    path("<int:pk>/publicera/", reports.publish, name="publish_report"),
    path("<int:pk>/skicka-tillbaka/", reports.send_back, name="send_back_report"),
    path("<int:pk>/bekrafta/", reports.confirm, name="confirm_report"),
]
