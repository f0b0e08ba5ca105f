"""The editions of promises as an Atom feed, newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.publishing.selectors import EditionLine, editions_of
from loftet.web.open_data.addresses import page_of, permanent_id, whole_address
from loftet.web.open_data.example import marked

MOST_ENTRIES = 50


class Entry(NamedTuple):
    published_at: datetime
    promise: PublishedPromise
    edition: EditionLine


def promise_feed(promise: PublishedPromise) -> str:
    municipality = promise.municipality
    feed = _feed(
        municipality,
        title=_("%(promise)s, %(municipality)s") % {"promise": promise.record.title, "municipality": municipality.name},
        page=page_of(promise),
        address=whole_address("open_data:atom", municipality.slug, promise.address),
        parts=(municipality.code, promise.address),
    )
    return _filled(feed, [promise])


def municipality_feed(municipality: Municipality, promises: Sequence[PublishedPromise]) -> str:
    feed = _feed(
        municipality,
        title=_("Medborgarlöften i %(municipality)s") % {"municipality": municipality.name},
        page=whole_address("public:start", municipality.slug),
        address=whole_address("open_data:municipality-atom", municipality.slug),
        parts=(municipality.code,),
    )
    return _filled(feed, promises)


def _feed(municipality: Municipality, *, title: str, page: str, address: str, parts: tuple[str, ...]) -> Atom1Feed:
    return Atom1Feed(
        title=marked(title, municipality.example),
        link=page,
        feed_url=address,
        feed_guid=permanent_id("feed", *parts).urn,
        description=_("Nya löften och ändringar i dem."),
        language="sv",
        author_name=municipality.name,
    )


def _filled(feed: Atom1Feed, promises: Sequence[PublishedPromise]) -> str:
    for published_at, promise, edition in _entries(promises)[:MOST_ENTRIES]:
        feed.add_item(
            title=marked(_title(promise, edition), promise.record.example),
            link=whole_address("public:edition", promise.municipality.slug, promise.address, str(edition.number)),
            unique_id=permanent_id(promise.municipality.code, promise.address, str(edition.number)).urn,
            # A summary is HTML by the feed's own word; the reason is text.
            description=escape(edition.reason or _("Löftet är publicerat.")),
            pubdate=published_at,
            updateddate=published_at,
        )
    return feed.writeString("utf-8")


def _entries(promises: Sequence[PublishedPromise]) -> list[Entry]:
    entries = [
        Entry(edition.published_at, promise, edition)
        for promise in promises
        for edition in editions_of(promise.municipality, promise.address)
    ]
    return sorted(entries, key=lambda entry: entry.published_at, reverse=True)


def _title(promise: PublishedPromise, edition: EditionLine) -> str:
    if edition.number == 1:
        return _("%(promise)s är publicerat") % {"promise": promise.record.title}
    return _("%(promise)s är ändrat, utgåva %(number)s") % {"promise": promise.record.title, "number": edition.number}
