"""From a text to promises: read, corrected by a person, stored."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.changing import change_row
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Promise, Reading
from loftet.domain.promise.services.commitments import CommitmentValues, add_commitment
from loftet.domain.promise.services.drafting import add_area, draft_promise, set_signatories
from loftet.domain.promise.services.goals import GoalValues, add_goal
from loftet.sources.promise_text.extract import read_text_file
from loftet.sources.promise_text.extract_refusal import UnreadableFile
from loftet.sources.promise_text.parse import read_promise
from loftet.sources.promise_text.record import (
    CommitmentRecord,
    FollowUp,
    GoalRecord,
    PromiseDocument,
    PromiseRecord,
    Recorded,
    promise_document,
    promise_json,
)


class StoredAlready(Exception):
    """The same text was stored before. `reading` is that one, with its promises."""

    def __init__(self, reading: Reading) -> None:
        super().__init__("stored already")
        self.reading = reading


class PeriodMissing(Exception):
    """A promise cannot be stored without its first and last day: a person must give them."""

    def __init__(self, record: PromiseRecord) -> None:
        super().__init__("period missing")
        self.record = record


def read_document(
    data: bytes, name: str, *, municipalities: Mapping[str, str] | None = None
) -> tuple[str, PromiseDocument]:
    """The text of a file and what it promises. A .json in our own format is taken as it is.

    Args:
        municipalities: code by name, of those that the text can be about; without it the 290 real ones.

    Raises:
        UnreadableFile, NoPromise: with a sentence for the person who sent it.
    """
    if name.lower().endswith(".json"):
        document = _own_document(data)
        return promise_json(document), document
    text = read_text_file(data, name)
    return "\n".join(line.text for line in text.lines), read_promise(text, municipalities=municipalities)


def _own_document(data: bytes) -> PromiseDocument:
    try:
        return promise_document(data)
    except ValueError as error:
        raise UnreadableFile(
            f"Json-filen följer inte formatet loftet-promise/1: hämta den på nytt från löftets sida ({error})."
        ) from error


@transaction.atomic
def keep_reading(
    municipality: Municipality, *, actor: User | None, name: str, text: str, document: PromiseDocument
) -> Reading:
    """Keep what was read until a person has corrected and stored it."""
    reading = Reading.objects.create(
        municipality=municipality,
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        document=json.loads(promise_json(document)),
        read_by=actor,
    )
    audit.record(actor=actor, action="read", on=reading, municipality_code=municipality.code)
    return reading


def document_of(reading: Reading) -> PromiseDocument:
    return promise_document(json.dumps(reading.document))


@transaction.atomic
def correct_reading(
    municipality: Municipality, *, reading: Reading, version: int, actor: User | None, document: PromiseDocument
) -> None:
    """Raises ChangedMeanwhile."""
    values = {"document": json.loads(promise_json(document))}
    change_row(municipality, row=reading, version=version, actor=actor, values=values)


@transaction.atomic
def discard_reading(municipality: Municipality, *, reading: Reading, actor: User | None) -> None:
    """A reading that nobody stored is thrown away; one that was stored stays, as the source of its promise."""
    if reading.stored_at is not None:
        raise StoredAlready(reading)
    audit.record(actor=actor, action="discard", on=reading, municipality_code=municipality.code)
    reading.delete()


@transaction.atomic
def store_reading(
    municipality: Municipality,
    *,
    reading: Reading,
    actor: User | None,
    recorded: Recorded | None = None,
    followed_from: date | None = None,
) -> list[Promise]:
    """Make the promises of a reading, all or none.

    Args:
        recorded: where it was signed, for every promise that does not say so itself; None for a draft.

    Raises:
        StoredAlready: the same text is stored in the municipality.
        PeriodMissing: one of them has no first or last day.
    """
    before = Reading.objects.filter(municipality=municipality, sha256=reading.sha256, stored_at__isnull=False).first()
    if before:
        raise StoredAlready(before)
    promises = [
        _store(
            municipality,
            record,
            reading=reading,
            actor=actor,
            recorded=record.recorded or recorded,
            followed_from=record.followed_from or followed_from,
        )
        for record in document_of(reading).promises
    ]
    reading.stored_at = timezone.now()
    reading.save(update_fields=["stored_at"])
    return promises


def _store(
    municipality: Municipality,
    record: PromiseRecord,
    *,
    reading: Reading,
    actor: User | None,
    recorded: Recorded | None,
    followed_from: date | None,
) -> Promise:
    if not (record.period and record.period.start and record.period.end):
        raise PeriodMissing(record)
    promise = draft_promise(
        municipality, actor=actor, start=record.period.start, end=record.period.end, title=record.title
    )
    promise.reading = reading
    promise.followed_from = followed_from
    for name, value in word_values(record).items():
        setattr(promise, name, value)
    if recorded:
        _write_origin(promise, recorded)
    promise.save()
    areas = {name: add_area(municipality, promise=promise, actor=actor, name=name) for name in _area_names(record)}
    for commitment in record.commitments:
        area = areas.get(commitment.focus_area or "")
        values = commitment_values(commitment)
        add_commitment(municipality, promise=promise, actor=actor, values=values, area=area, key=commitment.id or "")
    for goal in record.goals:
        area = areas.get(goal.focus_area or "")
        add_goal(municipality, promise=promise, actor=actor, values=goal_values(goal), area=area, key=goal.id or "")
    set_signatories(municipality, promise=promise, actor=actor, signatories=signatory_values(record))
    return promise


WORDS = [
    "police_area",
    "introduction",
    "purpose",
    "builds_on",
    "picture",
    "lead_in",
    "validity",
    "revision_clause",
    "reservation",
]


def word_values(record: PromiseRecord) -> dict[str, Any]:
    """The columns of `Promise` that hold the words round its rows. Title, days and origin are not among them."""
    follow_up = record.follow_up or FollowUp()
    geography = record.geography
    place = {"geography": geography.kind.value, "geography_names": geography.names} if geography else {}
    return {
        **{name: getattr(record, name) or "" for name in WORDS},
        **place,
        "sources": record.sources,
        "passages": [{"heading": passage.heading, "text": passage.text} for passage in record.passages],
        "period_literal": record.period.literal if record.period else "",
        "follow_up_channels": follow_up.channels,
        "follow_up_interval": follow_up.interval or "",
        "follow_up_recurrence": follow_up.recurrence or "",
        "follow_up_text": follow_up.text or "",
    }


def signatory_values(record: PromiseRecord) -> list[dict[str, Any]]:
    """What `set_signatories` takes."""
    return [
        {
            "name": signatory.name,
            "title": signatory.title,
            "title_normalised": signatory.title_normalised,
            "party": signatory.party.value if signatory.party else "",
            "acting": signatory.acting,
        }
        for signatory in record.signatories
    ]


def _write_origin(promise: Promise, recorded: Recorded) -> None:
    promise.origin = Promise.Origin.RECORDED
    promise.recorded_source = recorded.source
    promise.recorded_on = recorded.retrieved_on
    promise.case_number_municipality = recorded.case_number_municipality
    promise.case_number_police = recorded.case_number_police


def _area_names(record: PromiseRecord) -> list[str]:
    """Those that the promise lists, and any that only a commitment or goal names."""
    carried = [commitment.focus_area for commitment in record.commitments]
    aimed_at = [goal.focus_area for goal in record.goals]
    named = [name for name in [*carried, *aimed_at] if name]
    return list(dict.fromkeys([*record.focus_areas, *named]))


def commitment_values(record: CommitmentRecord) -> CommitmentValues:
    return CommitmentValues(
        text=record.text,
        bearers=[(bearer.party, bearer.name) for bearer in record.bearers],
        bearer_found=record.bearer_found.value if record.bearer_found else "",
        kind=record.kind.value,
        target_group=record.target_group or "",
        place=record.place or "",
        recurrence=record.recurrence or "",
        count=record.count,
        at_least=record.at_least,
        condition=record.condition or "",
        window=record.window or "",
        vague=record.vague or "",
        explanation=record.explanation or "",
        problem=record.problem or "",
        cause=record.cause or "",
    )


def goal_values(record: GoalRecord) -> GoalValues:
    measure = {name: getattr(record.measure, name) for name in record.measure.__slots__} if record.measure else {}
    return GoalValues(
        text=record.text,
        direction=record.direction.value,
        subject=record.subject,
        carried=record.carried,
        **measure,
    )
