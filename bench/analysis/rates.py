"""A million ratios of rates: exact with central p and limits, and mid-p."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from bench.analysis.clock import growth, median_seconds, peak_gigabytes, seconds
from bench.result import Goal, Result
from loftet.analysis.arguments import Numbers
from loftet.analysis.rates import RateRatio, rate_ratio
from loftet.analysis.rates.ratio import RatioMethod

ROWS = 1_000_000
SIZES = (0.1, 1.0, 10.0)
GOALS: dict[RatioMethod, Goal] = {"exact": Goal(at_most=3), "mid-p": Goal(at_most=15)}


def made_up(rows: int) -> Numbers:
    """Count and exposure before, count and exposure after, (4, rows), of places from small to large."""
    rng = np.random.default_rng(4)
    of_before = np.round(np.exp(rng.uniform(np.log(2e3), np.log(3e5), rows)))
    of_after = np.round(of_before * np.exp(rng.normal(0, 0.4, rows)))
    rate = np.exp(rng.normal(np.log(6e-4), 1, rows))
    return np.array([rng.poisson(rate * of_before), of_before, rng.poisson(rate * of_after), of_after])


def compare(counted: Numbers, method: RatioMethod) -> RateRatio:
    return rate_ratio(*counted, method=method)


def seconds_of_exact() -> float:
    return median_seconds(partial(compare, made_up(ROWS), "exact"))


def seconds_of_mid_p() -> float:
    return median_seconds(partial(compare, made_up(ROWS), "mid-p"))


def measure(*, short: bool) -> Iterator[Result]:
    rows = ROWS // 10 if short else ROWS
    counted = made_up(rows)
    for method, goal in GOALS.items():
        took = median_seconds(partial(compare, counted, method), runs=1 if short else 5)
        yield Result(f"{rows:,} rate ratios, {method}", took, "s", goal=None if short else goal)
    yield Result(
        f"{rows:,} rate ratios, mid-p, memory", peak_gigabytes(partial(compare, counted, "mid-p")), "GB",
        goal=Goal(at_most=2),
    )  # fmt: skip
    if not short:
        yield from growing()


def growing() -> Iterator[Result]:
    """Both methods at a tenth, one and ten times as many rows."""
    for method in GOALS:
        times = []
        for size in SIZES:
            rows = int(ROWS * size)
            times.append(seconds(partial(compare, made_up(rows), method)))
            yield Result(f"{rows:,} rate ratios, {method}, once", times[-1], "s")
        yield Result(
            f"rate ratios, {method}, growth (exponent)", growth(SIZES, tuple(times)), "", goal=Goal(at_most=1.1)
        )
