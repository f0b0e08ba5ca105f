"""Effects on counts: R's figures, and what they must keep to: marks, symmetry, "cannot tell", refusals."""

import doctest
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.analysis.effects import (
    Inference,
    InterruptedSeries,
    Shortage,
    difference_in_differences,
    event_study,
    interrupted_time_series,
    nearest_mixture,
    pre_trend_check,
    synthetic_control,
)
from loftet.analysis.marks import Mark
from loftet.analysis.regression import Family, cluster_covariance, robust_covariance
from loftet.analysis.regression.covariance import cluster_factor
from loftet.analysis.statements.findings import Finding
from loftet.analysis.trends import Errors
from tests.analysis.oracle import case
from tests.analysis.panels import panel, series

SERIES = ("effect_its_seatbelts", "effect_its_synthetic")
R_NAMES = {"level": "(Intercept)", "year": "yr", "after": "post", "years after": "ts"}
KINDS = {
    "poisson": (Family.POISSON, Errors.MODEL, 1e-7, 1e-7),
    "quasipoisson": (Family.QUASI_POISSON, Errors.MODEL, 1e-7, 1e-7),
    "poisson_newey_west_lag12": (Family.POISSON, Errors.NEWEY_WEST, 1e-7, 1e-7),
    "negbin": (Family.NEGATIVE_BINOMIAL, Errors.MODEL, 1e-6, 1e-3),
}


def r_name(term: str) -> str:
    kind, _, number = term.partition(" ")
    return f"{kind[0]}{number}" if kind in ("sin", "cos") else R_NAMES[term]


def by_r_name(found: InterruptedSeries, values: Any) -> dict[str, float]:
    assert found.regression is not None
    return {r_name(term): value for term, value in zip(found.regression.terms, values, strict=True)}


@pytest.mark.shared
@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("slope", ["level", "slope"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_interrupted_series_is_that_of_r(name: str, slope: str, kind: str) -> None:
    family, errors, of_coefficients, of_errors = KINDS[kind]
    told = case(name)
    y, post, exposure = (told.input[column].to_numpy() for column in ("y", "post", "expo"))
    found = interrupted_time_series(
        y,
        start=int(np.argmax(post)),
        exposure=exposure,
        with_slope=slope == "slope",
        family=family,
        errors=errors,
        lag=12,
    )
    expected, fit = told.expected[slope][kind], found.regression
    assert fit is not None
    assert found.level is not None
    assert by_r_name(found, fit.coefficients) == pytest.approx(expected["coef"], rel=of_coefficients)
    assert by_r_name(found, fit.standard_errors) == pytest.approx(expected["se"], rel=of_errors)
    assert found.level.ratio == pytest.approx(expected["rate_ratio_post"], rel=of_coefficients)
    normal = fit.interval("after")
    assert (normal.low, normal.high) == pytest.approx(expected["rr_ci95_z"], rel=of_errors)
    assert normal.p_value == pytest.approx(
        expected["p_z"], rel=1e-5 if family is not Family.NEGATIVE_BINOMIAL else 1e-2
    )
    assert found.counterfactual_count == pytest.approx(expected["counterfactual_sum_post"], rel=of_coefficients)
    assert found.counterfactual_standard_error == pytest.approx(expected["counterfactual_sum_se_delta"], rel=of_errors)
    assert found.observed_count == expected["observed_sum_post"]
    if "dispersion" in expected:
        assert fit.dispersion == pytest.approx(expected["dispersion"], rel=1e-7)
    if "theta" in expected:
        assert fit.theta == pytest.approx(expected["theta"], rel=1e-5)
        assert fit.log_likelihood == pytest.approx(expected["loglik"], rel=1e-8)
        robust = np.sqrt(np.diag(robust_covariance(fit)))
        assert by_r_name(found, robust) == pytest.approx(told.expected[slope]["negbin_hc0"], rel=1e-3)


def case_panel() -> tuple[dict[str, Any], Any]:
    told = case("effect_did_synthetic")
    rows = told.input.sort("unit", "time")
    shape = rows["unit"].n_unique(), rows["time"].n_unique()
    y, exposure, treated = (rows[name].to_numpy().reshape(shape) for name in ("y", "expo", "treated"))
    start = int(rows["start"][0]) - 1
    return {"events": y, "exposure": exposure, "treated": treated[:, 0], "start": start}, told.expected


@pytest.mark.shared
def test_difference_in_differences_is_that_of_r() -> None:
    given, expected = case_panel()
    y = given.pop("events")
    found = difference_in_differences(y, family=Family.POISSON, **given)
    fit, told = found.regression, expected["poisson_fe"]
    assert fit is not None
    assert found.groups is not None
    assert found.treated_count + found.comparison_count == expected["clusters"]
    assert fit.coefficients[0] == pytest.approx(told["beta"], rel=1e-7)
    assert found.ratio == pytest.approx(told["irr"], rel=1e-7)
    assert fit.standard_errors[0] == pytest.approx(told["se_model"], rel=1e-7)
    assert fit.pearson / fit.degrees_of_freedom == pytest.approx(told["dispersion_pearson"], rel=1e-7)
    clustered = float(np.sqrt(cluster_covariance(fit, found.groups)[0, 0]))
    assert clustered == pytest.approx(told["se_cluster_HC0"], rel=1e-7)
    stata = np.sqrt(cluster_factor(groups=30, rows=len(fit.counts), terms=len(fit.terms)))
    assert clustered * stata == pytest.approx(told["se_cluster_HC1"], rel=1e-7)
    by_cluster = difference_in_differences(y, inference=Inference.CLUSTER, **given)
    assert by_cluster.standard_error == pytest.approx(expected["fixest_fepois"]["se_cluster"], rel=1e-6)


@pytest.mark.shared
def test_the_negative_binomial_with_effects_of_units_and_periods_is_that_of_r() -> None:
    given, expected = case_panel()
    found = difference_in_differences(given.pop("events"), family=Family.NEGATIVE_BINOMIAL, **given)
    fit, told = found.regression, expected["negbin_fe_dummies"]
    assert fit is not None
    assert found.groups is not None
    assert fit.coefficients[0] == pytest.approx(told["beta"], rel=1e-6)
    assert fit.theta == pytest.approx(told["theta"], rel=1e-5)
    assert fit.standard_errors[0] == pytest.approx(told["se_model"], rel=1e-3)
    assert np.sqrt(cluster_covariance(fit, found.groups)[0, 0]) == pytest.approx(told["se_cluster_HC0"], rel=1e-3)


@pytest.mark.shared
def test_leads_lags_and_their_joint_test_are_those_of_fixest() -> None:
    given, expected = case_panel()
    seen = event_study(given.pop("events"), **given)
    told = expected["event_study_binned_12"]
    names = [f"rel::{number}" for number in seen.relative]
    assert dict(zip(names, seen.log_ratio, strict=True)) == pytest.approx(told["coef"], rel=1e-7)
    assert dict(zip(names, seen.cluster_standard_error, strict=True)) == pytest.approx(told["se_cluster"], rel=1e-7)
    joint, wald = seen.joint_test, expected["pretrend_wald"]
    assert joint is not None
    assert joint.statistic == pytest.approx(wald["stat"], rel=1e-6)
    assert joint.p_value == pytest.approx(wald["p"], rel=1e-5)
    assert (joint.degrees_of_freedom, joint.denominator_degrees_of_freedom) == (wald["df1"], wald["df2"])


@pytest.mark.shared
def test_parallel_paths_that_the_joint_wald_test_rejects_pass_the_check() -> None:
    given, _ = case_panel()
    seen = event_study(given.pop("events"), **given)
    assert seen.joint_test is not None
    assert seen.pre_trend is not None
    assert seen.joint_test.p_value < 1e-6
    assert not seen.pre_trend.differs


@pytest.mark.shared
def test_the_synthetic_control_is_that_of_r() -> None:
    told = case("effect_synthetic_control")
    found = synthetic_control(told.input.drop("t").to_numpy().T, start=told.expected["T0"])
    expected = told.expected
    assert found.weights == pytest.approx(list(expected["weights"].values()), abs=1e-8)
    assert found.gap == pytest.approx(expected["gap"], rel=1e-8, abs=1e-9)
    assert found.mean_gap == pytest.approx(expected["att_mean_post"], rel=1e-8)
    assert found.fit_before == pytest.approx(expected["rmspe_pre"], rel=1e-8)
    assert found.placebo_ratios == pytest.approx(list(expected["placebo_rmspe_ratio"].values()), rel=1e-8)
    assert found.p_value == expected["placebo_p"]
    assert (found.finding, found.shortage) == (Finding.CANNOT_TELL, Shortage.TOO_FEW_COMPARISONS)


@pytest.mark.shared
def test_scaled_as_the_package_synth_does_the_mixture_is_its_mixture() -> None:
    told = case("effect_synthetic_control")
    before = told.input.drop("t").to_numpy()[: told.expected["T0"]]
    scaled = before / before.std(axis=1, ddof=1, keepdims=True)
    weights = nearest_mixture(scaled[:, 0], scaled[:, 1:])
    expected = told.expected["Synth_custom_v_equal"]
    assert weights == pytest.approx(list(expected["w"].values()), abs=1e-6)
    assert np.mean((before[:, 0] - before[:, 1:] @ weights) ** 2) == pytest.approx(expected["loss_v"], rel=1e-6)
    after = told.input.drop("t").to_numpy()[told.expected["T0"] :]
    assert np.mean(after[:, 0] - after[:, 1:] @ weights) == pytest.approx(expected["att_mean_post"], rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 12), st.integers(2, 30))
def test_no_mixture_is_nearer_than_the_nearest(seed: int, columns: int, times: int) -> None:
    rng = np.random.default_rng(seed)
    points, target = rng.normal(0, 1, (times, columns)), rng.normal(0, 1, times)
    weights = nearest_mixture(target, points)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    residual = points @ weights - target
    # Going a little towards any column makes it no nearer: the condition of a minimum.
    assert np.min(residual @ points - residual @ points @ weights) >= -1e-9 * (1 + residual @ residual)


def test_a_comparison_that_is_the_treated_gets_all_the_weight() -> None:
    y = np.random.default_rng(1).normal(50, 3, (6, 20))
    y[0] = y[4]
    found = synthetic_control(y, start=12)
    assert found.weights == pytest.approx([0, 0, 0, 1, 0], abs=1e-9)
    assert np.max(np.abs(found.gap)) == pytest.approx(0, abs=1e-9)


def test_the_order_and_the_size_of_municipalities_do_not_matter() -> None:
    y, treated = panel(np.random.default_rng(2), treated=2, comparisons=8), np.array([1, 1] + 8 * [0])
    one = difference_in_differences(y, treated=treated, start=24)
    order = np.random.default_rng(3).permutation(10)
    people = np.linspace(5_000, 90_000, 10)
    other = difference_in_differences(y[order], treated=treated[order], start=24, exposure=people[order])
    assert (other.ratio, other.low, other.high) == pytest.approx((one.ratio, one.low, one.high), rel=1e-7)


def test_the_ratio_of_a_full_panel_is_the_one_of_its_four_sums() -> None:
    y = panel(np.random.default_rng(4), treated=1, comparisons=6)
    found = difference_in_differences(y, treated=[1] + 6 * [0], start=24)
    before, after = y[:, :24].sum(axis=1), y[:, 24:].sum(axis=1)
    assert found.ratio == pytest.approx(after[0] / before[0] / (after[1:].sum() / before[1:].sum()), rel=1e-9)


def test_a_hidden_month_changes_the_answer_as_leaving_it_out_does_and_leaves_its_mark() -> None:
    y = panel(np.random.default_rng(5), treated=1, comparisons=6).astype(float)
    marks = np.zeros(y.shape, int)
    marks[:, 10] = Mark.SUPPRESSED
    hidden = y.copy()
    hidden[:, 10] = np.nan
    found = difference_in_differences(hidden, treated=[1] + 6 * [0], start=24, marks=marks)
    without = difference_in_differences(np.delete(y, 10, axis=1), treated=[1] + 6 * [0], start=23)
    assert found.marks == Mark.SUPPRESSED
    assert (found.ratio, found.low) == pytest.approx((without.ratio, without.low), rel=1e-9)


def test_marks_travel_through_the_other_effects_too() -> None:
    rng = np.random.default_rng(6)
    y = series(rng, periods=60, start=48, level=20, theta=50, lasting=0).astype(float)
    marks = np.zeros(60, int)
    y[3], marks[3], marks[59] = np.nan, Mark.MISSING, Mark.PRELIMINARY
    assert interrupted_time_series(y, start=48, marks=marks).marks == Mark.MISSING | Mark.PRELIMINARY
    rates, bits = rng.normal(50, 1, (8, 20)), np.zeros((8, 20), int)
    rates[2, 4], bits[2, 4] = np.nan, Mark.MISSING
    found = synthetic_control(rates, start=14, marks=bits)
    assert found.marks == Mark.MISSING
    assert np.flatnonzero(np.isnan(found.gap)).tolist() == [4]
    counts, dots = rng.poisson(40, (8, 10)).astype(float), np.zeros((8, 10), int)
    counts[5, 1], dots[5, 1] = np.nan, Mark.MISSING
    assert event_study(counts, treated=[1] + 7 * [0], start=6, furthest=3, marks=dots).marks == Mark.MISSING


def test_a_clear_fall_is_found_by_each_method() -> None:
    rng = np.random.default_rng(7)
    y = panel(rng, treated=1, comparisons=24, level=30, theta=50, between=0.05, ratio=0.5)
    treated = [1] + 24 * [0]
    for inference in (Inference.CHANGES, Inference.RANDOMISATION):
        found = difference_in_differences(y, treated=treated, start=24, inference=inference, rng=rng)
        assert found.finding is Finding.FELL
        assert found.low is not None
        assert found.high is not None
        assert found.low < 0.5 < found.high < 1
    assert interrupted_time_series(y[0], start=24).finding is Finding.FELL
    assert synthetic_control(y / y[:, :24].mean(axis=1, keepdims=True), start=24).finding is Finding.FELL


def test_the_slope_is_read_as_its_average_over_the_time_after() -> None:
    y = series(np.random.default_rng(8), periods=96, start=72, level=40, theta=200, lasting=0)
    found = interrupted_time_series(y, start=72, with_slope=True)
    assert found.average is not None
    assert found.level is not None
    assert found.slope is not None
    middle = np.log(found.level.ratio) + 11.5 / 12 * np.log(found.slope.ratio)
    assert np.log(found.average.ratio) == pytest.approx(middle, rel=1e-9)


CANNOT: dict[str, tuple[dict[str, Any], Shortage]] = {
    "three periods before": ({"start": 3}, Shortage.TOO_FEW_BEFORE),
    "three comparisons": ({"units": 4}, Shortage.TOO_FEW_COMPARISONS),
    "ten to be dealt anew": ({"inference": Inference.RANDOMISATION}, Shortage.TOO_FEW_COMPARISONS),
    "clusters too few": ({"inference": Inference.CLUSTER}, Shortage.TOO_FEW_COMPARISONS),
    "drifting before": ({"drift": 3.0}, Shortage.PRE_TREND_DIFFERS),
    "small counts": ({"level": 0.7}, Shortage.LIMITS_TOO_WIDE),
    "no case after": ({"empty": True}, Shortage.ONLY_ZEROS),
}


@pytest.mark.parametrize("what", CANNOT)
def test_a_comparison_says_that_it_cannot_tell_and_why(what: str) -> None:
    given, reason = CANNOT[what]
    rng = np.random.default_rng(9)
    y = rng.poisson(given.get("level", 25.0), (given.get("units", 10), 40))
    if "drift" in given:
        y[0, 10:20] = rng.poisson(25 * given["drift"], 10)
    if "empty" in given:
        y[0, 20:] = 0
    found = difference_in_differences(
        y,
        treated=[1] + [0] * (len(y) - 1),
        start=given.get("start", 20),
        inference=given.get("inference", Inference.CHANGES),
        rng=rng,
    )
    assert (found.finding, found.shortage) == (Finding.CANNOT_TELL, reason)
    if reason is Shortage.LIMITS_TOO_WIDE:
        assert found.detectable is not None
        assert found.detectable.rise_ratio is not None
        assert found.detectable.rise_ratio > 1.3


@pytest.mark.parametrize(
    ("start", "counts", "reason"),
    [
        (12, [12, 9, 15, 11] * 12, Shortage.TOO_FEW_BEFORE),
        (46, [12, 9, 15, 11] * 12, Shortage.TOO_FEW_AFTER),
        (36, [2, 0, 1, 3, 0, 0, 4, 1, 0, 2, 1, 0] * 4, Shortage.LIMITS_TOO_WIDE),
        (40, [5] * 40 + [0] * 8, Shortage.ONLY_ZEROS),
    ],
)
def test_a_series_says_that_it_cannot_tell_and_why(start: int, counts: list[int], reason: Shortage) -> None:
    found = interrupted_time_series(counts, start=start)
    assert (found.finding, found.shortage) == (Finding.CANNOT_TELL, reason)
    if reason is Shortage.LIMITS_TOO_WIDE:
        assert found.detectable is not None
        assert found.detectable.fall_ratio is None or found.detectable.fall_ratio < 0.7


def test_a_treated_unlike_all_others_has_no_synthetic_control() -> None:
    rng = np.random.default_rng(10)
    y = rng.normal(50, 1, (24, 60))
    y[0] += 40
    assert synthetic_control(y, start=40).shortage is Shortage.POOR_FIT
    assert synthetic_control(rng.normal(50, 1, (24, 30)), start=12).shortage is Shortage.TOO_FEW_BEFORE


def test_one_comparison_says_nothing_of_how_municipalities_differ() -> None:
    found = difference_in_differences(np.random.default_rng(12).poisson(30, (2, 20)), treated=[1, 0], start=10)
    assert (found.finding, found.shortage) == (Finding.CANNOT_TELL, Shortage.TOO_FEW_COMPARISONS)
    assert (found.low, found.high, found.p_value) == (0, np.inf, 1)
    assert found.detectable is not None
    assert found.detectable.fall_ratio is None


def test_a_gap_that_grows_is_found_though_no_constant_goes_with_it() -> None:
    y = np.random.default_rng(13).normal(50, 1, (24, 80))
    y[0, 50:] -= np.arange(30)
    found = synthetic_control(y, start=50)
    assert found.finding is Finding.FELL
    assert (found.low, found.high) == (-np.inf, np.inf)


def test_an_event_study_with_a_late_start_of_the_difference_shows_it() -> None:
    y = np.random.default_rng(11).poisson(60, (9, 12))
    y[0, 8:] = y[0, 8:] // 3
    seen = event_study(y, treated=[1] + 8 * [0], start=6, furthest=4)
    late = seen.relative >= 2
    assert np.all(seen.ratio[late] < 0.6)
    assert np.all(seen.high[late] < 1)
    assert np.all(seen.high[~late] > 0.8)


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a negative count": ({"events": np.where(np.eye(6, 12), -1, 9)}, r"events\[0, 0\] = -1.0 is a negative count"),
    "half a case": ({"events": np.full((6, 12), 1.5)}, r"events\[0, 0\] = 1.5 is not a whole number"),
    "a gap without a mark": ({"events": np.full((6, 12), np.nan)}, r"events\[0, 0\] = nan"),
    "one axis": ({"events": [1, 2, 3]}, "events must have two axes"),
    "empty": ({"events": np.zeros((0, 12)), "treated": []}, "events is empty"),
    "nobody treated": ({"treated": [0] * 6}, "treated must hold both"),
    "all treated": ({"treated": [1] * 6}, "treated must hold both"),
    "half treated": ({"treated": [0.5] + [0] * 5}, r"treated\[0\] = 0.5 must be 0 or 1"),
    "one treated too few": ({"treated": [1]}, r"treated has shape \(1,\)"),
    "a start outside": ({"start": 12}, "start = 12 must be from 1 to 11"),
    "no exposure": ({"exposure": [1, 0, 1, 1, 1, 1]}, r"exposure\[1\] = 0.0 must be above zero"),
    "exposure of another shape": ({"exposure": [1, 2]}, r"exposure has shape \(2,\) but events has"),
    "marks of another shape": ({"marks": [0]}, r"marks has shape \(1,\)"),
    "sure beyond reason": ({"confidence": 1.5}, "confidence = 1.5 must lie between 0 and 1"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_panel_is_refused_by_name(what: str) -> None:
    given, message = BAD[what]
    arguments: dict[str, Any] = {"events": np.full((6, 12), 9), "treated": [1] + 5 * [0], "start": 6, **given}
    events = arguments.pop("events")
    for function in (difference_in_differences, event_study, pre_trend_check):
        with pytest.raises(ValueError, match=message):
            function(events, **arguments)


def test_other_settings_out_of_range_are_refused_by_name() -> None:
    y, rates, treated = np.full((6, 12), 9), np.random.default_rng(1).normal(50, 1, (6, 12)), [1] + 5 * [0]
    gone = rates.copy()
    gone[1, 2] = np.nan
    for call, message in (
        (lambda: difference_in_differences(y, treated=treated, start=6, inference=Inference.RANDOMISATION), "rng is"),
        (lambda: pre_trend_check(y, treated=treated, start=6, inference=Inference.RANDOMISATION), "rng is needed"),
        (lambda: difference_in_differences(np.ones((10**5, 8)), treated=np.arange(10**5) < 1, start=4), "too many for"),
        (lambda: pre_trend_check(y, treated=treated, start=3), "start = 3 leaves fewer than 4 periods before"),
        (lambda: difference_in_differences(y, treated=treated, start=6, power=0), "power = 0 must lie between"),
        (lambda: event_study(y, treated=treated, start=6, furthest=1), "furthest = 1 must be 2 or more"),
        (lambda: event_study(y * (np.arange(12) != 3), treated=treated, start=6), "have no case in period -3"),
        (lambda: interrupted_time_series(y[0], start=0), "start = 0 must be from 1 to 11"),
        (lambda: interrupted_time_series(y, start=3), "events must have one axis, not 2"),
        (lambda: interrupted_time_series(y[0], start=3, power=1), "power = 1 must lie between 0 and 1"),
        (lambda: synthetic_control(rates[0], start=6), "outcomes must have two axes"),
        (lambda: synthetic_control(rates[:2], start=6), "outcomes has 2 municipalities"),
        (lambda: synthetic_control(rates, start=1), "start = 1 does not leave two known periods before"),
        (lambda: synthetic_control(rates, start=12), "start = 12 does not leave"),
        (lambda: synthetic_control(gone, start=6), r"outcomes\[1, 2\] = nan is not a finite number"),
        (lambda: synthetic_control(np.zeros((0, 5)), start=2), "outcomes is empty"),
    ):
        with pytest.raises(ValueError, match=message):
            call()


@pytest.mark.parametrize("module", ["differences", "interrupted", "leads_and_lags", "synthetic"])
def test_the_examples_are_true(module: str) -> None:
    assert doctest.testmod(import_module(f"loftet.analysis.effects.{module}")).failed == 0
