"""A delivery of figures: tried first, then stored whole or not at all."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import polars as pl
from django.db import transaction

from loftet.analysis.marks import Mark
from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality
from loftet.domain.place.selectors import invented_codes
from loftet.domain.place.services import show_change
from loftet.domain.statistics.matching import Matched, matched
from loftet.domain.statistics.models import Delivery, Indicator
from loftet.domain.statistics.services.indicators import enter_indicators
from loftet.domain.statistics.services.storing import correct_observations, insert_observations
from loftet.domain.statistics.stored_figures import stored_observations
from loftet.sources.figures import Reading

MOST_REFUSED_KEPT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a reading came from."""

    source: str
    """The prefix of its indicators' keys: "bra", "kolada", "scb"."""
    reader: str
    file_name: str
    """Or the address it was fetched from."""
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Stored:
    """What was found of the reading's rows, and the delivery that keeps what was new in them."""

    found: Matched
    delivery: Delivery | None
    """None where every figure was stored already: the same file again leaves no trace."""


def try_delivery(reading: Reading, *, origin: Origin) -> Matched:
    """What storing the reading would do. Changes nothing."""
    stored = stored_observations(origin.source, reading.figures)
    return matched(reading, stored, other_places=invented_codes())


@transaction.atomic
def store_delivery(municipality: Municipality, *, reading: Reading, origin: Origin, actor: User | None) -> Stored:
    """Store what the reading holds, the old figures in their history; all or nothing."""
    found = try_delivery(reading, origin=origin)
    if found.changes_nothing:
        return Stored(found, None)
    delivery = _delivery(municipality, reading, origin, found, actor)
    indicators = _indicators(origin.source, pl.concat([found.new["indicator"], found.corrected["indicator"]]).unique())
    insert_observations(found.new, indicators=indicators, delivery=delivery)
    correct_observations(found.corrected, delivery=delivery)
    audit.record(actor=actor, action="deliver", on=delivery, municipality_code=municipality.code)
    show_change(municipality)
    return Stored(found, delivery)


def _delivery(
    municipality: Municipality, reading: Reading, origin: Origin, found: Matched, actor: User | None
) -> Delivery:
    marks = reading.figures["marks"]
    return Delivery.objects.create(
        municipality=municipality,
        source=origin.source,
        reader=origin.reader,
        file_name=origin.file_name,
        sha256=origin.sha256,
        content=zlib.compress(origin.content),
        received_by=actor,
        rows_read=reading.rows_read,
        new_count=found.new.height,
        corrected_count=found.corrected.height,
        unchanged_count=found.unchanged_count,
        refused=[asdict(row) for row in found.refused[:MOST_REFUSED_KEPT]],
        refused_count=len(found.refused),
        suppressed_count=_marked(marks, Mark.SUPPRESSED),
        missing_count=_marked(marks, Mark.MISSING),
    )


def _marked(marks: pl.Series, mark: Mark) -> int:
    return int((marks & int(mark)).cast(pl.Boolean).sum())


def _indicators(source: str, names: Iterable[str]) -> dict[str, int]:
    """The number of each indicator by the source's name, those that were not known before now known by it."""
    keys = {f"{source}:{name}": name for name in names}
    known = set(Indicator.objects.filter(key__startswith=f"{source}:").values_list("key", flat=True))
    enter_indicators({key: name for key, name in keys.items() if key not in known}, source=source)
    numbers = Indicator.objects.filter(key__startswith=f"{source}:").values_list("key", "pk")
    return {key.removeprefix(f"{source}:"): number for key, number in numbers}
