"""Places and hours: hot places, near repeats, the scan and the density, at the sizes that the peers are held to.

Growth is the exponent through a tenth of the size and ten times it: 1 is linear, and n log n about 1.1. The scan looks
at about bound_share * n * n circles: no method that looks at them all can grow more slowly than 2.
"""

from collections.abc import Callable, Iterator
from functools import partial

import numba
import numpy as np

from bench.analysis.clock import growth, median_seconds, peak_gigabytes, seconds
from bench.result import Goal, Result
from loftet.analysis.hotspots import (
    Window,
    kernel_density,
    knox_test,
    local_g,
    nearest_neighbours,
    scan_statistic,
)

SIDE = 20_000.0
INCIDENTS, PLACES = 20_000, 2_000


def ground(count: int, rng: np.random.Generator) -> np.ndarray:
    """Points with the same density whatever their number."""
    return rng.uniform(0, SIDE * np.sqrt(count / INCIDENTS), (count, 2)) + 1_000_000


def hot_places(count: int = INCIDENTS) -> Callable[[], object]:
    """Gi*, the eight nearest neighbours found anew each time, 999 draws for each place."""
    rng = np.random.default_rng(4)
    points, values = ground(count, rng), rng.poisson(3, count)
    return lambda: local_g(values, neighbours=nearest_neighbours(points, count=8), draws=999, rng=rng)


def near_repeats(count: int = INCIDENTS) -> Callable[[], object]:
    """Knox within 150 m and 7 days, 999 shuffles."""
    rng = np.random.default_rng(4)
    points, days = ground(count, rng), rng.uniform(0, 365, count)
    return lambda: knox_test(points, times=days, metres=150, days=7, draws=999, rng=rng)


def scan(count: int = PLACES) -> Callable[[], object]:
    """Kulldorff's circles up to a tenth of the population, 99 made-up maps."""
    rng = np.random.default_rng(4)
    points, population = ground(count, rng), rng.poisson(500, count)
    cases = rng.poisson(population * 0.002)
    return lambda: scan_statistic(points, cases=cases, population=population, bound_share=0.1, draws=99, rng=rng)


def density(count: int = INCIDENTS) -> Callable[[], object]:
    """512 x 512 pixels with the uniform edge, and the standard error beside it."""
    side = SIDE * np.sqrt(count / INCIDENTS)
    window = Window(west=1_000_000, east=1_000_000 + side, south=1_000_000, north=1_000_000 + side)
    points = ground(count, np.random.default_rng(4))
    return lambda: kernel_density(points, window=window, bandwidth=side / 60)


WORKS = {
    "Gi*, 20,000 places, 999 draws each": (hot_places, INCIDENTS, 1.5),
    "Knox, 20,000 incidents, 999 shuffles": (near_repeats, INCIDENTS, 4.7),
    "Kulldorff scan, 2,000 places, 99 maps, bound 0.1": (scan, PLACES, 1.0),
    "kernel density, 20,000 incidents, 512 x 512": (density, INCIDENTS, 0.5),
}


def measure(*, short: bool) -> Iterator[Result]:
    for name, (work, full, most_seconds) in WORKS.items():
        yield Result(name, median_seconds(work(full), runs=1 if short else 5), "s", goal=Goal(at_most=most_seconds))
        if short:
            continue
        sizes = (full / 10, full * 10)
        times = tuple(timed(work(int(size))) for size in sizes)
        yield Result(f"  {sizes[0]:,.0f} of them", times[0], "s")
        yield Result(f"  {sizes[1]:,.0f} of them", times[1], "s")
        yield Result("  growth from the tenth to ten times", growth(sizes, times), "exponent")
        highest = peak_gigabytes(partial(whole, work, full * 10))
        yield Result("  highest memory at ten times", highest, "GB", goal=Goal(at_most=2))


def whole(work: Callable[[int], Callable[[], object]], count: int) -> object:
    """The data and the work."""
    return work(count)()


def timed(work: Callable[[], object]) -> float:
    work()
    return seconds(work)


def ours(work: Callable[[], Callable[[], object]], *, cores: int) -> Callable[[], float]:
    """What the peers' table holds against theirs: the median of our full-size work on as many cores as they use."""

    def measured() -> float:
        usual = numba.get_num_threads()
        numba.set_num_threads(min(cores, usual))
        try:
            return median_seconds(work())
        finally:
            numba.set_num_threads(usual)

    return measured
