"""A place among comparable ones: the band of the middle half, and the funnel that chance alone would fill."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import pdtrik

from loftet.analysis.arguments import Flags, Numbers, between, numbers, positive
from loftet.analysis.marks import Marks, checked_marks, joined_along, unknown
from loftet.analysis.rates.blocks import in_blocks
from loftet.analysis.rates.poisson import poisson_tails
from loftet.analysis.rates.rows import checked_rows

FEWEST_FOR_QUARTILES = 4


@dataclass(frozen=True, slots=True)
class MiddleHalf:
    """The rates between which half of the comparable places lie; arrays have the shape of the rows, such as years."""

    low: Numbers
    """First quartile."""
    middle: Numbers
    """Median."""
    high: Numbers
    """Third quartile."""
    place_count: NDArray[np.int64]
    """Places that are known."""
    left_out_count: NDArray[np.int64]
    """Places that are not."""
    is_defined: Flags
    """False with fewer than four known places: there is then no middle half, and the figures are NaN."""
    marks: Marks
    """What is said of any known place in the row."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Between which rates chance alone would leave units that all have one rate; arrays have the units' shape."""

    rate: Numbers
    low: Numbers
    high: Numbers
    is_below: Flags
    """Fewer cases than chance would leave, but for a tail of (1 - confidence) / 2 at most."""
    is_above: Flags
    common_rate: float
    dispersion: float
    per: float
    marks: Marks
    confidence: float


def middle_half(rate: ArrayLike, *, marks: ArrayLike | None = None) -> MiddleHalf:
    """The quartiles of the rates of comparable places.

    What it answers: "are we where places like us usually are?"

    Args:
        rate: rates of the comparable places, (..., places), in any one unit; not of the own place. NaN only where
            marked.
        marks: (..., places), the bits of `Mark`. Places that are not known are left out and counted.
    Returns:
        First quartile, median and third quartile of each row, every place counting the same.
    Raises:
        ValueError: names the argument and the first row that is not finite, and an empty array.
    Assumes:
        nothing: it describes these places.
    Misleads when:
        read as a test. Half of all places are outside by construction, and a small place is so by chance more often
        than a large one: to ask whether it stands out, use `funnel`.
    Reference:
        Hyndman & Fan, The American Statistician 50 (1996), 361-365, definition 7.

    >>> band = middle_half([410, 525, 390, 610, 480, 455, 500])
    >>> float(band.low), float(band.middle), float(band.high)
    (432.5, 480.0, 512.5)
    """
    given = np.asarray(rate)
    bits = checked_marks(marks, given.shape)
    hidden = unknown(bits)
    places = np.where(hidden, np.nan, numbers("rate", rate, except_at=hidden))
    if places.ndim == 0 or places.size == 0:
        raise ValueError("rate is empty or has no axis of places")
    known_count = np.asarray(np.sum(~hidden, axis=-1))
    is_defined = np.asarray(known_count >= FEWEST_FOR_QUARTILES)
    # Rows without enough places are given figures so that nothing is divided by nothing, and lose them again.
    filled = np.where(is_defined[..., None], places, 0.0)
    quartiles = np.where(is_defined, np.nanpercentile(filled, (25, 50, 75), axis=-1), np.nan)
    return MiddleHalf(
        low=quartiles[0],
        middle=quartiles[1],
        high=quartiles[2],
        place_count=known_count,
        left_out_count=places.shape[-1] - known_count,
        is_defined=is_defined,
        marks=_said_of_any(bits),
    )


def funnel(
    count: ArrayLike,
    exposure: ArrayLike,
    *,
    common_rate: float | None = None,
    dispersion: float = 1.0,
    per: float = 100_000,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> Funnel:
    """Limits round a common rate inside which chance alone would leave units of each size.

    What it answers: "our rate is the highest of the group: does it stand out, or are we just small?"

    Args:
        count: cases, (units,). NaN only where marked.
        exposure: what they arose from, (units,), above zero.
        common_rate: the rate to compare with, per `per`; none takes that of all known units together.
        dispersion: variance / mean of the counts (see `count_dispersion`); limits are as much wider. Below 1 counts
            as 1.
        per: how much exposure rates are given for.
        confidence: of the limits; with many units 0.998 is usual, or some stand out by chance.
        marks: (units,), the bits of `Mark`.
    Returns:
        Rates, limits and flags. A unit on a limit is inside. Limits are whole numbers of cases, so that at most
        1 - confidence of all units are outside if chance is all there is; with a dispersion they are about so.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or without exposure;
            and where no unit has a case and no rate is given.
    Assumes:
        a common rate known better than any unit's own.
    Misleads when:
        units differ for known reasons (a city centre, a border): nearly all large units are then outside, which says
        only that the rates are not equal.
    Reference:
        Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.

    >>> seen = funnel([3, 40, 160, 12, 75], [1_000, 30_000, 90_000, 10_000, 55_000])
    >>> [f"{rate:.0f} ({low:.0f} to {high:.0f})" for rate, low, high in zip(seen.rate, seen.low, seen.high)][:2]
    ['300 (0 to 400)', '133 (113 to 203)']
    """
    tail = (1 - between("confidence", confidence, 0, 1)) / 2
    positive("per", per)
    wider = max(float(positive("dispersion", dispersion)), 1.0)
    rows = checked_rows(count, exposure, marks)
    if common_rate is None:
        common, marks_of_all = _pooled(rows.count, rows.exposure), rows.marks | _said_of_any(rows.marks)
    else:
        common, marks_of_all = float(positive("common_rate", common_rate)) / per, rows.marks

    def limits(cases: Numbers, of: Numbers) -> tuple[Numbers, ...]:
        low, high = _central_counts(of * common / wider, tail)
        return cases / of * per, low * wider / of * per, high * wider / of * per

    rate, low, high = in_blocks(limits, rows.count, rows.exposure)
    # A count on a limit may come out a rounding below it.
    is_below, is_above = rate < low * (1 - 1e-12), rate > high * (1 + 1e-12)
    return Funnel(rate, low, high, is_below, is_above, common * per, wider, per, marks_of_all, float(confidence))


def _said_of_any(marks: Marks) -> Marks:
    """The marks of the figures that went into a result; one that is not known did not."""
    return joined_along(np.where(unknown(marks), np.uint8(0), marks))


def _pooled(count: Numbers, exposure: Numbers) -> float:
    cases = float(np.nansum(count))
    if cases == 0:
        raise ValueError("count has no case in any known unit: give a common_rate to compare with")
    return cases / float(np.nansum(exposure))


def _central_counts(expected: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """The smallest and the largest count that leave at most `tail` beyond them on each side."""
    low = np.maximum(np.ceil(pdtrik(tail, expected)), 0.0)
    high = np.maximum(np.ceil(pdtrik(1 - tail, expected)), 0.0)
    # The inverse is exact to rounding, which on a whole number is one too few or too many.
    low = np.where(poisson_tails(low - 1, expected).at_most > tail, low - 1, low)
    low = np.where(poisson_tails(low, expected).at_most <= tail, low + 1, low)
    high = np.where(poisson_tails(high, expected).at_least <= tail, high - 1, high)
    high = np.where(poisson_tails(high + 1, expected).at_least > tail, high + 1, high)
    return low, high
