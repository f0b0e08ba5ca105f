"""What was sent is public when the party responsible has looked at it. The other may send it back, never edit it."""

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.activity import refusals
from loftet.domain.activity.models import Report
from loftet.domain.audit import services as audit
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change


@transaction.atomic
def publish_report(municipality: Municipality, *, report: Report, party: Party, actor: User | None) -> Report:
    """Show it to the public. One that is public already stays as it is.

    Raises:
        NotResponsible: it is the other party's.
        NotAsItWas: it is no longer waiting for review.
        AlreadyCorrected: another correction of the same report became public first.
    """
    stored = _held(municipality, report)
    if stored.state == Report.State.PUBLIC:
        return stored
    if stored.state != Report.State.SENT:
        raise refusals.NotAsItWas
    if not may_review(stored, party):
        raise refusals.NotResponsible
    if stored.corrects:
        _refuse_second_correction(stored.corrects)
    stored.state, stored.public_on = Report.State.PUBLIC, timezone.localdate()
    stored.save()
    audit.record(actor=actor, action="publish", on=stored, municipality_code=municipality.code)
    show_change(municipality)
    return stored


@transaction.atomic
def send_back_report(municipality: Municipality, *, report: Report, actor: User | None, reason: str) -> Report:
    """Either party may, before it is public; whoever wrote it corrects it and sends it again.

    Raises:
        ReasonMissing, NotAsItWas.
    """
    stored = _held(municipality, report)
    if stored.state != Report.State.SENT:
        raise refusals.NotAsItWas
    if not reason.strip():
        raise refusals.ReasonMissing
    stored.state, stored.sent_back_reason = Report.State.SENT_BACK, reason.strip()
    stored.save()
    audit.record(actor=actor, action="send_back", on=stored, municipality_code=municipality.code)
    show_change(municipality)
    return stored


@transaction.atomic
def confirm_report(municipality: Municipality, *, report: Report, party: Party, actor: User | None) -> Report:
    """The bearer says that what somebody else entered from it is right.

    Raises:
        NotResponsible: the party is not the one that is said to have told it.
        NotAsItWas: nobody else entered it, or it was never sent.
    """
    stored = _held(municipality, report)
    if stored.party_id != party.pk:
        raise refusals.NotResponsible
    if not stored.told_how or stored.state not in (Report.State.SENT, Report.State.PUBLIC):
        raise refusals.NotAsItWas
    if stored.confirmed_at is None:
        stored.confirmed_at = timezone.now()
        stored.save(update_fields=["confirmed_at"])
        audit.record(actor=actor, action="confirm", on=stored, municipality_code=municipality.code)
        show_change(municipality)
    return stored


def may_review(report: Report, party: Party) -> bool:
    """The party whose work it is, the one that entered it, and the municipality for whoever has no account here.

    The municipality answers for the page, and for bodies that are no authority; without it a report that came by a
    link would wait for ever where the police have no account.
    """
    without_account = report.entered_by_id is None or report.party.kind == Party.Kind.OTHER
    return party.pk in (report.party_id, report.entered_party_id) or (
        without_account and party.kind == Party.Kind.MUNICIPALITY
    )


def _held(municipality: Municipality, report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",)).select_related("party", "corrects")
    return rows.get(pk=report.pk, municipality=municipality)


def _refuse_second_correction(corrected: Report) -> None:
    # The corrected one is held, so that two corrections do not become public at once.
    Report.objects.select_for_update().get(pk=corrected.pk)
    if corrected.corrections.filter(state=Report.State.PUBLIC).exists():
        raise refusals.AlreadyCorrected
