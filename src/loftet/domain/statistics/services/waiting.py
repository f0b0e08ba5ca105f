"""Files that wait to be looked at: kept, stored as a delivery, or thrown away."""

import hashlib
import zlib
from dataclasses import dataclass

from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.forms import recognised
from loftet.domain.statistics.matching import Matched
from loftet.domain.statistics.models import Delivery, WaitingFile
from loftet.domain.statistics.services.delivering import Origin, Stored, store_delivery, try_delivery
from loftet.sources.figures import Reading


@dataclass(frozen=True, slots=True)
class Tried:
    """What a file holds and what storing it would do."""

    reading: Reading
    origin: Origin
    found: Matched
    stored_before: Delivery | None
    """The delivery of the very same file, if there is one."""

    @property
    def seen(self) -> str:
        """What a person who looks at it sees, old figures beside new: another after any change of what is stored."""
        tables = [str(table.hash_rows(seed=7).sum()) for table in (self.found.new, self.found.corrected)]
        return "-".join([*tables, str(self.found.unchanged_count), str(len(self.found.refused))])


class ChangedSinceSeen(Exception):
    """Something was stored after the person looked, so that the file would do something else."""


@transaction.atomic
def keep_file(municipality: Municipality, *, file_name: str, content: bytes, actor: User | None) -> WaitingFile:
    """Keep a file until somebody has looked at it.

    Raises:
        UnreadableTable: it has no form that is known; nothing is kept.
    """
    recognised(content, file_name)
    waiting = WaitingFile.objects.create(
        municipality=municipality,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=zlib.compress(content),
        received_by=actor,
    )
    audit.record(actor=actor, action="keep", on=waiting, municipality_code=municipality.code)
    return waiting


def try_file(waiting: WaitingFile) -> Tried:
    """Read the file and say what it would do. Changes nothing."""
    content = zlib.decompress(bytes(waiting.content))
    form, reading = recognised(content, waiting.file_name)
    origin = Origin(source=form.source, reader=form.reader, file_name=waiting.file_name, content=content)
    same = Delivery.objects.filter(municipality=waiting.municipality_id, sha256=waiting.sha256)
    return Tried(reading, origin, try_delivery(reading, origin=origin), same.first())


@transaction.atomic
def store_file(municipality: Municipality, *, waiting: WaitingFile, seen: str, actor: User | None) -> Stored:
    """Store what the file holds, all or nothing; it waits no longer.

    Args:
        seen: what the person who says yes has seen, `Tried.seen`.

    Raises:
        ChangedSinceSeen: nothing was stored.
    """
    tried = try_file(waiting)
    if tried.seen != seen:
        raise ChangedSinceSeen(waiting)
    stored = store_delivery(municipality, reading=tried.reading, origin=tried.origin, actor=actor)
    waiting.delete()
    return stored


@transaction.atomic
def discard_file(municipality: Municipality, *, waiting: WaitingFile, actor: User | None) -> None:
    audit.record(actor=actor, action="discard", on=waiting, municipality_code=municipality.code)
    waiting.delete()
