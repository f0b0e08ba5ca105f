"""What happens when a report's form is sent, whoever sends it: a second look, the report, its file."""

from dataclasses import dataclass
from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from loftet.domain.account.models import User
from loftet.domain.activity.models import Report
from loftet.domain.activity.refusals import NotAsItWas, Refusal
from loftet.domain.activity.selectors.workspace import newest_report_of
from loftet.domain.activity.services.reports import (
    OWN_HAND,
    Origin,
    change_report,
    draft_report,
    send_report,
    tell_report,
)
from loftet.domain.file.selectors import files_of
from loftet.domain.file.services import NoRoom, store_file
from loftet.domain.organisation.models import Party
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Promise
from loftet.sources.free_text.finding import Finding
from loftet.sources.free_text.masking import find_personal_data
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.workspace.report_form import Press, ReportForm


@dataclass(frozen=True, slots=True)
class Place:
    """The commitment that a report is about, and whose work it tells."""

    promise: Promise
    commitment: CommitmentRecord
    party: Party

    @property
    def key(self) -> str:
        return self.commitment.id or ""

    @property
    def municipality(self) -> Municipality:
        return self.promise.municipality


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What the sender should see before she sends the same words once more."""

    findings: list[Finding]
    texts: list[SafeString]
    newer: Report | None
    """What somebody else has sent of the commitment since the form was opened."""


def new_form(place: Place, request: HttpRequest, *, auto_id: str = "id_%s") -> ReportForm:
    """The form as it was sent, or as it is opened."""
    if request.method == "POST":
        return ReportForm(request.POST, request.FILES, press=request.POST.get("do", ""), auto_id=auto_id)
    return ReportForm(initial={"seen": newest_number(place)}, auto_id=auto_id)


def newest_number(place: Place, *, but: str = "") -> int:
    """Of the report that was sent last of the commitment; 0 where there is none."""
    newest = newest_report_of(place.municipality, place.promise, place.key, but=but)
    return newest.pk if newest else 0


def second_look(place: Place, form: ReportForm) -> SecondLook | None:
    """None when nothing has to be seen first: a form that is sent for the second time has been seen already."""
    key = form.cleaned_data["idempotency_key"]
    stored = _of_form(place, form)
    if stored and stored.sent_at:
        return None
    newest = newest_report_of(place.municipality, place.promise, place.key, but=key)
    newer = newest if newest and newest.pk != form.cleaned_data["seen"] else None
    findings = form.personal_data()
    if not findings and not newer:
        return None
    form.look_again(seen=newest.pk if newest else 0)
    return SecondLook(findings, [marked(text) for text in form.texts() if find_personal_data(text)], newer)


def store_report(
    place: Place, form: ReportForm, *, actor: User | None, origin: Origin = OWN_HAND, corrects: Report | None = None
) -> Report | None:
    """Kept as a draft or sent, as was pressed. None where it cannot be: then the form says why."""
    stored = _of_form(place, form)
    if stored and not stored.sent_at:
        # The form was kept as a draft before: what it says now is what holds.
        return _mend_at_once(stored, form, actor)
    store = draft_report if form.press is Press.DRAFT else tell_report
    try:
        report = store(
            place.municipality,
            promise=place.promise,
            commitment_key=place.key,
            party=place.party,
            actor=actor,
            values=form.values(),
            origin=origin,
            corrects=corrects,
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    _attach(report, form, actor)
    return report


def mend_report(report: Report, form: ReportForm, *, version: int, actor: User | None) -> Report | None:
    """A draft, or what was sent back, with new words. None where it cannot be: then the form says why.

    Raises:
        ChangedMeanwhile
    """
    try:
        change_report(report.municipality, report=report, version=version, actor=actor, values=form.values())
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    _attach(report, form, actor)
    return report if form.press is Press.DRAFT else send_report(report.municipality, report=report, actor=actor)


def _mend_at_once(stored: Report, form: ReportForm, actor: User | None) -> Report | None:
    try:
        return mend_report(stored, form, version=stored.version, actor=actor)
    except ChangedMeanwhile:
        form.refuse(NotAsItWas())
        return None


def thank(request: HttpRequest, form: ReportForm, words: str) -> None:
    """Say what was done, and what was not kept."""
    messages.success(request, words)
    if form.file_refused:
        messages.warning(request, form.file_refused)


def _of_form(place: Place, form: ReportForm) -> Report | None:
    key = form.cleaned_data["idempotency_key"]
    return Report.objects.filter(municipality=place.municipality, idempotency_key=key).first()


def _attach(report: Report, form: ReportForm, actor: User | None) -> None:
    """The file, once: a form that is sent twice brings the same one."""
    file, code = form.cleaned_file, report.municipality.code
    if file is None or files_of(code, report).filter(sha256=sha256(file.data).hexdigest()).exists():
        return
    try:
        store_file(code, of=report, file=file, actor=actor)
    except NoRoom as full:
        form.file_refused = str(full)


def marked(text: str) -> SafeString:
    """The text with what points at a person marked."""
    pieces, at = [], 0
    for finding in find_personal_data(text):
        pieces += [format_html("{}", text[at : finding.start]), format_html("<mark>{}</mark>", finding.words)]
        at = finding.end
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, format_html("{}", text[at:])]))
