"""Regression of survey answers, with design-based errors, and Wald tests of its terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from loftet.analysis.arguments import Flags, Numbers, between, numbers, refuse
from loftet.analysis.survey.answers import Answers, checked_answers
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.limits import wald_limits
from loftet.analysis.survey.linearised import covariance

MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class WaldTest:
    """F on `degrees_of_freedom` and `error_degrees_of_freedom`."""

    statistic: float
    degrees_of_freedom: int
    error_degrees_of_freedom: int
    p_value: float
    answer_count: int


@dataclass(frozen=True, slots=True)
class Regression:
    """(p,) coefficients with errors, limits and p values by t."""

    coefficient: Numbers
    standard_error: Numbers
    statistic: Numbers
    p_value: Numbers
    low: Numbers
    high: Numbers
    covariance: Numbers
    degrees_of_freedom: int
    """Of the design, less the coefficients but one."""
    confidence: float
    answer_count: int
    """The respondents that it rests on: others are marked as not having answered."""

    def wald_test(self, terms: Sequence[int]) -> WaldTest:
        """Are these coefficients all zero?

        Raises:
            ValueError: if there are more of them than degrees of freedom, or no spread.
        """
        chosen = list(terms)
        spread = self.covariance[np.ix_(chosen, chosen)]
        if not chosen or self.degrees_of_freedom <= 0 or np.linalg.matrix_rank(spread, hermitian=True) < len(chosen):
            raise ValueError(f"terms = {chosen} cannot be tested with {self.degrees_of_freedom} degrees of freedom")
        coefficient = self.coefficient[chosen]
        statistic = float(coefficient @ np.linalg.solve(spread, coefficient)) / len(chosen)
        p_value = float(special.fdtrc(len(chosen), self.degrees_of_freedom, statistic))
        return WaldTest(statistic, len(chosen), self.degrees_of_freedom, p_value, self.answer_count)


def regression(
    design: Design,
    outcome: ArrayLike,
    predictors: ArrayLike,
    *,
    family: Literal["gaussian", "logit"] = "gaussian",
    marks: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Regression:
    """Linear or logistic regression in the population that the respondents stand for.

    What it answers: does feeling unsafe go with age when area is taken into account.

    Args:
        design: n respondents.
        outcome: (n,) numbers; 0 and 1 (or shares) for "logit".
        predictors: (n, p) numbers; give a column of ones for the intercept.
        family: "gaussian" (differences) or "logit" (log odds).
        marks: (n,) bits of the outcome; who did not answer is left out as a domain.
        confidence: of the limits.

    Returns:
        Coefficients (p,) in the unit of the outcome per unit of the predictor, or in log odds.

    Raises:
        ValueError: predictors that determine each other, too few clusters, an outcome outside 0 to 1 for "logit", or
            one that the predictors separate completely.

    Assumes: a description of the population, not of causes. With few clusters p values are too small.

    Reference: Binder, International Statistical Review 51 (1983).

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> fit = regression(survey_design([50.0] * 4), [1, 2, 2, 3], [[1, 0], [1, 0], [1, 1], [1, 1]])
        >>> fit.coefficient.round(6)
        array([1.5, 1. ])
    """
    if family not in ("gaussian", "logit"):
        raise ValueError(f"family = {family!r} must be gaussian or logit")
    asked = checked_answers(design, outcome, marks, "outcome")
    columns = numbers("predictors", predictors)
    if not asked.is_single or columns.ndim != 2 or len(columns) != len(design):
        raise ValueError(f"predictors has shape {columns.shape} but outcome has {np.shape(outcome)}")
    here = np.ones(len(design), bool) if asked.answered is None else asked.answered[:, 0]
    degrees = answering_degrees(design, here) + 1 - columns.shape[1]
    if degrees <= 0:
        raise ValueError(f"predictors has {columns.shape[1]} columns: too many for the design's degrees of freedom")
    if np.linalg.matrix_rank(columns[here]) < columns.shape[1]:
        raise ValueError("predictors determine each other: leave one out")
    weights = np.where(here, design.weights, 0)
    fit = _least_squares if family == "gaussian" else _logistic
    coefficient, residual, bread = fit(columns, asked.values[:, 0], weights)
    influence = (columns * np.where(here, residual, 0)[:, None]) @ bread
    found = covariance(design, influence)
    error = np.sqrt(np.diag(found))
    statistic = np.divide(coefficient, error, out=np.full(len(error), np.inf), where=error > 0)
    p_value = 2 * special.stdtr(degrees, -np.abs(statistic))
    low, high = wald_limits(coefficient, error, between("confidence", confidence, 0, 1), np.full(len(error), degrees))
    return Regression(coefficient, error, statistic, p_value, low, high, found, degrees, confidence, int(np.sum(here)))


def answering_degrees(design: Design, here: Flags) -> int:
    """Clusters less strata among those who answered."""
    return len(np.unique(design.clusters[here])) - len(np.unique(design.strata.codes[here]))


def _least_squares(columns: Numbers, outcome: Numbers, weights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    bread = np.asarray(np.linalg.inv(columns.T @ (columns * weights[:, None])), np.float64)
    coefficient = bread @ (columns.T @ (weights * outcome))
    return coefficient, outcome - columns @ coefficient, bread


def _logistic(columns: Numbers, outcome: Numbers, weights: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    refuse("outcome", outcome, (outcome < 0) | (outcome > 1), "must lie between 0 and 1")
    coefficient = np.zeros(columns.shape[1])
    for _ in range(MOST_ROUNDS):
        fitted = special.expit(columns @ coefficient)
        slope = weights * fitted * (1 - fitted)
        information = columns.T @ (columns * slope[:, None])
        step = np.linalg.lstsq(information, columns.T @ (weights * (outcome - fitted)), rcond=None)[0]
        coefficient = coefficient + step
        if not np.all(np.isfinite(coefficient)) or np.max(np.abs(columns @ coefficient)) > 30:
            break
        if np.max(np.abs(step)) <= 1e-12 * (1 + np.max(np.abs(coefficient))):
            fitted = special.expit(columns @ coefficient)
            slope = weights * fitted * (1 - fitted)
            return coefficient, outcome - fitted, np.linalg.inv(columns.T @ (columns * slope[:, None]))
    raise ValueError("outcome is separated by the predictors, or nearly: log odds cannot be told")


def answers_of(asked: Answers) -> Flags:
    """(n,) who answered every question."""
    return np.ones(len(asked.values), bool) if asked.answered is None else np.asarray(asked.answered.all(axis=1))
