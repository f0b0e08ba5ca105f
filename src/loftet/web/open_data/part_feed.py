"""What happens to one commitment or one focus area, as an Atom feed, newest first."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.publishing.subscription.followed import Followed
from loftet.domain.publishing.subscription.happenings import difference_words, edition_words, happenings_of
from loftet.web.open_data.addresses import permanent_id, whole_address
from loftet.web.open_data.example import marked
from loftet.web.open_data.feed import MOST_ENTRIES


class Entry(NamedTuple):
    at: datetime
    key: str
    """Unique within the promise."""
    title: str
    words: str
    link: str


def part_feed(followed: Followed, editions: Sequence[PublishedPromise]) -> str:
    """
    Args:
        editions: of the promise, oldest first, the newest one that `followed` belongs to included.
    """
    municipality, promise = followed.municipality, followed.published
    part = followed.commitment_key or followed.area_address
    view = "open_data:commitment-atom" if followed.commitment else "open_data:area-atom"
    feed = Atom1Feed(
        title=marked(followed.commitment.text if followed.commitment else followed.focus_area, municipality.example),
        link=_page(followed),
        feed_url=whole_address(view, municipality.slug, promise.address, part),
        feed_guid=permanent_id("feed", municipality.code, promise.address, part).urn,
        description=_("Det som ändras, redovisas och bedöms."),
        language="sv",
        author_name=municipality.name,
    )
    entries = [*_from_editions(followed, editions), *_from_work(followed)]
    for entry in sorted(entries, key=lambda each: each.at, reverse=True)[:MOST_ENTRIES]:
        feed.add_item(
            title=marked(entry.title, promise.record.example),
            link=entry.link,
            unique_id=permanent_id(municipality.code, promise.address, part, entry.key).urn,
            # A summary is HTML by the feed's own word; ours are text.
            description=linebreaks(entry.words, autoescape=True),
            pubdate=entry.at,
            updateddate=entry.at,
        )
    return feed.writeString("utf-8")


def _from_editions(followed: Followed, editions: Sequence[PublishedPromise]) -> Iterator[Entry]:
    """The edition that brought the part, and those that changed its words."""
    parts = [followed.part_of(edition.record) for edition in editions]
    if parts[0].commitments:
        yield _edition_entry(editions[0], _("Löftet är publicerat."))
    for (old, new), edition in zip(pairwise(parts), editions[1:], strict=True):
        difference = difference_words(old, new)
        if difference:
            yield _edition_entry(edition, edition_words(edition.reason, difference))


def _edition_entry(edition: PublishedPromise, words: str) -> Entry:
    title = _("Utgåva %(number)s") % {"number": edition.number}
    address = whole_address("public:edition", edition.municipality.slug, edition.address, str(edition.number))
    return Entry(edition.published_at, f"edition/{edition.number}", title, words, address)


def _from_work(followed: Followed) -> Iterator[Entry]:
    keys = {each.id for each in followed.part_of(followed.published.record).commitments}
    for happening in happenings_of(followed.published, today=timezone.localdate()):
        if happening.commitment_key in keys:
            at = _start_of(happening.on)
            yield Entry(at, happening.source, str(happening.kind.label), happening.words, _page(followed))


def _page(followed: Followed) -> str:
    slug, address = followed.municipality.slug, followed.published.address
    if followed.commitment:
        return whole_address("public:commitment", slug, address, followed.commitment_key)
    return whole_address("public:promise", slug, address)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
