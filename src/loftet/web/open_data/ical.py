"""What a promise has dates for, as a calendar to subscribe to. It never makes up a day that the text does not give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.recurrence_words import interval_words
from loftet.sources.promise_text.record import CommitmentKind, CommitmentRecord
from loftet.web.open_data.addresses import page_of, permanent_id
from loftet.web.open_data.example import marked

# Work that loses its point when it is known beforehand.
KINDS_NEVER_ANNOUNCED = frozenset(
    {
        CommitmentKind.PATROL,
        CommitmentKind.TRAFFIC_CONTROL,
        CommitmentKind.INSPECTION,
        CommitmentKind.TARGETED_OPERATION,
    }
)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    key: str
    """Unique within the promise, and the same in each of its editions."""
    first: date
    last: date
    summary: str
    description: str = ""


def calendar_of(promises: Sequence[PublishedPromise], *, title: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Löftet//Medborgarlöften//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", title)
    # The name and the interval once more, for the programs that know only these.
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", ONE_DAY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for promise in promises:
        for entry in entries_of(promise):
            calendar.add_component(_event(promise, entry))
    return bytes(calendar.to_ical())


def entries_of(promise: PublishedPromise) -> list[Entry]:
    return [*_period(promise), *_measurings(promise), *_commitments(promise)]


def _period(promise: PublishedPromise) -> Iterator[Entry]:
    period, title = promise.record.period, promise.record.title
    if period and period.start:
        summary = _("%(promise)s börjar gälla") % {"promise": title}
        yield Entry(key="start", first=period.start, last=period.start, summary=summary)
    if period and period.end:
        summary = _("%(promise)s: sista dagen") % {"promise": title}
        yield Entry(key="end", first=period.end, last=period.end, summary=summary)


def _measurings(promise: PublishedPromise) -> Iterator[Entry]:
    for goal in promise.record.goals:
        if goal.measure and goal.measure.next_on:
            yield Entry(
                key=f"goal/{goal.id}",
                first=goal.measure.next_on,
                last=goal.measure.next_on,
                summary=_("Mätning: %(indicator)s") % {"indicator": goal.measure.indicator},
                description=goal.text,
            )


def _commitments(promise: PublishedPromise) -> Iterator[Entry]:
    period = promise.record.period
    if not (period and period.start and period.end):
        return
    for commitment in promise.record.commitments:
        if commitment.kind not in KINDS_NEVER_ANNOUNCED and (commitment.recurrence or commitment.window):
            yield Entry(
                key=f"commitment/{commitment.id}",
                first=period.start,
                last=period.end,
                summary=commitment.text,
                description=_time_words(commitment),
            )


def _time_words(commitment: CommitmentRecord) -> str:
    sentences = []
    if commitment.recurrence:
        sentences.append(_("Görs %(interval)s.") % {"interval": interval_words(commitment.recurrence)})
    if commitment.window:
        sentences.append(_("Tid enligt löftet: %(window)s.") % {"window": commitment.window})
    return " ".join([*sentences, _("Visas under hela löftets period: kalendern hittar inte på dagar.")])


def _event(promise: PublishedPromise, entry: Entry) -> Event:
    municipality = promise.municipality
    event = Event()
    event.add("uid", str(permanent_id(municipality.code, promise.address, entry.key)))
    event.add("dtstamp", promise.published_at)
    event.add("last-modified", promise.published_at)
    event.add("sequence", promise.number)
    event.add("dtstart", entry.first)
    # The day after: the end of a whole-day event does not belong to it.
    event.add("dtend", entry.last + ONE_DAY)
    event.add("summary", marked(entry.summary, promise.record.example))
    if entry.description:
        event.add("description", entry.description)
    event.add("location", municipality.name)
    event.add("url", page_of(promise))
    event.add("transp", "TRANSPARENT")
    return event
