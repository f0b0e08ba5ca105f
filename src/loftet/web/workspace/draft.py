"""The draft page: the text of a promise with the check beside it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from loftet.domain.file.selectors import files_of
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.models import Commitment, Goal, Promise, PromisedArea
from loftet.domain.promise.rules import check_commitment, check_goal, check_promise, check_summary
from loftet.domain.promise.selectors import (
    commitments_of,
    goals_of,
    has_unpublished_changes,
    is_agreed,
    newest_edition,
    newest_proposal,
    promise_of,
    promise_record,
)
from loftet.domain.promise.services.commitments import move_commitment
from loftet.domain.promise.services.drafting import move_area, remove_area
from loftet.domain.promise.services.goals import move_goal
from loftet.domain.promise.words import gap_words, spoken, summary_words
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.draft_items import Draft
from loftet.web.workspace.draft_saving import Saved, save_draft
from loftet.web.workspace.pages import show

STEPS = {"up": -1, "down": 1}


@workspace_page(Action.DRAFT)
def draft(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    promise = promise_at(desk, address)
    if request.method != "POST":
        return _draft_page(request, desk, Draft(promise))
    sent = Draft(promise, request.POST)
    saved = save_draft(desk, sent, request.POST)
    if not saved.everything:
        return _draft_page(request, desk, sent, saved, status=409 if saved.changed_meanwhile else 422)
    if saved.written:
        messages.success(request, gettext("Sparat."))
    return redirect(_do(desk, promise, request.POST.get("do", "")))


def _do(desk: Desk, promise: Promise, what: str) -> str:
    """Carry out what a button says, "up:c-12" or "area-down:3", and give the address to go on to."""
    deed, _, name = what.partition(":")
    page = reverse("workspace:draft", args=[desk.municipality.slug, promise.address])
    if deed.startswith("area-"):
        return page + _do_to_area(desk, promise, deed.removeprefix("area-"), name)
    row = row_named(promise, name)
    if row is None:
        return page
    if deed in STEPS and isinstance(row, Commitment):
        move_commitment(desk.municipality, commitment=row, actor=desk.user, steps=STEPS[deed])
    elif deed in STEPS and isinstance(row, Goal):
        move_goal(desk.municipality, goal=row, actor=desk.user, steps=STEPS[deed])
    elif deed in ("split", "join", "remove"):
        return reverse(f"workspace:{deed}", args=[desk.municipality.slug, promise.address, name])
    return f"{page}#{name}"


def _do_to_area(desk: Desk, promise: Promise, deed: str, pk: str) -> str:
    area = PromisedArea.objects.filter(promise=promise, pk=int(pk) if pk.isdecimal() else 0).first()
    if area is None:
        return ""
    if deed == "remove":
        remove_area(desk.municipality, area=area, actor=desk.user)
        return ""
    if deed in STEPS:
        move_area(desk.municipality, area=area, actor=desk.user, steps=STEPS[deed])
    return f"#area-{area.pk}"


def _draft_page(
    request: HttpRequest, desk: Desk, sent: Draft, saved: Saved | None = None, *, status: int = 200
) -> HttpResponse:
    promise = sent.promise
    record = promise_record(promise)
    whole = spoken(check_promise(record))
    return show(
        request,
        desk,
        "draft.html",
        function="promise",
        status=status,
        promise=promise,
        draft=sent,
        saved=saved or Saved(),
        whole=whole,
        whole_words=gap_words(sum(not item.answered for item in whole)),
        summary=summary_words(check_summary(record)),
        problems=desk.municipality.problems.order_by("name"),
        causes=desk.municipality.causes.order_by("name"),
        indicators=desk.municipality.indicators.order_by("name"),
        edition=newest_edition(promise),
        agreed=is_agreed(promise),
        proposed=newest_proposal(promise),
        unpublished=has_unpublished_changes(promise),
        scans=files_of(desk.municipality.code, promise),
    )


@workspace_page(Action.DRAFT)
@require_POST
def check(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """The check of one item as its fields stand in the browser, as a piece of page. Writes nothing."""
    promise = promise_at(desk, address)
    sent = Draft(promise, request.POST)
    name = request.POST.get("name", "")
    items = [*sent.items, sent.new_commitment, sent.new_goal]
    item = next((item for item in items if item.name == name and item.form.is_bound), None)
    if item is None:
        raise Http404
    if not item.form.is_valid():
        return HttpResponse(status=204)
    record = item.form.record()
    item.check = spoken(check_commitment(record, sent.period) if item.is_commitment else check_goal(record))
    return show(request, desk, "check.html", item=item)


def promise_at(desk: Desk, address: str) -> Promise:
    promise = promise_of(desk.municipality, address)
    if promise is None:
        raise Http404
    return promise


def row_named(promise: Promise, name: str) -> Commitment | Goal | None:
    """The row that the page calls "c-12" or "g-7", if it belongs to the promise."""
    letter, _, number = name.partition("-")
    if not number.isdecimal():
        return None
    if letter == "c":
        return commitments_of(promise).filter(pk=int(number)).first()
    return goals_of(promise).filter(pk=int(number)).first() if letter == "g" else None
