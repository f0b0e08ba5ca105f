"""What reports, plans and judgements leave to do."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.domain.activity.models import Plan, Report
from loftet.domain.activity.rules import authority_of, bearing_authorities
from loftet.domain.activity.selectors.due import due_for
from loftet.domain.activity.selectors.following import followed_record
from loftet.domain.activity.selectors.outcomes import unjudged_of
from loftet.domain.activity.selectors.workspace import (
    judgements_before_publication,
    plans_to_accept,
    reports_in_review,
    reports_to_confirm,
    reports_to_mend,
)
from loftet.domain.activity.services.review import may_review
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.words import day_words
from loftet.domain.publishing.selectors import published_promises
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.workspace.access import Desk
from loftet.web.workspace.reports import named_in, rows_of
from loftet.web.workspace.task import Task
from loftet.web.workspace.telling_form import own_party


def following_tasks(desk: Desk) -> Iterator[Task]:
    if Function.REPORTS not in desk.functions:
        return
    own, today = own_party(desk), timezone.localdate()
    if desk.may[Action.REVIEW]:
        yield from _review(desk, own)
    if desk.may[Action.REPORT]:
        yield from _to_mend(desk, own)
        yield from _due(desk, own, today)
    if desk.may[Action.PLAN]:
        yield from _plans(desk)
    if desk.may[Action.JUDGE]:
        yield from _judgements(desk, own, today)
        yield from _unjudged(desk, today)


def _review(desk: Desk, own: Party) -> Iterator[Task]:
    """What came in that the person's party is responsible for, and what was entered in its name."""
    waiting = [report for report in reports_in_review(desk.municipality) if may_review(report, own)]
    for row in rows_of(waiting):
        why = _("Uppgift inkommen %(day)s, väntar på granskning.") % {"day": _sent_words(row.report)}
        yield Task(row.commitment.text, why, _("Granska"), _report(desk, row.report))
    entered = [report for report in reports_to_confirm(desk.municipality, own) if report not in waiting]
    for row in rows_of(entered):
        yield Task(row.commitment.text, row.told, _("Bekräfta eller rätta"), _report(desk, row.report))


def _to_mend(desk: Desk, own: Party) -> Iterator[Task]:
    sent_back = reports_to_mend(desk.municipality, own).filter(state=Report.State.SENT_BACK)
    for row in rows_of(sent_back):
        why = _("Uppgiften är skickad tillbaka: %(reason)s") % {"reason": row.report.sent_back_reason}
        yield Task(row.commitment.text, why, _("Ändra och skicka"), _report(desk, row.report))


def _due(desk: Desk, own: Party, today: date) -> Iterator[Task]:
    for item in due_for(desk.municipality, own, today=today):
        days = {"first": day_words(item.window.first), "last": day_words(item.window.last)}
        why = _("Inget är berättat om tiden %(first)s till %(last)s.") % days
        place = [desk.municipality.slug, item.promise_address, item.commitment.id]
        yield Task(item.commitment.text, why, _("Rapportera"), reverse("workspace:new_report", args=place))


def _plans(desk: Desk) -> Iterator[Task]:
    """Those that only the person's own party keeps from being in force."""
    for plan in plans_to_accept(desk.municipality):
        commitment = named_in(followed_record(plan.promise).commitments, plan.commitment_key)
        if desk.membership.party in _awaited(plan, commitment):
            why = _("%(party)s har föreslagit en uppföljningsplan. Er part har inte godkänt den.") % {
                "party": plan.proposed_party
            }
            place = [desk.municipality.slug, plan.promise.address, plan.commitment_key]
            yield Task(commitment.text, why, _("Läs planen"), reverse("workspace:followed_commitment", args=place))


def _awaited(plan: Plan, commitment: CommitmentRecord) -> set[str]:
    given = {authority_of(acceptance.party.kind) for acceptance in plan.acceptances.all()}
    return {authority.value for authority in bearing_authorities(commitment.bearers) - given}


def _judgements(desk: Desk, own: Party, today: date) -> Iterator[Task]:
    """Those that the person's party has said nothing of yet."""
    for judgement in judgements_before_publication(desk.municipality, today=today):
        if own.pk in {view.party_id for view in judgement.views.all()}:
            continue
        commitment = named_in(followed_record(judgement.promise).commitments, judgement.commitment_key)
        why = _("Bedömningen blir publik %(day)s. Er part har inte sagt något om den.") % {
            "day": day_words(judgement.public_on)
        }
        address = reverse("workspace:give_view", args=[desk.municipality.slug, judgement.pk])
        yield Task(commitment.text, why, _("Läs bedömningen"), address)


def _unjudged(desk: Desk, today: date) -> Iterator[Task]:
    """What has been followed to the end, and nobody has said what became of it."""
    for published, keys in unjudged_of(desk.municipality, published_promises(desk.municipality), today=today):
        what = ngettext(
            "%(title)s: %(count)s åtagande är inte bedömt",
            "%(title)s: %(count)s åtaganden är inte bedömda",
            len(keys),
        ) % {"title": published.record.title, "count": len(keys)}
        why = _("Perioden är slut. Uppgifterna säger vad som är gjort, parterna vad det blev.")
        address = reverse("workspace:followed_promise", args=[desk.municipality.slug, published.address])
        yield Task(what, why, _("Bedöm"), address)


def _report(desk: Desk, report: Report) -> str:
    return reverse("workspace:report", args=[desk.municipality.slug, report.pk])


def _sent_words(report: Report) -> str:
    return day_words(timezone.localdate(report.sent_at))
