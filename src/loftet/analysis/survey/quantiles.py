"""Quantiles of answers, such as the median, by inverting the limits of a share."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Numbers, between, not_empty, numbers, one_axis, refuse
from loftet.analysis.survey.answers import Answers, Reason, checked_answers
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.estimates import Estimates, over, weight_sums
from loftet.analysis.survey.labels import MOST_DOMAINS, Codes, as_labels
from loftet.analysis.survey.limits import ShareLimits, share_limits, t_quantile
from loftet.analysis.survey.linearised import Variance, degrees_of_freedom, domain_rows

EQUAL = 1e-12
"""Sums of weights that differ by less, as a share, are equal: which quantile is meant turns on it."""


def quantile(
    design: Design,
    answers: ArrayLike,
    *,
    shares: ArrayLike = (0.25, 0.5, 0.75),
    domain: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    limits: ShareLimits = "capped_korn_graubard",
    confidence: float = 0.95,
    whole_design_degrees: bool = False,
) -> Estimates:
    """The answer that a given share of the population does not exceed.

    What it answers: what does the middle resident say, and the quarter who feel the least safe.

    Args:
        design: n respondents.
        answers: (n,) numbers, NaN only where a mark says missing.
        shares: (s,) between 0 and 1.
        domain: as in `mean`.
        marks: (n,) bits.
        limits: of the share below the quantile, from which those of the quantile follow (Woodruff). "wald_t" is R's
            `interval.type = "mean"`.
        confidence: of the limits.
        whole_design_degrees: as in `mean`.

    Returns:
        Estimates (k, s) in the unit of the answers: the smallest answer that the share does not exceed. The error is
        the distance of the limits over twice the quantile of t. A limit that no answer gives is infinite.

    Raises:
        ValueError: as in `mean`; shares outside 0 to 1.

    Assumes: many different answers. With a scale of five the quantile jumps: give shares of each answer instead.

    Reference: Woodruff, JASA 47 (1952); Francisco and Fuller, Annals of Statistics 19 (1991).

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> float(quantile(survey_design([50.0] * 9), [3, 1, 4, 1, 5, 9, 2, 6, 5], shares=[0.5]).value[0])
        4.0
    """
    asked = checked_answers(design, answers, marks)
    if not asked.is_single:
        raise ValueError(f"answers has shape {np.shape(answers)} but must have one dimension")
    wanted = np.atleast_1d(numbers("shares", shares))
    one_axis("shares", wanted)
    not_empty("shares", wanted)
    refuse("shares", wanted, (wanted <= 0) | (wanted >= 1), "must lie between 0 and 1")
    between("confidence", confidence, 0, 1)
    labels, variance = as_labels("domain", domain, len(design), most=MOST_DOMAINS), Variance(design)
    whole = float(design.degrees_of_freedom) if whole_design_degrees else None
    parts = [
        _quantiles(design, asked, rows, wanted, variance=variance, limits=limits, confidence=confidence, whole=whole)
        for rows in domain_rows(design, labels)
    ]
    stacked = {name: np.stack([part[name] for part in parts]) for name in parts[0]}
    if domain is None:
        stacked = {name: each[0] for name, each in stacked.items()}
    return Estimates(**stacked, domains=labels.names, confidence=confidence)


def _quantiles(
    design: Design,
    asked: Answers,
    rows: Codes,
    wanted: Numbers,
    *,
    variance: Variance,
    limits: ShareLimits,
    confidence: float,
    whole: float | None,
) -> dict[str, NDArray[np.generic]]:
    values, answered = asked.of(rows, slice(0, 1))
    weights = design.weights[rows]
    weight_sum, squared, count = (float(each[0]) for each in weight_sums(weights, answered, 1))
    marks = np.repeat(asked.joined_marks(rows), len(wanted))
    degrees = float(degrees_of_freedom(design, rows, answered, 1)[0]) if whole is None else whole
    same = {"answer_count": count, "weight_sum": weight_sum, "degrees_of_freedom": max(degrees, 0.0)}
    fixed = {name: np.full(len(wanted), each) for name, each in same.items()} | {"marks": marks}
    here = np.ones(len(rows), bool) if answered is None else answered[:, 0]
    if not here.any():
        nan = np.full(len(wanted), np.nan)
        reason = np.full(len(wanted), Reason.NOBODY_ANSWERED, np.uint8)
        return fixed | {"value": nan, "standard_error": nan, "low": nan, "high": nan, "reason": reason}
    column = values[:, 0]
    ordered, below = _cumulative(column[here], weights[here])
    value = _at(ordered, below, wanted)
    is_below = (column[:, None] <= value) & here[:, None]
    share = np.minimum(weights @ is_below / weight_sum, 1)
    spread = variance.of(rows, (is_below - share * here[:, None]) / weight_sum)
    each = np.ones(len(wanted))
    ends = share_limits(share, spread, method=limits, confidence=confidence, count=count * each,
                        equal_weights_count=over(weight_sum**2 * each, squared * each),
                        degrees=max(degrees, 0.0) * each)  # fmt: skip
    low = np.where(ends[0] < 0, -np.inf, _at(ordered, below, ends[0]))
    high = np.where(ends[1] > 1, np.inf, _at(ordered, below, ends[1]))
    cannot = degrees <= 0
    error = (high - low) / (2 * t_quantile(confidence, degrees * each))
    reason = np.full(len(wanted), Reason.NO_DEGREES_OF_FREEDOM if cannot else Reason.KNOWN, np.uint8)
    low, high, error = (np.where(cannot, np.nan, part) for part in (low, high, error))
    return fixed | {"value": value, "standard_error": error, "low": low, "high": high, "reason": reason}


def _cumulative(values: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Answers in order, and the share of all weight up to each."""
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weights[order])
    return values[order], running / running[-1]


def _at(ordered: Numbers, below: Numbers, shares: Numbers) -> Numbers:
    place = np.searchsorted(below, np.nan_to_num(shares) * (1 - EQUAL) - EQUAL)
    return ordered[np.minimum(place, len(ordered) - 1)]
