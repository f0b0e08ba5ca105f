"""The loop of Kulldorff's scan: every circle around every place, every stretch of time, many made-up maps at once."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.special import xlogy

from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.compiled import compiled, compiled_parallel, prange
from loftet.analysis.hotspots.neighbours import Indexes

Cases = NDArray[np.int32]
CENTRES_AT_ONCE = 1024
BLOCKS = 32
SAME_DISTANCE = 1e-9
"""Places as far from the centre, up to rounding, come into the circle together."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the places lie, how many cases are expected in each at each time, and which windows are looked at."""

    points: Numbers
    population: Numbers
    """(places,)."""
    expected: Numbers
    """(places, times), its sum the number of cases."""
    people: float
    """All people for binomial cases, 0 for Poisson ones."""
    bound_share: float
    longest: int
    only_current: bool

    @property
    def total(self) -> int:
        """How many cases there are."""
        return round(float(self.expected.sum()))

    def logs(self) -> Numbers:
        """What a window of c cases adds to the log likelihood ratio whatever is expected there; c from 0 to all."""
        inside = np.arange(self.total + 1.0)
        null = xlogy(self.total, self.total) + xlogy(self.people - self.total, self.people - self.total)
        binomial = null - xlogy(self.people, self.people) if self.people else 0.0
        return xlogy(inside, inside) + xlogy(inside[::-1], inside[::-1]) - binomial

    def log_ratios(self, cases: Numbers, expected: Numbers) -> Numbers:
        """The log likelihood ratio of windows, -infinity where not more happened than expected."""
        logs, outside = self.logs()[np.round(cases).astype(np.int64)], self.total - cases
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.people:
                inside = expected * self.people / self.total
                beyond = self.people - inside
                healthy = xlogy(inside - cases, inside - cases) + xlogy(beyond - outside, beyond - outside)
                ratios = logs + healthy - xlogy(inside, inside) - xlogy(beyond, beyond)
            else:
                ratios = logs - xlogy(cases, expected) - xlogy(outside, self.total - expected)
        return np.where((cases > expected) & (expected < self.total), ratios, -np.inf)


@dataclass(frozen=True, slots=True)
class Circles:
    """Circles around some centres."""

    order: Indexes
    """(centres, places outwards)."""
    sizes: Indexes
    """(centres,): how many of those stay within the bound of the population."""
    ends: Flags
    """(centres, places outwards): whether the next place lies further out, so that a circle can end here."""
    distance: Numbers
    """(centres, places outwards), metres."""


def circles(ground: Ground, centres: Indexes) -> Iterator[Circles]:
    """The circles around these places, some at a time."""
    tree, count = cKDTree(ground.points), len(ground.points)
    bound = ground.bound_share * ground.population.sum() * (1 + 1e-12)
    reach = min(count, 64)
    for begun in range(0, len(centres), CENTRES_AT_ONCE):
        around = ground.points[centres[begun : begun + CENTRES_AT_ONCE]]
        while True:
            distance, order = tree.query(around, k=[*range(1, reach + 1)], workers=-1)
            inside = np.cumsum(ground.population[order], axis=1) <= bound
            if reach == count or not inside[:, -1].any():
                break
            reach = min(2 * reach, count)
        ends = np.ones(order.shape, bool)
        ends[:, :-1] = np.diff(distance, axis=1) > SAME_DISTANCE * distance[:, 1:]
        yield Circles(order.astype(np.int64), inside.sum(axis=1).astype(np.int64), ends, distance)


def best_of_maps(ground: Ground, cases: Cases) -> Numbers:
    """(maps,): the greatest log likelihood ratio of each map; cases is (places, times, maps)."""
    best = np.zeros((BLOCKS, cases.shape[2]))
    for some in circles(ground, np.arange(len(cases))):
        _scan(ground, cases, some, np.zeros(len(cases), bool), best)
    return best.max(axis=0)


def best_of_centres(ground: Ground, cases: Cases, is_taken: Flags) -> Numbers:
    """(places,): the greatest log likelihood ratio of the windows around each place on one map."""
    found = []
    for some in circles(ground, np.arange(len(cases))):
        best = np.zeros((len(some.sizes), 1))
        _scan(ground, cases, some, is_taken, best)
        found.append(best[:, 0])
    return np.concatenate(found)


def _scan(ground: Ground, cases: Cases, some: Circles, is_taken: Flags, best: Numbers) -> None:
    _raise_best(
        cases, ground.expected, some.order, some.sizes, some.ends, is_taken, ground.logs(), ground.people,
        ground.longest, ground.only_current, best,
    )  # fmt: skip


@compiled
def _times_log(x: float) -> float:
    """x log x, 0 at zero and at what rounding puts just below."""
    return x * np.log(x) if x > 0.0 else 0.0


@compiled
def _raise_row(found: Indexes, awaited: float, logs: Numbers, people: float, best: Numbers) -> None:
    """The log likelihood ratio of one window on each map, if it is greater than the best so far."""
    total = len(logs) - 1
    log_in, log_out = np.log(awaited), np.log(total - awaited)
    if people == 0.0:
        for one in range(len(best)):
            cases = found[one]
            ratio = logs[cases] - cases * log_in - (total - cases) * log_out
            if cases > awaited and ratio > best[one]:
                best[one] = ratio
        return
    inside = awaited * people / total
    outside = people - inside
    both = _times_log(inside) + _times_log(outside)
    for one in range(len(best)):
        cases = found[one]
        ratio = logs[cases] + _times_log(inside - cases) + _times_log(outside - total + cases) - both
        if cases > awaited and ratio > best[one]:
            best[one] = ratio


@compiled_parallel
def _raise_best(  # noqa: PLR0917 (a compiled loop takes arrays)
    cases: Cases,
    expected: Numbers,
    order: Indexes,
    sizes: Indexes,
    ends: Flags,
    is_taken: Flags,
    logs: Numbers,
    people: float,
    longest: int,
    only_current: bool,
    best: Numbers,
) -> None:
    """Raise best[block, map] to the greatest log likelihood ratio of the windows around the block's centres.

    A circle stops before the first place that is taken. As cases are whole numbers, their logarithms are looked up.
    """
    times, maps = cases.shape[1], cases.shape[2]
    total, centres, blocks = len(logs) - 1, len(sizes), len(best)
    for block in prange(blocks):
        in_circle = np.zeros((times, maps), np.int64)
        in_window = np.zeros(maps, np.int64)
        expected_in_circle = np.zeros(times)
        for centre in range(block * centres // blocks, (block + 1) * centres // blocks):
            in_circle[:] = 0
            expected_in_circle[:] = 0.0
            for ring in range(sizes[centre]):
                place = order[centre, ring]
                if is_taken[place]:
                    break
                for time in range(times):
                    expected_in_circle[time] += expected[place, time]
                    for one in range(maps):
                        in_circle[time, one] += cases[place, time, one]
                if not ends[centre, ring]:
                    continue
                for begin in range(times):
                    in_window[:] = 0
                    awaited = 0.0
                    for end in range(begin, min(begin + longest, times)):
                        awaited += expected_in_circle[end]
                        for one in range(maps):
                            in_window[one] += in_circle[end, one]
                        if (only_current and end < times - 1) or awaited <= 0.0 or awaited >= total:
                            continue
                        _raise_row(in_window, awaited, logs, people, best[block])
