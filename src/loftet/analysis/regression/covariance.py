"""Covariances of a regression's coefficients that do not trust its variance, or its rows to be independent."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from loftet.analysis.arguments import Numbers, same_length
from loftet.analysis.regression.model import CountRegression

LARGEST_CORRELATION = 0.8
MOST_ROWS = 4000


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
    """Covariance of rows in order of time whose variation beyond Poisson lasts from one period into the next.

    What it answers: as Newey-West, with two numbers to estimate in place of many, so that short series can bear it.

    Args:
        fit: a regression whose rows stand in order of time.
        times: (rows,), whole and rising, where periods are missing between rows; none means that none is.
    Returns:
        (terms, terms), and the correlation of neighbouring periods' extra variation, from 0 to 0.8.
    Raises:
        ValueError: for more than 4 000 rows, whose table of pairs would fill the memory.
    Assumes:
        chance of Poisson counts, which is new each period, and variation beyond it, which falls by the same factor for
        each step in time. Its size and the factor are those at which residuals are expected to be as large and as alike
        as they are, what the fitted terms took of both reckoned in. Without any it is the Poisson covariance.
    Misleads when:
        the correlation lasts longer than the factor 0.8 lets it: a level that shifts for good looks like an effect.
    Reference:
        Zeger, Biometrika 75 (1988), 621-629.
    """
    rows = len(fit.counts)
    if rows > MOST_ROWS:
        raise ValueError(f"fit has {rows} rows, too many for autoregressive errors: at most {MOST_ROWS}")
    at = np.arange(rows) if times is None else np.asarray(times)
    root = fit.design * np.sqrt(fit.weights)[:, None]
    variation = _Variation(
        residuals=(fit.counts - fit.fitted) * np.sqrt(fit.weights) / fit.fitted,
        chance=np.asarray(np.diag(fit.weights / fit.fitted), np.float64),
        leaver=np.eye(rows) - root @ fit.unscaled @ root.T,
        apart=np.abs(np.subtract.outer(at, at)),
    )
    correlation = variation.correlation()
    return _sandwich(fit, root.T @ variation.covariance(correlation) @ root), correlation


@dataclass(frozen=True, slots=True)
class _Variation:
    """Pearson residuals, and what of them is Poisson chance, the rest being extra variation that may last."""

    residuals: Numbers
    chance: Numbers
    """(rows, rows), diagonal."""
    leaver: Numbers
    """(rows, rows): from deviations to residuals, which the fitted terms took their part of."""
    apart: NDArray[np.int64]

    def covariance(self, correlation: float) -> Numbers:
        """Of the deviations, with as much extra variation as makes the residuals as large as they are."""
        lasting = correlation**self.apart
        most = float(self.residuals @ self.residuals)
        extra, by_chance = self._size(np.asarray(lasting, np.float64)), self._size(self.chance)
        return self.chance + (max(most - by_chance, 0.0) / extra if extra > 1e-9 else 0.0) * lasting

    def correlation(self) -> float:
        """At which the residuals of neighbours are expected to be as alike as they are."""
        neighbours = self.apart == 1
        seen = float(self.residuals @ neighbours @ self.residuals)
        spread = self.leaver @ neighbours @ self.leaver

        def excess(correlation: float) -> float:
            return float(np.sum(spread * self.covariance(correlation))) - seen

        has_extra = float(self.residuals @ self.residuals) > self._size(self.chance)
        if not has_extra or excess(0.0) >= 0:
            return 0.0
        if excess(LARGEST_CORRELATION) <= 0:
            return LARGEST_CORRELATION
        return float(brentq(excess, 0.0, LARGEST_CORRELATION, xtol=1e-6))

    def _size(self, covariance: Numbers) -> float:
        """Expected sum of squared residuals from deviations with this covariance."""
        # Leaving twice is leaving once, so the trace of leaver @ covariance @ leaver needs no product.
        return float(np.sum(covariance * self.leaver))


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
