"""A promise on its way: texts read, the page that residents see, the document, and what the server needs for it."""

import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.page_weight import page_weight
from bench.result import Goal, Result
from bench.server import Server, against_bare, loftet_run, one_worker
from loftet.sources.promise_text.extract import read_text_file
from loftet.sources.promise_text.parse import read_promise

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PROMISE_PAGE = "/exempelby/lofte/2026/"
ANOTHER_PROMISE = "/orkelljunga/lofte/2024/"
PDF_LINK = re.compile(rb'href="([^"]+\.pdf)"')


def measure(*, short: bool) -> Iterator[Result]:
    yield reading(count=100 if short else 1000)
    with tempfile.TemporaryDirectory(prefix="loftet-bench-") as folder:
        data = Path(folder) / "data"
        yield from starting(data)
        yield from serving(data, Path(folder) / "page.html", short=short)


def reading(*, count: int) -> Result:
    """The examples' whole promises, over and over, from bytes to record, on one core."""
    texts = [(path.name, path.read_bytes()) for path in sorted(EXAMPLES.glob("*-20??.md"))]
    began = time.perf_counter()
    for number in range(count):
        name, data = texts[number % len(texts)]
        read_promise(read_text_file(data, name))
    return Result("texts read", count / (time.perf_counter() - began), "per second", goal=Goal(at_least=100))


def starting(data: Path) -> Iterator[Result]:
    with loftet_run(data) as server:
        yield Result("first start, examples loaded", server.started_in, "s")
    with loftet_run(data) as server:
        yield Result("later start", server.started_in, "s", goal=Goal(at_most=5))
        for _ in range(20):
            server.get(PROMISE_PAGE)
        yield Result("memory of all processes, after 20 pages", server.memory(), "MB")
        weight = page_weight(server.port, PROMISE_PAGE)
        if weight:
            yield Result("promise page with everything", weight, "kB", goal=Goal(at_most=100))


def serving(data: Path, page: Path, *, short: bool) -> Iterator[Result]:
    page.write_bytes(b"")
    yield from first_requests(data, page, starts=1 if short else 5)
    with one_worker(data, page) as server:
        page.write_bytes(server.get(PROMISE_PAGE)[1])
    with one_worker(data, page) as server:
        yield warm_page(server, rounds=2 if short else 6, seconds=1 if short else 3)


def first_requests(data: Path, page: Path, *, starts: int) -> Iterator[Result]:
    """Each page and document for the first time, in processes that have just started.

    Cold is the page that was never asked for, in a process that has shown another. Before that comes the first page of
    all, for which the process reads its templates.
    """
    first, cold, document, later_document = zip(*(first_answers(data, page) for _ in range(starts)), strict=True)
    yield Result("promise page, the first of a process", statistics.median(first), "ms")
    yield Result("promise page, cold", statistics.median(cold), "ms", goal=Goal(at_most=50))
    yield Result("PDF, the first of a process", statistics.median(document), "ms", goal=Goal(at_most=300))
    yield Result("PDF, later", statistics.median(later_document), "ms", goal=Goal(at_most=300))


def first_answers(data: Path, page: Path) -> tuple[float, float, float, float]:
    """Milliseconds: first page of the process, cold page, first PDF, the same PDF again."""
    with one_worker(data, page) as server:
        first, _ = server.get(ANOTHER_PROMISE)
        cold, body = server.get(PROMISE_PAGE)
        document, _ = server.get(pdf_link(body))
        later_document, _ = server.get(pdf_link(body))
    return first * 1000, cold * 1000, document * 1000, later_document * 1000


def pdf_link(body: bytes) -> str:
    found = PDF_LINK.search(body)
    if not found:
        raise RuntimeError("The promise's page has no link to a PDF.")
    return found[1].decode()


def warm_page(server: Server, *, rounds: int, seconds: float) -> Result:
    pages, bare_pages = against_bare(server, PROMISE_PAGE, rounds=rounds, seconds=seconds)
    return Result("promise page, warm (against a bare view)", pages, "requests/s", bare_pages, Goal(at_least=0.5))
