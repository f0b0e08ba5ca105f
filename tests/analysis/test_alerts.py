"""Early warning: which weeks are compared, what is not told and what is refused, and what holds for any counts."""

import doctest
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import nbinom, poisson

from loftet.analysis.alerts import (
    Reason,
    cusum,
    ears,
    farrington,
    farrington_flexible,
    likelihood_cusum,
)
from loftet.analysis.alerts.references import checked_dates, levels_of, same_week_before, seasonal_reference
from loftet.analysis.alerts.series_blocks import SERIES_AT_A_TIME
from loftet.analysis.alerts.thresholds import tail_probability, upper_quantile
from loftet.analysis.marks import Mark

WEEKS = np.arange(520)
UNKNOWN_WAY: Any = "log"
SEASON = 6 + 3 * np.sin(WEEKS * 2 * np.pi / 52)


def thefts(series: int = 1, *, level: float = 1.0, seed: int = 11) -> np.ndarray:
    return np.random.default_rng(seed).poisson(level * SEASON, (series, 520)).astype(float)


@pytest.mark.parametrize("module", ["farrington", "ears", "cusum"])
def test_the_examples_of_the_docstrings_hold(module: str) -> None:
    from loftet.analysis import alerts  # noqa: PLC0415

    names = {name: getattr(alerts, name) for name in alerts.__all__} | {"np": np}
    found = doctest.testmod(import_module(f"loftet.analysis.alerts.{module}"), extraglobs=names)
    assert found.attempted > 0
    assert found.failed == 0


# Which weeks


def test_the_year_is_shared_between_the_levels_and_the_same_season_is_the_last_of_them() -> None:
    level = levels_of([110, 58, 6], half_window=3, levels=10)
    assert level[:3].tolist() == [0, 0, 0]
    assert level[3:10].tolist() == [10] * 7
    # 45 weeks between two windows are nine blocks of five.
    assert level[10:55].tolist() == [number for number in range(1, 10) for _ in range(5)]
    assert level[55:62].tolist() == [10] * 7


def test_weeks_that_cannot_be_shared_equally_make_the_first_blocks_longer() -> None:
    level = levels_of([52, 0], half_window=1, levels=5)
    assert np.bincount(level[2:51])[1:5].tolist() == [13, 12, 12, 12]


def test_by_dates_a_year_of_53_weeks_does_not_move_the_season() -> None:
    dates = checked_dates(np.arange(520) * 7 + np.datetime64("2012-01-02"), 520, 52)
    now = 518
    points = same_week_before(now, years=6, frequency=52, dates=dates)
    assert dates is not None
    same_season = (dates[points] - dates[points].astype("datetime64[Y]")).astype(int)
    assert np.ptp(same_season) <= 7
    assert np.diff(points).tolist() == [-52, -52, -53, -52, -52, -52]
    assert [now - 52 * back for back in range(7)] == same_week_before(now, years=6, frequency=52, dates=None)


def test_a_leap_day_is_compared_with_the_first_of_march() -> None:
    dates = checked_dates(np.arange(np.datetime64("2018-01-01"), np.datetime64("2020-03-05")), 794, 365)
    assert dates is not None
    now = int(np.flatnonzero(dates == np.datetime64("2020-02-29"))[0])
    earlier = dates[same_week_before(now, years=2, frequency=365, dates=dates)[1:]]
    assert earlier.astype(str).tolist() == ["2019-03-01", "2018-03-01"]


def test_the_newest_weeks_are_no_part_of_what_a_week_is_compared_with() -> None:
    reference = seasonal_reference(
        519, [519, 467, 415], half_window=3, levels=10, excluded=26, dates=None, frequency=52
    )
    assert reference is not None
    assert sorted(reference.weeks) == list(range(412, 493))


# Numbers from R: surveillance 1.20.3, on counts that anyone can make again.
# wk <- 1:340; y <- (wk*wk*7 + wk*13) %% 11 + 3*(wk %% 52 < 20)

WEEK = np.arange(1, 341)
COUNTS = (WEEK * WEEK * 7 + WEEK * 13) % 11 + 3.0 * (WEEK % 52 < 20)
JUDGED = [299, 324, 339]


def test_the_calendar_finds_the_weeks_that_r_finds_past_a_year_of_53() -> None:
    # farringtonFlexible(sts(y, epoch = as.Date("2017-01-02") + 7*(wk-1), epochAsDate = TRUE, frequency = 52),
    #   list(range = 300:340, b = 5, w = 2, noPeriods = 4, thresholdMethod = "nbPlugin", pastWeeksNotIncluded = 26,
    #   weightsThreshold = 1, pThresholdTrend = 1, alpha = .1))
    told = farrington_flexible(
        COUNTS,
        dates=np.datetime64("2017-01-02") + 7 * (WEEK - 1),
        periods=np.arange(299, 340),
        half_window=2,
        seasonal_levels=4,
        threshold="nbPlugin",
        weights_threshold=1,
        alpha=0.1,
    )
    some = [0, 25, 40]
    assert told.upper[some].tolist() == [10, 13, 9]
    assert_allclose(told.expected[some], [5.06917450474, 7.25526630509, 4.34411793291], rtol=1e-9)
    assert_allclose(told.p_value[some], [0.740436604154, 0.889002610274, 0.398442217634], rtol=1e-9)
    assert told.is_alarm.sum() == 6


def test_months_are_judged_as_r_judges_them() -> None:
    # farringtonFlexible(sts(y[1:100] + (1:100) %/% 20, frequency = 12), list(range = 80:100, b = 5, w = 1,
    #   noPeriods = 5, thresholdMethod = "muan", pastWeeksNotIncluded = 2, weightsThreshold = 2.58,
    #   pThresholdTrend = .05, alpha = .05))
    told = farrington_flexible(
        COUNTS[:100] + WEEK[:100] // 20,
        frequency=12,
        periods=[79, 94, 99],
        half_window=1,
        seasonal_levels=5,
        threshold="muan",
        newest_excluded=2,
        trend_p_value=0.05,
        alpha=0.05,
    )
    assert told.upper.tolist() == [22, 21, 15]
    assert_allclose(told.expected, [11.7452102439, 11.9380339805, 7.55299461914], rtol=1e-9)
    assert_allclose(told.p_value, [0.925148139266, 0.838126965377, 0.0947193090044], rtol=1e-9)
    assert told.has_trend.all()


def test_weeks_that_are_missing_are_left_out_as_r_leaves_them_out() -> None:
    # y[c(100, 200, 201, 280)] <- NA; farringtonFlexible(sts(y, frequency = 52), list(range = 300:340, b = 4, w = 3,
    #   noPeriods = 10, thresholdMethod = "delta", pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
    #   pThresholdTrend = 1, alpha = .01))
    marks = np.zeros(340, np.uint8)
    marks[[99, 199, 200, 279]] = Mark.MISSING
    counts = np.where(marks > 0, np.nan, COUNTS)
    told = farrington_flexible(counts, marks=marks, periods=JUDGED, years=4, threshold="delta")
    assert_allclose(told.upper, [14.8488705041, 20.4852584435, 15.9463637758], rtol=1e-9)
    assert_allclose(told.expected, [4.75234334226, 7.7663042309, 5.20874594685], rtol=1e-9)


def test_counts_for_inhabitants_are_judged_as_r_judges_them() -> None:
    # farringtonFlexible(sts(y, frequency = 52, population = 1000 + wk), list(range = 300:340, b = 4, w = 3,
    #   noPeriods = 1, thresholdMethod = "delta", populationOffset = TRUE, powertrans = "1/2",
    #   pastWeeksNotIncluded = 3, weightsThreshold = 2.58, pThresholdTrend = .05, alpha = .01))
    told = farrington_flexible(
        COUNTS,
        exposure=1000 + WEEK,
        periods=JUDGED,
        years=4,
        threshold="delta",
        power="1/2",
        newest_excluded=3,
        seasonal_levels=1,
        trend_p_value=0.05,
    )
    assert_allclose(told.upper, [14.1690011513, 17.4266170124, 22.7764363082], rtol=1e-9)
    assert_allclose(told.p_value, [0.515106891565, 0.900450983237, 0.721106988967], rtol=1e-9)


def test_the_original_method_gives_the_bounds_of_r() -> None:
    # farrington(sts(y, frequency = 52), list(range = 300:340, b = 3, w = 2, alpha = .1, reweight = TRUE))
    told = farrington(COUNTS, periods=np.arange(299, 340), years=3, half_window=2, alpha=0.1)
    assert_allclose(told.upper[[0, 25, 40]], [10.8246472393, 14.4667900291, 12.1293916473], rtol=1e-9)
    assert told.is_alarm.sum() == 4


SHORT = [3, 1, 4, 2, 5, 3, 2, 6, 4, 3, 9, 12, 10, 7, 3, 2, 4, 8, 11, 3]


@pytest.mark.parametrize(
    ("way", "sums", "upper"),
    [
        ("standard", [0, 0, 2.6895261283, 7.04315284527], [8, 8, 8, 3]),
        ("rossi", [0, 0, 2.29198742642, 5.88012676231], [8.34701038009, 8.34701038009, 8.34701038009, 3.63025804288]),
        (
            "anscombe",
            [0, 0, 2.12843691397, 5.38425875517],
            [8.67681513889, 8.67681513889, 8.67681513889, 3.94235321609],
        ),
    ],
)
def test_cusum_gives_the_sums_of_r_however_it_is_standardised(way: Any, sums: list[float], upper: list[float]) -> None:
    # algo.cusum(y, list(range = 9:20, k = .5, h = 2, trans = way))
    told = cusum(SHORT, first=8, allowance=0.5, limit=2, standardisation=way)
    assert_allclose(told.statistic[:4], sums, rtol=1e-9)
    assert_allclose(told.upper[:4], upper, rtol=1e-9)
    # Far above the limit any count is enough.
    assert_array_equal(told.upper[5:], 0)
    assert told.is_alarm.tolist() == [False] * 2 + [True] * 10


@pytest.mark.parametrize(
    ("extra", "sums", "alarms"),
    [
        (0, [0, 0, 2.42409193376, 3.92409193376, 2.92409193376, 1.42409193376, 0.848183867519], [2, 3, 4, 10]),
        (0.1, [0, 0, 1.72485769017, 4.51153501563, 2.0787975686, 1.01697793331, 0.618196352897], [3, 4, 10]),
    ],
)
def test_the_likelihood_ratio_begins_anew_after_an_alarm_as_in_r(extra: float, sums: Any, alarms: list[int]) -> None:
    # glrnb(y, list(range = 9:20, c.ARL = 2, mu0 = rep(3.2, 12), alpha = extra, theta = .5, dir = "inc", ret = "value"))
    told = likelihood_cusum(SHORT, first=8, expected=3.2, log_ratio=0.5, extra_variance=extra, limit=2)
    assert_allclose(told.statistic[:7], sums, rtol=1e-9)
    assert np.flatnonzero(told.is_alarm).tolist() == alarms


@pytest.mark.parametrize(
    ("method", "upper"),
    [
        ("C1", [11.255353369, 15.4106302734, 16.6995595935, 16.1573340286]),
        ("C2", [7.67827895593, 7.12808123368, 11.255353369, 15.4106302734]),
        ("C3", [12.5593210752, 4.37972658034, 0, 0]),
    ],
)
def test_ears_gives_the_bounds_of_r_with_a_shorter_baseline(method: Any, upper: list[float]) -> None:
    # earsC(y, list(range = 12:20, method = method, baseline = 5, alpha = .01, minSigma = 1.5))
    told = ears(SHORT, periods=np.arange(11, 20), method=method, baseline=5, alpha=0.01, least_deviation=1.5)
    assert_allclose(told.upper[:4], upper, rtol=1e-9)


# Quantiles


@given(
    mean=st.floats(1e-3, 1e4),
    dispersion=st.one_of(st.just(1.0), st.floats(1.001, 50)),
    tail=st.sampled_from([0.05, 0.01, 0.001, 1e-6]),
)
def test_the_bound_is_the_quantile_of_the_distribution(mean: float, dispersion: float, tail: float) -> None:
    one = np.array([mean]), np.array([dispersion])
    upper = upper_quantile(1 - tail, *one)
    law = poisson(mean) if dispersion == 1 else nbinom(mean / (dispersion - 1), 1 / dispersion)
    assert law.cdf(upper[0]) >= (1 - tail) * (1 - 1e-12)
    assert law.cdf(upper[0] - 1) < (1 - tail) * (1 + 1e-12)
    assert_allclose(tail_probability(upper, *one), law.sf(upper - 1), rtol=1e-8, atol=1e-300)


def test_the_quantile_of_what_is_not_known_is_not_known() -> None:
    assert np.isnan(upper_quantile(0.95, np.array([np.nan, np.inf]), np.ones(2))).all()


def test_a_mean_beyond_all_counts_has_a_bound_and_no_end_of_searching() -> None:
    mean = np.array([1e13, 1e18, 1e200])
    upper = upper_quantile(0.99, mean, np.array([1.0, 3.0, 3.0]))
    assert_allclose(upper, mean, rtol=1e-5)
    assert (upper >= mean).all()


# Many series


@pytest.mark.parametrize("method", [farrington_flexible, farrington])
def test_many_series_at_once_are_judged_as_each_alone(method: Callable[..., Any]) -> None:
    counts = np.concatenate([thefts(SERIES_AT_A_TIME, level=0.2), thefts(7), np.zeros((1, 520)), thefts(2, level=40)])
    together = method(counts, periods=[500, 519])
    for row in (0, 3, SERIES_AT_A_TIME - 1, SERIES_AT_A_TIME, SERIES_AT_A_TIME + 7, len(counts) - 1):
        alone = method(counts[row], periods=[500, 519])
        assert_array_equal(alone.reason, together.reason[row])
        assert_allclose(alone.upper, together.upper[row], rtol=1e-12)
        assert_allclose(alone.expected, together.expected[row], rtol=1e-12)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), level=st.floats(0.05, 20))
def test_an_alarm_is_a_count_above_its_bound_and_is_given_only_where_there_is_one(seed: int, level: float) -> None:
    told = farrington_flexible(thefts(3, level=level, seed=seed), periods=[450, 519], alpha=0.05)
    has_bound = np.isfinite(told.upper)
    assert_array_equal(has_bound, told.reason == Reason.NONE)
    assert_array_equal(told.is_alarm, has_bound & (told.counts > np.where(has_bound, told.upper, np.inf)))
    assert_array_equal(told.p_value[told.is_alarm] < 0.05, np.ones(told.is_alarm.sum(), bool))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_higher_count_never_undoes_an_alarm_and_moves_no_bound(seed: int) -> None:
    counts = thefts(seed=seed)[0]
    higher = counts.copy()
    higher[-1] += 30
    first, second = farrington_flexible(counts), farrington_flexible(higher)
    assert first.upper == second.upper
    assert second.is_alarm[0]
    assert second.p_value[0] <= first.p_value[0]


def test_a_past_outbreak_hides_less_when_it_is_weighted_down() -> None:
    counts = thefts()[0]
    counts[[467, 468, 415]] = 60
    weighted, plain = farrington_flexible(counts), farrington_flexible(counts, weights_threshold=None)
    assert weighted.upper[0] < plain.upper[0]


def test_a_trend_that_is_not_significant_or_leads_too_high_is_dropped() -> None:
    flat = farrington_flexible(thefts(), trend_p_value=0.05)
    assert not flat.has_trend.any()
    steep = np.round(np.exp(WEEKS / 100))
    assert not farrington_flexible(steep).has_trend.any()
    falling = np.random.default_rng(3).poisson(40 * np.exp(-WEEKS / 200)).astype(float)
    assert farrington_flexible(falling, trend_p_value=0.05).has_trend.all()
    assert not farrington_flexible(falling, trend_p_value=0.05, years=2).has_trend.any()


def test_exposure_scales_what_is_expected() -> None:
    counts = thefts()[0]
    inhabitants = np.full(520, 1000.0)
    told = farrington_flexible(counts, exposure=inhabitants)
    assert_allclose(told.expected, farrington_flexible(counts).expected, rtol=1e-7)
    inhabitants[-1] = 2000
    doubled = farrington_flexible(counts, exposure=inhabitants)
    assert_allclose(doubled.expected, 2 * told.expected, rtol=1e-12)


# Cannot tell


def test_a_short_series_is_told_to_be_short_and_gets_no_bound() -> None:
    for told in (farrington_flexible(thefts()[0, :200]), farrington(thefts()[0, :200]), ears([1, 2, 3])):
        assert told.reason.tolist() == [Reason.SHORT_HISTORY]
        assert np.isnan(told.upper).all()
        assert not told.is_alarm.any()


def test_zeros_and_a_single_event_are_too_few_to_tell() -> None:
    counts = np.zeros((2, 520))
    counts[1, -1] = 4
    told = farrington_flexible(counts)
    assert told.reason.ravel().tolist() == [Reason.TOO_FEW] * 2
    assert np.isnan(told.upper).all()
    counts[1, -1] = 5
    assert farrington_flexible(counts).reason.ravel().tolist() == [Reason.TOO_FEW, Reason.NO_FIT]
    counts[1, :-1:40] = 1
    assert farrington_flexible(counts, threshold="nbPlugin").is_alarm.ravel().tolist() == [False, True]


def test_three_alike_periods_say_nothing_of_chance_to_c3() -> None:
    told = ears([2] * 12, method="C3")
    assert told.reason.tolist() == [Reason.NO_SPREAD]


def test_cusum_without_events_to_learn_from_cannot_tell() -> None:
    told = cusum([0, 0, 0, 0, 3, 4], first=4)
    assert told.reason.tolist() == [Reason.TOO_FEW] * 2
    assert not told.is_alarm.any()


# Marks


def test_missing_weeks_are_left_out_and_are_never_zeros() -> None:
    whole = thefts()[0]
    gaps = np.array([100, 300, 415, 440])
    marks = np.zeros(520, np.uint8)
    marks[gaps] = Mark.MISSING
    with_gaps, with_zeros = whole.copy(), whole.copy()
    with_gaps[gaps] = np.nan
    with_zeros[gaps] = 0
    told = farrington_flexible(with_gaps, marks=marks, newest_excluded=3)
    assert told.upper[0] >= farrington_flexible(with_zeros, newest_excluded=3).upper[0]
    # Whatever stands in an unknown week changes nothing.
    with_gaps[gaps] = 500
    assert_array_equal(told.expected, farrington_flexible(with_gaps, marks=marks, newest_excluded=3).expected)
    assert told.expected[0] > farrington_flexible(with_zeros, newest_excluded=3).expected[0]


def test_a_level_of_which_nothing_is_known_changes_only_the_degrees_of_freedom() -> None:
    counts, marks = thefts(2), np.zeros((2, 520), np.uint8)
    season = seasonal_reference(
        519, [519, 467, 415, 363, 311, 259], half_window=3, levels=10, excluded=26, dates=None, frequency=52
    )
    assert season is not None
    marks[0, season.weeks[season.starts[4] : season.starts[5]]] = Mark.SUPPRESSED
    marks[1, season.weeks[season.starts[9] :]] = Mark.SUPPRESSED
    told = farrington_flexible(np.where(marks, np.nan, counts), marks=marks, trend=False)
    assert told.reason.ravel().tolist() == [Reason.NONE, Reason.SHORT_HISTORY]


def test_the_week_itself_unknown_is_told_so() -> None:
    counts, marks = thefts()[0], np.zeros(520, np.uint8)
    counts[-1], marks[-1] = np.nan, Mark.SUPPRESSED
    for told in (
        farrington_flexible(counts, marks=marks),
        farrington(counts, marks=marks),
        ears(counts, marks=marks),
        cusum(counts, first=519, marks=marks),
    ):
        assert told.reason.tolist() == [Reason.UNKNOWN_PERIOD]
        assert np.isnan(told.counts).all()
        assert np.isnan(told.upper).all()
        assert not told.is_alarm.any()


def test_an_alarm_that_rests_on_preliminary_weeks_carries_it() -> None:
    counts, marks = thefts()[0], np.zeros(520, np.uint8)
    marks[-1] = Mark.PRELIMINARY
    counts[-1] = 40
    told = farrington_flexible(counts, periods=[518, 519], marks=marks)
    assert told.is_alarm.tolist()[-1]
    assert told.marks.tolist() == [0, Mark.PRELIMINARY]
    marks[:] = 0
    marks[[467, 517]] = Mark.EXAMPLE, Mark.PRELIMINARY
    assert farrington_flexible(counts, marks=marks).marks.tolist() == [Mark.EXAMPLE | Mark.PRELIMINARY]
    assert ears(counts, marks=marks).marks.tolist() == [Mark.PRELIMINARY]
    assert cusum(counts, first=515, marks=marks).marks.tolist() == [Mark.EXAMPLE] * 2 + [Mark.EXAMPLE | 1] * 3


def test_an_unknown_period_leaves_the_sum_as_it_was() -> None:
    counts, marks = np.array([3.0, 4, 3, 4, 9, np.nan, 9]), np.array([0, 0, 0, 0, 0, Mark.MISSING, 0], np.uint8)
    told = cusum(counts, first=4, marks=marks)
    without = cusum(np.delete(counts, 5), first=4)
    assert_allclose(told.statistic[[0, 2]], without.statistic)
    assert np.isnan(told.statistic[1])


def test_ears_leaves_unknown_periods_out_of_the_baseline_and_needs_three() -> None:
    counts, marks = np.array([5.0, 1, 2, 3, 4, 5, 6, 20]), np.zeros(8, np.uint8)
    marks[0] = Mark.MISSING
    told = ears(counts, marks=marks)
    assert_allclose(told.upper, 3.5 + 3.090232306 * np.std([1, 2, 3, 4, 5, 6], ddof=1), rtol=1e-9)
    marks[:5] = Mark.MISSING
    assert ears(counts, marks=marks).reason.tolist() == [Reason.SHORT_HISTORY]


# Refused


METHODS: list[Callable[..., Any]] = [
    farrington_flexible,
    farrington,
    ears,
    lambda counts, **rest: cusum(counts, first=2, **rest),
    lambda counts, **rest: likelihood_cusum(counts, first=2, expected=3.0, log_ratio=0.5, **rest),
]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([[1, 2, 3], [4, -5, 6]], r"counts\[1, 1\] = -5.0 is a negative count"),
        ([1, 2, 2.5], r"counts\[2\] = 2.5 is not a whole number"),
        ([1, np.nan, 2], r"counts\[1\] = nan is not a finite number"),
        ([1, 2, np.inf], r"counts\[2\] = inf is not a finite number"),
        (["a", "b", "c"], r"counts\[0\] = a is no number"),
        (np.zeros((0, 3)), "counts is empty"),
        (np.zeros((2, 2, 3)), "counts must have one axis"),
        (3.0, "counts must have one axis"),
    ],
)
def test_counts_that_are_none_are_refused_with_their_place(method: Callable[..., Any], counts: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        method(counts)


@pytest.mark.parametrize("method", METHODS)
def test_marks_of_another_shape_are_refused(method: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=r"marks has shape \(2,\)"):
        method([1, 2, 3], marks=np.zeros(2, np.uint8))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"alpha": 0}, "alpha = 0 must lie between 0 and 0.5"),
        ({"alpha": 0.7}, "alpha"),
        ({"years": 0}, "years = 0 must be from 1"),
        ({"half_window": 26}, "half_window = 26"),
        ({"half_window": -1}, "half_window = -1"),
        ({"fewest": (5, 0)}, "fewest"),
        ({"periods": [520]}, r"periods\[0\] = 520 is not a position from 0 to 519"),
        ({"periods": [5, 5]}, r"periods\[1\] = 5 does not rise"),
        ({"periods": []}, "periods is empty"),
        ({"power": "3/2"}, "power = '3/2' must be one of"),
        ({"exposure": np.zeros(520)}, r"exposure\[0\] = 0.0 must be above zero"),
        ({"exposure": np.full(520, np.nan)}, r"exposure\[0\] = nan is not a finite number"),
        ({"exposure": np.ones(519)}, r"exposure has shape \(519,\)"),
        ({"dates": np.arange(519)}, "dates has shape"),
        ({"dates": np.arange(520) * 8}, r"dates\[1\] = .* is not one week after the date before"),
        ({"dates": np.arange(520) * 7, "frequency": 51}, "frequency = 51 must be one of 12, 52, 365"),
    ],
)
@pytest.mark.parametrize("method", [farrington_flexible, farrington])
def test_settings_that_cannot_be_are_refused(method: Callable[..., Any], wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        method(np.ones(520), **wrong)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"seasonal_levels": 0}, "seasonal_levels = 0"),
        ({"seasonal_levels": 53}, "seasonal_levels = 53"),
        ({"newest_excluded": -1}, "newest_excluded = -1"),
        ({"trend_p_value": 1.5}, "trend_p_value"),
        ({"weights_threshold": 0}, "weights_threshold = 0.0 must be above zero"),
        ({"threshold": "bayes"}, "threshold = 'bayes' must be one of 'delta', 'nbPlugin', 'muan'"),
    ],
)
def test_settings_of_the_flexible_method_are_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        farrington_flexible(np.ones(520), **wrong)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: ears(np.ones(20), method=UNKNOWN_WAY), "method = 'log' must be one of"),
        (lambda: ears(np.ones(20), baseline=2), "baseline = 2 must be 3 or more"),
        (lambda: ears(np.ones(20), least_deviation=np.nan), "least_deviation"),
        (lambda: cusum(np.ones(20), first=20), "first = 20 must be from 0 to 19"),
        (lambda: cusum(np.ones(20), first=0), "first = 0 leaves no earlier periods"),
        (lambda: cusum(np.ones(20), first=5, limit=0), "limit = 0.0 must be above zero"),
        (lambda: cusum(np.ones(20), first=5, allowance=-1), "allowance"),
        (lambda: cusum(np.ones(20), first=5, standardisation=UNKNOWN_WAY), "standardisation = 'log'"),
        (lambda: cusum(np.ones(20), first=5, expected=np.ones(3)), "expected has shape"),
        (lambda: cusum(np.ones(20), first=18, expected=[1, 0]), r"expected\[1\] = 0.0 must be above zero"),
        (lambda: likelihood_cusum(np.ones(20), first=5, expected=1, log_ratio=-1), "log_ratio"),
        (lambda: likelihood_cusum(np.ones(20), first=5, expected=1, log_ratio=1, extra_variance=-1), "extra_variance"),
    ],
)
def test_settings_of_the_methods_for_short_series_are_refused(call: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()
