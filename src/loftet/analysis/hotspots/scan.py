"""Kulldorff's scan for clusters in space, and in space and time: where more happened than the population explains."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import (
    MOST_DRAWS,
    Numbers,
    between,
    counts,
    numbers,
    one_axis,
    refuse,
    same_length,
    whole,
)
from loftet.analysis.hotspots.evidence import Reason, few_incidents
from loftet.analysis.hotspots.points import checked_points
from loftet.analysis.hotspots.scan_windows import Cases, Ground, best_of_centres, best_of_maps, circles
from loftet.analysis.marks import checked_marks, joined_along, unknown

Model = Literal["poisson", "binomial"]
CELLS_AT_ONCE = 25_000_000
MOST_WINDOWS = 1e12
"""Of all maps together; some billions a minute are looked at."""
SAME_RATIO = 1e-9
"""Likelihood ratios of the same window, summed in another order, are ties."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A circle (and a stretch of time) with more cases than expected."""

    places: NDArray[np.int64]
    """Rows of what was given, in order."""
    centre: int
    radius: float
    """Metres from the centre to the outermost place."""
    first_time: int
    last_time: int
    """Columns of the cases, both included; 0 and 0 in space alone."""
    case_count: int
    expected: float
    ratio: float
    """Cases to expected."""
    log_likelihood_ratio: float
    p_value: float
    """By Monte Carlo over the best window of maps without clusters: it is adjusted for all windows looked at."""


@dataclass(frozen=True, slots=True)
class ScanResult:
    """The most likely cluster and further ones that do not overlap."""

    most_likely: Cluster | None
    """None if no window has more cases than expected."""
    secondary: tuple[Cluster, ...]
    """Further clusters whose p is at most 1 - confidence, each without places of those before it; p is conservative."""
    is_found: bool
    """Whether the most likely cluster's p is at most 1 - confidence and there is enough to tell."""
    case_count: int
    draw_count: int
    reason: Reason | None
    confidence: float
    marks: int


def scan_statistic(
    points: ArrayLike,
    *,
    cases: ArrayLike,
    population: ArrayLike,
    rng: np.random.Generator,
    expected: ArrayLike | None = None,
    model: Model = "poisson",
    bound_share: float = 0.5,
    draws: int = 999,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> ScanResult:
    """Kulldorff's circular scan statistic.

    What it answers: is there a neighbourhood, of any size, with more cases than its population explains, and where?

    Args:
        points: (n, 2), metres, SWEREF 99 TM: where each place's population lies.
        cases: (n,), counts.
        population: (n,), people or another exposure; for the binomial model all people, each a case or not.
        expected: (n,), cases expected of age, income and so on, in any scale; None for the population. Poisson only.
        model: "poisson" for incidents, "binomial" for people of whom each is a case or not.
        bound_share: the greatest share of the population in a circle.
        draws: maps without clusters, with the same number of cases.
        confidence: 1 minus the greatest p of a cluster that is pointed out.
        marks: (n,), bits of `Mark`; places whose cases are unknown are left out.
    Returns:
        `ScanResult`. Only high clusters are looked for; places equally far from a centre enter together.
    Raises:
        ValueError: names the first row that is not in metres, no count, or with cases but without population.
    Assumes:
        cases independent given the population. It misleads for repeated incidents at one address and for clusters that
        are not round, and the border of the circle is not sure: p is of the cluster, not of each place in it.
    Reference:
        Kulldorff, Communications in Statistics - Theory and Methods 26 (1997) 1481-1496; the draws: Dwass 1957.
    Example:
        >>> grid = [(500_000 + 100 * (i % 10), 6_300_000 + 100 * (i // 10)) for i in range(100)]
        >>> cases = [5 if i in (34, 43, 44, 45, 54) else 1 for i in range(100)]
        >>> found = scan_statistic(grid, cases=cases, population=[200] * 100, rng=np.random.default_rng(1), draws=99)
        >>> found.most_likely.places.tolist(), found.most_likely.p_value
        ([34, 43, 44, 45, 54], 0.01)
    """
    if model not in ("poisson", "binomial"):
        raise ValueError(f"model = {model!r} must be 'poisson' or 'binomial'")
    if np.ndim(cases) != 1:
        raise ValueError(f"cases must have the shape (places,) but has {np.shape(cases)}")
    one_axis("population", np.asarray(population))
    if expected is not None:
        one_axis("expected", np.asarray(expected))
    given = _checked(points, np.asarray(cases)[:, None], population, expected, marks)
    people = _all_people(given, expected) if model == "binomial" else 0.0
    return _scanned(given, given.ground(people, bound_share, 1, only_current=False), draws, rng, confidence)


def space_time_scan(
    points: ArrayLike,
    *,
    cases: ArrayLike,
    population: ArrayLike,
    rng: np.random.Generator,
    expected: ArrayLike | None = None,
    longest: int | None = None,
    only_current: bool = False,
    bound_share: float = 0.5,
    draws: int = 999,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> ScanResult:
    """Kulldorff's space-time scan statistic with Poisson cases.

    What it answers: was there, or is there now, a neighbourhood and a stretch of time with more cases than explained?

    Args:
        points: (n, 2), metres, SWEREF 99 TM.
        cases: (n, t), counts in t equally long, consecutive periods.
        population: (n,) or (n, t), people or another exposure.
        expected: (n, t), cases expected (season, trend), in any scale; None for the population.
        longest: periods in the longest cluster; None for half of them.
        only_current: only clusters that last to the last period, as in a weekly watch.
        bound_share: the greatest share of the population in a circle.
        draws: maps without clusters, with the same number of cases.
        confidence: 1 minus the greatest p of a cluster that is pointed out.
        marks: (n,), bits of `Mark`; places whose cases are unknown are left out.
    Returns:
        `ScanResult`; `first_time` and `last_time` are columns of `cases`.
    Raises:
        ValueError: as `scan_statistic`; or for a `longest` that is not from 1 to t.
    Assumes:
        as `scan_statistic`; the expected cases carry season and trend, or a hot summer is found as a cluster.
        Looking each week anew gives a false alarm in 1 - confidence of the weeks, not of the years.
    Reference:
        Kulldorff, J. R. Stat. Soc. A 164 (2001) 61-72.
    Example:
        >>> grid = [(500_000 + 100 * (i % 6), 6_300_000 + 100 * (i // 6)) for i in range(36)]
        >>> cases = np.ones((36, 4))
        >>> cases[[8, 13, 14, 15, 20], 2:] = 9
        >>> drawn = np.random.default_rng(1)
        >>> found = space_time_scan(grid, cases=cases, population=[200] * 36, rng=drawn, draws=99).most_likely
        >>> found.places.tolist(), found.first_time, found.last_time
        ([8, 13, 14, 15, 20], 2, 3)
    """
    if np.ndim(cases) != 2 or np.shape(cases)[1] == 0:
        raise ValueError(f"cases must have the shape (places, periods) but has {np.shape(cases)}")
    times = np.shape(cases)[1]
    longest = max(times // 2, 1) if longest is None else longest
    if not 1 <= longest <= times:
        raise ValueError(f"longest = {longest} must be from 1 to the number of periods, {times}")
    given = _checked(points, cases, population, expected, marks)
    return _scanned(given, given.ground(0.0, bound_share, longest, only_current=only_current), draws, rng, confidence)


@dataclass(frozen=True, slots=True)
class _Given:
    """The places whose cases are known; `rows` are theirs in what was given."""

    points: Numbers
    cases: Numbers
    """(places, times)."""
    population: Numbers
    """(places,), over all times."""
    weight: Numbers
    """(places, times), what the cases are expected in proportion to."""
    rows: NDArray[np.int64]
    marks: int

    def ground(self, people: float, bound_share: float, longest: int, *, only_current: bool) -> Ground:
        between("bound_share", bound_share, 0, 1)
        expected = self.weight * (self.cases.sum() / self.weight.sum())
        return Ground(self.points, self.population, expected, people, bound_share, longest, only_current)


def _checked(
    points: ArrayLike, cases: ArrayLike, population: ArrayLike, expected: ArrayLike | None, marks: ArrayLike | None
) -> _Given:
    places = checked_points("points", points)
    given_marks = checked_marks(marks, (len(places),))
    same_length(points=places, cases=np.asarray(cases))
    known = ~unknown(given_marks)
    given = counts("cases", cases, except_at=~known[:, None])
    people = _exposure("population", population, given.shape)
    weight = people if expected is None else _exposure("expected", expected, given.shape)
    refuse("cases", given, (given > 0) & (weight <= 0), "has cases where none can be expected")
    if not weight[known].sum() > 0:
        raise ValueError(f"{'population' if expected is None else 'expected'} is zero everywhere")
    rows = np.flatnonzero(known)
    return _Given(
        places[known], given[known], people[known].sum(axis=1), weight[known], rows, int(joined_along(given_marks))
    )


def _exposure(name: str, given: ArrayLike, shape: tuple[int, ...]) -> Numbers:
    exposure = numbers(name, given)
    refuse(name, exposure, exposure < 0, "is below zero")
    column = exposure[:, None] if exposure.ndim == 1 else exposure
    if exposure.shape not in (shape, shape[:1]):
        raise ValueError(f"{name} has shape {exposure.shape} but cases has {shape}")
    return np.broadcast_to(column, shape)


def _all_people(given: _Given, expected: ArrayLike | None) -> float:
    if expected is not None:
        raise ValueError("expected is for the Poisson model only")
    people = counts("population", given.population)
    refuse("population", people, people < given.cases[:, 0], "is below the number of cases there")
    return float(people.sum())


def _scanned(given: _Given, ground: Ground, draws: int, rng: np.random.Generator, confidence: float) -> ScanResult:
    between("confidence", confidence, 0, 1)
    whole("draws", draws, 1, MOST_DRAWS)
    windows = ground.bound_share * len(ground.points) ** 2 * len(_stretches(ground)) * (1 + draws)
    if windows > MOST_WINDOWS:
        raise ValueError(
            f"points has {len(ground.points)} rows, which makes {windows:.0e} windows: join places into squares"
        )
    total = int(given.cases.sum())
    few = few_incidents(total)
    if total == 0:
        return ScanResult(None, (), False, 0, 0, few, confidence, given.marks)
    by_chance = np.sort(_best_by_chance(ground, draws, rng))
    clusters = _clusters(ground, given, by_chance, 1 - confidence)
    first = clusters[0] if clusters else None
    found = first is not None and first.p_value <= 1 - confidence and few is None
    return ScanResult(first, tuple(clusters[1:]), found, total, draws, few, confidence, given.marks)


def _best_by_chance(ground: Ground, draws: int, rng: np.random.Generator) -> Numbers:
    at_once = max(1, CELLS_AT_ONCE // ground.expected.size)
    best = []
    for begun in range(0, draws, at_once):
        best.append(best_of_maps(ground, _maps_by_chance(ground, min(at_once, draws - begun), rng)))
    return np.concatenate(best)


def _maps_by_chance(ground: Ground, count: int, rng: np.random.Generator) -> Cases:
    """(places, times, maps): the cases spread anew, each as likely as expected there."""
    if ground.people:
        drawn = rng.multivariate_hypergeometric(
            np.round(ground.population).astype(np.int64), ground.total, size=count, method="marginals"
        )
    else:
        drawn = rng.multinomial(ground.total, (ground.expected / ground.expected.sum()).ravel(), size=count)
    return np.ascontiguousarray(drawn.T, dtype=np.int32).reshape(*ground.expected.shape, count)


def _clusters(ground: Ground, given: _Given, by_chance: Numbers, greatest_p: float) -> list[Cluster]:
    """The most likely one, and then, while p is small, the most likely without the places already taken."""
    found: list[Cluster] = []
    is_taken = np.zeros(len(given.rows), bool)
    observed = given.cases.astype(np.int32)[:, :, None]
    while not found or found[-1].p_value <= greatest_p:
        best = best_of_centres(ground, observed, is_taken)
        ratio = float(best.max())
        p_value = (1 + int(np.sum(by_chance >= ratio * (1 - SAME_RATIO)))) / (1 + len(by_chance))
        if ratio <= 0 or (found and p_value > greatest_p):
            break
        places, cluster = _window_around(ground, given, is_taken, int(best.argmax()), p_value)
        is_taken[places] = True
        found.append(cluster)
    return found


def _window_around(
    ground: Ground, given: _Given, is_taken: NDArray[np.bool_], centre: int, p_value: float
) -> tuple[NDArray[np.int64], Cluster]:
    """The best window around a centre: its places among those whose cases are known, and what is said of it."""
    some = next(circles(ground, np.array([centre])))
    order = some.order[0, : some.sizes[0]]
    order = order[np.cumsum(is_taken[order]) == 0]
    cases, expected = (np.cumsum(each[order], axis=0) for each in (given.cases, ground.expected))
    first, last, ring, ratio = 0, 0, 0, -np.inf
    for begin, end in _stretches(ground):
        ratios = ground.log_ratios(cases[:, begin : end + 1].sum(axis=1), expected[:, begin : end + 1].sum(axis=1))
        ratios[~some.ends[0, : len(order)]] = -np.inf
        if ratios.max() > ratio:
            first, last, ring, ratio = begin, end, int(ratios.argmax()), float(ratios.max())
    counted, awaited = (float(each[ring, first : last + 1].sum()) for each in (cases, expected))
    places = np.sort(order[: ring + 1])
    return places, Cluster(
        given.rows[places], int(given.rows[centre]), float(some.distance[0, ring]), first, last, round(counted),
        awaited, counted / awaited, ratio, p_value,
    )  # fmt: skip


def _stretches(ground: Ground) -> list[tuple[int, int]]:
    times = ground.expected.shape[1]
    ends = range(times - 1, times) if ground.only_current else range(times)
    return [(begin, end) for end in ends for begin in range(max(0, end - ground.longest + 1), end + 1)]
