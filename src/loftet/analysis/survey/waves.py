"""What changed between two waves of a survey, for the same or other people, and in many areas at once."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from loftet.analysis.arguments import Flags, Numbers, between
from loftet.analysis.many_tests import false_discovery, holm
from loftet.analysis.marks import Marks
from loftet.analysis.survey.answers import Answers, Reason, checked_answers, shaped
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.estimates import over
from loftet.analysis.survey.labels import MOST_DOMAINS, Codes, as_labels
from loftet.analysis.survey.limits import share_limits, wald_limits
from loftet.analysis.survey.linearised import Variance, degrees_of_freedom, domain_rows
from loftet.analysis.survey.means import mean_cells


@dataclass(frozen=True, slots=True)
class Change:
    """Figures (k, q) without the axes that were not given; the change is the second wave less the first.

    `p_holm` and `p_false_discovery` take all cells of the call together. Where `reason` is not `Reason.KNOWN` the
    change, its limits and its p values are NaN: it cannot be told.
    """

    first: Numbers
    second: Numbers
    first_error: Numbers
    second_error: Numbers
    covariance: Numbers
    """Of the two waves: above zero where the same people were asked."""
    change: Numbers
    standard_error: Numbers
    low: Numbers
    high: Numbers
    statistic: Numbers
    p_value: Numbers
    p_holm: Numbers
    p_false_discovery: Numbers
    first_count: Numbers
    second_count: Numbers
    degrees_of_freedom: Numbers
    reason: NDArray[np.uint8]
    marks: Marks
    waves: tuple[object, object]
    domains: tuple[object, ...]
    confidence: float


def change(
    design: Design,
    answers: ArrayLike,
    *,
    wave: ArrayLike,
    domain: ArrayLike | None = None,
    marks: ArrayLike | None = None,
    reference: Literal["t", "normal"] = "t",
    confidence: float = 0.95,
) -> Change:
    """How means or shares changed between two waves, in the population and in any part of it.

    What it answers: do more residents feel unsafe than last year, and in which areas can that be said.

    Args:
        design: the rows of both waves, below each other. Other people in each wave: strata that tell the waves apart.
            The same people, wholly or in part: the person as the cluster, in one stratum over both waves.
        answers: (n,) or (n, q) as in `mean`.
        wave: (n,) labels of two kinds, the first in sorted order is the earlier.
        domain: (n,) as in `mean`, for areas and groups.
        marks: as in `mean`.
        reference: the distribution of the statistic: t with the domain's degrees of freedom, or the normal.
        confidence: of the limits.

    Returns:
        Changes (k, q) in the unit of the answers. The limits of a change of shares are made from both waves' limits by
        Korn and Graubard (square and add): near the edge they may disagree with the p value, which is by Wald.

    Raises:
        ValueError: other than two waves, as in `mean`.

    Assumes: both waves asked the same in the same way. Taking overlapping waves for independent makes the error too
        large where people answer alike from year to year.

    Reference: Kish, Survey Sampling (1965), 12.4; Newcombe, Statistics in Medicine 17 (1998); Holm, Scandinavian
        Journal of Statistics 6 (1979); Benjamini and Hochberg, JRSS B 57 (1995).

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> wave = [2025] * 4 + [2026] * 4
        >>> found = change(survey_design([50.0] * 8, strata=wave), [1, 0, 0, 0, 1, 1, 0, 1], wave=wave)
        >>> float(found.change), round(float(found.p_value), 2)
        (0.5, 0.21)
    """
    asked = checked_answers(design, answers, marks)
    between("confidence", confidence, 0, 1)
    waves, labels = as_labels("wave", wave, len(design)), as_labels("domain", domain, len(design), most=MOST_DOMAINS)
    if len(waves.names) != 2:
        raise ValueError(f"wave has {len(waves.names)} labels but must have two")
    if reference not in ("t", "normal"):
        raise ValueError(f"reference = {reference!r} must be t or normal")
    variance = Variance(design)
    parts = [
        _of_domain(
            design,
            asked,
            rows,
            variance=variance,
            is_second=waves.codes[rows] == 1,
            by_t=reference == "t",
            confidence=confidence,
        )
        for rows in domain_rows(design, labels)
    ]
    figures = {name: np.stack([part[name] for part in parts]) for name in parts[0]}
    p = figures["p_value"].ravel()
    told = np.isfinite(p)
    for name, method in (("p_holm", holm), ("p_false_discovery", false_discovery)):
        adjusted = np.full(p.shape, np.nan)
        if told.any():
            adjusted[told] = method(p[told])
        figures[name] = adjusted.reshape(figures["p_value"].shape)
    has_domain = domain is not None
    earlier, later = waves.names
    return Change(**{name: shaped(each, asked, has_domain=has_domain) for name, each in figures.items()},
                  waves=(earlier, later), domains=labels.names, confidence=confidence)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wave:
    """(q,) means of one wave, with their influence over all rows of the domain."""

    value: Numbers
    influence: Numbers
    variance: Numbers
    count: Numbers
    equal_weights_count: Numbers
    degrees: Numbers


def _of_domain(
    design: Design, asked: Answers, rows: Codes, *, variance: Variance, is_second: Flags, by_t: bool, confidence: float
) -> dict[str, NDArray[np.generic]]:
    first, second = (_wave(design, variance, asked, rows, here) for here in (~is_second, is_second))
    _, answered = asked.of(rows, slice(0, asked.questions))
    degrees = degrees_of_freedom(design, rows, answered, asked.questions)
    found = variance.of(rows, second.influence - first.influence)
    difference, error = second.value - first.value, np.sqrt(found)
    certain = np.where(difference == 0, 0.0, np.copysign(np.inf, difference))
    statistic = np.where(error > 0, over(difference, error), certain)
    tail = -np.abs(statistic)
    p_value = 2 * (special.stdtr(np.maximum(degrees, 1), tail) if by_t else special.ndtr(tail))
    low, high = wald_limits(difference, error, confidence, degrees if by_t else None)
    if asked.is_share.any():
        exact = _square_and_add(first, second, found, confidence)
        low, high = np.where(asked.is_share, exact[0], low), np.where(asked.is_share, exact[1], high)
    reason = np.select(
        [(first.count == 0) | (second.count == 0), (degrees <= 0) | ~np.isfinite(low)],
        [int(Reason.NOBODY_ANSWERED), int(Reason.NO_DEGREES_OF_FREEDOM)],
        int(Reason.KNOWN),
    ).astype(np.uint8)
    told = reason == Reason.KNOWN
    figures = {
        "change": difference, "standard_error": error, "low": low, "high": high, "statistic": statistic,
        "p_value": p_value,
    }  # fmt: skip
    return {name: np.where(told, each, np.nan) for name, each in figures.items()} | {
        "first": first.value, "second": second.value, "first_error": np.sqrt(first.variance),
        "second_error": np.sqrt(second.variance), "covariance": (first.variance + second.variance - found) / 2,
        "first_count": first.count, "second_count": second.count, "degrees_of_freedom": np.maximum(degrees, 0),
        "reason": reason, "marks": asked.joined_marks(rows),
    }  # fmt: skip


def _wave(design: Design, variance: Variance, asked: Answers, rows: Codes, here: Flags) -> _Wave:
    mine = rows[here]
    cells = mean_cells(asked)(mine, design.weights[mine], slice(0, asked.questions))
    influence = np.zeros((len(rows), asked.questions))
    influence[here] = cells.influence
    degrees = degrees_of_freedom(design, mine, cells.answered, asked.questions)
    kish = over(cells.weight_sum**2, cells.squared_weight_sum)
    return _Wave(cells.value, influence, variance.of(rows, influence), cells.count, kish, degrees)


def _square_and_add(first: _Wave, second: _Wave, found: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Limits of a difference from the limits of both shares, with their correlation."""
    ends = [
        share_limits(wave.value, wave.variance, method="capped_korn_graubard", confidence=confidence, count=wave.count,
                     equal_weights_count=wave.equal_weights_count, degrees=wave.degrees)
        for wave in (first, second)
    ]  # fmt: skip
    (low_1, high_1), (low_2, high_2) = ends
    both = np.sqrt(first.variance * second.variance)
    correlation = np.nan_to_num(over((first.variance + second.variance - found) / 2, both))
    difference = second.value - first.value

    def half(mine: Numbers, other: Numbers) -> Numbers:
        return np.sqrt(np.maximum(mine**2 + other**2 - 2 * correlation * mine * other, 0))

    return (
        difference - half(second.value - low_2, high_1 - first.value),
        difference + half(high_2 - second.value, first.value - low_1),
    )
