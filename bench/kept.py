"""A promise that is kept: reports from many at once, how everything stands, the page after a year, the chain."""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bench.result import Goal, Result
from bench.server import Server, against_bare, loftet_run, one_worker
from loftet.domain.ledger.verification import verify_chain
from tests.domain.ledger.chains import chain_of
from tests.installation import Installation, postgresql_database
from tests.reporter import Reporter
from tests.surroundings import POSTGRESQL, postgresql_answers

PEOPLE = 50
PROMISE_PAGE = "/granneby/lofte/{year}/"
ANOTHER_PROMISE = "/exempelby/lofte/{year}/"
LINKS = 10_000
SENT = "from loftet.domain.activity.models import Report; print(Report.objects.filter(state='sent').count())"
SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
call_command("createcachetable", verbosity=0)
"""


def measure(*, short: bool) -> Iterator[Result]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "loftet.project.settings"
    with tempfile.TemporaryDirectory(prefix="loftet-bench-") as folder, databases(Path(folder)) as places:
        for database, place in places.items():
            place.run(SET_UP)
            yield from reporting(place, database, reports=1 if short else 10)
        yield from standing(places["SQLite"])
        yield from year_of_reports(places["SQLite"], short=short)
    yield verifying()


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'loftet.sqlite3'}"


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, Installation]]:
    """An empty one of each kind that answers here, with a data folder of its own."""
    places = {"SQLite": Installation(made(folder / "sqlite"), sqlite(folder / "sqlite"))}
    if not postgresql_answers():
        yield places
        return
    with postgresql_database(POSTGRESQL) as database:
        yield {**places, "PostgreSQL": Installation(made(folder / "postgresql"), database)}


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def reporting(place: Installation, database: str, *, reports: int) -> Iterator[Result]:
    """Each person opens the form, sends it, and does so again, all of them at the same time."""
    promise = int(place.run(f"from tests.crowd import gather; print(gather({PEOPLE}))"))
    with loftet_run(place.data, DATABASE_URL=place.environment["DATABASE_URL"], LOFTET_EXAMPLES="") as server:
        reporters = [Reporter(server.port, promise, number) for number in range(PEOPLE)]
        began = time.perf_counter()
        with ThreadPoolExecutor(PEOPLE) as pool:
            list(pool.map(lambda reporter: report_often(reporter, reports), reporters))
        seconds = time.perf_counter() - began
    stored = int(place.run(SENT))
    yield Result(f"reports stored, {PEOPLE} people at once, {database}", stored / seconds, "per second")
    yield Result(f"reports lost, {database}", PEOPLE * reports - stored, "reports", goal=Goal(at_most=0))


def report_often(reporter: Reporter, count: int) -> None:
    for number in range(count):
        reporter.report(f"Brevet gick ut. Utskick {number}.")
    reporter.close()


def standing(place: Installation) -> Iterator[Result]:
    made_of, seconds = place.run("from bench.country import measure; print(*measure())").rsplit(maxsplit=1)
    yield Result(f"status of {made_of}, in one call", float(seconds), "s")


def year_of_reports(place: Installation, *, short: bool) -> Iterator[Result]:
    year, commitments, reports = place.run("from bench.year import tell_a_year; print(*tell_a_year())").split()
    page, another, bare = PROMISE_PAGE.format(year=year), ANOTHER_PROMISE.format(year=year), place.data / "page.html"
    bare.write_bytes(b"")
    name = f"promise page, {commitments} commitments and {reports} reports"
    cold = [cold_page(place, bare, page, after=another) for _ in range(1 if short else 5)]
    yield Result(f"{name}, cold", statistics.median(cold), "ms", goal=Goal(at_most=50))
    with one_worker(place.data, bare) as server:
        rounds, seconds = (2, 1) if short else (6, 3)
        warm, peer = against_bare(server, page, rounds=rounds, seconds=seconds)
        yield Result(f"{name}, warm (against a bare view)", warm, "requests/s", peer, Goal(at_least=0.4))
        yield from after_writes(place, server, page, writes=1 if short else 5)


def cold_page(place: Installation, bare: Path, page: str, *, after: str) -> float:
    """Milliseconds for the page that was never asked for, in a process that has shown another. The bytes are kept."""
    with one_worker(place.data, bare) as server:
        server.get(after)
        seconds, body = server.get(page)
    bare.write_bytes(body)
    return seconds * 1000


def after_writes(place: Installation, server: Server, page: str, *, writes: int) -> Iterator[Result]:
    """Another process writes; the first request afterwards is to show it."""
    fresh, seconds = 0, []
    for number in range(writes):
        words = f"Skrivet nyss, nummer {number}."
        place.run(f"from bench.year import tell_today; tell_today({words!r})")
        took, body = server.get(page)
        seconds.append(took)
        fresh += words in body.decode()
    yield Result("promise page, first after a write", statistics.median(seconds) * 1000, "ms", goal=Goal(at_most=50))
    yield Result(f"promise page, fresh at once after {writes} writes", fresh, "times", goal=Goal(at_least=writes))


def verifying() -> Result:
    download = b"".join(chain_of(LINKS))
    began = time.perf_counter()
    verified = verify_chain(download)
    seconds = time.perf_counter() - began
    return Result(f"chain of {verified.link_count} links verified", seconds, "s", goal=Goal(at_most=4))
