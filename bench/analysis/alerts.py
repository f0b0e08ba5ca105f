"""Early warning for tens of thousands of weekly series: the last week, and the last year week by week."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bench.analysis.clock import growth, median_seconds, peak_gigabytes, seconds
from bench.result import Goal, Result
from loftet.analysis.alerts import Alarms, farrington_flexible

SERIES, WEEKS, YEAR = 11_600, 520, 52
SIZES = (0.1, 1.0, 10.0)


def made_up(series: int) -> NDArray[np.int64]:
    """Ten years of weekly counts with a season, a mean from 0.2 to 20 and more spread than chance."""
    rng = np.random.default_rng(2)
    level = np.exp(rng.uniform(np.log(0.2), np.log(20), (series, 1)))
    mean = level * np.exp(0.3 * np.sin(2 * np.pi * np.arange(1, WEEKS + 1) / 52))
    return rng.negative_binomial(8, 8 / (8 + mean))


def judge(counts: NDArray[np.int64], weeks: int) -> Alarms:
    """b 5, w 3, noPeriods 10, weightsThreshold 2.58, pastWeeksNotIncluded 26, pThresholdTrend 1, nbPlugin."""
    return farrington_flexible(counts, periods=np.arange(WEEKS - weeks, WEEKS), threshold="nbPlugin", alpha=0.05)


def seconds_of_last_week() -> float:
    return median_seconds(partial(judge, made_up(SERIES), 1))


def seconds_of_last_year() -> float:
    return median_seconds(partial(judge, made_up(SERIES), YEAR), runs=1)


def measure(*, short: bool) -> Iterator[Result]:
    series = SERIES // 10 if short else SERIES
    runs = 1 if short else 5
    counts = made_up(series)
    name = f"flexible Farrington, {series:,} series of ten years"
    last_week, last_year = partial(judge, counts, 1), partial(judge, counts, YEAR)
    yield Result(
        f"{name}, last week", median_seconds(last_week, runs=runs), "s", goal=None if short else Goal(at_most=1.4)
    )
    yield Result(
        f"{name}, last 52 weeks", median_seconds(last_year, runs=runs), "s", goal=None if short else Goal(at_most=60)
    )
    yield Result(f"{name}, last 52 weeks, memory", peak_gigabytes(last_year), "GB", goal=Goal(at_most=2))
    if not short:
        yield from growing()


def growing() -> Iterator[Result]:
    """The last week at a tenth, one and ten times as many series."""
    times = []
    for size in SIZES:
        counts = made_up(int(SERIES * size))
        times.append(seconds(partial(judge, counts, 1)))
        yield Result(f"flexible Farrington, {len(counts):,} series, last week", times[-1], "s")
    yield Result(
        "flexible Farrington, growth with series (exponent)", growth(SIZES, tuple(times)), "", goal=Goal(at_most=1.1)
    )
