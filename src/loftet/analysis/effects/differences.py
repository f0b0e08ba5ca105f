"""Difference in differences on counts: the change of the treated against the change of comparison municipalities."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import comb

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from loftet.analysis.arguments import Numbers, between, whole
from loftet.analysis.effects.changes import (
    Changes,
    Judgement,
    changes_between,
    judged_by_changes,
    judged_by_randomisation,
)
from loftet.analysis.effects.panel import Panel, checked_panel, panel_regression
from loftet.analysis.effects.verdict import DetectableEffect, Shortage, detectable_effect, verdict
from loftet.analysis.regression import CountRegression, Family, cluster_covariance
from loftet.analysis.regression.covariance import cluster_factor
from loftet.analysis.statements.findings import Finding

EFFECT = "effect"
FEWEST_BEFORE = 4
FEWEST_COMPARISONS = 4
FEWEST_CLUSTERS = 10
"""On each side; below this the cluster-robust test rejects far too often."""
DRAWS = 999
MOST_DRAWS = 100_000
"""The orders of all municipalities are held at once."""


class Inference(StrEnum):
    """What the effect's uncertainty is taken from."""

    CHANGES = "changes"
    """The municipalities' own changes, by Student's t: honest with few comparisons, and the default."""
    RANDOMISATION = "randomisation"
    """The same changes dealt out anew: no distribution assumed, but twenty municipalities are needed for 95 %."""
    CLUSTER = "cluster"
    """Cluster-robust regression: for many municipalities on both sides."""
    MODEL = "model"
    """The regression's own: months independent of each other. For comparison with what others publish."""


@dataclass(frozen=True, slots=True)
class PreTrend:
    """Whether the treated had already gone another way in the later half of the time before."""

    ratio: float | None
    """Later half against earlier half, treated against comparisons; None where it could not be estimated."""
    low: float | None
    high: float | None
    p_value: float | None
    differs: bool
    confidence: float
    marks: int


@dataclass(frozen=True, slots=True)
class DifferenceInDifferences:
    """The effect as a ratio of rate ratios. What could not be estimated is None, and `shortage` says why."""

    finding: Finding
    shortage: Shortage | None
    ratio: float | None
    low: float | None
    high: float | None
    p_value: float | None
    standard_error: float | None
    """Of the log ratio."""
    degrees_of_freedom: float | None
    between_variance: float | None
    """Variance of municipalities' true log changes without any measure."""
    detectable: DetectableEffect | None
    pre_trend: PreTrend | None
    treated_count: int
    comparison_count: int
    inference: Inference
    regression: CountRegression | None
    """The first term is the effect."""
    groups: np.ndarray | None
    """(rows,): the position of the municipality of each row of the regression."""
    confidence: float
    marks: int


def difference_in_differences(
    events: ArrayLike,
    *,
    treated: ArrayLike,
    start: int,
    exposure: ArrayLike | None = None,
    family: Family = Family.QUASI_POISSON,
    inference: Inference = Inference.CHANGES,
    confidence: float = 0.95,
    power: float = 0.8,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
    marks: ArrayLike | None = None,
) -> DifferenceInDifferences:
    """Two-way log-linear regression of a panel of counts: an effect of each municipality, of each period, and one of
    the measure.

    What it answers: "did thefts fall more here than in municipalities like us, beyond what such municipalities differ?"

    Args:
        events: (municipalities, periods), counts; NaN only where a mark says that it is missing or suppressed.
        treated: (municipalities,), truth values.
        start: position of the first period of the measure, counted from 0, the same for all treated.
        exposure: (municipalities, periods) or (municipalities,), inhabitants or the like; none means constant.
        family: how the variance of a count follows its mean.
        inference: what the uncertainty is taken from.
        confidence: of the limits.
        power: of the smallest detectable effect.
        rng: draws the orders for randomisation, which needs it; the others do not draw.
        draws: how many.
        marks: (municipalities, periods).
    Returns:
        The finding, the ratio with limits and p, the check of the time before and the smallest effect these counts
        could have shown.
    Raises:
        ValueError: for counts, exposure, treated, marks or settings that are none; a start outside the periods;
            randomisation without a generator.
    Assumes:
        that the treated would have changed by the same factor as the comparisons, give or take what municipalities
        differ, and that the measure does not move the problem to a comparison.
    Misleads when:
        the comparisons were chosen after looking at the outcome; or measures began at different times: then make one
        call for each start, since one regression for all mixes early treated in among the comparisons
        (Goodman-Bacon, Journal of Econometrics 225 (2021), 254-277).
    Reference:
        Wooldridge, Econometrics Journal 26 (2023), C31-C66 (counts); Donald & Lang, Review of Economics and Statistics
        89 (2007), 221-233, and Ferman & Pinto, same journal 101 (2019), 452-467 (few groups of unequal size); Paule &
        Mandel, Journal of Research of the National Bureau of Standards 87 (1982), 377-385 (between variance).

    >>> rng = np.random.default_rng(3)
    >>> rates = np.array([20, 12, 30, 25, 18, 22, 40, 15])[:, None] * np.ones((8, 24))
    >>> rates[0, 12:] *= 0.4
    >>> found = difference_in_differences(rng.poisson(rates), treated=[1] + 7 * [0], start=12)
    >>> str(found.finding), round(found.ratio, 2), found.pre_trend.differs
    ('fell', 0.44, False)
    """
    between("confidence", confidence, 0, 1)
    between("power", power, 0, 1)
    whole("draws", draws, 1, MOST_DRAWS)
    if inference is Inference.RANDOMISATION and rng is None:
        raise ValueError("rng is needed for randomisation")
    panel = checked_panel(events, treated=treated, start=start, exposure=exposure, marks=marks)
    judge = _Judge(inference, confidence, rng, draws)
    pre_trend = _pre_trend(panel, judge) if start >= FEWEST_BEFORE else None
    shortage = _shortage(panel, judge, pre_trend)
    unknown = _unknown(panel, judge, shortage, pre_trend)
    return unknown if shortage is Shortage.ONLY_ZEROS else _estimated(panel, family, judge, power, unknown)


def pre_trend_check(
    events: ArrayLike,
    *,
    treated: ArrayLike,
    start: int,
    exposure: ArrayLike | None = None,
    inference: Inference = Inference.CHANGES,
    confidence: float = 0.95,
    rng: np.random.Generator | None = None,
    draws: int = DRAWS,
    marks: ArrayLike | None = None,
) -> PreTrend:
    """The later half of the time before held against the earlier, as if the measure had begun between them.

    What it answers: "were we already going another way than the comparisons?" With the default it keeps its false-alarm
    rate with few comparisons, which the joint Wald test of an event study does not.

    Args: as `difference_in_differences`.
    Returns:
        The ratio of the treated's change to the comparisons', with limits and p; `differs` where p is below
        1 - confidence.
    Raises:
        ValueError: as `difference_in_differences`; and if fewer than four periods lie before.
    Assumes:
        drift rather than a single odd month: the event study shows the months.
    Misleads when:
        read as proof: with small counts a difference that matters may not be seen. Look at the limits.
    Reference:
        Roth, American Economic Review: Insights 4 (2022), 305-322, on what a passed check does not show.
    """
    between("confidence", confidence, 0, 1)
    whole("draws", draws, 1, MOST_DRAWS)
    if inference is Inference.RANDOMISATION and rng is None:
        raise ValueError("rng is needed for randomisation")
    panel = checked_panel(events, treated=treated, start=start, exposure=exposure, marks=marks)
    if start < FEWEST_BEFORE:
        raise ValueError(f"start = {start} leaves fewer than {FEWEST_BEFORE} periods before")
    return _pre_trend(panel, _Judge(inference, confidence, rng, draws))


def measure_effect(panel: Panel) -> Numbers:
    """(1, units, periods): 1 for the treated from the start on."""
    since = np.arange(panel.counts.shape[1]) >= panel.start
    return (panel.treated[:, None] & since[None, :]).astype(np.float64)[None]


def _pre_trend(panel: Panel, judge: "_Judge") -> PreTrend:
    early = panel.before()
    if _has_only_zeros(early):
        return PreTrend(None, None, None, None, differs=False, confidence=judge.confidence, marks=panel.marks)
    fit = panel_regression(early, measure_effect(early), (EFFECT,), Family.QUASI_POISSON)
    said = judge.judgement(early, fit)
    ratio, low, high = (float(np.exp(each)) for each in (fit.coefficients[0], said.low, said.high))
    return PreTrend(ratio, low, high, said.p_value, said.p_value < 1 - judge.confidence, judge.confidence, panel.marks)


def _estimated(
    panel: Panel, family: Family, judge: "_Judge", power: float, unknown: DifferenceInDifferences
) -> DifferenceInDifferences:
    fit = panel_regression(panel, measure_effect(panel), (EFFECT,), family)
    said, changes = judge.judgement(panel, fit), changes_of(panel, fit)
    ratio, low, high = (float(np.exp(each)) for each in (fit.coefficients[0], said.low, said.high))
    finding, shortage = verdict(low, high, unknown.shortage)
    return replace(
        unknown,
        finding=finding,
        shortage=shortage,
        ratio=ratio,
        low=low,
        high=high,
        p_value=said.p_value,
        standard_error=said.standard_error,
        degrees_of_freedom=said.degrees_of_freedom,
        between_variance=changes.between_variance(),
        detectable=_detectable(changes, said, power, judge.confidence),
        regression=fit,
        groups=np.nonzero(panel.telling)[0],
    )


def _unknown(
    panel: Panel, judge: "_Judge", shortage: Shortage | None, pre_trend: PreTrend | None
) -> DifferenceInDifferences:
    return DifferenceInDifferences(
        finding=Finding.CANNOT_TELL,
        shortage=shortage,
        ratio=None,
        low=None,
        high=None,
        p_value=None,
        standard_error=None,
        degrees_of_freedom=None,
        between_variance=None,
        detectable=None,
        pre_trend=pre_trend,
        treated_count=int(panel.treated.sum()),
        comparison_count=int((~panel.treated).sum()),
        inference=judge.inference,
        regression=None,
        groups=None,
        confidence=judge.confidence,
        marks=panel.marks,
    )


def changes_of(panel: Panel, fit: CountRegression) -> Changes:
    after = np.arange(panel.counts.shape[1]) >= panel.start
    return changes_between(panel, fit, ~after, after, float(fit.coefficients[0]))


@dataclass(frozen=True, slots=True)
class _Judge:
    """How the first coefficient of a panel's regression is judged."""

    inference: Inference
    confidence: float
    rng: np.random.Generator | None
    draws: int

    def judgement(self, panel: Panel, fit: CountRegression) -> Judgement:
        if self.inference is Inference.CHANGES:
            return judged_by_changes(changes_of(panel, fit), self.confidence)
        if self.inference is Inference.RANDOMISATION and self.rng is not None:
            return judged_by_randomisation(changes_of(panel, fit), self.confidence, self.rng, self.draws)
        if self.inference is Inference.MODEL:
            return self._by_regression(fit, fit.degrees_of_freedom)
        groups = np.nonzero(panel.telling)[0]
        count = len(np.unique(groups))
        covariance = cluster_covariance(fit, groups, factor=nested_factor(fit, count))
        return self._by_regression(fit.with_covariance(covariance), count - 1)

    def _by_regression(self, fit: CountRegression, freedom: int) -> Judgement:
        estimate, error = float(fit.coefficients[0]), float(fit.standard_errors[0])
        reach = float(stdtrit(freedom, 0.5 + self.confidence / 2)) * error
        p_value = 2 * float(stdtr(freedom, -abs(estimate) / error))
        return Judgement(estimate - reach, estimate + reach, p_value, error, freedom)


def nested_factor(fit: CountRegression, groups: int) -> float:
    """The correction for few clusters, where the effects of the municipalities are nested in them (as in fixest)."""
    return cluster_factor(groups=groups, rows=len(fit.counts), terms=len(fit.terms) - groups + 1)


def _shortage(panel: Panel, judge: _Judge, pre_trend: PreTrend | None) -> Shortage | None:
    if _has_only_zeros(panel):
        return Shortage.ONLY_ZEROS
    if panel.start < FEWEST_BEFORE:
        return Shortage.TOO_FEW_BEFORE
    if not _has_comparisons_enough(panel, judge):
        return Shortage.TOO_FEW_COMPARISONS
    return Shortage.PRE_TREND_DIFFERS if pre_trend is not None and pre_trend.differs else None


def _has_comparisons_enough(panel: Panel, judge: _Judge) -> bool:
    told = panel.telling.any(axis=1)
    treated, comparisons = int(np.sum(told & panel.treated)), int(np.sum(told & ~panel.treated))
    if judge.inference is Inference.CLUSTER:
        return min(treated, comparisons) >= FEWEST_CLUSTERS
    if judge.inference is Inference.RANDOMISATION:
        return comb(treated + comparisons, treated) * (1 - judge.confidence) >= 1 - 1e-9
    return comparisons >= FEWEST_COMPARISONS


def _has_only_zeros(panel: Panel) -> bool:
    """True where the treated or the comparisons have no case on one side of the start: no ratio can be estimated."""
    after = np.arange(panel.counts.shape[1]) >= panel.start
    sums = [panel.counts[group][:, when].sum() for group in (panel.treated, ~panel.treated) for when in (after, ~after)]
    return not all(sums)


def _detectable(changes: Changes, said: Judgement, power: float, confidence: float) -> DetectableEffect:
    """By the cases that the municipalities would have had after, had the ratio been another."""
    between_variance = changes.between_variance()
    inflation = said.standard_error / changes.standard_error(between_variance)
    before = changes.total - changes.after
    usual = changes.after / np.where(changes.treated, np.exp(changes.log_ratio), 1.0)

    def error_at(ratio: float) -> float:
        after = usual * np.where(changes.treated, ratio, 1.0)
        would_be = replace(changes, total=before + after, after=after, log_ratio=float(np.log(ratio)))
        return inflation * would_be.standard_error(between_variance)

    return detectable_effect(error_at, degrees_of_freedom=said.degrees_of_freedom, power=power, confidence=confidence)
