"""Asking Kolada (version 3) for figures: few key figures and years a call, every page followed."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from loftet.sources.kolada.answer import next_page
from loftet.sources.service import Service

MOST_OF_A_CALL = 25
MOST_PAGES = 1_000


def fetch_values(
    service: Service, *, key_figures: Sequence[str], municipality_codes: Sequence[str], years: Sequence[int]
) -> Iterator[bytes]:
    """The answers, page by page, each for `read_values`.

    Raises:
        ServiceSilent: if Kolada does not answer.
        UnreadableTable: if an answer is not of Kolada's form.
    """
    for kpis in _parts(key_figures):
        for codes in _parts(municipality_codes):
            for some_years in _parts([str(year) for year in years]):
                path = f"/v3/data/kpi/{','.join(kpis)}/municipality/{','.join(codes)}/year/{','.join(some_years)}"
                yield from _pages(service, path)


def fetch_groups(service: Service, *, title: str) -> Iterator[bytes]:
    """The groups of municipalities with `title` in their title, page by page, each for `read_groups`.

    Raises:
        ServiceSilent: if Kolada does not answer.
        UnreadableTable: if an answer is not of Kolada's form.
    """
    yield from _pages(service, "/v3/municipality_groups", {"title": title})


def _pages(service: Service, path: str, asked: Mapping[str, str] | None = None) -> Iterator[bytes]:
    parameters: dict[str, str] = {"per_page": "5000", **(asked or {})}
    for _ in range(MOST_PAGES):
        answer = service.get(path, parameters)
        yield answer
        following = next_page(answer)
        if following is None:
            return
        # Only the path is followed: an answer cannot send us to another host.
        address = urlsplit(following)
        path, parameters = f"{address.path}?{address.query}", {}


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), MOST_OF_A_CALL):
        yield values[start : start + MOST_OF_A_CALL]
