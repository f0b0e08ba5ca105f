"""Early warning held against R's surveillance: every alarm and whole-number bound the same, the rest to 1e-6."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from loftet.analysis.alerts import Reason, cusum, ears, farrington, farrington_flexible, likelihood_cusum
from loftet.analysis.regression import fit_log_linear
from tests.analysis.oracle import Case, case

pytestmark = pytest.mark.shared

FARRINGTON_CASES = ("alarm_farrington_newport", "alarm_farrington_small")
SETTINGS: dict[str, dict[str, Any]] = {
    "noufaili": {"threshold": "nbPlugin", "alpha": 0.05},
    "muan": {"threshold": "muan", "alpha": 0.05},
    "delta_original": {
        "threshold": "delta",
        "alpha": 0.01,
        "seasonal_levels": 1,
        "weights_threshold": 1.0,
        "newest_excluded": 3,
        "trend_p_value": 0.05,
    },
}


def series_of(given: Case) -> np.ndarray:
    return given.input.drop("week").to_numpy().T


def matrix(table: dict[str, Any]) -> np.ndarray:
    """(series, judged), nulls as NaN."""
    return np.array(table["values"], dtype=float).T


def periods_of(given: Case) -> np.ndarray:
    return np.array(given.expected["range_1based"]) - 1


@pytest.mark.parametrize("name", FARRINGTON_CASES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_the_flexible_method_judges_every_week_as_r_does(name: str, setting: str) -> None:
    given = case(name)
    expected = given.expected[setting]
    told = farrington_flexible(series_of(given), periods=periods_of(given), years=4, **SETTINGS[setting])
    assert_array_equal(told.is_alarm, matrix(expected["alarm"]) == 1)
    assert_array_equal(told.has_trend, matrix(expected["trend_used"]) == 1)
    whole = setting != "delta_original"
    assert_allclose(told.upper, matrix(expected["upperbound"]), rtol=0 if whole else 1e-6)
    assert_allclose(np.where(told.reason == 0, told.expected, np.nan), matrix(expected["expected"]), rtol=1e-6)
    assert_allclose(told.score, matrix(expected["score"]), rtol=1e-6)
    assert_allclose(told.p_value, matrix(expected["pvalue"]), rtol=1e-6)
    assert_allclose(told.dispersion, matrix(expected["phi"]), rtol=1e-6)
    if setting == "noufaili":
        assert_allclose(told.expected, matrix(expected["mu0"]), rtol=1e-6)
    assert_array_equal(told.reason == Reason.TOO_FEW, np.isnan(matrix(expected["upperbound"])))


@pytest.mark.parametrize("name", FARRINGTON_CASES)
def test_the_method_as_first_published_judges_every_week_as_r_does(name: str) -> None:
    given = case(name)
    expected = given.expected["farrington1996"]
    told = farrington(series_of(given), periods=periods_of(given), years=4, alpha=0.01)
    assert_array_equal(told.is_alarm, matrix(expected["alarm"]) == 1)
    # R writes 0 where there are too few cases for a bound.
    assert_allclose(np.nan_to_num(told.upper), matrix(expected["upperbound"]), rtol=1e-6)
    assert_array_equal(told.reason == Reason.TOO_FEW, matrix(expected["upperbound"]) == 0)


@pytest.mark.parametrize("method", ["C1", "C2", "C3"])
def test_ears_gives_the_bounds_and_alarms_of_r(method: Any) -> None:
    given = case("alarm_ears_cusum")
    expected = given.expected[method]
    told = ears(series_of(given), periods=periods_of(given), method=method)
    upper = matrix(expected["upperbound"])
    assert_allclose(told.upper, upper, rtol=1e-6)
    assert_array_equal(told.is_alarm, matrix(expected["alarm"]) == 1)
    assert_array_equal(told.reason == Reason.NO_SPREAD, np.isnan(upper))


def test_cusum_gives_the_sums_bounds_and_alarms_of_r() -> None:
    given = case("alarm_ears_cusum")
    expected = given.expected["cusum_standard_first_series"]
    first = periods_of(given)[0]
    told = cusum(series_of(given)[0], first=first, allowance=expected["k"], limit=expected["h"])
    assert_allclose(told.statistic, expected["cusum"], rtol=1e-6, atol=1e-12)
    assert_array_equal(told.is_alarm, np.array(expected["alarm"]) == 1)
    assert_array_equal(told.upper, expected["upperbound"])


def test_the_likelihood_ratio_gives_the_values_and_alarms_of_r_from_a_seasonal_regression() -> None:
    given = case("alarm_ears_cusum")
    expected = given.expected["glrnb_alpha0.25_theta1.2"]
    counts, first = series_of(given)[:1].astype(float), periods_of(given)[0]
    angle = 2 * np.pi * np.arange(1, counts.shape[1] + 1) / 52
    season = np.column_stack([np.ones_like(angle), np.cos(angle), np.sin(angle)])
    fit = fit_log_linear(season[:first], counts[:, :first], theta=np.array([4.0]))
    mean = np.exp(season[first:] @ fit.coefficients[0])
    assert_allclose(mean, expected["mu0"], rtol=1e-6)
    told = likelihood_cusum(counts[0], first=first, expected=mean, log_ratio=1.2, extra_variance=0.25)
    assert_allclose(told.statistic, expected["value"], atol=1e-5)  # sums of means to 1e-6
    exact = likelihood_cusum(counts[0], first=first, expected=expected["mu0"], log_ratio=1.2, extra_variance=0.25)
    assert_allclose(exact.statistic, expected["value"], rtol=1e-9, atol=1e-12)
    assert_array_equal(exact.is_alarm, np.array(expected["alarm"]) == 1)
