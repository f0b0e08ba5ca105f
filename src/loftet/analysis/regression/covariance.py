"""Covariances of a regression's coefficients that do not trust its variance, or its rows to be independent."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Numbers, same_length
from loftet.analysis.regression.count_regression import CountRegression

LARGEST_CORRELATION = 0.95


def robust_covariance(fit: CountRegression, *, small_sample: bool = False) -> Numbers:
    """White's covariance, right whatever the variance of each row (R `sandwich`, HC0).

    What it answers: how sure the coefficients are where the variance does not follow the family.

    Args:
        fit: a regression whose rows are independent.
        small_sample: multiply by rows / (rows - terms), HC1.
    Returns:
        (terms, terms).
    Raises:
        ValueError: never for a fitted regression.
    Assumes:
        independent rows. Misleads when they are few (too small below some fifty) or months in a row.
    Reference:
        White, Econometrica 48 (1980), 817-838; Zeileis, Journal of Statistical Software 16:9 (2006).
    """
    rows = len(fit.counts)
    factor = rows / fit.degrees_of_freedom if small_sample else 1.0
    return factor * _sandwich(fit, fit.scores.T @ fit.scores)


def newey_west_covariance(fit: CountRegression, *, lag: int) -> Numbers:
    """Covariance that allows neighbouring rows, in order of time, to be correlated (R `NeweyWest`, no prewhitening).

    What it answers: how sure a trend is where one bad month is followed by another.

    Args:
        fit: a regression whose rows stand in order of time.
        lag: correlation is allowed up to this many rows apart, with falling (Bartlett) weights.
    Returns:
        (terms, terms).
    Raises:
        ValueError: if the lag is negative or not shorter than the series.
    Assumes:
        a series much longer than the lag. Misleads when it is short: then limits are too narrow, which is why
        `autoregressive_covariance` is the default of trends and effects.
    Reference:
        Newey & West, Econometrica 55 (1987), 703-708.
    """
    rows = len(fit.counts)
    if not 0 <= lag < rows:
        raise ValueError(f"lag = {lag} must lie from 0 to {rows - 1}")
    scores = fit.scores
    meat = scores.T @ scores
    for apart in range(1, lag + 1):
        crossed = scores[apart:].T @ scores[:-apart]
        meat += (1 - apart / (lag + 1)) * (crossed + crossed.T)
    return _sandwich(fit, meat)


def autoregressive_covariance(fit: CountRegression, *, times: ArrayLike | None = None) -> tuple[Numbers, float]:
    """Covariance of rows in order of time whose correlation falls off as that of a first-order autoregression.

    What it answers: as Newey-West, with one number to estimate in place of many, so that short series can bear it.

    Args:
        fit: a regression whose rows stand in order of time.
        times: (rows,), whole and rising, where periods are missing between rows; none means that none is.
    Returns:
        (terms, terms), and the correlation of neighbouring rows, which is never taken to be below zero.
    Raises:
        ValueError: never for a fitted regression.
    Assumes:
        correlation that falls by the same factor for each step in time. The estimate is corrected for what the fitted
        terms took of it, exactly so where the true correlation is zero; at zero the result is the family's covariance.
    Misleads when:
        the correlation lasts: a level that shifts for good looks like an effect in any covariance.
    Reference:
        Durbin & Watson, Biometrika 37 (1950), 409-428, for what the terms take; Andrews, Econometrica 59 (1991),
        817-858, for the autoregressive plug-in.
    """
    rows = len(fit.counts)
    at = np.arange(rows) if times is None else np.asarray(times)
    root = fit.design * np.sqrt(fit.weights)[:, None]
    residuals = (fit.counts - fit.fitted) * np.sqrt(fit.weights) / fit.fitted
    scale = fit.pearson / max(fit.degrees_of_freedom, 1)
    next_to = np.flatnonzero(np.diff(at) == 1)
    taken = float(np.einsum("ti,ij,tj->", root[next_to + 1], fit.unscaled, root[next_to]))
    seen = float(residuals[next_to + 1] @ residuals[next_to]) / scale if scale else 0.0
    correlation = min(max((seen + taken) / max(len(next_to), 1), 0.0), LARGEST_CORRELATION)
    apart = np.abs(np.subtract.outer(at, at))
    return fit.dispersion * _sandwich(fit, root.T @ correlation**apart @ root), correlation


def cluster_covariance(fit: CountRegression, groups: ArrayLike, *, factor: float = 1.0) -> Numbers:
    """Covariance that lets all rows of a group be correlated (R `vcovCL`).

    What it answers: how sure an effect is where each municipality's months belong together.

    Args:
        fit: a regression of a panel.
        groups: (rows,), which group each row belongs to.
        factor: a correction for few groups; `cluster_factor` gives the usual ones.
    Returns:
        (terms, terms).
    Raises:
        ValueError: if there are fewer than two groups or the lengths differ.
    Assumes:
        many groups. Misleads when they are few, or few of them treated: tests then reject far too often.
    Reference:
        Liang & Zeger, Biometrika 73 (1986), 13-22; Cameron & Miller, Journal of Human Resources 50 (2015), 317-372.
    """
    labels: NDArray[np.generic] = np.asarray(groups)
    same_length(counts=fit.counts, groups=labels)
    names, member = np.unique(labels, return_inverse=True)
    if len(names) < 2:
        raise ValueError("groups has fewer than two different groups")
    sums = np.zeros((len(names), len(fit.terms)))
    np.add.at(sums, member, fit.scores)
    return factor * _sandwich(fit, sums.T @ sums)


def cluster_factor(*, groups: int, rows: int, terms: int) -> float:
    """The usual correction for few groups: G / (G - 1) times (n - 1) / (n - k).

    `terms` counts all columns for R's HC1 and Stata; the columns not nested in the groups, plus one, for fixest.
    """
    return groups / (groups - 1) * (rows - 1) / (rows - terms)


def _sandwich(fit: CountRegression, meat: Numbers) -> Numbers:
    return fit.unscaled @ meat @ fit.unscaled
