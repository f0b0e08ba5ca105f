"""Log-linear regression of counts for one series or many at once: iteratively reweighted least squares, batched.

A batch is a leading axis. Nothing loops over series in Python: the normal equations of all of them are solved together,
and those that have settled are left alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from loftet.analysis.arguments import Numbers

MOST_ROUNDS = 50
SETTLED = 1e-12
LARGEST_LOG_MEAN = 30.0


@dataclass(frozen=True, slots=True)
class LogLinearFit:
    """What batched Poisson fits came to; a series that did not settle or has no unique answer says so in `settled`."""

    coefficients: Numbers
    """(series, terms), on the log scale."""
    fitted: Numbers
    """(series, times), expected counts."""
    information: Numbers
    """(series, terms, terms): X'WX, W the prior weight times mean ** 2 / variance; its inverse is the covariance."""
    pearson: Numbers
    """(series,): the sum of weighted squared Pearson residuals."""
    deviance: Numbers
    """(series,)."""
    settled: NDArray[np.bool_]
    """(series,)."""


def fit_log_linear(
    design: Numbers,
    counts: Numbers,
    *,
    offset: Numbers | None = None,
    weights: Numbers | None = None,
    theta: Numbers | None = None,
) -> LogLinearFit:
    """Poisson regression with a log link of each series on a design, as R's `glm(family = poisson)` does it.

    What it answers: which expected counts, and which effects of the terms, make these counts most likely.

    Args:
        design: (times, terms), the same for all, or (series, times, terms).
        counts: (series, times), zero or more; a time that does not count has weight 0.
        offset: (series, times) or (times,), the log of the exposure.
        weights: (series, times) or (times,), prior weights.
        theta: (series,), the size of a negative binomial whose variance is mean + mean ** 2 / theta; none is Poisson.
    Returns:
        Coefficients, means and information of each series. Over-dispersion is not in it: divide `pearson` by the
        degrees of freedom and scale the covariance (quasi-Poisson).
    Assumes:
        that checked arguments come in; a constant series of zeros does not settle.
    Reference:
        McCullagh & Nelder, Generalized Linear Models, 2nd ed. 1989, section 2.5.
    """
    series, times = counts.shape
    shift = np.broadcast_to(0.0 if offset is None else offset, (series, times))
    prior = np.broadcast_to(1.0 if weights is None else weights, (series, times))
    spread = np.zeros((series, 1)) if theta is None else 1 / np.reshape(theta, (series, 1))
    mean = np.where(counts > 0, counts, 0.0) + 0.1
    eta = np.log(mean)
    coefficients = np.zeros((series, design.shape[-1]))
    deviance = np.full(series, np.inf)
    settled = np.zeros(series, bool)
    active = np.arange(series)
    for _ in range(MOST_ROUNDS):
        x = design if design.ndim == 2 else design[active]
        w = prior[active] * mean[active] / (1 + mean[active] * spread[active])
        z = eta[active] - shift[active] + (counts[active] - mean[active]) / mean[active]
        solution = solved(information(x, w), moments(x, w * z))
        coefficients[active] = solution
        eta[active] = np.minimum(product(x, solution) + shift[active], LARGEST_LOG_MEAN)
        mean[active] = np.exp(eta[active])
        now = deviance_of(counts[active], mean[active], prior[active], spread[active])
        done = np.abs(now - deviance[active]) <= SETTLED * (np.abs(now) + 0.1)
        deviance[active] = now
        settled[active[done]] = True
        active = active[~done & np.isfinite(now)]
        if active.size == 0:
            break
    return LogLinearFit(
        coefficients,
        mean,
        information(design, prior * mean / (1 + mean * spread)),
        np.sum(prior * (counts - mean) ** 2 / (mean * (1 + mean * spread)), axis=1),
        deviance,
        settled,
    )


def information(design: Numbers, weights: Numbers) -> Numbers:
    """X'WX of each series: (series, terms, terms)."""
    if len(weights) == 1 and design.ndim == 2:
        # The table of all products of columns would not fit in memory where a panel has hundreds of columns.
        return ((design.T * weights[0]) @ design)[None]
    if design.ndim == 2:
        terms = design.shape[1]
        outer = (design[:, :, None] * design[:, None, :]).reshape(len(design), terms * terms)
        return (weights @ outer).reshape(-1, terms, terms)
    return np.swapaxes(design, 1, 2) @ (weights[:, :, None] * design)


def moments(design: Numbers, weighted: Numbers) -> Numbers:
    """X'v of each series: (series, terms)."""
    return weighted @ design if design.ndim == 2 else np.einsum("st,stk->sk", weighted, design)


def product(design: Numbers, coefficients: Numbers) -> Numbers:
    """X b of each series: (series, times)."""
    return coefficients @ design.T if design.ndim == 2 else np.einsum("stk,sk->st", design, coefficients)


def solved(matrices: Numbers, right: Numbers) -> Numbers:
    """Solutions of batched symmetric equations, NaN where there is no unique one."""
    try:
        answer: Numbers = np.asarray(np.linalg.solve(matrices, right[..., None])[..., 0], np.float64)
    except np.linalg.LinAlgError:
        singular = np.linalg.matrix_rank(matrices, hermitian=True) < matrices.shape[-1]
        safe = np.where(singular[:, None, None], np.eye(matrices.shape[-1]), matrices)
        answer = np.where(singular[:, None], np.nan, np.linalg.solve(safe, right[..., None])[..., 0]).astype(np.float64)
    return answer


def poisson_deviance(counts: Numbers, mean: Numbers, weights: Numbers) -> Numbers:
    """Twice the weighted distance in log likelihood from the saturated model: (series,)."""
    return 2 * np.sum(weights * (xlogy(counts, counts / mean) - (counts - mean)), axis=-1)


def deviance_of(counts: Numbers, mean: Numbers, weights: Numbers, spread: Numbers) -> Numbers:
    """The weighted deviance of a negative binomial whose 1 / theta is `spread` (series, 1); 0 is Poisson: (series,)."""
    if not np.any(spread):
        return poisson_deviance(counts, mean, weights)
    theta = 1 / np.where(spread > 0, spread, 1.0)
    # log1p keeps the digits where theta is far above the mean.
    ratio = np.log1p((counts - mean) / (mean + theta))
    negative_binomial = 2 * np.sum(weights * (xlogy(counts, counts / mean) - (counts + theta) * ratio), axis=-1)
    return np.where(spread[:, 0] > 0, negative_binomial, poisson_deviance(counts, mean, weights))
