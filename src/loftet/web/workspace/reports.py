"""What is due, what waits for review, and one report as both parties see it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.activity.models import Report
from loftet.domain.activity.refusals import NoSuchCommitment, Refusal
from loftet.domain.activity.rules import UNANNOUNCED, authority_of
from loftet.domain.activity.selectors.due import due_for
from loftet.domain.activity.selectors.following import commitment_in, followed_record
from loftet.domain.activity.selectors.workspace import (
    reports_in_review,
    reports_seen_by,
    reports_to_confirm,
    reports_to_mend,
)
from loftet.domain.activity.services.review import confirm_report, may_review, publish_report, send_back_report
from loftet.domain.activity.words import told_words
from loftet.domain.file.selectors import files_of
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.models import Promise
from loftet.domain.publishing.selectors import published_promises
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import ParagraphField
from loftet.web.workspace.pages import show
from loftet.web.workspace.telling_form import enters_for_the_police, other_party, own_party


class SendBackForm(forms.Form):
    reason = ParagraphField(
        label=_("Vad är fel eller saknas?"),
        help_text=_("Den som skrev får se skälet, rättar själv och skickar igen."),
        error_messages={"required": _("Skriv skälet, så att den som skrev vet vad som ska rättas.")},
    )


@dataclass(frozen=True, slots=True)
class ReportRow:
    report: Report
    commitment: CommitmentRecord

    @property
    def told(self) -> str:
        """How the word came, where somebody else entered it."""
        report = self.report
        return told_words(
            told_by=report.told_by,
            told_how=report.told_how,
            told_on=report.told_on,
            entered_by=authority_of(report.entered_party.kind),
        )

    @property
    def is_unannounced(self) -> bool:
        """The public reads only its month and number."""
        return self.commitment.kind in UNANNOUNCED


@workspace_page(Action.READ)
def reports(request: HttpRequest, desk: Desk) -> HttpResponse:
    today, own, other = timezone.localdate(), own_party(desk), other_party(desk)
    return show(
        request,
        desk,
        "reports.html",
        function="reports",
        due=due_for(desk.municipality, own, today=today),
        others_due=due_for(desk.municipality, other, today=today) if enters_for_the_police(desk) else [],
        waiting=rows_of(reports_in_review(desk.municipality)),
        to_mend=rows_of(reports_to_mend(desk.municipality, own)) if desk.may[Action.REPORT] else [],
        to_confirm=rows_of(reports_to_confirm(desk.municipality, own)),
        promises=published_promises(desk.municipality),
    )


@workspace_page(Action.READ)
def report(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    return _page(request, desk, report_at(desk, pk), SendBackForm())


@workspace_page(Action.REVIEW)
@require_POST
def publish(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    try:
        publish_report(desk.municipality, report=report_at(desk, pk), party=own_party(desk), actor=desk.user)
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, gettext("Uppgiften är publicerad."))
    return redirect("workspace:report", desk.municipality.slug, pk)


@workspace_page(Action.REVIEW)
@require_POST
def send_back(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    row, form = report_at(desk, pk), SendBackForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, row, form, status=422)
    try:
        send_back_report(desk.municipality, report=row, actor=desk.user, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, desk, report_at(desk, pk), form, status=409)
    messages.success(request, gettext("Uppgiften är skickad tillbaka med ert skäl."))
    return redirect("workspace:reports", desk.municipality.slug)


@workspace_page(Action.REVIEW)
@require_POST
def confirm(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The bearer says that what the other party entered is right."""
    try:
        confirm_report(desk.municipality, report=report_at(desk, pk), party=own_party(desk), actor=desk.user)
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, gettext("Tack. Det står nu att ni har bekräftat uppgiften."))
    return redirect("workspace:report", desk.municipality.slug, pk)


def report_at(desk: Desk, pk: int) -> Report:
    """A report that the person's party may see."""
    row = reports_seen_by(desk.municipality, own_party(desk)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def rows_of(reports: Iterable[Report]) -> list[ReportRow]:
    """Each with its commitment, the promise read once."""
    read: dict[int, list[CommitmentRecord]] = {}
    rows = []
    for report in reports:
        if report.promise_id not in read:
            read[report.promise_id] = followed_record(report.promise).commitments
        rows.append(ReportRow(report, named_in(read[report.promise_id], report.commitment_key)))
    return rows


def named_in(commitments: Iterable[CommitmentRecord], key: str) -> CommitmentRecord:
    """What a revision has taken out of the promise still has its reports, under its name alone."""
    return next((one for one in commitments if one.id == key), CommitmentRecord(id=key, text=key))


def commitment_at(promise: Promise, key: str) -> CommitmentRecord:
    try:
        return commitment_in(followed_record(promise), key)
    except NoSuchCommitment as error:
        raise Http404 from error


def _page(request: HttpRequest, desk: Desk, row: Report, form: SendBackForm, *, status: int = 200) -> HttpResponse:
    own = own_party(desk)
    sent = row.state in (Report.State.SENT, Report.State.PUBLIC)
    is_own_word = row.party_id == own.pk and bool(row.told_how) and row.confirmed_at is None
    return show(
        request,
        desk,
        "report.html",
        function="reports",
        status=status,
        row=rows_of([row])[0],
        report=row,
        form=form,
        files=files_of(desk.municipality.code, row),
        newer=row.corrections.exclude(state=Report.State.DRAFT).first(),
        may_publish=desk.may[Action.REVIEW] and row.state == Report.State.SENT and may_review(row, own),
        may_send_back=desk.may[Action.REVIEW] and row.state == Report.State.SENT,
        may_confirm=desk.may[Action.REVIEW] and sent and is_own_word,
        may_correct=desk.may[Action.REPORT] and sent and own.pk in (row.party_id, row.entered_party_id),
        may_change=desk.may[Action.REPORT] and not sent and row.entered_party_id == own.pk,
    )
