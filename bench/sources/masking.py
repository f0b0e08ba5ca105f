"""A hundred thousand events sorted and masked, as long as the ones of the police, every fifth with somebody in it."""

from collections.abc import Iterator
from time import perf_counter

from bench.result import Goal, Result
from loftet.sources.free_text.masking import masked
from loftet.sources.free_text.sorting import suggest_area
from tests.sources.free_text.generator import made

EVENTS, IN_SECONDS = 100_000, 60
EVENT = (
    "Patrull åker till platsen efter larm om bråk mellan flera personer. Inga misstänkta är kvar när polisen kommer."
)


def measure(*, short: bool) -> Iterator[Result]:
    count = EVENTS // 20 if short else EVENTS
    told = [one.text for kind in ("telephone", "email") for one in made(kind, count // 10, seed=5)]
    texts = [EVENT] * (count - len(told)) + told
    began = perf_counter()
    for text in texts:
        suggest_area(masked(text).text)
    seconds = perf_counter() - began
    goal = Goal(at_most=IN_SECONDS * count / EVENTS)
    yield Result(f"{count:,} events sorted and masked", seconds, "s", goal=goal)
