"""`loftet import-figures` and `loftet fetch`: what figures would change, and with `--commit` the change."""

import sys
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from loftet.domain.place.models import Municipality
from loftet.domain.statistics.forms import recognised
from loftet.domain.statistics.matching import Matched
from loftet.domain.statistics.services.delivering import Origin, store_delivery, try_delivery
from loftet.domain.statistics.services.fetching import fetched, fetched_groups, fetched_news
from loftet.domain.statistics.services.news import enter_news
from loftet.domain.statistics.services.similar import enter_groups
from loftet.sources.figures import Reading, UnreadableTable
from loftet.sources.polisen.events import Events
from loftet.sources.service import ServiceSilent

REFUSED = 2
MOST_ROWS_SHOWN = 20


def import_figures(file: Path, *, commit: bool, municipality_code: str) -> int:
    """Say what would be stored, and store it with `commit`. Nothing is stored of a file that is refused."""
    municipality = Municipality.objects.filter(code=municipality_code).first()
    if municipality is None:
        return _refuse(f"Det finns ingen kommun med koden {municipality_code}. Inget sparades.")
    try:
        data = file.read_bytes()
        form, reading = recognised(data, file.name)
    except OSError:
        return _refuse(f"Filen {file} finns inte eller får inte läsas: kontrollera namnet.")
    except ValueError as error:
        return _refuse(error)
    origin = Origin(source=form.source, reader=form.reader, file_name=file.name, content=data)
    _tell_and_store(municipality, [(reading, origin)], commit=commit)
    return 0


def fetch_figures(service_name: str, *, commit: bool, municipality_code: str) -> int:
    """Ask a service for the municipality's figures; say what would be stored, and store it with `commit`."""
    municipality = Municipality.objects.filter(code=municipality_code).first()
    if municipality is None:
        return _refuse(f"Det finns ingen kommun med koden {municipality_code}. Inget sparades.")
    try:
        if service_name == "polisen":
            _tell_news(municipality, fetched_news(), commit=commit)
        else:
            deliveries = fetched(service_name, municipality)
            groups = fetched_groups() if service_name == "kolada" and commit else []
            _tell_and_store(municipality, deliveries, commit=commit)
            enter_groups(groups)
    except (ServiceSilent, UnreadableTable) as error:
        return _refuse(error)
    return 0


def _tell_news(municipality: Municipality, events: Events, *, commit: bool) -> None:
    own = sum(event.municipality_code == municipality.code for event in events.events)
    sys.stdout.write(
        f"{len(events.events)} händelser lästa, {own} gäller {municipality.name}, {len(events.refused)} avvisade.\n"
    )
    if commit:
        sys.stdout.write(f"{enter_news(municipality, events=events)} nya är sparade.\n")
    else:
        sys.stdout.write("Inget är sparat. Kör samma kommando med --commit för att spara.\n")


def _tell_and_store(municipality: Municipality, deliveries: Sequence[tuple[Reading, Origin]], *, commit: bool) -> None:
    """All of them or, where one fails, none."""
    if commit:
        _store(municipality, deliveries)
        return
    for reading, origin in deliveries:
        sys.stdout.write(_summary(reading, try_delivery(reading, origin=origin)))
    sys.stdout.write("Inget är sparat. Kör samma kommando med --commit för att spara.\n")


@transaction.atomic
def _store(municipality: Municipality, deliveries: Sequence[tuple[Reading, Origin]]) -> None:
    for reading, origin in deliveries:
        stored = store_delivery(municipality, reading=reading, origin=origin, actor=None)
        sys.stdout.write(_summary(reading, stored.found))
        kept = stored.delivery
        sys.stdout.write(f"Sparat som leverans {kept.pk}.\n" if kept else "Allt var redan sparat.\n")


def _summary(reading: Reading, found: Matched) -> str:
    lines = [
        f"{reading.rows_read} rader lästa: {found.new.height} nya tal, {found.corrected.height} rättade, "
        f"{found.unchanged_count} oförändrade, {len(found.refused)} avvisade."
    ]
    lines += [
        f"Rättas, rad {row}: {place} {indicator} från {start}: {_figure(old)} blir {_figure(new)}"
        for row, place, indicator, start, old, new in found.corrected.select(
            "row", "place", "indicator", "start", "old_count", "count"
        )
        .head(MOST_ROWS_SHOWN)
        .iter_rows()
    ]
    lines += [f"Avvisas, rad {row.row}: {row.why} ({row.text})" for row in found.refused[:MOST_ROWS_SHOWN]]
    more = max(found.corrected.height, len(found.refused)) - MOST_ROWS_SHOWN
    return "\n".join([*lines, *(["Fler rader av samma slag visas inte."] if more > 0 else [])]) + "\n"


def _figure(count: int | None) -> str:
    return "okänt" if count is None else str(count)


def _refuse(reason: object) -> int:
    sys.stderr.write(f"{reason}\n")
    return REFUSED
