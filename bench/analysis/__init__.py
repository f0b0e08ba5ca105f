"""`make bench ONLY=analysis`: how long the statistics take at full size, without any peer (those: `make bench-peers`).

Goals are seconds seen or judged possible on a quiet machine with two cores; what counts is the ratio to a peer.
"""

from collections.abc import Iterator
from importlib import import_module

from bench.result import Result

AREAS = ("rates", "alerts", "survey", "hotspots", "disclosure")


def measure(*, short: bool) -> Iterator[Result]:
    for area in AREAS:
        yield from import_module(f"bench.analysis.{area}").measure(short=short)
