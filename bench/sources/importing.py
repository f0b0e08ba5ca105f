"""A million rows of Brå's text export imported, against the database's own way of loading the same rows.

The peer begins with rows that are parted, coded and numbered already, and loads them into the same table with the same
keys, indexes and checks.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from bench.result import Goal, Result
from tests.installation import Installation

ROWS, SHORT_ROWS = 1_000_000, 50_000
YEARS = range(1996, 2026)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
CORRECTED_EACH = 100
IMPORT = """
import json
from pathlib import Path
from time import perf_counter
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.sources.bra.long_text import read_long_text
content = Path({path!r}).read_bytes()
began = perf_counter()
origin = Origin(source="bra", reader="dbfil", file_name="made.txt", content=content)
reading = read_long_text(content)
read = perf_counter() - began
stored = store_delivery(Municipality.objects.get(code="1257"), reading=reading, origin=origin, actor=None)
seconds = perf_counter() - began
# Not getrusage: what it says of a process begins with the memory of the one that started it.
peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024**2
print(json.dumps([seconds, peak, stored.found.new.height, stored.found.corrected.height]))
"""
EMPTY = """
import csv, sys
from django.db import connection
with connection.cursor() as cursor, open({path!r}, "w", newline="") as file:
    cursor.execute("SELECT * FROM statistics_observation")
    writer = csv.writer(file)
    while rows := cursor.fetchmany(50_000):
        writer.writerows(rows)
    cursor.execute("DELETE FROM statistics_earlierfigure")
    cursor.execute("DELETE FROM statistics_observation")
    cursor.execute("VACUUM")
"""
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"


def measure(place: Installation, database: str, *, short: bool) -> Iterator[Result]:
    count = SHORT_ROWS if short else ROWS
    file, corrected, rows = (place.data / name for name in ("made.txt", "corrected.txt", "rows.csv"))
    file.write_text(made_up(count, corrected_each=None))
    corrected.write_text(made_up(count, corrected_each=CORRECTED_EACH))
    first = imported(place, file, new=count, changed=0)
    again = imported(place, file, new=0, changed=0)
    mended = imported(place, corrected, new=0, changed=count // CORRECTED_EACH)
    place.run(EMPTY.format(path=str(rows)))
    peer = loaded(place.environment["DATABASE_URL"], rows)
    place.run(EMPTY.format(path=str(rows)))
    name = f"{count:,} rows imported, {database}"
    yield Result(f"{name} (against its loader)", first[0], "s", peer, Goal(at_most=3))
    yield Result(f"{name}: memory", max(first[1], again[1], mended[1]), "GB", goal=Goal(at_most=1))
    yield Result(f"{name}: the same again (against the first time)", again[0], "s", first[0])
    yield Result(f"{name}: 1 % corrected (against the first time)", mended[0], "s", first[0])


def made_up(count: int, *, corrected_each: int | None) -> str:
    """A `dbfil` of so many rows: offences by municipality and month."""
    from loftet.sources.scb.municipality import municipality_codes  # noqa: PLC0415

    places = sorted(municipality_codes())
    lines = ["Region;Brott;År;Period;Antal;/100 000 inv"]
    number = 0
    while True:
        for year in YEARS:
            for month in MONTHS:
                for place in places:
                    if number == count:
                        return "\n".join(lines) + "\n"
                    # The kind of offence changes when every month of every place is told.
                    kind = number // (len(YEARS) * len(MONTHS) * len(places))
                    more = bool(corrected_each and number % corrected_each == 0)
                    lines.append(f"{place};Påhittat brott {kind};{year};{month};{number % 977 + more};{number % 89};")
                    number += 1


def imported(place: Installation, file: Path, *, new: int, changed: int) -> tuple[float, float]:
    """Seconds and gigabytes of the import in a process of its own."""
    seconds, peak, *found = json.loads(place.run(IMPORT.format(path=str(file))))
    if found != [new, changed]:
        raise RuntimeError(f"{found} figures were new and corrected, not {[new, changed]}.")
    return seconds, peak


def loaded(database: str, rows: Path) -> float:
    """Seconds that the database's own loader takes, its start included."""
    began = perf_counter()
    if database.startswith("sqlite"):
        commands = [PRAGMAS, ".mode csv", f".import {rows} statistics_observation"]
        subprocess.run(["sqlite3", urlsplit(database).path, *commands], check=True, capture_output=True)
    else:
        copy = f"\\copy statistics_observation FROM '{rows}' (FORMAT csv)"
        subprocess.run(["psql", database, "-c", copy], check=True, capture_output=True)
    return perf_counter() - began
