"""Where high values lie together, and where low ones: Getis and Ord's Gi and Gi*, and the local Moran."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, eye_array
from scipy.special import ndtr

from loftet.analysis.arguments import MOST_DRAWS, Flags, Numbers, between, whole
from loftet.analysis.hotspots.conditional_draws import drawn_sums
from loftet.analysis.hotspots.evidence import Reason
from loftet.analysis.hotspots.neighbours import Neighbours, Weights, weighted
from loftet.analysis.hotspots.placed_values import PlacedValues, placed_values
from loftet.analysis.many_tests import false_discovery
from loftet.analysis.marks import Marks

Cell = TypeVar("Cell", bound=np.generic)


@dataclass(frozen=True, slots=True)
class LocalAssociation:
    """For each place, whether it lies among high or low values. A figure that does not exist is NaN, not `can_tell`."""

    value: Numbers
    """(places,): the local Moran, or for Gi and Gi* the weighted mean of the values around the place."""
    expected: Numbers
    variance: Numbers
    z_score: Numbers
    p_value: Numbers
    """(places,), two-sided: of the draws where there were draws, else of the normal distribution."""
    adjusted_p_value: Numbers
    """(places,), after Benjamini and Hochberg over all places that have a p value."""
    is_found: Flags
    """(places,): pointed out; of those pointed out, a share of at most 1 - confidence is expected to be false."""
    surroundings: NDArray[np.str_]
    """(places,): the place's value and its neighbours' mean, each against its mean over all places: "high-low" etc."""
    can_tell: Flags
    """(places,): False where the value of the place or of a neighbour is unknown or there is no neighbour to compare
    with, and everywhere if `reason` is given."""
    reason: Reason | None
    """Why the whole map can tell nothing."""
    draw_count: int
    smallest_p_value: float
    """No p value can be smaller: with many places and few draws nothing is found, however hot. 0 without draws."""
    confidence: float
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Figures:
    """Value, expectation and variance of each place whose value is known."""

    value: Numbers
    expected: Numbers
    variance: Numbers


def local_g(
    values: ArrayLike,
    *,
    neighbours: Neighbours,
    include_self: bool = True,
    weights: Weights = "binary",
    draws: int = 999,
    rng: np.random.Generator | None = None,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> LocalAssociation:
    """Getis and Ord's Gi* (or Gi), with conditional permutation and false discoveries controlled.

    What it answers: around which places do high values gather (z above zero), around which low ones?

    Args:
        values: (places,), rates, or counts of equal areas.
        neighbours: of the same places.
        include_self: Gi*, with the place's own value; False for Gi, without it.
        weights: "binary" or "row"; z and p are the same, since all neighbours of a place count alike.
        draws: for each place, independent of the others'; 0 for the normal distribution. `rng` is needed for draws.
        confidence: 1 minus the share of the places found that may be false.
        marks: (places,), bits of `Mark`.
    Returns:
        `LocalAssociation`, a row a place. R's and esda's G is `value` times the sum of the place's weights over the sum
        of all values.
    Raises:
        ValueError: names the first value that is not a number; or for other places' neighbours; or draws without rng.
    Assumes:
        that any place could have had any of the values; p asks whether the neighbours differ from a chance selection of
        the other places. It misleads where the whole map slopes, and for counts from unequal populations.
    Reference:
        Ord & Getis, Geographical Analysis 27 (1995) 286-306; conditional permutation: Anselin, ibid. 93-115; false
        discoveries: Caldas de Castro & Singer, Geographical Analysis 38 (2006) 180-208.
    Example:
        >>> from loftet.analysis.hotspots import given_neighbours
        >>> ring = given_neighbours([(i, (i + d) % 24) for i in range(24) for d in (1, -1)], place_count=24)
        >>> local_g([9] * 6 + [1] * 18, neighbours=ring, draws=0).z_score[:3].round(2).tolist()
        [1.74, 3.14, 3.14]
    """
    given = placed_values(values, neighbours, marks)
    around = given.links + eye_array(len(given.x), format="csr") if include_self else given.links
    figures = _g_figures(given.x, weighted(around, weights), include_self=include_self)
    return _judged(given, figures, draws, rng, between("confidence", confidence, 0, 1))


def local_moran(
    values: ArrayLike,
    *,
    neighbours: Neighbours,
    weights: Weights = "row",
    is_conditional: bool = True,
    draws: int = 999,
    rng: np.random.Generator | None = None,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> LocalAssociation:
    """The local Moran, with conditional permutation and false discoveries controlled.

    What it answers: which places are like their surroundings (above zero: "high-high", "low-low"), and which stand out
    from them ("high-low", "low-high")?

    Args:
        values: (places,), rates, or counts of equal areas.
        neighbours: of the same places.
        weights: "row" or "binary".
        is_conditional: expectation and variance given the place's own value (Sokal and others); False for those over
            all maps (Anselin). Draws are always conditional.
        draws: for each place, independent of the others'; 0 for the normal distribution. `rng` is needed for draws.
        confidence: 1 minus the share of the places found that may be false.
        marks: (places,), bits of `Mark`.
    Returns:
        `LocalAssociation`, a row a place. The variance of the values is divided by n, as in R's spdep; esda divides by
        n - 1, and its I is (n - 1) / n of this one. z and p are the same.
    Raises:
        ValueError: as `local_g`.
    Assumes:
        as `local_g`. The normal p misleads more here: I is a product, and skewed. Draw.
    Reference:
        Anselin, Geographical Analysis 27 (1995) 93-115; Sokal, Oden & Thomson, Geographical Analysis 30 (1998) 331-354.
    Example:
        >>> from loftet.analysis.hotspots import given_neighbours
        >>> ring = given_neighbours([(i, (i + d) % 24) for i in range(24) for d in (1, -1)], place_count=24)
        >>> local_moran([9] * 6 + [1] * 18, neighbours=ring, draws=0).surroundings[[0, 1, 6, 12]].tolist()
        ['high-high', 'high-high', 'low-high', 'low-low']
    """
    given = placed_values(values, neighbours, marks)
    figures = _moran_figures(given.x, weighted(given.links, weights), is_conditional=is_conditional)
    return _judged(given, figures, draws, rng, between("confidence", confidence, 0, 1))


def _g_figures(x: Numbers, around: csr_array, *, include_self: bool) -> _Figures:
    total, squares = around.sum(axis=1), around.multiply(around).sum(axis=1)
    others = len(x) - (0 if include_self else 1)
    left_out = np.zeros_like(x) if include_self else x
    mean = (x.sum() - left_out) / others
    spread = np.maximum((np.sum(x**2) - left_out**2) / others - mean**2, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = spread * (others * squares - total**2) / (others - 1) / total**2
        return _Figures((around @ x) / total, mean, variance)


def _moran_figures(x: Numbers, around: csr_array, *, is_conditional: bool) -> _Figures:
    n, z = len(x), x - x.mean()
    total, squares = around.sum(axis=1), around.multiply(around).sum(axis=1)
    m2 = np.mean(z**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = z / m2 * (around @ z)
        if is_conditional:
            of_own = (z / m2) ** 2 * n / (n - 2) * (m2 - z**2 / (n - 1))
            return _Figures(value, -(z**2) * total / ((n - 1) * m2), of_own * (squares - total**2 / (n - 1)))
        b2, expected = np.mean(z**4) / m2**2, -total / (n - 1)
        crossed = (2 * b2 - n) / ((n - 1) * (n - 2)) * (total**2 - squares)
        return _Figures(value, expected, (n - b2) / (n - 1) * squares + crossed - expected**2)


def _judged(
    given: PlacedValues, figures: _Figures, draws: int, rng: np.random.Generator | None, confidence: float
) -> LocalAssociation:
    exists = (figures.variance > 0) & ~given.near_unknown[given.known] & given.has_figures
    with np.errstate(divide="ignore", invalid="ignore"):
        z_score = np.where(exists, (figures.value - figures.expected) / np.sqrt(figures.variance), np.nan)
    p_value = 2 * ndtr(-np.abs(z_score))
    if whole("draws", draws, 0, MOST_DRAWS) and exists.any():
        if rng is None:
            raise ValueError("rng is needed for draws; draws = 0 takes the normal distribution")
        p_value = np.where(exists, drawn_sums(given.x, given.links, draws=draws, rng=rng).p_values, np.nan)
    adjusted = np.full(len(exists), np.nan)
    if exists.any():
        adjusted[exists] = false_discovery(p_value[exists])
    can_tell = exists & (given.reason is None)

    def rows(column: Numbers) -> Numbers:
        return _in_all_rows(np.where(exists, column, np.nan), given.known, np.nan)

    return LocalAssociation(
        value=rows(figures.value),
        expected=rows(figures.expected),
        variance=rows(figures.variance),
        z_score=rows(z_score),
        p_value=rows(p_value),
        adjusted_p_value=rows(adjusted),
        is_found=_in_all_rows(can_tell & (adjusted <= 1 - confidence), given.known, False),
        surroundings=_in_all_rows(_surroundings(given), given.known, ""),
        can_tell=_in_all_rows(can_tell, given.known, False),
        reason=given.reason,
        draw_count=draws,
        smallest_p_value=2 / (1 + draws) if draws else 0.0,
        confidence=confidence,
        marks=given.marks,
    )


def _surroundings(given: PlacedValues) -> NDArray[np.str_]:
    around = weighted(given.links, "row") @ given.x
    own = np.where(given.x > given.x.mean(), "high", "low")
    return np.char.add(np.char.add(own, "-"), np.where(around > around.mean(), "high", "low"))


def _in_all_rows(column: NDArray[Cell], known: Flags, otherwise: object) -> NDArray[Cell]:
    rows = np.full(len(known), otherwise, dtype=column.dtype)
    rows[known] = column
    return rows
