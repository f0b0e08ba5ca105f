"""Counts of units whose own rates vary as a gamma distribution: fitted to every group of units at once."""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from loftet.analysis.arguments import Numbers
from loftet.analysis.rates.groups import GroupedUnits

MOST_ROUNDS = 500
SETTLED = 1e-9
NEAR = 1e-5
SHORTEST = 1e-6
SHORTEST_UPHILL = 0.1
ROUNDING = 1e-11
"""Times shape^2: the likelihood is so flat at large shapes that rounding moves the step by as much."""
LARGEST_SHAPE = 1e5
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
    mean, log_shape = pooled.copy(), np.zeros_like(pooled)
    log_shape[varies] = np.log(units.total((units.exposure * pooled[units.group]) ** 2)[varies] / excess[varies])
    moving, reach = varies.copy(), np.ones_like(pooled)
    reached = log_likelihood(units.only(varies), mean, np.exp(log_shape))
    for _ in range(MOST_ROUNDS):
        units = units.only(moving)
        steps = np.where(moving, _steps(units, mean, np.exp(log_shape)), 0.0)
        next_mean, next_log_shape = mean * np.exp(reach * steps[0]), log_shape + reach * steps[1]
        there = log_likelihood(units, next_mean, np.exp(next_log_shape))
        moved = np.abs(steps).max(axis=0)
        # A step that leads down was too long. Near the top rounding hides that, and Newton needs no guard.
        is_up = moving & ((there >= reached) | (moved < NEAR))
        mean, log_shape = np.where(is_up, next_mean, mean), np.where(is_up, next_log_shape, log_shape)
        reached, reach = np.where(is_up, there, reached), np.where(is_up, np.minimum(2 * reach, 1), reach / 4)
        varies &= log_shape < np.log(LARGEST_SHAPE)
        # Where not even a tiny step leads up, this is the top but for rounding.
        moving &= varies & (reach > SHORTEST) & (moved > SETTLED + ROUNDING * np.exp(2 * log_shape))
        if not moving.any():
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


def _steps(units: GroupedUnits, mean: Numbers, shape: Numbers) -> Numbers:
    """Newton's steps of the log mean and the log shape, (2, groups), or uphill where it is not bent down."""
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
    is_bent_down = determinant > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        newton = twist * shape_slope - shape_curve * mean_slope, twist * mean_slope - mean_curve * shape_slope
        bold = np.maximum(np.abs(shape_slope / shape_curve), SHORTEST_UPHILL)
        uphill = mean_slope / information, np.sign(shape_slope) * bold
        steps = np.where(is_bent_down, np.array(newton) / determinant, uphill)
    scaled: Numbers = steps / np.maximum(1.0, np.abs(steps).max(axis=0))
    return scaled
