"""Synthetic control: a mixture of comparison municipalities that went as the treated one did, carried on after."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from loftet.analysis.arguments import Numbers, between, not_empty, numbers
from loftet.analysis.effects.simplex import nearest_mixture
from loftet.analysis.effects.verdict import Shortage
from loftet.analysis.marks import checked_marks, joined_along, unknown
from loftet.analysis.statements.findings import Finding

WORST_FIT = 2.0
"""A treated municipality that fits so many times worse than comparisons usually do has no synthetic control."""
FURTHEST_DOUBLING = 40
NOTHING = 1e-9


MOST_MUNICIPALITIES = 1000


@dataclass(frozen=True, slots=True)
class SyntheticControl:
    """Gaps are in the unit of the outcome, treated less synthetic; (periods,) unless said otherwise."""

    finding: Finding
    shortage: Shortage | None
    weights: Numbers
    """(comparisons,), none negative, sum 1."""
    synthetic: Numbers
    gap: Numbers
    mean_gap: float
    """Over the periods after."""
    low: float
    high: float
    """Limits of a constant effect by the placebo runs; infinite where these are too few to exclude anything, or where
    the gap grows or shrinks so that no constant goes with it."""
    fit_before: float
    """Root mean square of the gap before."""
    placebo_ratios: Numbers
    """(1 + comparisons,): root mean square gap after over before, the treated first, then each comparison as if it had
    been treated."""
    p_value: float
    """Share of all, the treated among them, whose ratio is at least the treated one's."""
    detectable_gap: float | None
    """The smallest constant gap that would be found in so many of the placebo runs as the power says; None where none
    would."""
    confidence: float
    power: float
    marks: int


def synthetic_control(
    outcomes: ArrayLike,
    *,
    start: int,
    confidence: float = 0.95,
    power: float = 0.8,
    marks: ArrayLike | None = None,
) -> SyntheticControl:
    """Least-squares mixture of comparisons over the time before, with every comparison as placebo.

    What it answers: "how would we have gone without the measure, and is the gap larger than gaps elsewhere?"

    Args:
        outcomes: (municipalities, periods), the treated one first; rates rather than counts, so that sizes can mix.
        start: position of the first period of the measure, counted from 0.
        confidence: of the limits; with fewer than 1 / (1 - confidence) municipalities, twenty at 95 %, nothing can be
            told.
        power: of the detectable gap.
        marks: (municipalities, periods); a period that is missing or suppressed for anyone is left out for all.
    Returns:
        Weights, gaps, placebo ratios, p and limits, and the smallest gap that could have been shown.
    Raises:
        ValueError: for outcomes that are not finite numbers, fewer than two comparisons, a start that does not leave
            known periods on both sides.
    Assumes:
        that what drives the treated drives the comparisons too, in some mixture, and no measure there.
    Misleads when:
        the time before is short against the number of comparisons: some mixture then fits chance.
    Reference:
        Abadie, Diamond & Hainmueller, Journal of the American Statistical Association 105 (2010), 493-505; limits by
        inversion: Firpo & Possebom, Journal of Causal Inference 6:2 (2018).

    >>> rng = np.random.default_rng(5)
    >>> found = synthetic_control(rng.normal(50, 2, (22, 60)), start=40)
    >>> found.weights.size, found.p_value > 0.05, found.shortage.value
    (21, True, 'limits too wide')
    """
    between("confidence", confidence, 0, 1)
    between("power", power, 0, 1)
    y, after, bits = _checked(outcomes, start, marks)
    told = ~np.isnan(y).any(axis=0)
    runs = _Runs(y[:, told], after[told], np.array([_weights(y[:, told], after[told], unit) for unit in range(len(y))]))
    ratios = runs.ratios(0.0)
    p_value = _share_at_least(ratios)
    gap = y[0] - runs.weights[0, 1:] @ y[1:]
    mean_gap = float(np.nanmean(gap[after]))
    low, high = (_limit(runs.p_value, mean_gap, sign, 1 - confidence) for sign in (-1.0, 1.0))
    finding, shortage = _verdict(runs, p_value, mean_gap, confidence)
    return SyntheticControl(
        finding=finding,
        shortage=shortage,
        weights=runs.weights[0, 1:],
        synthetic=y[0] - gap,
        gap=gap,
        mean_gap=mean_gap,
        low=low,
        high=high,
        fit_before=float(runs.fits_before[0]),
        placebo_ratios=ratios,
        p_value=p_value,
        detectable_gap=_detectable_gap(runs, confidence, power),
        confidence=confidence,
        power=power,
        marks=int(joined_along(bits.ravel())),
    )


@dataclass(frozen=True, slots=True)
class _Runs:
    """The treated and every placebo with the weights that each gives the others."""

    outcomes: Numbers
    """(municipalities, known periods)."""
    after: np.ndarray
    weights: Numbers
    """(municipalities, municipalities), a row for each as the treated; its own weight is 0."""

    @property
    def gaps(self) -> Numbers:
        return self.outcomes - self.weights @ self.outcomes

    @property
    def fits_before(self) -> Numbers:
        """Never quite zero: a perfect fit to a short time before would make any gap after infinitely strange."""
        least = NOTHING * (np.max(np.abs(self.outcomes)) or 1.0)
        return np.maximum(_root_mean_square(self.gaps[:, ~self.after]), least)

    def ratios(self, effect: float) -> Numbers:
        """After over before, were the treated's outcomes after freed from a constant effect."""
        without = self.outcomes.copy()
        without[0, self.after] -= effect
        return _root_mean_square((without - self.weights @ without)[:, self.after]) / self.fits_before

    def p_value(self, effect: float) -> float:
        return _share_at_least(self.ratios(effect))


def _checked(outcomes: ArrayLike, start: int, marks: ArrayLike | None) -> tuple[Numbers, np.ndarray, np.ndarray]:
    shape = np.shape(outcomes)
    if len(shape) != 2:
        raise ValueError(f"outcomes must have two axes, municipalities and periods, not {len(shape)}")
    bits = checked_marks(marks, shape)
    hidden = unknown(bits)
    y = numbers("outcomes", outcomes, except_at=hidden)
    not_empty("outcomes", y)
    if shape[0] < 3:
        raise ValueError(f"outcomes has {shape[0]} municipalities, but one treated and two comparisons are needed")
    if shape[0] > MOST_MUNICIPALITIES:
        raise ValueError(f"outcomes has {shape[0]} municipalities: at most {MOST_MUNICIPALITIES}, each a placebo")
    after = np.arange(shape[1]) >= start
    told = ~hidden.any(axis=0)
    if np.sum(told & ~after) < 2 or not np.any(told & after):
        raise ValueError(f"start = {start} does not leave two known periods before and one after")
    return np.where(hidden, np.nan, y), after, bits


def _weights(outcomes: Numbers, after: np.ndarray, unit: int) -> Numbers:
    others = np.delete(np.arange(len(outcomes)), unit)
    weights = np.zeros(len(outcomes))
    weights[others] = nearest_mixture(outcomes[unit, ~after], outcomes[others][:, ~after].T)
    return weights


def _root_mean_square(gaps: Numbers) -> Numbers:
    return np.asarray(np.sqrt(np.mean(gaps**2, axis=-1)), np.float64)


def _share_at_least(ratios: Numbers) -> float:
    return float(np.mean(ratios >= ratios[0]))


def _verdict(runs: _Runs, p_value: float, mean_gap: float, confidence: float) -> tuple[Finding, Shortage | None]:
    fits = runs.fits_before
    if len(fits) * (1 - confidence) < 1 - 1e-9:
        return Finding.CANNOT_TELL, Shortage.TOO_FEW_COMPARISONS
    if np.sum(~runs.after) < len(fits) - 1:
        return Finding.CANNOT_TELL, Shortage.TOO_FEW_BEFORE
    if fits[0] > WORST_FIT * np.median(fits[1:]):
        return Finding.CANNOT_TELL, Shortage.POOR_FIT
    if p_value > 1 - confidence + 1e-9:
        return Finding.CANNOT_TELL, Shortage.LIMITS_TOO_WIDE
    return (Finding.ROSE if mean_gap > 0 else Finding.FELL), None


def _limit(p_value: Callable[[float], float], start: float, sign: float, alpha: float) -> float:
    """The last constant effect, going from the mean gap, that the placebo runs do not reject."""
    step = max(abs(start), 1e-6) / 16
    if p_value(start) <= alpha + 1e-9:
        return float(sign * np.inf)
    for _ in range(FURTHEST_DOUBLING):
        if p_value(start + sign * step) <= alpha + 1e-9:
            away = brentq(lambda length: p_value(start + sign * length) - alpha - 2e-9, 0.0, step, xtol=1e-9)
            return start + sign * float(away)
        step *= 2
    return float(sign * np.inf)


def _detectable_gap(runs: _Runs, confidence: float, power: float) -> float | None:
    """By giving each placebo a gap after, in the unit of its own fit before, and ranking it among the others."""
    count = len(runs.fits_before)
    most_above = int(np.floor(count * (1 - confidence) + 1e-9)) - 1
    if most_above < 0:
        return None
    ratios, gaps = runs.ratios(0.0)[1:], runs.gaps[1:] / runs.fits_before[1:, None]
    thresholds = [np.sort(np.delete(ratios, unit))[::-1][most_above] for unit in range(count - 1)]
    needed = [
        max(_gap_needed(gap[runs.after], threshold, sign) for sign in (-1.0, 1.0))
        for gap, threshold in zip(gaps, thresholds, strict=True)
    ]
    return float(np.quantile(needed, power, method="higher") * runs.fits_before[0])


def _gap_needed(gap: Numbers, threshold: float, sign: float) -> float:
    """The constant that must be added to a gap for its root mean square to pass the threshold."""
    mean, square = sign * gap.mean(), float(np.mean(gap**2))
    return float(max(-mean + np.sqrt(max(mean**2 + threshold**2 - square, 0.0)), 0.0))
