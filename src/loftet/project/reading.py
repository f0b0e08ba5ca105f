"""`loftet read-promise` and `loftet import-promise`."""

import sys
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from loftet.domain.place.models import Municipality
from loftet.domain.place.selectors import codes_by_name
from loftet.domain.promise.services.reading import (
    PeriodMissing,
    StoredAlready,
    keep_reading,
    read_document,
    store_reading,
)
from loftet.sources.promise_text.record import PromiseDocument, PromiseRecord, Recorded, promise_json

REFUSED = 2


def print_reading(file: Path) -> int:
    """JSON on the output, or one sentence on the error output and exit status 2."""
    try:
        _, document = _read(file, municipalities=None)
    except ValueError as error:
        return _refuse(error)
    sys.stdout.write(promise_json(document))
    return 0


def import_promise(file: Path, *, commit: bool, municipality_code: str | None, source: str) -> int:
    """Say what would be stored, and store it with `commit`. Nothing is stored of a file that is refused."""

    try:
        text, document = _read(file, municipalities=codes_by_name())
        code = municipality_code or _municipality_code(document)
        sys.stdout.write(_summary(document))
        if not commit:
            sys.stdout.write("Inget är sparat. Kör samma kommando med --commit för att spara.\n")
            return 0
        _store(file.name, text, document, code, source)
    except StoredAlready:
        return _refuse("Samma text är redan sparad i kommunen. Inget nytt sparades.")
    except PeriodMissing:
        return _refuse(
            "Texten säger inte vilka dagar löftet gäller. Läs in den i arbetsytan och fyll i perioden. Inget sparades."
        )
    except ValueError as error:
        return _refuse(error)
    return 0


def _read(file: Path, *, municipalities: Mapping[str, str] | None) -> tuple[str, PromiseDocument]:

    try:
        data = file.read_bytes()
    except OSError as error:
        raise ValueError(f"Filen {file} finns inte eller får inte läsas: kontrollera namnet.") from error
    return read_document(data, file.name, municipalities=municipalities)


def _municipality_code(document: PromiseDocument) -> str:
    codes = {promise.municipality_code for promise in document.promises} - {None}
    if len(codes) != 1:
        raise ValueError("Texten säger inte vilken kommun löftet gäller. Ange den med --municipality KOD.")
    return str(codes.pop())


def _store(name: str, text: str, document: PromiseDocument, code: str, source: str) -> None:

    municipality = Municipality.objects.filter(code=code).first()
    if municipality is None:
        raise ValueError(f"Det finns ingen kommun med koden {code}. Inget sparades.")
    with transaction.atomic():
        reading = keep_reading(municipality, actor=None, name=name, text=text, document=document)
        recorded = Recorded(source=source) if source else None
        promises = store_reading(municipality, reading=reading, actor=None, recorded=recorded)
    for promise in promises:
        sys.stdout.write(f"Sparat: {municipality.name}, {promise.title} ({promise.address}). Inte publicerat.\n")


def _summary(document: PromiseDocument) -> str:
    lines = [_promise_summary(promise) for promise in document.promises]
    lines += [f"Inte läst, rad {unread.line}: {unread.text}" for unread in document.unread]
    lines += [f"Rad {refused.line}: {refused.reason} ({refused.text})" for refused in document.refused]
    return "\n".join(lines) + "\n"


def _promise_summary(promise: PromiseRecord) -> str:
    period = promise.period
    days = f"{period.start or '?'} till {period.end or '?'}" if period else "period saknas"
    head = f"{promise.municipality or 'Okänd kommun'}: {promise.title} ({days})"
    counts = (
        f"  {len(promise.focus_areas)} fokusområden, {len(promise.commitments)} åtaganden, "
        f"{len(promise.goals)} mål, {len(promise.sources)} källor, {len(promise.signatories)} undertecknare"
    )
    return "\n".join([head, counts, *(f"  - {commitment.text}" for commitment in promise.commitments)])


def _refuse(reason: object) -> int:
    sys.stderr.write(f"{reason}\n")
    return REFUSED
