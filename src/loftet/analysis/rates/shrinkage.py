"""Rates drawn towards those of similar places, the more the smaller the place."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainccinv, gammaincinv, ndtr, stdtrit

from loftet.analysis.arguments import Numbers, between, one_of, positive
from loftet.analysis.marks import Marks
from loftet.analysis.rates.gamma_poisson import (
    GammaPoisson,
    likeliest_gamma_poisson,
    log_likelihood,
    marshall_gamma_poisson,
    mean_at,
)
from loftet.analysis.rates.groups import GroupedUnits, checked_groups
from loftet.analysis.rates.poisson import exact_limits

ShrinkageMethod = Literal["gamma-poisson", "marshall"]
ShrinkageLimits = Literal["full", "plug-in"]
FITTED_BY = {"gamma-poisson": likeliest_gamma_poisson, "marshall": marshall_gamma_poisson}
SHRINKAGES_TRIED = 20
TINY = np.finfo(float).tiny


@dataclass(frozen=True, slots=True)
class ShrunkenRates:
    """Rates of units as their group and their own counts together make them likely."""

    rate: Numbers
    """(units,), per `per`."""
    low: Numbers
    high: Numbers
    own_share: Numbers
    """(units,), 0 to 1: how much of the rate comes from the unit's own count."""
    marks: Marks
    """(units,)."""
    group: NDArray[np.generic]
    """(groups,): the labels in order; the next four go with them."""
    group_rate: Numbers
    """The mean of the rates in the group, per `per`."""
    group_shape: Numbers
    """Of the rates' gamma distribution: their relative variance is 1 / shape; infinite where chance explains all."""
    group_marks: Marks
    left_out_count: NDArray[np.int64]
    """Units that are not known."""
    per: float
    confidence: float
    method: ShrinkageMethod


def shrunken_rates(
    count: ArrayLike,
    exposure: ArrayLike,
    *,
    group: ArrayLike | None = None,
    per: float = 100_000,
    confidence: float = 0.95,
    method: ShrinkageMethod = "gamma-poisson",
    limits: ShrinkageLimits = "full",
    marks: ArrayLike | None = None,
) -> ShrunkenRates:
    """Empirical Bayes rates: each unit's own rate weighed against that of its group.

    What it answers: "three robberies in a village look like a record rate: what is the rate likely to be, seen among
    places like it?"

    Args:
        count: cases, (units,). NaN only where marked.
        exposure: what they arose from, (units,), above zero.
        group: (units,) labels of similar places; none means that all are alike. At least three known units in each.
        per: how much exposure the rates are given for.
        confidence: of the limits.
        method: how the spread of the rates is estimated: "gamma-poisson" (maximum likelihood) or "marshall" (moments).
        limits: "full" lets the spread and the mean be uncertain too: mean and variance of the rate over a uniform prior
            of the shrinkage, drawn as a gamma distribution with Student's tails for so many units. "plug-in" takes them
            as known, as most programmes do, and is far too narrow: see the page on shrinkage.
        marks: (units,), the bits of `Mark`. A unit that is not known is left out and stays NaN; what else is said of
            any unit goes with all rates of its group.
    Returns:
        Rates and limits of the units, and what was found out about their groups. Where a group has no case at all the
        rates are zero and the upper limits are each unit's own exact ones.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or without exposure,
            or whose group has fewer than three known units.
    Assumes:
        that the units of a group could be swapped: nothing known beforehand sets one apart.
    Misleads when:
        a unit really is unlike its group: its rate is drawn towards a middle where it does not belong, and a real
        problem in a small place is hidden. Ranks of shrunken rates are not ranks of places.
    Reference:
        Clayton & Kaldor, Biometrics 43 (1987), 671-681; Marshall, Applied Statistics 40 (1991), 283-294; Christiansen
        & Morris, JASA 92 (1997), 618-632, on the uniform prior of the shrinkage.

    >>> seen = shrunken_rates([3, 40, 160, 12, 75], [1_000, 30_000, 90_000, 10_000, 55_000])
    >>> [f"{rate:.0f} from {low:.0f} to {high:.0f}" for rate, low, high in zip(seen.rate, seen.low, seen.high)][0]
    '154 from 63 to 323'
    """
    one_of("method", method, get_args(ShrinkageMethod))
    one_of("limits", limits, get_args(ShrinkageLimits))
    tail = (1 - between("confidence", confidence, 0, 1)) / 2
    positive("per", per)
    units = checked_groups(count, exposure, group, marks, fewest=3)
    fitted = FITTED_BY[method](units)
    rate, variance = _posterior(units, fitted)
    own_share = 1 / (1 + fitted.shape[units.group] / np.maximum(units.exposure * fitted.mean[units.group], TINY))
    if limits == "plug-in":
        low, high = _gamma_limits(rate, variance, np.full_like(rate, tail))
    else:
        # Student's tail, since the spread of the rates is known from so many units.
        of_student = ndtr(stdtrit(units.size() - 1, tail))
        low, high = _gamma_limits(*_averaged_posterior(units, fitted), of_student[units.group])
    is_empty = units.total(units.count)[units.group] == 0
    high = np.where(is_empty, exact_limits(units.count, tail)[1] / units.exposure, high)
    return ShrunkenRates(
        rate=_placed(rate * per, units),
        low=_placed(np.where(is_empty, 0.0, low) * per, units),
        high=_placed(high * per, units),
        own_share=_placed(own_share, units),
        marks=units.marks,
        group=units.labels,
        group_rate=fitted.mean * per,
        group_shape=fitted.shape,
        group_marks=units.group_marks,
        left_out_count=units.left_out_count,
        per=per,
        confidence=float(confidence),
        method=method,
    )


def _placed(figures: Numbers, units: GroupedUnits) -> Numbers:
    placed = np.full(units.is_known.shape, np.nan)
    placed[units.is_known] = figures
    return placed


def _posterior(units: GroupedUnits, prior: GammaPoisson) -> tuple[Numbers, Numbers]:
    """Mean and variance of each unit's rate, with the group's mean and shape taken as known."""
    mean, shape = prior.mean[units.group], prior.shape[units.group]
    expected = units.exposure * mean
    rate = mean * (1 + units.count / shape) / (1 + expected / shape)
    return rate, rate * mean / (shape + expected)


def _averaged_posterior(units: GroupedUnits, fitted: GammaPoisson) -> tuple[Numbers, Numbers]:
    """Mean and variance of each unit's rate over shrinkages between 0 and 1 that are equally likely beforehand."""
    tried = [_at_shrinkage(units, fitted, (number + 0.5) / SHRINKAGES_TRIED) for number in range(SHRINKAGES_TRIED)]
    log_weights = np.array([log_weight for _, _, log_weight in tried])
    weights = np.exp(log_weights - log_weights.max(axis=0))
    weights /= weights.sum(axis=0)
    first, second = np.zeros_like(units.count), np.zeros_like(units.count)
    for weight, (prior, mean_variance, _) in zip(weights, tried, strict=True):
        rate, variance = _posterior(units, prior)
        prior_share = 1 / (1 + units.exposure * (prior.mean / prior.shape)[units.group])
        variance = variance + (rate * prior_share) ** 2 * mean_variance[units.group]
        first += weight[units.group] * rate
        second += weight[units.group] * (variance + rate**2)
    return first, second - first**2


def _at_shrinkage(units: GroupedUnits, fitted: GammaPoisson, share: float) -> tuple[GammaPoisson, Numbers, Numbers]:
    """The prior that leaves `share` of a typical unit's rate to its group, its mean's log variance, its log weight."""
    some = np.where(fitted.mean > 0, fitted.mean, 1.0)
    typical = units.size() / units.total(1 / units.exposure) * some
    shape = typical * share / (1 - share)
    mean, variance = mean_at(units, shape, some)
    return GammaPoisson(mean, shape), variance, log_likelihood(units, mean, shape) + np.log(variance) / 2


def _gamma_limits(mean: Numbers, variance: Numbers, tail: Numbers) -> tuple[Numbers, Numbers]:
    with np.errstate(divide="ignore", invalid="ignore"):
        shape, scale = mean**2 / variance, variance / mean
        low, high = gammaincinv(shape, tail) * scale, gammainccinv(shape, tail) * scale
    is_certain = variance == 0
    return np.where(is_certain, mean, low), np.where(is_certain, mean, high)
