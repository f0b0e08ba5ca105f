"""Figures asked for at the services that publish them, each answer a reading with its origin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from loftet.domain.account.models import User
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.sources.figures import Reading
from loftet.sources.kolada.fetch import fetch_values
from loftet.sources.kolada.values import read_values
from loftet.sources.scb.fetch import fetch_population
from loftet.sources.scb.population import read_json_stat
from loftet.sources.service import Service

CRIME_FIGURES = (
    "N07540",
    "N07403",
    "N07402",
    "N07546",
    "N00610",
    "N00623",
)
"""Kolada's key figures on reported crime and felt safety that are asked for."""
YEARS = 10
LARGEST_ANSWER_AGE = timedelta(hours=12)


def fetched(service_name: str, municipality: Municipality) -> list[tuple[Reading, Origin]]:
    """What a service says of the municipality now: "scb" or "kolada".

    Raises:
        ServiceSilent or UnreadableTable: it gave no answer that can be used.
    """
    kept_in, contact, code = settings.DATA / "answers", settings.ADDRESS, municipality.code
    if service_name == "scb":
        service = scb(settings.SCB_URL, kept_in=kept_in, contact=contact)
        return list(fetched_from_scb(service, codes=[code]))
    service = kolada(settings.KOLADA_URL, kept_in=kept_in, contact=contact)
    return list(fetched_from_kolada(service, codes=[code], last_year=localdate().year))


@dataclass(frozen=True, slots=True)
class Fetched:
    new: int
    corrected: int


@transaction.atomic
def fetch_and_store(service_name: str, municipality: Municipality, *, actor: User | None) -> Fetched:
    """Ask a service and store what is new; all of it or nothing. Raises as `fetched` does."""
    stored = [
        store_delivery(municipality, reading=reading, origin=origin, actor=actor).found
        for reading, origin in fetched(service_name, municipality)
    ]
    return Fetched(sum(each.new.height for each in stored), sum(each.corrected.height for each in stored))


def kolada(address: str, *, kept_in: Path, contact: str) -> Service:
    """Kolada, asked at most five times a second."""
    return Service("Kolada", address, timedelta(seconds=0.2), LARGEST_ANSWER_AGE, kept_in, contact)


def scb(address: str, *, kept_in: Path, contact: str) -> Service:
    """Statistics Sweden, which allows thirty calls in ten seconds."""
    return Service("SCB", address, timedelta(seconds=0.4), LARGEST_ANSWER_AGE, kept_in, contact)


def fetched_from_kolada(service: Service, *, codes: Sequence[str], last_year: int) -> Iterator[tuple[Reading, Origin]]:
    """The crime figures of the municipalities for the last ten years, page by page."""
    years = range(last_year - YEARS + 1, last_year + 1)
    for answer in fetch_values(service, key_figures=CRIME_FIGURES, municipality_codes=codes, years=years):
        yield (
            read_values(answer),
            Origin(source="kolada", reader="kolada.values", file_name=service.address, content=answer),
        )


def fetched_from_scb(service: Service, *, codes: Sequence[str]) -> Iterator[tuple[Reading, Origin]]:
    """The population of the municipalities, their counties and the country for the last ten years."""
    regions = sorted({*codes, *(code[:2] for code in codes), "00"})
    answer = fetch_population(service, region_codes=regions, years=YEARS)
    yield (
        read_json_stat(answer),
        Origin(source="scb", reader="scb.population", file_name=service.address, content=answer),
    )
