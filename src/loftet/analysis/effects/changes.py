"""Each municipality's own change between two sets of periods, and how much such changes differ without any measure.

Months of one municipality belong together, so the change of a municipality, not its month, is the unit of proof.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtr, stdtrit

from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.effects.panel import Panel
from loftet.analysis.regression import CountRegression

LARGEST_BETWEEN_VARIANCE = 100.0
FURTHEST_LOG = 10.0
PERIODS_OF_POOLED = 20
"""As many periods as the dispersion of all municipalities counts for beside a municipality's own."""


@dataclass(frozen=True, slots=True)
class Changes:
    """For each municipality (units,): cases after out of all, and what the others' paths say of the two."""

    total: Numbers
    after: Numbers
    weight_after: Numbers
    """Exposure times the common path of the periods, summed over those after."""
    weight_before: Numbers
    treated: Flags
    dispersion: Numbers
    """Variance of the municipality's counts in one period over that of Poisson counts, at least 1."""
    log_ratio: float
    """Of the treated against the comparisons."""

    @property
    def spread(self) -> Numbers:
        """Variance of the cases after, given all of the municipality, if they were Poisson."""
        share = self.share_after
        return self.total * share * (1 - share)

    @property
    def share_after(self) -> Numbers:
        after = np.exp(self.log_ratio * self.treated) * self.weight_after
        return after / (after + self.weight_before)

    def residuals(self) -> Numbers:
        """Cases after beyond what the municipality's group as a whole has."""
        return self.after - self.total * self.share_after

    def leave_groups(self) -> Numbers:
        """(units, units): takes from each residual its share of its group's sum."""
        same = self.treated[:, None] == self.treated[None, :]
        share = self.spread[:, None] / np.where(same, self.spread[None, :], 0).sum(axis=1)[:, None]
        return np.eye(len(self.total)) - np.where(same, share, 0)

    def variance(self, between_variance: float) -> Numbers:
        return self.dispersion * self.spread + between_variance * self.spread**2

    @property
    def degrees_of_freedom(self) -> int:
        """Municipalities beyond the first of each group."""
        groups = (self.treated, ~self.treated)
        return sum(max(int(group.sum()) - 1, 0) for group in groups)

    def between_variance(self) -> float:
        """Variance of the true log changes, so that the squared residuals are as large as their variances.

        Paule & Mandel's estimator: never below zero.
        """
        leaver = self.leave_groups()
        squares = (leaver @ self.residuals()) ** 2
        weights = leaver**2

        def excess(between: float) -> float:
            expected = weights @ self.variance(between)
            telling = expected > 1e-9 * self.variance(between)
            return float(np.sum(squares[telling] / expected[telling]) - np.sum(telling))

        if not self.degrees_of_freedom or excess(0.0) <= 0 or excess(LARGEST_BETWEEN_VARIANCE) >= 0:
            return 0.0 if excess(0.0) <= 0 else LARGEST_BETWEEN_VARIANCE
        return float(brentq(excess, 0.0, LARGEST_BETWEEN_VARIANCE, xtol=1e-12))

    def standard_error(self, between_variance: float) -> float:
        """Of the log ratio between the groups' changes."""
        parts = (self.variance(between_variance)[group].sum() for group in (self.treated, ~self.treated))
        sizes = (self.spread[group].sum() for group in (self.treated, ~self.treated))
        return float(np.sqrt(sum(part / size**2 for part, size in zip(parts, sizes, strict=True))))


def changes_between(panel: Panel, fit: CountRegression, before: Flags, after: Flags, log_ratio: float) -> Changes:
    """Changes from the periods `before` to those `after` (periods,), by the common path that the regression found.

    Municipalities without cases in these periods are left out: they say nothing of a change.
    """
    path = _common_path(panel, fit)
    y = np.where(panel.telling, panel.counts, 0.0)
    total, later = y[:, before | after].sum(axis=1), y[:, after].sum(axis=1)
    ahead, behind = path[:, after].sum(axis=1), path[:, before].sum(axis=1)
    told = (total > 0) & (ahead > 0) & (behind > 0)
    return Changes(
        total[told],
        later[told],
        ahead[told],
        behind[told],
        panel.treated[told],
        _dispersions(panel, fit)[told],
        log_ratio,
    )


def _common_path(panel: Panel, fit: CountRegression) -> Numbers:
    """(units, periods): exposure times the effect of the period, zero where nothing is told."""
    units, periods = np.nonzero(panel.telling)
    last = np.unique(periods).size - 1
    of_periods = np.concatenate([[0.0], fit.coefficients[len(fit.terms) - last :]])
    path = np.zeros(panel.counts.shape)
    path[units, periods] = panel.exposure[units, periods] * np.exp(
        of_periods[np.searchsorted(np.unique(periods), periods)]
    )
    return path


def _dispersions(panel: Panel, fit: CountRegression) -> Numbers:
    """(units,): each municipality's own, drawn towards that of all; a large one varies more than a small one."""
    squares = np.zeros(panel.counts.shape)
    squares[np.nonzero(panel.telling)] = (fit.counts - fit.fitted) ** 2 / fit.fitted
    freedom = panel.telling.sum(axis=1) * fit.degrees_of_freedom / len(fit.counts)
    pooled = squares.sum() / max(fit.degrees_of_freedom, 1)
    own = (squares.sum(axis=1) + PERIODS_OF_POOLED * pooled) / (freedom + PERIODS_OF_POOLED)
    return np.maximum(own, 1.0)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A log ratio judged: limits, p and what they rest on."""

    low: float
    high: float
    p_value: float
    standard_error: float
    degrees_of_freedom: float


def judged_by_changes(changes: Changes, confidence: float) -> Judgement:
    """Student's t with the municipalities' own variation: as Donald and Lang for few groups.

    One municipality on each side says nothing of how municipalities differ: the limits are then infinite.
    """
    error = changes.standard_error(changes.between_variance())
    freedom = changes.degrees_of_freedom
    if not freedom:
        return Judgement(-np.inf, np.inf, 1.0, error, 0)
    reach = float(stdtrit(freedom, 0.5 + confidence / 2)) * error
    p_value = 2 * float(stdtr(freedom, -abs(changes.log_ratio) / error))
    return Judgement(changes.log_ratio - reach, changes.log_ratio + reach, p_value, error, freedom)


def judged_by_randomisation(changes: Changes, confidence: float, rng: np.random.Generator, draws: int) -> Judgement:
    """The municipalities' standardised changes dealt out anew; limits are the ratios that are not rejected."""
    orders = rng.permuted(np.broadcast_to(np.arange(len(changes.total)), (draws, len(changes.total))), axis=1)

    def p_value(log_ratio: float) -> float:
        return _randomised_p_value(changes, log_ratio, orders)

    limits = (_limit(p_value, changes.log_ratio, sign, 1 - confidence) for sign in (-1.0, 1.0))
    error = changes.standard_error(changes.between_variance())
    return Judgement(next(limits), next(limits), p_value(0.0), error, changes.degrees_of_freedom)


def _randomised_p_value(changes: Changes, log_ratio: float, orders: np.ndarray) -> float:
    """Two-sided, of the hypothesis that the measure's log ratio is this one and all changes are alike beside it."""
    null = replace(
        changes,
        weight_after=changes.weight_after * np.exp(log_ratio * changes.treated),
        treated=np.zeros_like(changes.treated),
        log_ratio=0.0,
    )
    null = replace(null, weight_after=null.weight_after * np.exp(_common_log_ratio(null)))
    leaver, spread = null.leave_groups(), null.variance(null.between_variance())
    deviation = np.sqrt(leaver**2 @ spread)
    scaled = leaver @ null.residuals() / deviation
    weight = np.where(
        changes.treated,
        1 / null.spread[changes.treated].sum(),
        -1 / null.spread[~changes.treated].sum(),
    )
    seen = abs(float(weight @ (deviation * scaled)))
    drawn = np.abs((scaled[orders] * deviation) @ weight)
    return float((1 + np.sum(drawn >= seen * (1 - 1e-12))) / (len(orders) + 1))


def _common_log_ratio(null: Changes) -> float:
    def excess(log_ratio: float) -> float:
        after = np.exp(log_ratio) * null.weight_after
        return float(np.sum(null.after) - np.sum(null.total * after / (after + null.weight_before)))

    return float(brentq(excess, -FURTHEST_LOG * 3, FURTHEST_LOG * 3))


def _limit(p_value: Callable[[float], float], start: float, sign: float, alpha: float) -> float:
    """The last log ratio, going from the estimate, that is not rejected; infinite where none ever is."""
    step = 0.05
    while p_value(start + sign * step) > alpha:
        step *= 2
        if step > FURTHEST_LOG:
            return sign * np.inf
    away = brentq(lambda step: p_value(start + sign * step) - alpha - 1e-9, 0.0, step, xtol=1e-4)
    return start + sign * float(away)
