"""What a promise has dates for, as a calendar to subscribe to. It never makes up a day that the text does not give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from loftet.domain.activity.rules import UNANNOUNCED
from loftet.domain.activity.selectors.statuses import plans_in_force, promise_ids
from loftet.domain.activity.words import plan_content
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.recurrence_words import interval_words
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.open_data.addresses import page_of, permanent_id
from loftet.web.open_data.example import marked

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    key: str
    """Unique within the promise, and the same in each of its editions."""
    first: date
    last: date
    summary: str
    description: str = ""
    changed_at: datetime | None = None
    """None for what changes with the edition."""
    version: int = 0
    """Of the plan; 0 for what changes with the edition."""


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
    return [*_period(promise), *_measurings(promise), *_commitments(promise), *_plans(promise)]


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
        if commitment.kind not in UNANNOUNCED and (commitment.recurrence or commitment.window):
            yield Entry(
                key=f"commitment/{commitment.id}",
                first=period.start,
                last=period.end,
                summary=commitment.text,
                description=_time_words(commitment),
            )


def _plans(promise: PublishedPromise) -> Iterator[Entry]:
    """The days that the bearers have set beside the promise. A last day alone is that day, never a period made up."""
    plans = plans_in_force(promise_ids([promise]).values(), today=timezone.localdate())
    in_force = {key: versions[-1] for (_promise, key), versions in plans.items()}
    for commitment in promise.record.commitments:
        plan = in_force.get(commitment.id or "")
        days = [day for day in (plan.first_day, plan.last_day) if day] if plan else []
        if plan and days and commitment.kind not in UNANNOUNCED:
            said = {"plan": plan_content(plan, commitment.kind)}
            yield Entry(
                key=f"plan/{commitment.id}",
                first=days[0],
                last=days[-1],
                summary=commitment.text,
                description=_("Enligt uppföljningsplanen, som inte ändrar löftet: %(plan)s.") % said,
                changed_at=plan.in_force_at,
                version=plan.version,
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
    changed_at = entry.changed_at or promise.published_at
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", entry.version or promise.number)
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
