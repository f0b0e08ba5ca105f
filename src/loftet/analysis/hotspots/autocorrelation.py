"""Whether alike values lie together anywhere on the map: Moran's I, Geary's C and Getis and Ord's G."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.special import ndtr

from loftet.analysis.arguments import MOST_DRAWS, Numbers, refuse, whole
from loftet.analysis.hotspots.evidence import Reason
from loftet.analysis.hotspots.moments import Weighing, geary_moments, general_g_moments, moran_moments
from loftet.analysis.hotspots.neighbours import Neighbours, Weights, weighted
from loftet.analysis.hotspots.placed_values import PlacedValues, placed_values
from loftet.analysis.marks import joined_along

Null = Literal["randomisation", "normality"]
DRAWS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class _Statistic:
    figure: Callable[[csr_array, Numbers], Numbers]
    """Of each column of values, which are shuffled maps."""
    moments: Callable[[Weighing, Numbers], tuple[float, float]]
    """Expected value and variance."""
    sign: int = 1
    """-1 if it falls where alike values lie together."""


@dataclass(frozen=True, slots=True)
class Autocorrelation:
    """One figure for the whole map, and how far it is from what a shuffled map shows."""

    value: float
    expected: float
    variance: float
    z_score: float
    """Above zero when alike values (for G: high values) lie together; also for Geary's C, which is then below one."""
    p_value: float
    """Two-sided, from the normal distribution."""
    permutation_p_value: float | None
    """One-sided: the share of shuffled maps with alike (for G: high) values as much together. None without draws."""
    draw_count: int
    reason: Reason | None
    """Why the map can tell nothing; None where it can. The figures are NaN where they do not exist."""
    isolated_count: int
    """Places without neighbours. They count in the mean and in n, as in esda and in R with `adjust.n = FALSE`."""
    marks: int


def moran(
    values: ArrayLike,
    *,
    neighbours: Neighbours,
    weights: Weights = "row",
    null: Null = "randomisation",
    draws: int = 0,
    rng: np.random.Generator | None = None,
    marks: ArrayLike | None = None,
) -> Autocorrelation:
    """Moran's I with its normal and its permutation test.

    What it answers: do places with alike values lie together, anywhere on the map?

    Args:
        values: (places,), rates rather than counts where populations differ.
        neighbours: of the same places.
        weights: "row" (a place's neighbours count 1 together) or "binary".
        null: what the variance takes as given: these values, shuffled, or values from a normal distribution.
        draws: shuffled maps for the permutation p; `rng` is needed then.
        marks: (places,), bits of `Mark`; places whose value is unknown, and pairs with them, are left out.
    Returns:
        `Autocorrelation`; I is about -1 / (n - 1) on a shuffled map and rises towards 1.
    Raises:
        ValueError: names the first value that is not a number; or for other places' neighbours; or draws without rng.
    Assumes:
        that any place could have had any value: it misleads for rates of unequal populations, whose small places vary
        more, and it does not say where.
    Reference:
        Cliff & Ord, Spatial Processes, 1981, sections 1.5 and 2.3.
    Example:
        >>> from loftet.analysis.hotspots import given_neighbours
        >>> ring = given_neighbours([(i, (i + d) % 24) for i in range(24) for d in (1, -1)], place_count=24)
        >>> round(moran([9] * 6 + [1] * 18, neighbours=ring).value, 4)
        0.7778
    """
    if null not in ("randomisation", "normality"):
        raise ValueError(f"null = {null!r} must be 'randomisation' or 'normality'")
    given = placed_values(values, neighbours, marks)

    def moments(weighing: Weighing, x: Numbers) -> tuple[float, float]:
        return moran_moments(weighing, x, is_normal=null == "normality")

    return _judged(given, weights, _Statistic(_moran, moments), draws, rng)


def geary(
    values: ArrayLike,
    *,
    neighbours: Neighbours,
    weights: Weights = "row",
    draws: int = 0,
    rng: np.random.Generator | None = None,
    marks: ArrayLike | None = None,
) -> Autocorrelation:
    """Geary's C with its randomisation and its permutation test.

    What it answers: do neighbours differ less from one another than places at large do?

    Args:
        values: (places,), rates rather than counts where populations differ.
        neighbours: of the same places.
        weights: "row" or "binary".
        draws: shuffled maps for the permutation p; `rng` is needed then.
        marks: (places,), bits of `Mark`; places whose value is unknown, and pairs with them, are left out.
    Returns:
        `Autocorrelation`; C is about 1 on a shuffled map and falls towards 0 where neighbours are alike.
    Raises:
        ValueError: as `moran`.
    Assumes:
        as `moran`; a single extreme value weighs more here.
    Reference:
        Cliff & Ord, Spatial Processes, 1981, sections 1.5 and 2.3.
    Example:
        >>> from loftet.analysis.hotspots import given_neighbours
        >>> ring = given_neighbours([(i, (i + d) % 24) for i in range(24) for d in (1, -1)], place_count=24)
        >>> round(geary([9] * 6 + [1] * 18, neighbours=ring).value, 4)
        0.213
    """
    given = placed_values(values, neighbours, marks)
    return _judged(given, weights, _Statistic(_geary, geary_moments, sign=-1), draws, rng)


def general_g(
    values: ArrayLike,
    *,
    neighbours: Neighbours,
    weights: Weights = "binary",
    draws: int = 0,
    rng: np.random.Generator | None = None,
    marks: ArrayLike | None = None,
) -> Autocorrelation:
    """Getis and Ord's general G with its randomisation and its permutation test.

    What it answers: do high values lie together (z above zero), or low ones (below)?

    Args:
        values: (places,), none below zero.
        neighbours: of the same places.
        weights: "binary" or "row".
        draws: shuffled maps for the permutation p; `rng` is needed then.
        marks: (places,), bits of `Mark`; places whose value is unknown, and pairs with them, are left out.
    Returns:
        `Autocorrelation`; G is the share that neighbours make of the products of all pairs of values.
    Raises:
        ValueError: as `moran`; or names the first value below zero.
    Assumes:
        values with a natural zero; it misleads where hot and cold places on one map cancel.
    Reference:
        Getis & Ord, Geographical Analysis 24 (1992) 189-206, with the correction in 25 (1993) 276.
    Example:
        >>> from loftet.analysis.hotspots import given_neighbours
        >>> ring = given_neighbours([(i, (i + d) % 24) for i in range(24) for d in (1, -1)], place_count=24)
        >>> round(general_g([9] * 6 + [1] * 18, neighbours=ring).value, 4)
        0.188
    """
    given = placed_values(values, neighbours, marks)
    refuse("values", np.asarray(values), np.asarray(values) < 0, "is below zero")
    return _judged(given, weights, _Statistic(_general_g, general_g_moments), draws, rng)


def _moran(matrix: csr_array, x: Numbers) -> Numbers:
    z = x - x.mean(axis=0)
    return len(x) / matrix.sum() * (z * (matrix @ z)).sum(axis=0) / (z**2).sum(axis=0)


def _geary(matrix: csr_array, x: Numbers) -> Numbers:
    z = x - x.mean(axis=0)
    both_ways = matrix.sum(axis=0) + matrix.sum(axis=1)
    differences = both_ways @ z**2 - 2 * (z * (matrix @ z)).sum(axis=0)
    return (len(x) - 1) * differences / (2 * matrix.sum() * (z**2).sum(axis=0))


def _general_g(matrix: csr_array, x: Numbers) -> Numbers:
    return (x * (matrix @ x)).sum(axis=0) / (x.sum(axis=0) ** 2 - (x**2).sum(axis=0))


def _judged(
    given: PlacedValues, weights: Weights, statistic: _Statistic, draws: int, rng: np.random.Generator | None
) -> Autocorrelation:
    matrix = weighted(given.links, weights)
    marks = int(joined_along(given.marks))
    isolated = int(np.sum(np.diff(matrix.indptr) == 0))
    if not given.has_figures:
        nothing = np.nan
        return Autocorrelation(
            nothing, nothing, nothing, nothing, nothing, None, 0, given.reason, isolated, marks
        )  # fmt: skip
    value = float(statistic.figure(matrix, given.x[:, None])[0])
    expected, variance = statistic.moments(Weighing.of(matrix), given.x)
    z_score = float(statistic.sign * (value - expected) / np.sqrt(variance))
    reached = (
        _share_of_shuffles(given.x, matrix, statistic, draws, rng) if whole("draws", draws, 0, MOST_DRAWS) else None
    )
    p_value = float(2 * ndtr(-abs(z_score)))
    return Autocorrelation(value, expected, variance, z_score, p_value, reached, draws, given.reason, isolated, marks)


def _share_of_shuffles(
    x: Numbers, matrix: csr_array, statistic: _Statistic, draws: int, rng: np.random.Generator | None
) -> float:
    """How many shuffled maps reach the real one, which counts among them."""
    if rng is None:
        raise ValueError("rng is needed for draws")
    real = statistic.sign * float(statistic.figure(matrix, x[:, None])[0])
    reached = 0
    for begun in range(0, draws, DRAWS_AT_ONCE):
        maps = rng.permuted(np.tile(x[:, None], (1, min(DRAWS_AT_ONCE, draws - begun))), axis=0)
        # Sums of the same values in another order are ties.
        reached += int(np.sum(statistic.sign * statistic.figure(matrix, maps) >= real - 1e-12 * abs(real)))
    return (1 + reached) / (1 + draws)
