"""How much answers differ between people, how estimates vary together, and what the design costs."""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, refuse
from loftet.analysis.survey.answers import Answers, checked_answers
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.estimates import Cells, CellsOf, Estimates, estimated, options_of, over, weight_sums
from loftet.analysis.survey.labels import MOST_DOMAINS, Codes, as_labels
from loftet.analysis.survey.limits import ShareLimits, t_quantile
from loftet.analysis.survey.linearised import covariance
from loftet.analysis.survey.means import mean_cells
from loftet.analysis.survey.totals import total_cells


def population_variance(
    design: Design,
    answers: ArrayLike,
    *,
    domain: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    limits: ShareLimits | None = None,
    confidence: float = 0.95,
) -> Estimates:
    """The variance of an answer between persons.

    What it answers: do residents agree, or do some feel very safe and others not at all.

    Args:
        design: n respondents.
        answers: (n,) or (n, q) numbers, as in `mean`.
        domain: as in `mean`.
        marks: as in `mean`.
        limits: None: on the logarithm, by t with the degrees of freedom that squares of normal answers have;
            "wald_t" or "wald_z".
        confidence: of the limits.

    Returns:
        Estimates (k, q) in the squared unit, with n / (n - 1) by the respondents who answered.

    Raises:
        ValueError: as in `mean`.

    Assumes: as in `mean`; answers with long tails need hundreds of respondents. R's `svyvar(na.rm = TRUE)` counts those
        who did not answer in n as well.

    Reference: Särndal, Swensson and Wretman (1992), 5.9.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> float(population_variance(survey_design([50.0] * 4), [1, 2, 3, 4]).value.round(4))
        1.6667
    """
    asked = checked_answers(design, answers, marks)
    of_any_size = replace(asked, is_share=np.zeros_like(asked.is_share))
    options = options_of("wald_t" if limits is None else limits, confidence, False)
    found = estimated(design, of_any_size, _variance_cells(asked), domain, options)
    return found if limits else _with_log_limits(found, confidence)


def design_effect(
    design: Design,
    answers: ArrayLike,
    *,
    domain: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    of: Literal["mean", "total"] = "mean",
    replacement: bool = False,
) -> Numbers:
    """How many times as large a variance is as that of a simple random sample of as many respondents.

    What it answers: what the clusters and unequal weights cost, and how many respondents the survey is worth.

    Args:
        design: n respondents.
        answers: as in `mean`.
        domain: as in `mean`.
        marks: as in `mean`.
        of: which figure's variance. A total varies with the number of persons drawn too.
        replacement: against a sample with replacement (R's `deff = "replace"`); else without, from a population as
            large as the sum of the weights (R's `deff = TRUE`).

    Returns:
        (k, q) ratios without unit; 1 is a simple random sample. NaN where it cannot be
        told: fewer than two answers, or all answers alike.

    Raises:
        ValueError: as in `mean`; without replacement, weights that add up to fewer persons than there are answers.

    Assumes: the sum of the weights is the size of the population, where `replacement` is not set.

    Reference: Kish, Survey Sampling (1965), 8.2.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> design = survey_design([50.0] * 4, clusters=["a", "a", "b", "b"])
        >>> float(design_effect(design, [1, 1, 5, 5], replacement=True).round(4))
        3.0
    """
    asked = checked_answers(design, answers, marks)
    if of not in ("mean", "total"):
        raise ValueError(f"of = {of!r} must be mean or total")
    figures_of = mean_cells(asked) if of == "mean" else total_cells(asked, 1.0)
    found = estimated(design, asked, figures_of, domain, options_of("wald_t", 0.95, False))
    spread = np.asarray(population_variance(design, answers, domain=domain, marks=marks).value)
    count, persons = np.asarray(found.answer_count), np.asarray(found.weight_sum)
    chance = (1 if of == "mean" else persons**2) / np.maximum(count, 1)
    if not replacement:
        refuse("weight_sum", persons, persons < count, "is fewer persons than there are answers")
        chance = chance * (persons - count) / np.where(persons > 0, persons, 1)
    return np.asarray(over(np.asarray(found.variance), spread * chance))


def mean_covariance(
    design: Design, answers: ArrayLike, *, domain: ArrayLike | None = None, marks: ArrayLike | None = None
) -> Numbers:
    """How the means of several questions, or of one question in several domains, vary together.

    What it answers: can two figures of the same survey be told apart, for which their covariance is needed.

    Args:
        design: n respondents.
        answers: (n,) or (n, q), as in `mean`.
        domain: (n,) labels, as in `mean`.
        marks: as in `mean`.

    Returns:
        (kq, kq) covariances, by domain and within it by question; on the diagonal the squares of `mean`'s errors.

    Raises:
        ValueError: as in `mean`; more than 2 000 cells; a domain in which nobody answered a question.

    Assumes: as in `mean`. Few clusters make the matrix close to singular: it has no more rank than degrees of freedom.

    Reference: Särndal, Swensson and Wretman (1992), 5.5.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> mean_covariance(survey_design([50.0] * 4), [[1, 4], [2, 3], [3, 2], [4, 1]]).round(4)
        array([[ 0.4167, -0.4167],
               [-0.4167,  0.4167]])
    """
    asked, labels = checked_answers(design, answers, marks), as_labels("domain", domain, len(design), most=MOST_DOMAINS)
    if asked.questions * len(labels.names) > 2000:
        raise ValueError(f"domain and answers make {asked.questions * len(labels.names)} cells: at most 2000")
    columns = []
    for code in range(len(labels.names)):
        rows = np.flatnonzero(labels.codes == code)
        cells = mean_cells(asked)(rows, design.weights[rows], slice(0, asked.questions))
        refuse("answers of domain", cells.count, cells.count == 0, "is nobody")
        columns.append(np.zeros(asked.values.shape))
        columns[-1][rows] = cells.influence
    return covariance(design, np.hstack(columns))


def _with_log_limits(found: Estimates, confidence: float) -> Estimates:
    """A sum of m squared normal deviates has 1 + 6 / m times the relative variance of a normal figure."""
    value, degrees = np.asarray(found.value), np.asarray(found.degrees_of_freedom)
    per_cluster = np.maximum(np.asarray(found.answer_count) / (degrees + 1), 1)
    spread = over(np.asarray(found.standard_error), value)
    half = t_quantile(confidence, degrees / (1 + 6 / per_cluster)) * np.nan_to_num(spread)
    return replace(found, low=np.asarray(value * np.exp(-half)), high=np.asarray(value * np.exp(half)))


def _variance_cells(asked: Answers) -> CellsOf:
    def cells(rows: Codes, weights: Numbers, questions: slice) -> Cells:
        values, answered = asked.of(rows, questions)
        weight_sum, squared, count = weight_sums(weights, answered, values.shape[1])
        deviation = values - np.nan_to_num(over(weights @ values, weight_sum))
        if answered is not None:
            deviation *= answered
        squares = deviation**2 * over(count, count - 1)
        value = over(weights @ squares, weight_sum)
        influence = np.nan_to_num((squares - value) / np.maximum(weight_sum, np.finfo(float).tiny))
        if answered is not None:
            influence *= answered
        return Cells(value, influence, weight_sum, squared, count, answered)

    return cells
