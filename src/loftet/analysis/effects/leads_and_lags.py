"""Event study: the treated against the comparisons period by period, before and after the measure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc

from loftet.analysis.arguments import Numbers, between, whole
from loftet.analysis.effects.changes import changes_between, judged_by_changes
from loftet.analysis.effects.differences import FEWEST_BEFORE, PreTrend, nested_factor, pre_trend_check
from loftet.analysis.effects.panel import Panel, checked_panel, panel_regression
from loftet.analysis.regression import CountRegression, Family, cluster_covariance

REFERENCE = -1
"""The last period before the measure, which the others are held against."""


@dataclass(frozen=True, slots=True)
class JointTest:
    """Cluster-robust Wald test that all leads are zero, as an F: rejects far too often with few municipalities."""

    statistic: float
    p_value: float
    degrees_of_freedom: int
    denominator_degrees_of_freedom: int


@dataclass(frozen=True, slots=True)
class EventStudy:
    """Each array is (relative periods,); the last period before the measure, -1, is the reference, not among them."""

    relative: NDArray[np.int64]
    """Periods since the start; the first and the last stand for all beyond them too."""
    log_ratio: Numbers
    low: Numbers
    """Limits of the ratio, for one period at a time, by the municipalities' own changes."""
    high: Numbers
    cluster_standard_error: Numbers
    """Of the log ratio by the cluster-robust regression, too small with few municipalities."""
    pre_trend: PreTrend | None
    """The check to go by; None where fewer than four periods lie before."""
    joint_test: JointTest | None
    """None where there are too many leads for the municipalities."""
    regression: CountRegression
    confidence: float
    marks: int

    @property
    def ratio(self) -> Numbers:
        return np.exp(self.log_ratio)


def event_study(
    events: ArrayLike,
    *,
    treated: ArrayLike,
    start: int,
    furthest: int = 12,
    exposure: ArrayLike | None = None,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> EventStudy:
    """Leads and lags of a measure: two-way Poisson regression with one effect for each period relative to the start.

    What it answers: "when did the difference begin, and was it there before the measure?"

    Args:
        events: (municipalities, periods), counts; NaN only where a mark says that it is missing or suppressed.
        treated: (municipalities,), truth values.
        start: position of the first period of the measure, counted from 0.
        furthest: leads and lags beyond this share one effect.
        exposure: (municipalities, periods) or (municipalities,).
        confidence: of the limits of each period by itself: one in twenty of them misses at 0.95.
        marks: (municipalities, periods).
    Returns:
        Ratios against the last period before, their limits, and the check of the time before.
    Raises:
        ValueError: as `difference_in_differences`; if furthest is below 2; if the treated or the comparisons have no
            case in a period that needs its own effect: then take longer periods.
    Assumes:
        as `difference_in_differences`.
    Misleads when:
        the reference period was odd: all ratios then lean the same way, as in any event study.
    Reference:
        Freyaldenhoven, Hansen, Pérez & Shapiro, Visualization, Identification, and Estimation in the Linear Panel
        Event-Study Design, NBER working paper 29170 (2021).

    >>> rng = np.random.default_rng(4)
    >>> seen = event_study(rng.poisson(50, (9, 10)), treated=[1] + 8 * [0], start=5, furthest=3)
    >>> seen.relative
    array([-3, -2,  0,  1,  2,  3])
    >>> seen.pre_trend.differs
    False
    """
    between("confidence", confidence, 0, 1)
    whole("furthest", furthest, 2)
    panel = checked_panel(events, treated=treated, start=start, exposure=exposure, marks=marks)
    since = np.clip(np.arange(panel.counts.shape[1]) - start, -furthest, furthest)
    relative = np.unique(since[since != REFERENCE])
    _refuse_empty(panel, since)
    effects = panel.treated[None, :, None] & (since[None, None, :] == relative[:, None, None])
    names = tuple(f"period {number}" for number in relative)
    fit = panel_regression(panel, effects.astype(np.float64), names, Family.POISSON)
    groups = np.nonzero(panel.telling)[0]
    count = len(np.unique(groups))
    covariance = cluster_covariance(fit, groups, factor=nested_factor(fit, count))[: len(names), : len(names)]
    low, high = _limits(panel, fit, since, relative, confidence)
    return EventStudy(
        relative=relative,
        log_ratio=fit.coefficients[: len(names)],
        low=low,
        high=high,
        cluster_standard_error=np.sqrt(np.diag(covariance)),
        pre_trend=_checked_before(events, panel, exposure, confidence, marks),
        joint_test=_joint_test(fit.coefficients[: len(names)], covariance, relative < REFERENCE, count),
        regression=fit,
        confidence=confidence,
        marks=panel.marks,
    )


def _refuse_empty(panel: Panel, since: NDArray[np.int64]) -> None:
    for number in np.unique(since):
        for name, group in (("treated", panel.treated), ("comparisons", ~panel.treated)):
            if not panel.counts[group][:, since == number].any():
                raise ValueError(
                    f"events: the {name} have no case in period {number} from the start; take longer periods"
                )


def _limits(
    panel: Panel, fit: CountRegression, since: NDArray[np.int64], relative: NDArray[np.int64], confidence: float
) -> tuple[Numbers, Numbers]:
    """Of each period against the reference, from the municipalities' changes between just these two."""
    judged = [
        judged_by_changes(
            changes_between(panel, fit, since == REFERENCE, since == number, float(fit.coefficients[at])), confidence
        )
        for at, number in enumerate(relative)
    ]
    return np.exp([each.low for each in judged]), np.exp([each.high for each in judged])


def _checked_before(
    events: ArrayLike, panel: Panel, exposure: ArrayLike | None, confidence: float, marks: ArrayLike | None
) -> PreTrend | None:
    if panel.start < FEWEST_BEFORE:
        return None
    return pre_trend_check(
        events, treated=panel.treated, start=panel.start, exposure=exposure, confidence=confidence, marks=marks
    )


def _joint_test(coefficients: Numbers, covariance: Numbers, leads: np.ndarray, groups: int) -> JointTest | None:
    count = int(leads.sum())
    if not 0 < count < groups:
        return None
    b, v = coefficients[leads], covariance[np.ix_(leads, leads)]
    if np.linalg.matrix_rank(v, hermitian=True) < count:
        return None
    statistic = float(b @ np.linalg.solve(v, b)) / count
    return JointTest(statistic, float(fdtrc(count, groups - 1, statistic)), count, groups - 1)
