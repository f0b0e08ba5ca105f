"""Rates made comparable between places of different ages (or other strata): directly and indirectly."""

from dataclasses import dataclass
from functools import partial
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv

from loftet.analysis.arguments import Numbers, between, counts, not_empty, one_of, positive, refuse
from loftet.analysis.marks import Marks, checked_marks, joined_along, unknown
from loftet.analysis.rates.blocks import in_blocks
from loftet.analysis.rates.rate import LIMITS_OF_COUNT, LimitMethod


@dataclass(frozen=True, slots=True)
class StandardisedRate:
    """The rate each place would have with the standard's mix of strata; arrays have the shape of the places."""

    rate: Numbers
    low: Numbers
    high: Numbers
    crude: Numbers
    """The rate without standardising."""
    per: float
    marks: Marks
    confidence: float


@dataclass(frozen=True, slots=True)
class StandardisedRatio:
    """Cases seen against those that the standard's rates would give; arrays have the shape of the places."""

    observed_count: Numbers
    expected_count: Numbers
    ratio: Numbers
    """Observed / expected: above 1 is more than the standard."""
    low: Numbers
    high: Numbers
    rate: Numbers
    """The indirectly standardised rate: the ratio times the standard's crude rate."""
    rate_low: Numbers
    rate_high: Numbers
    per: float
    marks: Marks
    confidence: float
    method: LimitMethod


def standardised_rate(
    count: ArrayLike,
    exposure: ArrayLike,
    standard: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> StandardisedRate:
    """Directly standardised rates with gamma limits.

    What it answers: "is the rate low because few young people live here?"

    Args:
        count: cases, (..., strata). NaN only where marked.
        exposure: inhabitants times years of each stratum, (..., strata), above zero.
        standard: the standard population, (strata,), above zero.
        per: how much exposure the rates are given for.
        confidence: of the two-sided limits.
        marks: (..., strata), the bits of `Mark`; one unknown stratum makes its place's rate unknown.
    Returns:
        Rates, limits and joined marks of each place, (...). Ages and places in a table: one row a place.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or without exposure,
            and arrays whose shapes do not fit.
    Assumes:
        Poisson counts in the strata, independent of each other.
    Misleads when:
        a small stratum gets a large weight: one case then moves the rate a lot, which the limits show; and when the
        strata's rates relate differently in the places, since one number cannot tell that.
    Reference:
        Fay & Feuer, Statistics in Medicine 16 (1997), 791-801.

    >>> seen = standardised_rate([2, 9, 4], [2_000, 3_000, 5_000], [20, 40, 40])
    >>> f"{seen.crude:.0f} {seen.rate:.0f} from {seen.low:.0f} to {seen.high:.0f}"
    '150 172 from 95 to 289'
    """
    tail = (1 - between("confidence", confidence, 0, 1)) / 2
    positive("per", per)
    cases, of, bits = _checked_strata(count, exposure, marks)
    mix = _strata_of("standard", positive("standard", standard), of)
    weight = mix / mix.sum() / of
    rate, variance = np.sum(weight * cases, axis=-1), np.sum(weight**2 * cases, axis=-1)
    low, high = in_blocks(
        partial(_gamma_limits, tail=tail), np.asarray(rate), np.asarray(variance), weight.max(axis=-1)
    )
    crude = cases.sum(axis=-1) / of.sum(axis=-1)
    return StandardisedRate(rate * per, low * per, high * per, crude * per, per, joined_along(bits), float(confidence))


def standardised_ratio(
    count: ArrayLike,
    exposure: ArrayLike,
    standard_count: ArrayLike,
    standard_exposure: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
    method: LimitMethod = "exact",
    marks: ArrayLike | None = None,
) -> StandardisedRatio:
    """Indirectly standardised ratios (SMR) and rates.

    What it answers: "do we have more assaults than the country's rates would give a town of our ages?"

    Args:
        count: cases, (..., strata). NaN only where marked.
        exposure: inhabitants times years of each stratum, (..., strata), above zero.
        standard_count, standard_exposure: the same of the standard, (strata,); its rates are taken as known.
        per: how much exposure the rates are given for.
        confidence: of the two-sided limits.
        method: of the limits, as in `crude_rate`.
        marks: (..., strata), the bits of `Mark`; one unknown stratum makes its place's ratio unknown.
    Returns:
        Observed, expected, ratio and rate with limits and joined marks of each place, (...). For a test give observed
        and expected to `count_test`.
    Raises:
        ValueError: as in `standardised_rate`, and where nothing at all is expected.
    Assumes:
        Poisson counts; a standard so much larger that its own chance does not matter.
    Misleads when:
        two places' ratios are compared with each other: each was weighted by its own ages.
    Reference:
        Breslow & Day, Statistical Methods in Cancer Research II (1987), chapter 2.

    >>> seen = standardised_ratio([2, 9, 4], [2_000, 3_000, 5_000], [900, 2_100, 800], [1e6, 1e6, 1e6])
    >>> f"{seen.observed_count:.0f} of {seen.expected_count:.1f}: {seen.ratio:.2f}, {seen.low:.2f} to {seen.high:.2f}"
    '15 of 12.1: 1.24, 0.69 to 2.04'
    """
    one_of("method", method, get_args(LimitMethod))
    tail = (1 - between("confidence", confidence, 0, 1)) / 2
    positive("per", per)
    cases, of, bits = _checked_strata(count, exposure, marks)
    known_count = _strata_of("standard_count", counts("standard_count", standard_count), of)
    known_of = _strata_of("standard_exposure", positive("standard_exposure", standard_exposure), of)
    observed, expected = np.asarray(cases.sum(axis=-1)), np.asarray(np.sum(of * known_count / known_of, axis=-1))
    refuse("standard_count", known_count, np.full(known_count.shape, not known_count.any()), "gives nothing to expect")
    low, high = (limit / expected for limit in in_blocks(partial(LIMITS_OF_COUNT[method], tail=tail), observed))
    ratio, crude = observed / expected, known_count.sum() / known_of.sum() * per
    return StandardisedRatio(
        observed_count=observed,
        expected_count=expected,
        ratio=ratio,
        low=low,
        high=high,
        rate=ratio * crude,
        rate_low=low * crude,
        rate_high=high * crude,
        per=per,
        marks=joined_along(bits),
        confidence=float(confidence),
        method=method,
    )


def _checked_strata(count: ArrayLike, exposure: ArrayLike, marks: ArrayLike | None) -> tuple[Numbers, Numbers, Marks]:
    given = np.asarray(count)
    if given.ndim == 0:
        raise ValueError("count must have an axis of strata")
    not_empty("count", given)
    bits = checked_marks(marks, given.shape)
    hidden = unknown(bits)
    cases, of = counts("count", count, except_at=hidden), np.asarray(exposure)
    if of.shape != cases.shape:
        raise ValueError(f"exposure has shape {of.shape} but count has shape {cases.shape}")
    return np.where(hidden, np.nan, cases), positive("exposure", of), bits


def _strata_of(name: str, given: Numbers, exposure: Numbers) -> Numbers:
    if given.shape != exposure.shape[-1:]:
        raise ValueError(f"{name} has shape {given.shape} but there are {exposure.shape[-1]} strata")
    return given


def _gamma_limits(rate: Numbers, variance: Numbers, largest: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    """Limits of a weighted sum of Poisson counts; the upper one as if one case more had come where it weighs most."""
    low = gammaincinv(rate**2 / variance, tail) * variance / rate
    more, spread = rate + largest, variance + largest**2
    return np.where(rate == 0, 0.0, low), gammainccinv(more**2 / spread, tail) * spread / more
