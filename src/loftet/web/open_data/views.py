"""Read-only copies of what is published, for programs, archives and print."""

from json import dumps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from loftet.domain.ledger.selectors import export_chain
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.selectors import head_at
from loftet.domain.publishing import selectors
from loftet.domain.publishing.document.promise_pdf import promise_pdf
from loftet.domain.publishing.subscription.followed import area_in, commitment_in
from loftet.sources.promise_text.record import PromiseDocument, promise_json, promise_schema
from loftet.web.open_data.addresses import page_of
from loftet.web.open_data.example import marked
from loftet.web.open_data.feed import municipality_feed, promise_feed
from loftet.web.open_data.follow_up import follow_up_json, follow_up_schema
from loftet.web.open_data.ical import calendar_of
from loftet.web.open_data.part_feed import part_feed
from loftet.web.open_data.responses import Forms, municipality_file, open_file
from loftet.web.open_data.table import commitments_table


@require_safe
@conditional_page
def pdf(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    promise = _promise(request, slug, address)
    language = "en" if request.GET.get("sprak") == "en" else "sv"
    document = promise_pdf(promise, language=language, address=page_of(promise, language), head=head_at(promise))
    return _promise_file(promise, document, Forms.PDF)


@require_safe
@conditional_page
def json(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    promise = _promise(request, slug, address)
    return _promise_file(promise, promise_json(PromiseDocument(promises=[promise.record])), Forms.JSON)


@require_safe
@conditional_page
def follow_up(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Of the newest edition: how each commitment stands today."""
    promise = selectors.published_promise(_municipality(slug), address)
    if promise is None:
        raise Http404
    today = timezone.localdate()
    content, name = follow_up_json(promise, today=today), f"uppfoljning-{address}"
    # It changes with every report, and with the day: a reader must compare the contents, not the date.
    return municipality_file(promise.municipality, content, Forms.JSON, name, changed_at=timezone.now())


@require_safe
@conditional_page
def atom(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    promise = _promise(request, slug, address)
    return _promise_file(promise, promise_feed(promise), Forms.ATOM)


@require_safe
@conditional_page
def part_atom(request: HttpRequest, slug: str, address: str, key: str = "", area: str = "") -> HttpResponse:
    """Of a commitment or a focus area."""
    editions = selectors.published_editions(_municipality(slug), address)
    followed = editions and (commitment_in(editions[-1], key) if key else area_in(editions[-1], area))
    if not followed:
        raise Http404
    # What the clock makes public has a day and no time: a reader must compare the contents, not the date.
    name = f"medborgarlofte-{address}-{key or area}"
    return municipality_file(
        followed.municipality, part_feed(followed, editions), Forms.ATOM, name, changed_at=timezone.now()
    )


@require_safe
@conditional_page
def ical(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    promise = _promise(request, slug, address)
    title = f"{promise.record.title}, {promise.municipality.name}"
    calendar = calendar_of([promise], title=marked(title, promise.record.example))
    return _promise_file(promise, calendar, Forms.ICAL)


@require_safe
@conditional_page
def municipality_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest edition of every promise."""
    municipality, promises = _promises(slug)
    document = PromiseDocument(promises=[promise.record for promise in promises])
    return _municipality_file(municipality, promises, promise_json(document), Forms.JSON)


@require_safe
@conditional_page
def csv(request: HttpRequest, slug: str) -> HttpResponse:
    municipality, promises = _promises(slug)
    return _municipality_file(municipality, promises, commitments_table(promises), Forms.CSV)


@require_safe
@conditional_page
def municipality_atom(request: HttpRequest, slug: str) -> HttpResponse:
    municipality, promises = _promises(slug)
    return _municipality_file(municipality, promises, municipality_feed(municipality, promises), Forms.ATOM)


@require_safe
@conditional_page
def municipality_ical(request: HttpRequest, slug: str) -> HttpResponse:
    municipality, promises = _promises(slug)
    title = _("Medborgarlöften i %(municipality)s") % {"municipality": municipality.name}
    calendar = calendar_of(promises, title=marked(title, municipality.example))
    return _municipality_file(municipality, promises, calendar, Forms.ICAL)


@require_safe
@conditional_page
def chain(request: HttpRequest, slug: str) -> HttpResponse:
    """The municipality's chain of changes, a link a line: neither texts nor names."""
    municipality = _municipality(slug)
    # A chain grows without a day that a reader could ask by: the contents are compared.
    links = export_chain(municipality.code)
    return municipality_file(municipality, links, Forms.JSON_LINES, "andringskedja", changed_at=timezone.now())


@require_safe
@conditional_page
def schema(request: HttpRequest) -> HttpResponse:
    return open_file(dumps(promise_schema(), ensure_ascii=False, indent=2), Forms.SCHEMA, "loftet-promise-1")


@require_safe
@conditional_page
def follow_up_format(request: HttpRequest) -> HttpResponse:
    return open_file(dumps(follow_up_schema(), ensure_ascii=False, indent=2), Forms.SCHEMA, "loftet-follow-up-1")


def _municipality(slug: str) -> Municipality:
    municipality = selectors.municipality_in_public(slug)
    if municipality is None:
        raise Http404
    return municipality


def _promise(request: HttpRequest, slug: str, address: str) -> PublishedPromise:
    """The edition that ?utgava= asks for, or the newest."""
    number = request.GET.get("utgava", "")
    if number and not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise Http404
    promise = selectors.published_promise(_municipality(slug), address, int(number) if number else None)
    if promise is None:
        raise Http404
    return promise


def _promises(slug: str) -> tuple[Municipality, list[PublishedPromise]]:
    municipality = _municipality(slug)
    return municipality, selectors.published_promises(municipality)


def _promise_file(promise: PublishedPromise, content: str | bytes, form: Forms) -> HttpResponse:
    edition = "" if promise.is_newest else f"-utgava-{promise.number}"
    name = f"medborgarlofte-{promise.address}{edition}"
    return municipality_file(promise.municipality, content, form, name, changed_at=promise.published_at)


def _municipality_file(
    municipality: Municipality, promises: list[PublishedPromise], content: str | bytes, form: Forms
) -> HttpResponse:
    changed_at = max(promise.published_at for promise in promises)
    return municipality_file(municipality, content, form, "medborgarloften", changed_at=changed_at)
