"""`make bench ONLY=sources`: figures by the million, free text by the hundred thousand, and what is read of them again.

Everything is made up, in databases of their own that are gone afterwards; what is compared is measured in the same run.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.kept import databases
from bench.result import Result
from bench.sources import country, importing, masking, week

MIGRATE = """
from django.core.management import call_command
for app in ("audit", "ledger", "statistics", "dialogue"):
    call_command("migrate", app, verbosity=0, skip_checks=True)
"""


def measure(*, short: bool) -> Iterator[Result]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "loftet.project.settings"
    yield from masking.measure(short=short)
    with tempfile.TemporaryDirectory(prefix="loftet-bench-") as folder, databases(Path(folder)) as places:
        for database, place in places.items():
            place.run(MIGRATE)
            yield from importing.measure(place, database, short=short)
        yield from week.measure(places["SQLite"], short=short)
        yield from country.measure(places["SQLite"], short=short)
