"""Means and shares in any domains."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers
from loftet.analysis.marks import checked_marks, unknown
from loftet.analysis.survey.answers import Answers, checked_answers
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.estimates import Cells, CellsOf, Estimates, estimated, options_of, over, weight_sums
from loftet.analysis.survey.labels import MOST_COLUMNS, Codes, as_labels
from loftet.analysis.survey.limits import ShareLimits
from loftet.analysis.survey.linearised import Variance


def mean(
    design: Design,
    answers: ArrayLike,
    *,
    domain: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    limits: ShareLimits | None = None,
    confidence: float = 0.95,
    whole_design_degrees: bool = False,
) -> Estimates:
    """Means of answers, in the population and in any part of it.

    What it answers: how unsafe do residents feel on average, and how sure is that; with answers 0 and 1, how large is
    the share who do.

    Args:
        design: n respondents.
        answers: (n,) or (n, q) numbers; NaN only where a mark says that the answer is missing.
        domain: (n,) label of the part of the population that each belongs to. None: the population.
        marks: bits as the answers. Respondents with a missing answer stay in the design and leave the domain.
        limits: None: for questions whose answers are all 0 or 1, Korn and Graubard with an effective number of
            respondents of at most what the weights are worth ("capped_korn_graubard"); for others t, with fewer degrees
            of freedom the more unequal the weights are. Any may have "wald_t" or "wald_z" (as R's `confint`), answers
            of 0 and 1 also "korn_graubard", "logit", "likelihood", "arcsine" (as R's `svyciprop`) and "wilson".
        confidence: of the limits.
        whole_design_degrees: the degrees of freedom of the design (as R's `confint(..., df = degf(design))`), not those
            of the clusters and strata in the domain.

    Returns:
        Estimates (k, q), in the unit of the answers.

    Raises:
        ValueError: answers of another length than the design, a NaN without mark, limits for shares asked of others.

    Assumes: as the design. Limits by t mislead for few respondents and skewed answers; those of shares hold from a
        handful of respondents on. Nonresponse is not sampling: no limit covers that the silent are different.

    Reference: Särndal, Swensson and Wretman (1992), 5.7 and 5.8; Korn and Graubard, Survey Methodology 24 (1998).

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> design = survey_design([50.0] * 8, population=400)
        >>> unsafe = mean(design, [1, 0, 0, 1, 0, 0, 0, 0])
        >>> print(f"{unsafe.value:.2f} ({unsafe.low:.2f} to {unsafe.high:.2f})")
        0.25 (0.03 to 0.68)
    """
    asked = checked_answers(design, answers, marks)
    options = options_of(limits, confidence, whole_design_degrees)
    return estimated(design, asked, mean_cells(asked), domain, options)


def means_by(
    design: Design,
    answers: ArrayLike,
    *,
    domains: Mapping[str, ArrayLike],
    marks: ArrayLike | None = None,
    limits: ShareLimits | None = None,
    confidence: float = 0.95,
) -> dict[str, Estimates]:
    """Means of all questions by each of several variables: the tables of a survey report, in one go.

    What it answers: how do the answers to every question differ by sex, age, area and so on.

    Args:
        design: n respondents.
        answers: (n, q) as in `mean`.
        domains: for each variable, (n,) labels.
        marks: as in `mean`.
        limits: as in `mean`.
        confidence: as in `mean`.

    Returns:
        For each variable what `mean` gives with it as the domain.

    Raises:
        ValueError: as in `mean`.

    Assumes: as in `mean`. Among many cells some limits miss: 3 080 cells at 95 % are wrong about 150 times.

    Reference: as in `mean`.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> design = survey_design([50.0] * 4)
        >>> means_by(design, [1, 0, 1, 1], domains={"sex": ["K", "K", "M", "M"]})["sex"].value
        array([0.5, 1. ])
    """
    asked = checked_answers(design, answers, marks)
    options, variance = options_of(limits, confidence, False), Variance(design)
    return {
        name: estimated(design, asked, mean_cells(asked), domain, options, variance=variance)
        for name, domain in domains.items()
    }


def share(
    design: Design,
    answers: ArrayLike,
    *,
    domain: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    limits: ShareLimits | None = None,
    confidence: float = 0.95,
    whole_design_degrees: bool = False,
) -> tuple[tuple[object, ...], Estimates]:
    """The share of each answer to a question with several answers.

    What it answers: how many of a hundred say "very safe", "fairly safe" and so on.

    Args:
        design: n respondents.
        answers: (n,) labels; what stands where a mark says missing is not read.
        domain: as in `mean`.
        marks: (n,) bits.
        limits: as in `mean`.
        confidence: as in `mean`.
        whole_design_degrees: as in `mean`.

    Returns:
        The answers in sorted order, and their shares (k, answers) from 0 to 1.

    Raises:
        ValueError: as in `mean`; a missing label without mark.

    Assumes: as in `mean`. The shares' limits hold one by one, not all together.

    Reference: as in `mean`.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> names, shares = share(survey_design([50.0] * 4), ["good", "bad", "good", "good"])
        >>> names, shares.value
        (('bad', 'good'), array([0.25, 0.75]))
    """
    found = checked_marks(marks, (len(design),))
    is_missing = unknown(found)
    if is_missing.all():
        raise ValueError("answers are all missing")
    given = np.array(answers, dtype=object)
    if given.shape == is_missing.shape:
        given[is_missing] = given[~is_missing][0]
    labels = as_labels("answers", given.tolist(), len(design), most=MOST_COLUMNS)
    chosen = (labels.codes[:, None] == np.arange(len(labels.names))).astype(np.float64)
    every_mark = np.repeat(found[:, None], len(labels.names), axis=1)
    estimates = mean(design, chosen, domain=domain, marks=every_mark, limits=limits, confidence=confidence,
                     whole_design_degrees=whole_design_degrees)  # fmt: skip
    return labels.names, estimates


def mean_cells(asked: Answers) -> CellsOf:
    """Means of some rows, and their influence: the deviation by the sum of the weights."""

    def cells(rows: Codes, weights: Numbers, questions: slice) -> Cells:
        values, answered = asked.of(rows, questions)
        weight_sum, squared, count = weight_sums(weights, answered, values.shape[1])
        value = over(weights @ values, weight_sum)
        values -= np.nan_to_num(value)
        values *= over(np.ones_like(weight_sum), np.maximum(weight_sum, np.finfo(float).tiny))
        if answered is not None:
            values *= answered
        return Cells(value, values, weight_sum, squared, count, answered)

    return cells
