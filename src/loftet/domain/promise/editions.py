"""From a row of `Edition` to what it says."""

from dataclasses import dataclass
from datetime import datetime

from loftet.domain.file.selectors import files_of
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Edition
from loftet.sources.promise_text.record import PromiseRecord, promise_document


@dataclass(frozen=True, slots=True)
class PublishedPromise:
    """One edition of a promise, as anyone may read it."""

    municipality: Municipality
    address: str
    """The promise's last part of the address: "2024"."""
    record: PromiseRecord
    number: int
    newest_number: int
    published_at: datetime
    reason: str
    sha256: str
    carried_from: str | None
    """Address of last year's promise, where this one carries over from one that is public."""

    signed: bool
    """A scan of the signed original is kept with the promise: without one nobody calls it signed here."""

    @property
    def is_newest(self) -> bool:
        return self.number == self.newest_number


def published_promise_of(edition: Edition, *, newest_number: int) -> PublishedPromise:
    promise = edition.promise
    earlier = promise.carried_from
    return PublishedPromise(
        municipality=promise.municipality,
        address=promise.address,
        record=promise_document(edition.content).promises[0],
        number=edition.number,
        newest_number=newest_number,
        published_at=edition.published_at,
        reason=edition.reason,
        sha256=edition.sha256,
        carried_from=earlier.address if earlier and earlier.editions.exists() else None,
        signed=files_of(promise.municipality.code, promise).exists(),
    )
