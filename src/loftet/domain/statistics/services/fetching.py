"""Figures asked for at the services that publish them, each answer a reading with its origin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from loftet.domain.account.models import User
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Asking
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.domain.statistics.services.news import enter_news
from loftet.domain.statistics.services.similar import enter_groups
from loftet.sources.figures import Reading, UnreadableTable
from loftet.sources.kolada.catalogue import MunicipalityGroup, read_groups
from loftet.sources.kolada.fetch import fetch_groups, fetch_values
from loftet.sources.kolada.values import read_values
from loftet.sources.polisen.events import Events, read_events
from loftet.sources.polisen.fetch import fetch_events
from loftet.sources.scb.fetch import fetch_population
from loftet.sources.scb.population import read_json_stat
from loftet.sources.service import Service, ServiceSilent

CRIME_FIGURES = (
    "N07540",
    "N07403",
    "N07402",
    "N07546",
    "N00610",
    "N00623",
    "N01951",
)
"""Kolada's key figures on reported crime and felt safety that are asked for."""
YEARS = 10
LARGEST_ANSWER_AGE = timedelta(hours=12)
NEWS_AGE = timedelta(minutes=10)
SIMILAR = "Liknande kommuner"


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


def fetch_and_store(service_name: str, municipality: Municipality, *, actor: User | None) -> Fetched:
    """Ask a service and store what is new, all of it or nothing: "scb", "kolada" or "polisen".

    Raises:
        ServiceSilent or UnreadableTable: it gave no answer that can be used.
    """
    # A slow service must not hold the database: everything is fetched before the transaction begins.
    if service_name == "polisen":
        return Fetched(enter_news(municipality, events=fetched_news()), 0)
    deliveries = fetched(service_name, municipality)
    groups = fetched_groups() if service_name == "kolada" else []
    return _stored(municipality, deliveries, groups, actor)


@transaction.atomic
def _stored(
    municipality: Municipality,
    deliveries: Sequence[tuple[Reading, Origin]],
    groups: Sequence[MunicipalityGroup],
    actor: User | None,
) -> Fetched:
    found = [
        store_delivery(municipality, reading=reading, origin=origin, actor=actor).found
        for reading, origin in deliveries
    ]
    enter_groups(groups)
    return Fetched(sum(each.new_count for each in found), sum(each.corrected_count for each in found))


def ask(service_name: str, municipality: Municipality, *, actor: User | None) -> Fetched | None:
    """As `fetch_and_store`, and note for the coordinator how it went; None where nothing came."""
    try:
        found = fetch_and_store(service_name, municipality, actor=actor)
    except (ServiceSilent, UnreadableTable) as reason:
        note_asking(municipality, service_name, succeeded=False, words=str(reason))
        return None
    note_asking(municipality, service_name, succeeded=True, words="")
    return found


def ask_all(service_name: str) -> None:
    """For every municipality with figures here. A service that is silent for one is not asked for the others."""
    asking = [each for each in Municipality.objects.filter(example=False) if Function.FIGURES in switched_on(each)]
    for place, municipality in enumerate(asking):
        if ask(service_name, municipality, actor=None) is None:
            words = Asking.objects.get(municipality=municipality, service=service_name).words
            for other in asking[place + 1 :]:
                note_asking(other, service_name, succeeded=False, words=words)
            return


def note_asking(municipality: Municipality, service_name: str, *, succeeded: bool, words: str) -> None:
    """Keep how the last question to a service went."""
    values = {"asked_at": timezone.now(), "succeeded": succeeded, "words": words[:500]}
    Asking.objects.update_or_create(municipality=municipality, service=service_name, defaults=values)


def fetched_news() -> Events:
    """The police's newest events. Raises as `fetched`."""
    kept_in, contact = settings.DATA / "answers", settings.ADDRESS
    service = Service("Polisen", settings.POLISEN_URL, timedelta(seconds=10), NEWS_AGE, kept_in, contact)
    return read_events(fetch_events(service))


def fetched_groups() -> list[MunicipalityGroup]:
    """Kolada's groups of similar municipalities. Raises as `fetched`."""
    service = kolada(settings.KOLADA_URL, kept_in=settings.DATA / "answers", contact=settings.ADDRESS)
    return [group for answer in fetch_groups(service, title=SIMILAR) for group in read_groups(answer)]


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
