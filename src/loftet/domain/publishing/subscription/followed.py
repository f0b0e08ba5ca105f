"""What can be followed: a promise, one of its focus areas, one of its commitments."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.domain.place.models import Municipality
from loftet.domain.promise.addresses import slug
from loftet.domain.promise.editions import PublishedPromise
from loftet.sources.promise_text.record import CommitmentRecord, PromiseRecord


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that is public now and can be followed. At most one of commitment and focus area is given."""

    published: PublishedPromise
    commitment: CommitmentRecord | None = None
    focus_area: str = ""

    @property
    def municipality(self) -> Municipality:
        return self.published.municipality

    @property
    def commitment_key(self) -> str:
        return (self.commitment and self.commitment.id) or ""

    @property
    def name(self) -> str:
        """ "åtagandet ”Polisen skickar brev”", "området ”Centrum”" or "hela löftet"."""
        if self.commitment:
            return _("åtagandet ”%(text)s”") % {"text": self.commitment.text.rstrip(".")}
        return _("området ”%(name)s”") % {"name": self.focus_area} if self.focus_area else _("hela löftet")

    @property
    def path(self) -> str:
        """Of the page that tells of it."""
        promise = f"/{self.municipality.slug}/lofte/{self.published.address}/"
        return f"{promise}atagande/{self.commitment_key}/" if self.commitment else promise

    @property
    def area_address(self) -> str:
        """The last part of the area's address; empty for what is no area."""
        return slug(self.focus_area)

    @property
    def form_path(self) -> str:
        return f"{self.path}omrade/{self.area_address}/folj/" if self.focus_area else f"{self.path}folj/"

    def part_of(self, record: PromiseRecord) -> PromiseRecord:
        return part_of(record, commitment_key=self.commitment_key, focus_area=self.focus_area)


def commitment_in(published: PublishedPromise, key: str) -> Followed | None:
    commitment = next((each for each in published.record.commitments if each.id == key), None)
    return Followed(published, commitment=commitment) if commitment else None


def area_in(published: PublishedPromise, address: str) -> Followed | None:
    """By its name, or by the last part of its address."""
    area = next((name for name in published.record.focus_areas if address in (name, slug(name))), None)
    return Followed(published, focus_area=area) if area else None


def followed_in(published: PublishedPromise, *, commitment_key: str = "", focus_area: str = "") -> Followed | None:
    if commitment_key:
        return commitment_in(published, commitment_key)
    return area_in(published, focus_area) if focus_area else Followed(published)


def part_of(record: PromiseRecord, *, commitment_key: str, focus_area: str) -> PromiseRecord:
    """The rows of the commitment or the area and none of the words round them; without either the whole promise."""
    if not commitment_key and not focus_area:
        return record
    return PromiseRecord(
        commitments=[
            each
            for each in record.commitments
            if (each.id == commitment_key if commitment_key else each.focus_area == focus_area)
        ],
        goals=[each for each in record.goals if focus_area and each.focus_area == focus_area],
    )
