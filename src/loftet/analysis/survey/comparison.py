"""Do groups differ: the t test of means, and tests of ranks, with the design's errors."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from loftet.analysis.arguments import Numbers
from loftet.analysis.survey.answers import Answers, checked_answers
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.labels import MOST_COLUMNS, Labels, as_labels
from loftet.analysis.survey.models import Regression, WaldTest, answers_of, regression

Scores = Literal["ranks", "normal", "median"]


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more the second group has than the first, tested by t."""

    groups: tuple[object, object]
    difference: float
    standard_error: float
    low: float
    high: float
    statistic: float
    degrees_of_freedom: int
    p_value: float
    confidence: float
    answer_count: int


def difference_in_means(
    design: Design,
    answers: ArrayLike,
    group: ArrayLike,
    *,
    marks: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Difference:
    """The difference between the means of two groups of the same survey.

    What it answers: do women feel less safe than men.

    Args:
        design: n respondents.
        answers: (n,) numbers.
        group: (n,) labels of two kinds; the difference is the second in sorted order less the first.
        marks: (n,) bits of the answers.
        confidence: of the limits.

    Returns:
        The difference in the unit of the answers, with t on the design's degrees of freedom less one.

    Raises:
        ValueError: other than two groups; as in `regression`.

    Assumes: as in `mean`. For rare attributes compare the limits of the shares instead.

    Reference: Korn and Graubard, Analysis of Health Surveys (1999), 3.5.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> found = difference_in_means(survey_design([50.0] * 4), [1, 2, 2, 3], ["K", "K", "M", "M"])
        >>> round(found.difference, 6)
        1.0
    """
    labels = _groups(design, group)
    # The regression would call them the outcome.
    _one_question(design, answers, marks)
    fit = regression(design, answers, _against_first(labels), marks=marks, confidence=confidence)
    return _difference(labels, fit)


def difference_in_ranks(
    design: Design,
    answers: ArrayLike,
    group: ArrayLike,
    *,
    scores: Scores = "ranks",
    marks: ArrayLike | None = None,
    confidence: float = 0.95,
) -> Difference:
    """The difference between the mean ranks of two groups, for answers on a scale.

    What it answers: does one group answer higher than the other, whatever the steps of the scale are worth.

    Args:
        design: n respondents.
        answers: (n,) numbers whose order alone matters.
        group: as in `difference_in_means`.
        scores: "ranks" (Wilcoxon), "normal" (van der Waerden) or "median" (Mood).
        marks: (n,) bits of the answers.
        confidence: of the limits.

    Returns:
        The difference in scores: for "ranks" as a share of the population, for "median" of those above it.

    Raises:
        ValueError: as in `difference_in_means`.

    Assumes: many respondents; ties get the mean of their ranks.

    Reference: Lumley and Scott, Journal of Survey Statistics and Methodology 1 (2013).

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> found = difference_in_ranks(survey_design([50.0] * 4), [1, 2, 2, 3], ["K", "K", "M", "M"])
        >>> round(found.difference, 6)
        0.375
    """
    labels = _groups(design, group)
    fit = regression(design, _scores(design, answers, marks, scores), _against_first(labels), marks=marks,
                     confidence=confidence)  # fmt: skip
    return _difference(labels, fit)


def rank_test(
    design: Design,
    answers: ArrayLike,
    group: ArrayLike,
    *,
    scores: Scores = "ranks",
    marks: ArrayLike | None = None,
) -> WaldTest:
    """Do any of several groups answer higher than the others (Kruskal and Wallis)?

    What it answers: does the answer differ between areas, whatever the steps of the scale are worth.

    Args:
        design: n respondents.
        answers: (n,) numbers whose order alone matters.
        group: (n,) labels of two kinds or more.
        scores: as in `difference_in_ranks`.
        marks: (n,) bits of the answers.

    Returns:
        F; R's `svyranktest` gives F times its first degrees of freedom.

    Raises:
        ValueError: a single group, or more groups than degrees of freedom.

    Assumes: as `difference_in_ranks`; it does not say which group differs.

    Reference: Lumley and Scott (2013).

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> test = rank_test(survey_design([50.0] * 6), [1, 2, 2, 3, 5, 4], ["a", "a", "b", "b", "c", "c"])
        >>> test.degrees_of_freedom, test.error_degrees_of_freedom
        (2, 3)
    """
    labels = as_labels("group", group, len(design), most=MOST_COLUMNS)
    if len(labels.names) < 2:
        raise ValueError("group has one label: nothing to compare")
    fit = regression(design, _scores(design, answers, marks, scores), _against_first(labels), marks=marks)
    return fit.wald_test(range(1, len(labels.names)))


def _groups(design: Design, group: ArrayLike) -> Labels:
    labels = as_labels("group", group, len(design), most=MOST_COLUMNS)
    if len(labels.names) != 2:
        raise ValueError(f"group has {len(labels.names)} labels but must have two")
    return labels


def _against_first(labels: Labels) -> Numbers:
    columns = (labels.codes[:, None] == np.arange(len(labels.names))).astype(np.float64)
    columns[:, 0] = 1
    return columns


def _difference(labels: Labels, fit: Regression) -> Difference:
    first, second = labels.names
    return Difference(
        (first, second), float(fit.coefficient[1]), float(fit.standard_error[1]), float(fit.low[1]), float(fit.high[1]),
        float(fit.statistic[1]), fit.degrees_of_freedom, float(fit.p_value[1]), fit.confidence,
        fit.answer_count,
    )  # fmt: skip


def _one_question(design: Design, answers: ArrayLike, marks: ArrayLike | None) -> Answers:
    asked = checked_answers(design, answers, marks)
    if not asked.is_single:
        raise ValueError(f"answers has shape {np.shape(answers)} but must have one axis")
    return asked


def _scores(design: Design, answers: ArrayLike, marks: ArrayLike | None, scores: Scores) -> Numbers:
    """(n,) scores of the estimated ranks in the population; zero for who did not answer."""
    asked = _one_question(design, answers, marks)
    here = np.flatnonzero(answers_of(asked))
    values, weights = asked.values[here, 0], design.weights[here]
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weights[order]) - weights[order] / 2
    _, tie = np.unique(values[order], return_inverse=True)
    shared = np.bincount(tie, middle) / np.bincount(tie)
    found = np.zeros(len(asked.values))
    found[here[order]] = shared[tie] / weights.sum()
    if scores == "normal":
        found[here] = special.ndtri(found[here])
    elif scores == "median":
        found[here] = found[here] > 0.5
    elif scores != "ranks":
        raise ValueError(f"scores = {scores!r} must be ranks, normal or median")
    return found
