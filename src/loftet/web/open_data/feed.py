"""The editions of promises and what is told of the work, as an Atom feed, newest first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from loftet.domain.ledger.selectors import head
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.publishing.selectors import EditionLine, editions_of
from loftet.domain.publishing.subscription.happenings import happenings_of
from loftet.web.open_data.addresses import page_of, permanent_id, whole_address
from loftet.web.open_data.example import marked

MOST_ENTRIES = 50


class Entry(NamedTuple):
    at: datetime
    promise: PublishedPromise
    key: str
    """Unique within the promise."""
    title: str
    summary: str
    """HTML, by the feed's own word."""
    link: str


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
        # Atom has a subtitle where other feeds have a description.
        description="",
        subtitle=_description(municipality),
        language="sv",
        author_name=municipality.name,
    )


def _description(municipality: Municipality) -> str:
    """With the head of the chain of changes: whoever keeps the feed can later tell whether the past was rewritten."""
    said = _("Nya löften, ändringar i dem, uppgifter om arbetet och bedömningar.")
    last = head(municipality.code)
    return f"{said} {_('Ändringskedjans huvud: %(head)s') % {'head': last}}" if last else said


def _filled(feed: Atom1Feed, promises: Sequence[PublishedPromise]) -> str:
    entries = [entry for promise in promises for entry in (*_from_editions(promise), *_from_work(promise))]
    for entry in sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST_ENTRIES]:
        feed.add_item(
            title=marked(entry.title, entry.promise.record.example),
            link=entry.link,
            unique_id=permanent_id(entry.promise.municipality.code, entry.promise.address, entry.key).urn,
            description=entry.summary,
            pubdate=entry.at,
            updateddate=entry.at,
        )
    return feed.writeString("utf-8")


def _from_editions(promise: PublishedPromise) -> Iterator[Entry]:
    slug = promise.municipality.slug
    for edition in editions_of(promise.municipality, promise.address):
        link = whole_address("public:edition", slug, promise.address, str(edition.number))
        reason = escape(edition.reason or _("Löftet är publicerat."))
        yield Entry(edition.published_at, promise, str(edition.number), _title(promise, edition), reason, link)


def _from_work(promise: PublishedPromise) -> Iterator[Entry]:
    texts = {commitment.id: commitment.text for commitment in promise.record.commitments}
    for happening in happenings_of(promise, today=timezone.localdate()):
        key = happening.commitment_key
        yield Entry(
            at=_start_of(happening.on),
            promise=promise,
            key=happening.source,
            title=f"{happening.kind.label}: {texts[key]}",
            summary=linebreaks(happening.words, autoescape=True),
            link=whole_address("public:commitment", promise.municipality.slug, promise.address, key),
        )


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _title(promise: PublishedPromise, edition: EditionLine) -> str:
    if edition.number == 1:
        return _("%(promise)s är publicerat") % {"promise": promise.record.title}
    return _("%(promise)s är ändrat, utgåva %(number)s") % {"promise": promise.record.title, "number": edition.number}
