"""Whether incidents near in place are also near in time: Knox's test and the near-repeat table."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import pdtrc

from loftet.analysis.arguments import (
    MOST_DRAWS,
    Flags,
    Numbers,
    between,
    numbers,
    one_axis,
    positive,
    refuse,
    same_length,
    whole,
)
from loftet.analysis.compiled import compiled, compiled_parallel, prange
from loftet.analysis.hotspots.evidence import Reason, few_incidents
from loftet.analysis.hotspots.neighbours import Indexes, distances, near_pairs
from loftet.analysis.hotspots.points import located
from loftet.analysis.hotspots.stream import Streams, below, following, streams
from loftet.analysis.many_tests import false_discovery
from loftet.analysis.marks import joined_along


@dataclass(frozen=True, slots=True)
class KnoxResult:
    """Pairs of incidents near in both place and time, and how many chance would bring."""

    near_both_count: int
    near_place_count: int
    near_time_count: int
    pair_count: int
    """All pairs of incidents."""
    expected: float
    """Pairs near in both, were place and time unconnected: the product of the margins over all pairs."""
    ratio: float | None
    """Observed to expected; None where none is expected."""
    poisson_p_value: float
    """One-sided, more pairs than expected; an approximation."""
    p_value: float
    """One-sided, times shuffled among places: exact, since the margins stay."""
    standard_deviation: float
    """Of the shuffled counts."""
    is_found: bool
    """Whether p is at most 1 - confidence and there is enough to tell."""
    incident_count: int
    draw_count: int
    reason: Reason | None
    """Why the incidents can tell nothing; None where they can."""
    confidence: float
    marks: int


@dataclass(frozen=True, slots=True)
class NearRepeatTable:
    """Pairs of incidents by their distance (rows) and the days between them (columns)."""

    observed: Indexes
    """(distances, times)."""
    expected: Numbers
    """(distances, times), the mean of the shuffled counts."""
    ratio: Numbers
    """Observed to expected; infinite, or NaN for none observed, where the shuffled counts were all zero."""
    p_value: Numbers
    """One-sided, more than expected."""
    adjusted_p_value: Numbers
    """After Benjamini and Hochberg over the cells."""
    is_found: Flags
    """Cells pointed out; a share of at most 1 - confidence of them is expected to be false."""
    metres: Numbers
    """(distances + 1,), limits: from one, itself included, to the next, itself not included."""
    days: Numbers
    incident_count: int
    draw_count: int
    reason: Reason | None
    confidence: float
    marks: int


def knox_test(
    points: ArrayLike,
    *,
    times: ArrayLike,
    metres: float,
    days: float,
    rng: np.random.Generator,
    draws: int = 999,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> KnoxResult:
    """Knox's test of space-time interaction.

    What it answers: do incidents near one another in place follow on one another in time, more than by chance?

    Args:
        points: (n, 2), metres, SWEREF 99 TM.
        times: (n,), in days (any zero).
        metres: pairs at most so far apart are near in place.
        days: pairs at most so long apart are near in time.
        draws: shuffles of the times.
        confidence: 1 minus the greatest p that counts as found.
        marks: (n,), bits of `Mark`; incidents whose place or time is unknown are left out.
    Returns:
        `KnoxResult`.
    Raises:
        ValueError: names the first row that is not in metres or no number of days; or for limits not above zero.
    Assumes:
        that place and time of risk did not shift together: it misleads where a quarter was built or a shop opened in
        the period. Distances and days chosen after a look at the data make p too small. Give one row an event, or a
        night with three reports of one event counts as repeats.
    Reference:
        Knox, J. R. Stat. Soc. C 13 (1964) 25-29; shuffles: Mantel, Cancer Research 27 (1967) 209-220.
    Example:
        >>> rng = np.random.default_rng(1)
        >>> home, day = rng.uniform(0, 3_000, (60, 2)) + [500_000, 6_300_000], rng.uniform(0, 300, 60)
        >>> again = np.vstack([home, home[:15] + 20]), np.append(day, day[:15] + 2)
        >>> found = knox_test(again[0], times=again[1], metres=100, days=7, rng=rng)
        >>> found.near_both_count, round(found.expected, 1), found.p_value
        (15, 1.3, 0.001)
    """
    positive("metres", metres)
    positive("days", days)
    given = _checked(points, times, marks, draws, between("confidence", confidence, 0, 1))
    pairs = near_pairs(given.points, metres)
    just_above = np.array([0.0, np.nextafter(days, np.inf)])
    near = _NearPairs(pairs, np.zeros(len(pairs), np.int64), 1)
    near_both = int(near.counted(given.days, just_above)[0, 0])
    shuffled = near.shuffled(given.days, just_above, streams(rng, draws))[:, 0, 0]
    near_time, all_pairs = int(_pairs_within(np.sort(given.days), days)), len(given.days) * (len(given.days) - 1) // 2
    expected = len(pairs) * near_time / all_pairs if all_pairs else 0.0
    p_value = (1 + int(np.sum(shuffled >= near_both))) / (1 + draws)
    reason = few_incidents(len(given.days)) or (Reason.NO_PAIRS if expected == 0 else None)
    return KnoxResult(
        near_both, len(pairs), near_time, all_pairs, expected, near_both / expected if expected else None,
        float(pdtrc(near_both - 1, expected)) if near_both else 1.0, p_value, float(shuffled.std()),
        reason is None and p_value <= 1 - confidence, len(given.days), draws, reason, confidence, given.marks,
    )  # fmt: skip


def near_repeat_table(
    points: ArrayLike,
    *,
    times: ArrayLike,
    metres: ArrayLike,
    days: ArrayLike,
    rng: np.random.Generator,
    draws: int = 999,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> NearRepeatTable:
    """How far, and for how long, the risk is raised around an incident.

    What it answers: at which distances and how many days after an incident do more follow than chance would bring?

    Args:
        points: (n, 2), metres, SWEREF 99 TM.
        times: (n,), in days (any zero); whole days where only the date is known.
        metres: rising limits of the distances, the first included in each band and the second not.
        days: rising limits of the days between, likewise.
        draws: shuffles of the times.
        confidence: 1 minus the share of the cells found that may be false.
        marks: (n,), bits of `Mark`; incidents whose place or time is unknown are left out.
    Returns:
        `NearRepeatTable`, a row a band of distance and a column a band of days.
    Raises:
        ValueError: as `knox_test`; or names the first limit that does not rise.
    Assumes:
        as `knox_test`. Cells share pairs and shuffles, so that they are not independent.
    Reference:
        Townsley, Homel & Chaseling, British Journal of Criminology 43 (2003) 615-633; Ratcliffe & Rengert, Security
        Journal 21 (2008) 58-76.
    Example:
        >>> rng = np.random.default_rng(1)
        >>> home, day = rng.uniform(0, 3_000, (60, 2)) + [500_000, 6_300_000], rng.uniform(0, 300, 60)
        >>> again = np.vstack([home, home[:15] + 20]), np.append(day, day[:15] + 2)
        >>> table = near_repeat_table(again[0], times=again[1], metres=[0, 100, 200], days=[0, 8, 15], rng=rng)
        >>> table.observed.tolist(), table.is_found.tolist()
        ([[15, 2], [4, 2]], [[True, False], [False, False]])
    """
    far, long = _limits("metres", metres), _limits("days", days)
    given = _checked(points, times, marks, draws, between("confidence", confidence, 0, 1))
    pairs = near_pairs(given.points, float(far[-1]))
    rows = np.searchsorted(far, distances(given.points, pairs), side="right") - 1
    is_banded = (rows >= 0) & (rows < len(far) - 1)
    near = _NearPairs(pairs[is_banded], rows[is_banded], len(far) - 1)
    observed = near.counted(given.days, long)
    shuffled = near.shuffled(given.days, long, streams(rng, draws))
    expected = shuffled.mean(axis=0)
    p_value = (1 + np.sum(shuffled >= observed, axis=0)) / (1 + draws)
    adjusted = false_discovery(p_value.ravel()).reshape(p_value.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = observed / expected
    reason = few_incidents(len(given.days)) or (None if expected.any() or observed.any() else Reason.NO_PAIRS)
    return NearRepeatTable(
        observed, expected, ratio, p_value, adjusted, (adjusted <= 1 - confidence) & (reason is None), far, long,
        len(given.days), draws, reason, confidence, given.marks,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Incidents:
    """Incidents whose place and time are known."""

    points: Numbers
    days: Numbers
    marks: int


@dataclass(frozen=True, slots=True)
class _NearPairs:
    """Pairs of incidents near in place, each in a row, which is a band of distance."""

    pairs: Indexes
    row: Indexes
    row_count: int

    def counted(self, days: Numbers, limits: Numbers) -> Indexes:
        """(rows, bands of time): pairs of the incidents as they were."""
        counted = np.zeros((self.row_count, len(limits) - 1), np.int64)
        _count(days, self.pairs, self.row, limits, counted)
        return counted

    def shuffled(self, days: Numbers, limits: Numbers, states: Streams) -> Indexes:
        """(draws, rows, bands of time): pairs when the times are shuffled among the places."""
        counted = np.zeros((len(states), self.row_count, len(limits) - 1), np.int64)
        _count_shuffled(days, self.pairs, self.row, limits, states, counted)
        return counted


def _checked(points: ArrayLike, times: ArrayLike, marks: ArrayLike | None, draws: int, confidence: float) -> _Incidents:
    placed, known, given_marks = located(points, marks)
    one_axis("times", np.asarray(times))
    same_length(points=known, times=np.asarray(times))
    given = numbers("times", times, except_at=~known)
    whole("draws", draws, 1, MOST_DRAWS)
    return _Incidents(placed, given[known], int(joined_along(given_marks)))


def _limits(name: str, limits: ArrayLike) -> Numbers:
    given = numbers(name, limits)
    if given.ndim != 1 or len(given) < 2:
        raise ValueError(f"{name} must be at least two rising limits")
    refuse(name, given, given < 0, "is below zero")
    refuse(name, given, np.diff(given, prepend=-1) <= 0, "does not rise")
    return given


@compiled
def _count(days: Numbers, pairs: Indexes, rows: Indexes, limits: Numbers, counted: Indexes) -> None:
    for pair in range(len(pairs)):
        between_them = abs(days[pairs[pair, 0]] - days[pairs[pair, 1]])
        if between_them < limits[0] or between_them >= limits[-1]:
            continue
        band = 0
        while between_them >= limits[band + 1]:
            band += 1
        counted[rows[pair], band] += 1


@compiled_parallel
def _count_shuffled(  # noqa: PLR0917 (a compiled loop takes arrays)
    days: Numbers, pairs: Indexes, rows: Indexes, limits: Numbers, states: Streams, counted: Indexes
) -> None:
    for draw in prange(len(states)):
        state = states[draw]
        shuffled = days.copy()
        for last in range(len(days) - 1, 0, -1):
            state = following(state)
            chosen = below(state, last + 1)
            shuffled[last], shuffled[chosen] = shuffled[chosen], shuffled[last]
        _count(shuffled, pairs, rows, limits, counted[draw])


@compiled
def _pairs_within(rising: NDArray[np.float64], limit: float) -> int:
    """Pairs of sorted numbers at most so far apart, by the same subtraction as elsewhere."""
    counted, beyond = 0, 0
    for at in range(len(rising)):
        while beyond < len(rising) and rising[beyond] - rising[at] <= limit:
            beyond += 1
        counted += beyond - at - 1
    return counted
