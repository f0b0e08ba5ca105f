"""A promise on its way: texts read, the page that residents see, the document, and what the server needs for it."""

import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.load import requests_per_second
from bench.page_weight import page_weight
from bench.result import Goal, Result
from bench.server import Server, loftet_run, one_worker

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tests/sources/promise_text/texts"
PROMISE_PAGE = "/exempelby/lofte/2026/"
PDF_LINK = re.compile(rb'href="([^"]+\.pdf)"')


def measure(*, short: bool) -> Iterator[Result]:
    yield reading(count=100 if short else 1000)
    with tempfile.TemporaryDirectory(prefix="loftet-bench-") as folder:
        data = Path(folder) / "data"
        yield from starting(data)
        yield from serving(data, Path(folder) / "page.html", short=short)


def reading(*, count: int) -> Result:
    """Texts of our own, over and over, on one core."""
    from loftet.sources.promise_text.parse import read_promise  # noqa: PLC0415

    texts = [path.read_text() for path in sorted(TEXTS.glob("*.txt"))]
    began = time.perf_counter()
    for number in range(count):
        read_promise(texts[number % len(texts)])
    return Result("texts read", count / (time.perf_counter() - began), "per second", goal=Goal(at_least=100))


def starting(data: Path) -> Iterator[Result]:
    with loftet_run(data) as server:
        yield Result("first start, examples loaded", server.started_in, "s")
    with loftet_run(data) as server:
        yield Result("later start", server.started_in, "s", goal=Goal(at_most=5))
        for _ in range(20):
            server.get(PROMISE_PAGE)
        yield Result("memory, two workers, after 20 pages", server.memory(), "MB")
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
    """The first request for the page and for the document, in processes that have answered nothing but robots.txt."""
    pages, documents, later_documents = [], [], []
    for _ in range(starts):
        with one_worker(data, page) as server:
            seconds, body = server.get(PROMISE_PAGE)
            pages.append(seconds * 1000)
            link = pdf_link(body)
            documents.append(server.get(link)[0] * 1000)
            later_documents.append(server.get(link)[0] * 1000)
    yield Result("promise page, cold", statistics.median(pages), "ms", goal=Goal(at_most=50))
    yield Result("PDF, the first of a process", statistics.median(documents), "ms", goal=Goal(at_most=300))
    yield Result("PDF, later", statistics.median(later_documents), "ms", goal=Goal(at_most=300))


def pdf_link(body: bytes) -> str:
    found = PDF_LINK.search(body)
    if not found:
        raise RuntimeError("The promise's page has no link to a PDF.")
    return found[1].decode()


def warm_page(server: Server, *, rounds: int, seconds: float) -> Result:
    """The page against a view of the same bytes in the same process, by turns, so that both meet the same noise."""
    server.get(PROMISE_PAGE)
    pages, bare_pages = [], []
    for _ in range(rounds):
        pages.append(requests_per_second(server.port, PROMISE_PAGE, seconds))
        bare_pages.append(requests_per_second(server.port, "/bare/", seconds))
    peer = statistics.median(bare_pages)
    return Result(
        "promise page, warm (against a bare view)", statistics.median(pages), "requests/s", peer, Goal(at_least=0.5)
    )
