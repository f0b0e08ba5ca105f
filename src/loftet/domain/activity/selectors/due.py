"""What a word is asked for, by the bearers' own rhythm or the promise's."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from loftet.domain.activity.models import Contact, Plan, Report
from loftet.domain.activity.occurrences import Window
from loftet.domain.activity.rules import authority_of, bearing_authorities
from loftet.domain.activity.selectors.following import expected_of, period_of, reporting_of
from loftet.domain.activity.selectors.statuses import Place, plans_in_force
from loftet.domain.activity.telling import ASKED_AFTER_THE_END, Addressee, addressees, asked_rhythm, untold_window
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import published_promise_of
from loftet.domain.promise.models import Edition
from loftet.sources.promise_text.record import CommitmentRecord, PromiseRecord


@dataclass(frozen=True, slots=True)
class DueItem:
    """A commitment of which nothing has been told for a time that is over."""

    promise_id: int
    promise_address: str
    promise_title: str
    commitment: CommitmentRecord
    window: Window
    """The time that is asked about."""
    told_of: date | None
    """The latest day that a report is about."""
    contact_function: str
    """Of the plan; empty where it names none."""


@dataclass(frozen=True, slots=True)
class _Told:
    of: tuple[date, ...] = ()
    """The days of deeds, and of the word that it comes later."""
    nothing_on: tuple[date, ...] = ()
    """The days on which the word was that nothing was done yet."""
    times: int = 0

    @property
    def latest(self) -> date | None:
        return max(self.of + self.nothing_on, default=None)


def due_for(municipality: Municipality, party: Party, *, today: date) -> list[DueItem]:
    """What the authority of a party is asked for, the longest untold first."""
    authority = authority_of(party.kind)
    return [item for item in _due(municipality, today) if authority in bearing_authorities(item.commitment.bearers)]


def due_for_contact(contact: Contact, *, today: date) -> list[DueItem]:
    return due_by_contact(contact.municipality, today=today).get(contact.pk, [])


def due_by_contact(municipality: Municipality, *, today: date) -> dict[int, list[DueItem]]:
    """What each contact is asked for; those who are asked for nothing are left out."""
    contacts = [
        Addressee(
            id=contact.pk,
            authority=authority_of(contact.party.kind),
            department=contact.department.name if contact.department else "",
            function=contact.function,
        )
        for contact in Contact.objects.filter(municipality=municipality).select_related("party", "department")
    ]
    due: dict[int, list[DueItem]] = defaultdict(list)
    for item in _due(municipality, today):
        for contact in addressees(item.commitment, item.contact_function, contacts):
            due[contact.id].append(item)
    return dict(due)


def _due(municipality: Municipality, today: date) -> list[DueItem]:
    editions = _editions_asked_about(municipality, today)
    ids = [edition.promise_id for edition, _ in editions]
    plans, told = plans_in_force(ids, today=today), _told(ids)
    found = [
        item
        for edition, record in editions
        for commitment in record.commitments
        if (
            item := _item(
                edition,
                record,
                commitment,
                plan=plans.get((edition.promise_id, commitment.id or ""), [None])[-1],
                told=told.get((edition.promise_id, commitment.id or ""), _Told()),
                today=today,
            )
        )
    ]
    return sorted(found, key=lambda item: (item.told_of or date.min, item.window))


def _editions_asked_about(municipality: Municipality, today: date) -> list[tuple[Edition, PromiseRecord]]:
    """The newest edition of each promise that has begun and has not been over for long."""
    newest: dict[int, Edition] = {}
    editions = Edition.objects.filter(municipality=municipality, promise__start__lte=today)
    asked = editions.filter(promise__end__gte=today - ASKED_AFTER_THE_END)
    for edition in asked.select_related("promise__municipality", "promise__carried_from").order_by("number"):
        newest[edition.promise_id] = edition
    read = partial(published_promise_of, newest_number=0)
    return [(edition, read(edition).record) for edition in newest.values()]


def _item(
    edition: Edition,
    record: PromiseRecord,
    commitment: CommitmentRecord,
    *,
    plan: Plan | None,
    told: _Told,
    today: date,
) -> DueItem | None:
    terms = plan.terms if plan else None
    expected = expected_of(record, commitment, terms)
    rhythm = asked_rhythm(commitment, terms, reporting=reporting_of(record))
    if expected.count is not None and told.times >= expected.count:
        return None
    window = untold_window(
        rhythm,
        start=expected.starts_on,
        end=period_of(record).last,
        told_of=told.of,
        nothing_on=told.nothing_on,
        today=today,
    )
    if window is None:
        return None
    function = plan.contact_function if plan else ""
    promise = edition.promise
    return DueItem(promise.pk, promise.address, record.title, commitment, window, told.latest, function)


def _told(promises: list[int]) -> dict[Place, _Told]:
    """What has been sent, whether or not the public sees it yet."""
    told: dict[Place, _Told] = {}
    rows = list(_sent(promises))
    corrected = {corrects for _, _, corrects, *_ in rows}
    for place, pk, _, on, times, nothing_yet in rows:
        if pk not in corrected:
            before = told.get(place, _Told())
            deed, nothing = ((), (on,)) if nothing_yet else ((on,), ())
            told[place] = _Told(before.of + deed, before.nothing_on + nothing, before.times + times)
    return told


def _sent(promises: list[int]) -> Iterator[tuple[Place, int, int | None, date, int, bool]]:
    rows = Report.objects.filter(promise__in=promises, state__in=(Report.State.SENT, Report.State.PUBLIC))
    for promise, key, pk, corrects, on, times, nothing_yet in rows.values_list(
        "promise_id", "commitment_key", "pk", "corrects_id", "on", "times", "nothing_yet"
    ):
        yield (promise, key), pk, corrects, on, times, nothing_yet
