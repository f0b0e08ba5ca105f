"""Totals and ratios of totals in any domains."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers
from loftet.analysis.survey.answers import Answers, checked_answers
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.estimates import Cells, CellsOf, Estimates, estimated, options_of, over, weight_sums
from loftet.analysis.survey.labels import Codes
from loftet.analysis.survey.limits import ShareLimits


def total(
    design: Design,
    answers: ArrayLike,
    *,
    domain: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    limits: ShareLimits | None = None,
    confidence: float = 0.95,
    whole_design_degrees: bool = False,
) -> Estimates:
    """Totals in the population and in any part of it.

    What it answers: how many residents were burgled, how many hours do all volunteers give.

    Args:
        design: n respondents whose weights add up to the population.
        answers: as in `mean`; those who did not answer count for nothing, so the total is of those who did.
        domain: as in `mean`.
        marks: as in `mean`.
        limits: as in `mean`; numbers of persons (answers 0 or 1) are taken as a share of the sum of all weights.
        confidence: as in `mean`.
        whole_design_degrees: as in `mean`.

    Returns:
        Estimates (k, q) in persons, or in the unit of the answers.

    Raises:
        ValueError: as in `mean`.

    Assumes: weights that stand for persons. Missing answers make totals too small: multiply a mean by a known number
        of persons instead, where few answered.

    Reference: Särndal, Swensson and Wretman (1992), 2.8 and 4.2.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> burgled = total(survey_design([50.0] * 8, population=400), [1, 0, 0, 1, 0, 0, 0, 0])
        >>> float(burgled.value)
        100.0
    """
    asked = checked_answers(design, answers, marks)
    options = options_of(limits, confidence, whole_design_degrees)
    return estimated(design, asked, total_cells(asked, float(design.weights.sum())), domain, options)


def ratio(
    design: Design,
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    domain: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    limits: ShareLimits | None = None,
    confidence: float = 0.95,
    whole_design_degrees: bool = False,
) -> Estimates:
    """The ratio of two totals.

    What it answers: how many incidents per reported incident, how much of the time is spent on foot.

    Args:
        design: n respondents.
        numerator: (n,) or (n, q) numbers.
        denominator: numbers of the same shape.
        domain: as in `mean`.
        marks: bits of the same shape, for either part.
        limits: as in `mean`. A ratio of 0 and 1 to 0 and 1, where no numerator exceeds its denominator, is a share.
        confidence: as in `mean`.
        whole_design_degrees: as in `mean`.

    Returns:
        Estimates (k, q), numerator per denominator.

    Raises:
        ValueError: as in `mean`; mixed shapes.

    Assumes: a denominator whose own total is far from zero. With a handful of respondents the ratio is biased.

    Reference: Särndal, Swensson and Wretman (1992), 5.6.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> round(float(ratio(survey_design([50.0] * 3), [1, 2, 3], [2, 4, 6.5]).value), 3)
        0.48
    """
    asked = checked_answers(design, numerator, marks, "numerator")
    whole = checked_answers(design, denominator, marks, "denominator")
    if asked.values.shape != whole.values.shape:
        raise ValueError(f"numerator has shape {np.shape(numerator)} but denominator has {np.shape(denominator)}")
    inside = asked.is_share & whole.is_share & (asked.values <= whole.values).all(axis=0)
    options = options_of(limits, confidence, whole_design_degrees)
    return estimated(design, replace(asked, is_share=inside), _ratio_cells(asked, whole), domain, options)


def total_cells(asked: Answers, everybody: float) -> CellsOf:
    """Totals of some rows; as a share, they are of everybody."""

    def cells(rows: Codes, weights: Numbers, questions: slice) -> Cells:
        values, answered = asked.of(rows, questions)
        sums = weight_sums(weights, answered, values.shape[1])
        return Cells(weights @ values, values, *sums, answered, share_scale=everybody)

    return cells


def _ratio_cells(asked: Answers, whole: Answers) -> CellsOf:
    def cells(rows: Codes, weights: Numbers, questions: slice) -> Cells:
        upper, answered = asked.of(rows, questions)
        lower, _ = whole.of(rows, questions)
        below = weights @ lower
        value = over(weights @ upper, below)
        influence = (upper - np.nan_to_num(value) * lower) * np.nan_to_num(over(np.ones_like(below), below))
        # In a share of a part, respondents outside the part tell nothing.
        counted = (lower != 0) | ~asked.is_share[questions]
        if answered is not None:
            counted &= answered
        return Cells(value, influence, *weight_sums(weights, counted, upper.shape[1]), answered=counted)

    return cells
