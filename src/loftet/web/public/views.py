from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.domain.activity.judging import NOTICE_WORKING_DAYS
from loftet.domain.activity.selectors.states import commitment_states
from loftet.domain.ledger.selectors import chain_of
from loftet.domain.place.rules import swedish_order
from loftet.domain.promise.agreement_words import agreement_words
from loftet.domain.promise.comparison import compare_promises
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.publishing import selectors
from loftet.domain.publishing.search.selectors import search as find_texts
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.public import legend
from loftet.web.public.chain_lines import newest_chain_lines
from loftet.web.public.compared import compared_rows, same_commitment, summary
from loftet.web.public.facts import facts_of
from loftet.web.public.frame import Frame, frame_of, show
from loftet.web.public.happening import judgement_of, timeline_of
from loftet.web.public.outline import areas_of
from loftet.web.public.page_cache import kept
from loftet.web.public.period import promised_days
from loftet.web.public.promise_words import promise_words
from loftet.web.public.rewordings import rewordings_of
from loftet.web.public.standing import Standing, standings_of
from loftet.web.public.statements import accessibility_is_draft, agreement_parts


@require_safe
@kept
def municipalities(request: HttpRequest) -> HttpResponse:
    """All of them, or straight to the only one."""
    published = selectors.municipalities_in_public()
    if len(published) == 1:
        return redirect("public:start", slug=published[0].slug)
    wanted = request.GET.get("kommun", "").strip()
    return show(
        request,
        "municipalities.html",
        title=_("Medborgarlöften"),
        indexed=selectors.anyone_is_official(on=timezone.localdate()) and not wanted,
        municipalities=published,
        wanted=wanted,
        found=[municipality for municipality in published if swedish_order(wanted) in swedish_order(municipality.name)],
    )


@require_safe
@kept
def start(request: HttpRequest, slug: str) -> HttpResponse:
    frame = frame_of(slug)
    return show(
        request,
        "start.html",
        title=_("Medborgarlöften"),
        frame=frame,
        at_start=True,
        state=frame.current_days.state_words(frame.today),
        areas=areas_of(frame.current.record),
        others=[_promise_line(frame, promise) for promise in frame.promises if promise != frame.current],
    )


@require_safe
@kept
def promise(request: HttpRequest, slug: str, address: str, number: int | None = None) -> HttpResponse:
    frame = frame_of(slug)
    published = _published(frame, address, number)
    record = published.record
    words = promise_words(record, _standings(frame, published))
    earlier = frame.promise_before(published)
    return show(
        request,
        "promise.html",
        title=record.title,
        description=record.introduction or "",
        canonical=reverse("public:promise", args=[slug, address]),
        frame=frame,
        published=published,
        state=words["days"].state_words(frame.today),
        is_over=words["days"].last < frame.today,
        editions=selectors.editions_of(frame.municipality, address),
        earlier=earlier and _promise_line(frame, earlier),
        **words,
    )


@require_safe
@kept
def commitment(request: HttpRequest, slug: str, address: str, key: str) -> HttpResponse:
    frame = frame_of(slug)
    published = _published(frame, address)
    record = _commitment(published, key)
    if record is None:
        raise Http404
    state = commitment_states(frame.municipality, published, today=frame.today)[key]
    editions = selectors.published_editions(frame.municipality, address) if published.newest_number > 1 else []
    newest, older = timeline_of(state, rewordings_of(key, editions))
    return show(
        request,
        "commitment.html",
        title=record.text,
        description=record.text,
        frame=frame,
        published=published,
        record=record,
        standing=standings_of(published, {key: state})[key],
        plan=state.plan,
        judgement=judgement_of(state),
        newest=newest,
        older=older,
        state=promised_days(published.record).state_words(frame.today),
        facts=facts_of(record),
        goals=[goal for goal in published.record.goals if record.focus_area and goal.focus_area == record.focus_area],
        other_years=[
            _promise_line(frame, other) | {"commitment": same}
            for other in frame.promises
            if other.address != address and (same := same_commitment(record, published.record, other.record))
        ],
    )


@require_safe
@kept
def comparison(request: HttpRequest, slug: str, address: str, other: str) -> HttpResponse:
    frame = frame_of(slug)
    new, old = _published(frame, address), _published(frame, other)
    compared = compare_promises(old.record, new.record)
    new_years, old_years = promised_days(new.record).years, promised_days(old.record).years
    return show(
        request,
        "comparison.html",
        title=_("%(new_years)s jämfört med %(old_years)s") % {"new_years": new_years, "old_years": old_years},
        description=summary(compared),
        frame=frame,
        new=new,
        old=old,
        new_years=new_years,
        old_years=old_years,
        summary=summary(compared),
        commitments=compared_rows(compared.commitments),
        goals=compared_rows(compared.goals),
    )


@require_safe
@kept
def edition_changes(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """What an edition says in other words than the one before, and why."""
    frame = frame_of(slug)
    before, published = _published(frame, address, number - 1), _published(frame, address, number)
    return show(
        request,
        "edition_changes.html",
        title=_("Det som ändrades i utgåva %(number)s") % {"number": number},
        description=published.reason,
        frame=frame,
        before=before,
        published=published,
        agreement=agreement_words(published.record),
    )


@require_safe
@kept
def agreement(request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """The newest, or the one asked for."""
    frame = frame_of(slug)
    published = selectors.published_agreements(frame.municipality)
    shown = next((row for row in published if pk in (None, row.pk)), None)
    if shown is None:
        raise Http404
    return show(
        request,
        "agreement.html",
        title=_("Samverkansöverenskommelsen"),
        frame=frame,
        agreement=shown,
        parts=agreement_parts(shown),
        others=[row for row in published if row != shown],
    )


@require_safe
@kept
def how_it_is_judged(request: HttpRequest, slug: str) -> HttpResponse:
    """What each status and judgement means and who decides it."""
    return show(
        request,
        "how_it_is_judged.html",
        title=_("Så bedöms det"),
        frame=frame_of(slug),
        statuses=legend.statuses(),
        judgements=legend.judgements(),
        notice_days=NOTICE_WORKING_DAYS,
    )


@require_safe
def chain_of_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Never kept: the chain also grows when nothing else that is public changes."""
    frame = frame_of(slug)
    chain = chain_of(frame.municipality.code)
    if chain is None:
        raise Http404
    return show(
        request,
        "chain_of_changes.html",
        title=_("Ändringskedjan"),
        frame=frame,
        chain=chain,
        links=newest_chain_lines(chain),
    )


@require_safe
@kept
def search(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    frame = frame_of(slug) if slug else None
    query = request.GET.get("q", "").strip()
    code = frame.municipality.code if frame else None
    hits = find_texts(query=query, municipality_code=code) if query else []
    return show(request, "search.html", title=_("Sök"), frame=frame, indexed=False, query=query, hits=hits)


@require_safe
@kept
def accessibility(request: HttpRequest, slug: str) -> HttpResponse:
    frame = frame_of(slug)
    title = _("Tillgänglighetsredogörelse")
    return show(request, "accessibility.html", title=title, frame=frame, is_draft=accessibility_is_draft(frame.site))


@require_safe
@kept
def personal_data(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, "personal_data.html", title=_("Personuppgifter"), frame=frame_of(slug))


@require_safe
@kept
def open_data(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, "open_data.html", title=_("Öppna data"), frame=frame_of(slug))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Pages that are not official say so themselves; a search engine must be let in to read it."""
    return HttpResponse("User-agent: *\nDisallow: /konto/\nDisallow: /arbetsyta/\n", content_type="text/plain")


def _published(frame: Frame, address: str, number: int | None = None) -> PublishedPromise:
    if number is None:
        published = next((promise for promise in frame.promises if promise.address == address), None)
    else:
        published = selectors.published_promise(frame.municipality, address, number)
    if published is None:
        raise Http404
    return published


def _standings(frame: Frame, published: PublishedPromise) -> dict[str, Standing] | None:
    """Of the newest edition alone: an earlier one says what was promised, not how it stands."""
    if not published.is_newest:
        return None
    return standings_of(published, commitment_states(frame.municipality, published, today=frame.today))


def _commitment(published: PublishedPromise, key: str) -> CommitmentRecord | None:
    return next((commitment for commitment in published.record.commitments if commitment.id == key), None)


def _promise_line(frame: Frame, published: PublishedPromise) -> dict[str, Any]:
    """A promise in a list."""
    days = promised_days(published.record)
    return {
        "address": published.address,
        "title": published.record.title,
        "years": days.years,
        "state": days.state_words(frame.today),
    }
