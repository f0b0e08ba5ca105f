"""Commitments as a table for a spreadsheet: semicolons and a byte order mark, as Excel in Swedish expects."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.models import Commitment
from loftet.domain.publishing.spreadsheet import plain_cell
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.open_data.addresses import page_of

COLUMNS = (
    "kommun",
    "kommunkod",
    "löfte",
    "gäller från",
    "gäller till",
    "utgåva",
    "exempel",
    "fokusområde",
    "åtagande",
    "text",
    "bärare",
    "slag",
    "målgrupp",
    "plats",
    "intervall (RFC 5545)",
    "antal",
    "minst",
    "villkor",
    "tid",
    "obestämd upprepning",
    "förklaring",
    "problem",
    "orsak",
    "adress",
)


def commitments_table(promises: Iterable[PublishedPromise]) -> bytes:
    """One row a commitment; a cell that the text leaves open is empty."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for promise in promises:
        for commitment in promise.record.commitments:
            row = (*_of_promise(promise), *_of_commitment(commitment), page_of(promise))
            writer.writerow([plain_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _of_promise(promise: PublishedPromise) -> Iterator[object]:
    record = promise.record
    yield promise.municipality.name
    yield promise.municipality.code
    yield record.title
    yield record.period.start if record.period else None
    yield record.period.end if record.period else None
    yield promise.number
    yield _yes(record.example)


def _of_commitment(commitment: CommitmentRecord) -> Iterator[object]:
    yield commitment.focus_area
    yield commitment.id
    yield commitment.text
    yield ", ".join(bearer.name for bearer in commitment.bearers)
    yield Commitment.Kind(commitment.kind).label
    yield commitment.target_group
    yield commitment.place
    yield commitment.recurrence
    yield commitment.count
    yield _yes(commitment.at_least)
    yield commitment.condition
    yield commitment.window
    yield commitment.vague
    yield commitment.explanation
    yield commitment.problem
    yield commitment.cause


def _yes(holds: bool) -> str:
    return "ja" if holds else "nej"
