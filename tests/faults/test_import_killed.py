"""`kill -9` in the middle of an import: all of the file is stored, or nothing, and the same file goes in afterwards."""

import random
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from tests.installation import Installation, installation

KILLS = 6
ROWS = 60_000
HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"
MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0, skip_checks=True)"
IMPORT = """
import os
from pathlib import Path
from loftet.project.figures import import_figures
print("begun", flush=True)
import_figures(Path(os.environ["FIGURES"]), commit=True, municipality_code="1257")
print("stored", flush=True)
"""
STORED = """
from loftet.domain.statistics.models import Delivery, Indicator, Observation
print(Observation.objects.count(), Delivery.objects.count(), Indicator.objects.exclude(key="").count())
"""

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_an_import_that_is_killed_stores_all_or_nothing(tmp_path: Path) -> None:
    figures = tmp_path / "dbfil.txt"
    rows = (f"Örkelljunga;Slag {n % 2000};År;{1996 + n // 2000};{n % 97};;" for n in range(ROWS))
    figures.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    draw = random.Random(3)
    with installation(tmp_path) as place:
        place.run(MIGRATE)
        for _ in range(KILLS):
            _kill_an_import(place, figures, after=draw.uniform(0.0, 4.0))
            observations, deliveries, indicators = place.run(STORED).split()
            assert (observations, deliveries, indicators) in {("0", "0", "0"), (str(ROWS), "1", "2000")}
        assert "stored" in place.run(IMPORT, FIGURES=str(figures))
        assert place.run(STORED).split() == [str(ROWS), "1", "2000"]


def _kill_an_import(place: Installation, figures: Path, *, after: float) -> None:
    process = place.start(IMPORT, FIGURES=str(figures))
    assert process.stdout is not None
    process.stdout.readline()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=after)
    process.kill()
    process.communicate()
