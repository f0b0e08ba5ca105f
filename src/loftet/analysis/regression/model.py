"""One regression of counts with everything that is asked of it: family, covariance, limits and p values."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, stdtr, stdtrit, xlogy

from loftet.analysis.arguments import Numbers, between, counts, not_empty, numbers, positive, same_length
from loftet.analysis.regression.log_linear import LogLinearFit, fit_log_linear
from loftet.analysis.regression.theta import Theta, likeliest_theta

MOST_ROUNDS = 200
SETTLED = 1e-11
SMALLEST_MEAN = 1e-9
"""An expected count below this is on its way to zero: no finite coefficient separates zeros from the rest."""
NO_THETA = Theta(np.inf, np.nan)


class Family(StrEnum):
    """How the variance of a count follows its mean."""

    POISSON = "poisson"
    """Equal to it: events that know nothing of each other."""
    QUASI_POISSON = "quasi-poisson"
    """Proportional to it; the factor is the Pearson sum over its degrees of freedom, as in R."""
    NEGATIVE_BINOMIAL = "negative binomial"
    """mean + mean ** 2 / theta, theta by maximum likelihood."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A coefficient of a log-linear model read as a ratio."""

    ratio: float
    low: float
    high: float
    p_value: float
    confidence: float


@dataclass(frozen=True, slots=True)
class CountRegression:
    """A fitted log-linear model of one series or panel of counts."""

    terms: tuple[str, ...]
    coefficients: Numbers
    """(terms,), on the log scale."""
    covariance: Numbers
    """(terms, terms), the model's own unless another was put in its place."""
    family: Family
    dispersion: float
    """1 except for quasi-Poisson."""
    theta: float
    """Infinite except for a negative binomial that is wider than Poisson."""
    theta_standard_error: float
    deviance: float
    pearson: float
    """Sum of squared Pearson residuals, each over the family's variance at dispersion 1."""
    log_likelihood: float
    """Of Poisson for quasi-Poisson, which has none of its own."""
    degrees_of_freedom: int
    """Rows less terms."""
    design: Numbers
    """(rows, terms)."""
    counts: Numbers
    fitted: Numbers

    @property
    def standard_errors(self) -> Numbers:
        # A robust variance that is zero may come out a rounding below it.
        return np.asarray(np.sqrt(np.maximum(np.diag(self.covariance), 0.0)), np.float64)

    @property
    def akaike(self) -> float:
        """Akaike's information criterion; theta counts as a parameter."""
        return 2 * (len(self.terms) + (self.family is Family.NEGATIVE_BINOMIAL)) - 2 * self.log_likelihood

    @property
    def unscaled(self) -> Numbers:
        """The covariance at dispersion 1, which robust covariances start from."""
        return np.asarray(np.linalg.inv((self.design.T * self.weights) @ self.design), np.float64)

    @property
    def weights(self) -> Numbers:
        """Of the rows in the information: mean ** 2 / variance at dispersion 1."""
        return self.fitted / (1 + self.fitted / self.theta)

    @property
    def scores(self) -> Numbers:
        """(rows, terms): each row's part of the derivative of the log likelihood."""
        return self.design * ((self.counts - self.fitted) / (1 + self.fitted / self.theta))[:, None]

    def position(self, term: str) -> int:
        return self.terms.index(term)

    def with_covariance(self, covariance: Numbers) -> "CountRegression":
        """The same model judged by another covariance, such as Newey-West."""
        return replace(self, covariance=covariance)

    def interval(self, term: str, *, confidence: float = 0.95, degrees_of_freedom: float = np.inf) -> Interval:
        """Ratio, limits and two-sided p of a term; infinite degrees of freedom give the normal distribution's."""
        between("confidence", confidence, 0, 1)
        at = self.position(term)
        estimate, error = self.coefficients[at], self.standard_errors[at]
        reach = float(stdtrit(degrees_of_freedom, 0.5 + confidence / 2)) * error
        p_value = 2 * float(stdtr(degrees_of_freedom, -abs(estimate) / error))
        low, ratio, high = (float(np.exp(each)) for each in (estimate - reach, estimate, estimate + reach))
        return Interval(ratio, low, high, p_value, confidence)


def count_regression(
    events: ArrayLike,
    *,
    design: ArrayLike,
    terms: tuple[str, ...],
    exposure: ArrayLike | None = None,
    family: Family = Family.QUASI_POISSON,
) -> CountRegression:
    """Regression of counts with a log link, as R's `glm` and `MASS::glm.nb` do it.

    What it answers: by which factor the expected count changes with each term.

    Args:
        events: (rows,), counts.
        design: (rows, terms), the intercept among them.
        terms: the columns' names.
        exposure: (rows,), inhabitants times years or the like; none means 1.
        family: how the variance follows the mean.
    Returns:
        Coefficients with the family's covariance: expected information, theta taken as known.
    Raises:
        ValueError: for counts that are negative or fractional, exposure not above zero, lengths that differ, fewer rows
            than terms, or terms that the rows cannot tell apart.
    Assumes:
        rows that are independent given the terms; months in a row seldom are (see `newey_west_covariance`).
    Misleads when:
        one term separates zeros from the rest: its coefficient then has no finite answer, which is an error here.
    Reference:
        McCullagh & Nelder, Generalized Linear Models, 2nd ed. 1989; Venables & Ripley, Modern Applied Statistics with
        S, 4th ed. 2002, section 7.4 (negative binomial).

    >>> design = [[1, 0], [1, 0], [1, 1], [1, 1]]
    >>> fit = count_regression([20, 24, 10, 12], design=design, terms=("level", "after"), family=Family.POISSON)
    >>> round(fit.interval("after").ratio, 3)
    0.5
    """
    y, x, offset = _checked(events, design, terms, exposure)
    if family is Family.NEGATIVE_BINOMIAL:
        fit, theta = _negative_binomial(x, y, offset)
    else:
        fit, theta = _fit(x, y, offset, np.inf), NO_THETA
    pearson, freedom = float(fit.pearson[0]), len(y) - len(terms)
    dispersion = pearson / freedom if family is Family.QUASI_POISSON and freedom else 1.0
    return CountRegression(
        terms=terms,
        coefficients=fit.coefficients[0],
        covariance=dispersion * np.linalg.inv(fit.information[0]),
        family=family,
        dispersion=dispersion,
        theta=theta.value,
        theta_standard_error=theta.standard_error,
        deviance=float(fit.deviance[0]),
        pearson=pearson,
        log_likelihood=log_likelihood(y, fit.fitted[0], theta.value),
        degrees_of_freedom=freedom,
        design=x,
        counts=y,
        fitted=fit.fitted[0],
    )


def log_likelihood(events: Numbers, mean: Numbers, theta: float) -> float:
    """Of counts with these means, negative binomial of size theta, Poisson where theta is infinite."""
    constant = -gammaln(events + 1)
    if np.isinf(theta):
        return float(np.sum(xlogy(events, mean) - mean + constant))
    chance = gammaln(theta + events) - gammaln(theta) - theta * np.log1p(mean / theta)
    return float(np.sum(chance + xlogy(events, mean / (mean + theta)) + constant))


def _checked(
    events: ArrayLike, design: ArrayLike, terms: tuple[str, ...], exposure: ArrayLike | None
) -> tuple[Numbers, Numbers, Numbers]:
    y, x = counts("events", events), numbers("design", design)
    if y.ndim != 1 or x.ndim != 2:
        raise ValueError(f"events must have one axis and design two, not {y.ndim} and {x.ndim}")
    not_empty("events", y)
    over = np.ones_like(y) if exposure is None else positive("exposure", exposure)
    same_length(events=y, design=x, exposure=over)
    if x.shape[1] != len(terms):
        raise ValueError(f"terms has {len(terms)} names but design has {x.shape[1]} columns")
    if len(y) < len(terms):
        raise ValueError(f"events has {len(y)} rows, too few for {len(terms)} terms")
    return y, x, np.log(over)


def _fit(design: Numbers, events: Numbers, offset: Numbers, theta: float) -> LogLinearFit:
    size = None if np.isinf(theta) else np.array([theta])
    fit = fit_log_linear(design, events[None], offset=offset, theta=size)
    if not fit.settled[0] or not np.all(np.isfinite(fit.coefficients)) or np.min(fit.fitted) < SMALLEST_MEAN:
        raise ValueError("design has terms that these events cannot tell apart, or that only zeros speak of")
    return fit


def _negative_binomial(design: Numbers, events: Numbers, offset: Numbers) -> tuple[LogLinearFit, Theta]:
    """The means given theta and theta given the means, in turn, until the likelihood stands still."""
    fit, theta, reached = _fit(design, events, offset, np.inf), NO_THETA, -np.inf
    for _ in range(MOST_ROUNDS):
        theta = likeliest_theta(events, fit.fitted[0])
        fit = _fit(design, events, offset, theta.value)
        now = log_likelihood(events, fit.fitted[0], theta.value)
        if abs(now - reached) <= SETTLED * abs(now):
            break
        reached = now
    return fit, likeliest_theta(events, fit.fitted[0])
