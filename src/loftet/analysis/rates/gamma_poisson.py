"""Counts of units whose own rates vary as a gamma distribution: fitted to every group of units at once."""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from loftet.analysis.arguments import Numbers
from loftet.analysis.rates.groups import GroupedUnits

MOST_ROUNDS = 100
SETTLED = 1e-9
ROUNDING = 1e-14
"""Times shape^2: the likelihood is so flat at large shapes that rounding moves the step by as much."""
LARGEST_SHAPE = 1e6
"""Units this alike cannot be told from units that are all the same."""


@dataclass(frozen=True, slots=True)
class GammaPoisson:
    """Of each group: the mean of the units' rates, and the gamma shape (R's theta); the variance is mean^2 / shape.

    The shape is infinite where the counts vary no more than chance lets them.
    """

    mean: Numbers
    shape: Numbers


def likeliest_gamma_poisson(units: GroupedUnits) -> GammaPoisson:
    """Maximum likelihood, as R's `glm.nb(count ~ 1 + offset(log(exposure)))` of each group."""
    pooled = _pooled(units)
    excess = _excess(units, pooled)
    varies = excess > 0
    mean = np.where(varies, pooled, 1.0)
    expected_squares = units.total((units.exposure * pooled[units.group]) ** 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_shape = np.where(varies, np.log(expected_squares / excess), 0.0)
    last, longest = np.zeros_like(mean), np.ones_like(mean)
    for _ in range(MOST_ROUNDS):
        mean_step, shape_step = _steps(units, mean, np.exp(log_shape))
        # A step back is a step over the top: the next ones stay shorter, or they could go to and fro for ever.
        longest = np.where(shape_step * last < 0, np.abs(last) / 2, np.minimum(1.5 * longest, 1.0))
        last = shape_step = np.clip(shape_step, -longest, longest)
        mean *= np.exp(np.where(varies, mean_step, 0.0))
        log_shape += np.where(varies, shape_step, 0.0)
        varies &= log_shape < np.log(LARGEST_SHAPE)
        moved = np.maximum(np.abs(mean_step), np.abs(shape_step))
        if not np.any(varies & (moved > SETTLED + ROUNDING * np.exp(2 * log_shape))):
            return GammaPoisson(np.where(varies, mean, pooled), np.where(varies, np.exp(log_shape), np.inf))
    raise ArithmeticError("the gamma-Poisson likelihood of some group did not settle")


def marshall_gamma_poisson(units: GroupedUnits) -> GammaPoisson:
    """Marshall's moments, as R's `spdep::EBest`: variance of the rates less what chance makes of it."""
    pooled = _pooled(units)
    exposure = units.total(units.exposure)
    distance = units.count / units.exposure - pooled[units.group]
    variance = units.total(units.exposure * distance**2) / exposure - pooled * units.size() / exposure
    with np.errstate(divide="ignore", invalid="ignore"):
        return GammaPoisson(pooled, np.where(variance > 0, pooled**2 / variance, np.inf))


def log_likelihood(units: GroupedUnits, mean: Numbers, shape: Numbers) -> Numbers:
    """Of each group, without what no parameter changes."""
    expected, alpha = units.exposure * mean[units.group], shape[units.group]
    terms = gammaln(units.count + alpha) - gammaln(alpha) - units.count * np.log1p(alpha / expected)
    return units.total(terms - alpha * np.log1p(expected / alpha))


def mean_at(units: GroupedUnits, shape: Numbers, start: Numbers) -> tuple[Numbers, Numbers]:
    """Each group's most likely mean at a given shape, and the variance of its logarithm."""
    mean = start.copy()
    for _ in range(MOST_ROUNDS):
        score, information = _mean_score(units, mean, shape)
        step = score / information
        mean *= np.exp(np.clip(step, -1, 1))
        # Without a single case the mean goes down for ever.
        if np.all((np.abs(step) <= SETTLED) | (units.total(units.count) == 0)):
            break
    return mean, 1 / information


def _pooled(units: GroupedUnits) -> Numbers:
    return units.total(units.count) / units.total(units.exposure)


def _excess(units: GroupedUnits, mean: Numbers) -> Numbers:
    """Twice the derivative of the likelihood by 1 / shape at zero: not above it, no finite shape is likelier."""
    return units.total((units.count - units.exposure * mean[units.group]) ** 2 - units.count)


def _mean_score(units: GroupedUnits, mean: Numbers, shape: Numbers) -> tuple[Numbers, Numbers]:
    expected, alpha = units.exposure * mean[units.group], shape[units.group]
    narrowing = 1 + expected / alpha
    return units.total((units.count - expected) / narrowing), units.total(expected / narrowing)


def _steps(units: GroupedUnits, mean: Numbers, shape: Numbers) -> tuple[Numbers, Numbers]:
    """Newton's steps of the log mean and the log shape, or uphill where the likelihood is not curved down."""
    expected, alpha = units.exposure * mean[units.group], shape[units.group]
    distance, both = units.count - expected, alpha + expected
    mean_slope, information = _mean_score(units, mean, shape)
    gain = digamma(alpha + units.count) - digamma(alpha) - np.log1p(expected / alpha)
    shape_slope = shape * units.total(gain - distance / both)
    bend = polygamma(1, alpha + units.count) - polygamma(1, alpha) + expected / (alpha * both) + distance / both**2
    shape_curve = shape**2 * units.total(bend) + shape_slope
    mean_curve = -units.total(expected * alpha * (alpha + units.count) / both**2)
    twist = shape * units.total(distance * expected / both**2)
    determinant = mean_curve * shape_curve - twist**2
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_step = (twist * shape_slope - shape_curve * mean_slope) / determinant
        shape_step = (twist * mean_slope - mean_curve * shape_slope) / determinant
    is_bent_down = determinant > 0
    return (
        np.clip(np.where(is_bent_down, mean_step, mean_slope / information), -1, 1),
        np.clip(np.where(is_bent_down, shape_step, np.sign(shape_slope)), -1, 1),
    )
