"""What is left to do now: facts, each with one thing to press."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.domain.account.selectors import has_two_steps
from loftet.domain.agreement.meeting.selectors import open_decisions
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.models import Promise
from loftet.domain.promise.rules import check_summary
from loftet.domain.promise.selectors import (
    has_unpublished_changes,
    is_agreed,
    is_stale,
    newest_edition,
    open_proposal,
    promise_record,
    promises_of,
    proposals_waiting_for,
    readings_waiting,
)
from loftet.domain.promise.words import day_words, summary_words
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.following_tasks import following_tasks
from loftet.web.workspace.pages import show
from loftet.web.workspace.task import Task


@workspace_page(Action.READ)
def to_do(request: HttpRequest, desk: Desk) -> HttpResponse:
    promise_tasks = [*_approvals(desk), *(_written(desk) if desk.may[Action.DRAFT] else ())]
    report_tasks = [*following_tasks(desk)]
    holds_meetings = desk.may[Action.MEET] and Function.MEETINGS in desk.functions
    meeting_tasks = [*_decisions(desk)] if holds_meetings else []
    page_tasks = [*_account(desk), *(_site(desk) if desk.may[Action.ADMINISTER] else ())]
    return show(
        request,
        desk,
        "to_do.html",
        function="to_do",
        groups=[
            (_("Rapporter"), report_tasks),
            (_("Löftet"), promise_tasks),
            (_("Möten"), meeting_tasks),
            (_("Kontot och sidan"), page_tasks),
        ],
        count=len(report_tasks) + len(promise_tasks) + len(meeting_tasks) + len(page_tasks),
        today=timezone.localdate(),
    )


def _approvals(desk: Desk) -> Iterator[Task]:
    """What waits for the yes of the person's own party."""
    for proposal in proposals_waiting_for(desk.membership):
        promise = proposal.promise
        why = _("Båda parter ska godkänna samma ord. Din part har inte svarat.")
        address = reverse("workspace:proposal", args=[desk.municipality.slug, promise.address, proposal.number])
        yield Task(
            _("%(title)s: ett förslag väntar på er") % {"title": promise.title}, why, _("Läs förslaget"), address
        )


def _written(desk: Desk) -> Iterator[Task]:
    yield from _texts(desk)
    yield from _promises(desk)


def _texts(desk: Desk) -> Iterator[Task]:
    slug = desk.municipality.slug
    for reading in readings_waiting(desk.municipality):
        address = reverse("workspace:correct", args=[slug, reading.pk, 1])
        yield Task(reading.name, _("Texten är läst men inte sparad som löfte."), _("Gå igenom"), address)
    if not promises_of(desk.municipality).exists():
        address = reverse("workspace:read", args=[slug])
        why = _("Klistra in kommunens löfte, så delas det upp i åtaganden och mål.")
        yield Task(_("Det finns inget löfte här än"), why, _("Läs in en text"), address)


def _promises(desk: Desk) -> Iterator[Task]:
    today = timezone.localdate()
    for promise in promises_of(desk.municipality):
        edition = newest_edition(promise)
        if edition is not None and promise.end < today and not has_unpublished_changes(promise):
            continue
        yield from _promise(desk, promise, published=edition is not None)


def _promise(desk: Desk, promise: Promise, *, published: bool) -> Iterator[Task]:
    place = [desk.municipality.slug, promise.address]
    changed, agreed = has_unpublished_changes(promise), is_agreed(promise)
    summary = check_summary(promise_record(promise))
    # What was agreed, here or elsewhere, has gaps that nobody can fill alone.
    settled = agreed or (promise.origin == Promise.Origin.RECORDED and not changed)
    if (summary.commitments_with_gaps or not summary.commitment_count) and not settled:
        why = _("Det går att publicera ändå. Luckorna står då öppna på sidan.")
        draft = reverse("workspace:draft", args=place)
        yield Task(f"{promise.title}: {summary_words(summary).lower()}", why, _("Se vad som saknas"), draft)
    if changed and not _is_asked_about(promise):
        yield from _next_step(desk, promise, agreed=agreed, published=published)


def _next_step(desk: Desk, promise: Promise, *, agreed: bool, published: bool) -> Iterator[Task]:
    """What was written here goes to the parties first; what was signed elsewhere, or is shown already, to the page."""
    place, title = [desk.municipality.slug, promise.address], {"title": promise.title}
    propose, publish = reverse("workspace:propose", args=place), reverse("workspace:publish", args=place)
    if agreed:
        why = _("Löftet är godkänt av parterna. Det som är ändrat gäller först när de godkänner det.")
        yield Task(_("%(title)s: ändringar som inte är föreslagna") % title, why, _("Föreslå ändringen"), propose)
    elif not published and promise.origin != Promise.Origin.RECORDED:
        why = _("Löftet publiceras när båda parter har godkänt det.")
        yield Task(_("%(title)s: inte föreslaget") % title, why, _("Föreslå för parterna"), propose)
    elif desk.may[Action.PUBLISH]:
        why = _("Invånarna läser den förra utgåvan.") if published else _("Ingen utanför arbetsytan kan läsa löftet.")
        what = _("%(title)s: ändringar som inte är publicerade") if published else _("%(title)s: inte publicerat")
        yield Task(what % title, why, _("Visa och publicera"), publish)


def _is_asked_about(promise: Promise) -> bool:
    """Whether the words as they stand wait for somebody's yes."""
    proposal = open_proposal(promise)
    return proposal is not None and not is_stale(proposal)


def _decisions(desk: Desk) -> Iterator[Task]:
    """What meetings have decided stays here until it is done."""
    for decision in open_decisions(desk.municipality):
        why = _("%(owner)s, klart senast %(day)s.") % {"owner": decision.owner, "day": day_words(decision.due_on)}
        address = reverse("workspace:decision", args=[desk.municipality.slug, decision.pk])
        yield Task(decision.text, why, _("Klart, eller hur går det?"), address)


def _account(desk: Desk) -> Iterator[Task]:
    if not has_two_steps(desk.user):
        why = _("Du loggar in med bara lösenordet. Det behövs två steg innan sidan kan bli officiell.")
        yield Task(_("Skydda kontot"), why, _("Lägg till ett andra steg"), reverse("mfa_activate_totp"))


def _site(desk: Desk) -> Iterator[Task]:
    site, address = desk.site, reverse("workspace:site", args=[desk.municipality.slug])
    if not site.contact_name:
        yield Task(_("Skriv vem som svarar på frågor"), _("Sidan säger inte vem man kan fråga."), _("Fyll i"), address)
    if not (site.accessibility_assessed_on and site.accessibility_method and site.accessibility_level):
        why = _("Den visas som utkast tills ni skrivit hur och när sidan bedömdes.")
        yield Task(_("Tillgänglighetsredogörelsen är ett utkast"), why, _("Fyll i"), address)
    if not site.data_protection_text:
        yield Task(_("Skriv om personuppgifter"), _("Sidan säger inte vem som är ansvarig."), _("Fyll i"), address)
    if not site.official_since:
        why = _("Sökmotorer ombeds låta bli sidan tills ni säger att den är kommunens egen.")
        yield Task(_("Sidan är inte officiell"), why, _("Läs vad som krävs"), f"{address}#officiell")
