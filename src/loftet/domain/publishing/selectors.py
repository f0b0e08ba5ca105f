from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

from loftet.domain.agreement.models import Agreement
from loftet.domain.place.models import Municipality
from loftet.domain.place.rules import swedish_order
from loftet.domain.promise.editions import PublishedPromise, published_promise_of
from loftet.domain.promise.models import Edition
from loftet.domain.publishing.models import Site


@dataclass(frozen=True, slots=True)
class EditionLine:
    number: int
    published_at: datetime
    reason: str


def municipalities_in_public() -> list[Municipality]:
    """Those with a published promise, in Swedish order of their names."""
    return sorted(Municipality.objects.filter(editions__isnull=False).distinct(), key=lambda m: swedish_order(m.name))


def municipality_in_public(slug: str) -> Municipality | None:
    return Municipality.objects.filter(slug=slug, editions__isnull=False).distinct().first()


def others_in_public(municipality: Municipality) -> bool:
    """Whether another municipality has a published promise."""
    return Edition.objects.exclude(municipality=municipality).exists()


def site_of(municipality: Municipality) -> Site:
    """The municipality's site, with its defaults where nobody has filled it in."""
    return Site.objects.filter(municipality=municipality).first() or Site(municipality=municipality)


def anyone_is_official(*, on: date) -> bool:
    return Site.objects.filter(official_since__lte=on).exists()


def published_promise(municipality: Municipality, address: str, number: int | None = None) -> PublishedPromise | None:
    """The edition of that number, or the newest."""
    editions = _editions(municipality).filter(promise__address=address)
    newest_number = editions.aggregate(newest=Max("number"))["newest"]
    if newest_number is None:
        return None
    edition = editions.filter(number=newest_number if number is None else number).first()
    return published_promise_of(edition, newest_number=newest_number) if edition else None


def published_promises(municipality: Municipality) -> list[PublishedPromise]:
    """The newest edition of each promise, the newest period first."""
    newest: dict[int, Edition] = {}
    for edition in _editions(municipality).order_by("number"):
        newest[edition.promise_id] = edition
    in_order = sorted(newest.values(), key=lambda e: (e.promise.start, e.promise.end, e.promise_id), reverse=True)
    return [published_promise_of(edition, newest_number=edition.number) for edition in in_order]


def published_editions(municipality: Municipality, address: str) -> list[PublishedPromise]:
    """All that the public has read of a promise, oldest first."""
    editions = list(_editions(municipality).filter(promise__address=address).order_by("number"))
    return [published_promise_of(edition, newest_number=editions[-1].number) for edition in editions]


def editions_of(municipality: Municipality, address: str) -> Sequence[EditionLine]:
    """All editions of a promise, newest first."""
    rows = Edition.objects.filter(municipality=municipality, promise__address=address).order_by("-number")
    return [EditionLine(row.number, row.published_at, row.reason) for row in rows.defer("content")]


def published_agreements(municipality: Municipality) -> list[Agreement]:
    """Newest first."""
    rows = Agreement.objects.filter(municipality=municipality, published_at__isnull=False)
    return list(rows.prefetch_related("parties").order_by("-start", "-id"))


def has_published_agreement(municipality: Municipality) -> bool:
    return Agreement.objects.filter(municipality=municipality, published_at__isnull=False).exists()


def _editions(municipality: Municipality) -> QuerySet[Edition]:
    return Edition.objects.filter(municipality=municipality).select_related(
        "promise__municipality", "promise__carried_from"
    )
