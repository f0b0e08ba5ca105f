"""Trends, forecasts, decomposition and change points: R's figures, false alarms, coverage, and what is refused."""

import doctest
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from loftet.analysis.marks import Mark
from loftet.analysis.regression import Family, newey_west_covariance, robust_covariance
from loftet.analysis.trends import Errors, Trend, change_points, decompose, forecast, trend
from tests.analysis.oracle import case

CASES = ("rate_trend_accdeaths", "rate_trend_smalltown")
FAMILIES = {
    "poisson": (Family.POISSON, 1e-7, 1e-7),
    "quasipoisson": (Family.QUASI_POISSON, 1e-7, 1e-7),
    "negbin": (Family.NEGATIVE_BINOMIAL, 1e-6, 1e-3),
}
MODULES = ("yearly", "forecasts", "decomposition", "jumps")


def of_case(name: str, family: Family) -> tuple[Trend, Any]:
    told = case(name)
    columns = told.input["y"].to_numpy(), told.input["pop"].to_numpy()
    return trend(columns[0], exposure=columns[1], family=family, errors=Errors.MODEL), told.expected


def values(named: dict[str, float]) -> list[float]:
    return list(named.values())


@pytest.mark.shared
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", FAMILIES)
def test_trend_season_and_forecast_are_those_of_r(name: str, kind: str) -> None:
    family, of_coefficients, of_errors = FAMILIES[kind]
    found, expected = of_case(name, family)
    told, fit = expected[kind], found.regression
    assert fit.coefficients == pytest.approx(values(told["coef"]), rel=of_coefficients)
    assert fit.standard_errors == pytest.approx(values(told["se"]), rel=of_errors)
    assert found.ratio_per_year == pytest.approx(told["trend_per_year"], rel=of_coefficients)
    by_normal = fit.interval("year")
    assert (by_normal.low, by_normal.high) == pytest.approx(told["trend_ci95_z"], rel=of_coefficients)
    assert fit.deviance == pytest.approx(told["deviance"], rel=1e-6)
    ahead = forecast(found, periods=12)
    assert ahead.mean == pytest.approx(values(told["forecast_mean"]), rel=of_coefficients)
    assert ahead.link_standard_error == pytest.approx(values(told["forecast_link_se"]), rel=of_errors)


@pytest.mark.shared
@pytest.mark.parametrize("name", CASES)
def test_dispersion_theta_likelihood_season_and_robust_errors_are_those_of_r(name: str) -> None:
    poisson, expected = of_case(name, Family.POISSON)
    quasi, wide = (of_case(name, family)[0] for family in (Family.QUASI_POISSON, Family.NEGATIVE_BINOMIAL))
    told = expected["negbin"]
    assert wide.regression.theta == pytest.approx(told["theta"], rel=1e-5)
    assert wide.regression.theta_standard_error == pytest.approx(told["se_theta"], rel=1e-5)
    assert wide.regression.log_likelihood == pytest.approx(told["loglik"], rel=1e-8)
    assert wide.regression.akaike == pytest.approx(told["aic"], rel=1e-8)
    assert quasi.regression.dispersion == pytest.approx(expected["quasipoisson"]["dispersion"], rel=1e-7)
    assert poisson.regression.pearson == pytest.approx(expected["overdispersion_pearson"], rel=1e-7)
    assert poisson.regression.log_likelihood == pytest.approx(expected["loglik_poisson"], rel=1e-8)
    assert quasi.season_f == pytest.approx(expected["seasonality_F_quasi"]["F"], rel=1e-7)
    assert quasi.season_p_value == pytest.approx(expected["seasonality_F_quasi"]["p"], rel=1e-6)
    for field, covariance in (
        ("newey_west_se_lag12_poisson", newey_west_covariance(poisson.regression, lag=12)),
        ("hc0_se_poisson", robust_covariance(poisson.regression)),
    ):
        assert np.sqrt(np.diag(covariance)) == pytest.approx(values(expected[field]), rel=1e-7), field


def wavy(rng: np.random.Generator, periods: int, level: float, theta: float = 6.0) -> NDArray[np.int64]:
    mean = level * np.exp(0.25 * np.sin(2 * np.pi * np.arange(periods) / 12))
    return rng.negative_binomial(theta, theta / (theta + mean))


def test_errors_by_name_are_the_covariances_by_name() -> None:
    counts = wavy(np.random.default_rng(1), 72, 9)
    by = {errors: trend(counts, errors=errors).regression for errors in Errors}
    model = by[Errors.MODEL]
    assert np.allclose(by[Errors.ROBUST].covariance, robust_covariance(model))
    assert np.allclose(by[Errors.NEWEY_WEST].covariance, newey_west_covariance(model, lag=12))
    assert np.allclose(
        trend(counts, errors=Errors.NEWEY_WEST, lag=3).regression.covariance, newey_west_covariance(model, lag=3)
    )
    assert len({tuple(fit.coefficients) for fit in by.values()}) == 1


def test_a_missing_month_is_left_out_and_its_mark_stays() -> None:
    counts = wavy(np.random.default_rng(2), 60, 9).astype(float)
    marks = np.zeros(60, int)
    marks[7], counts[7] = Mark.MISSING, np.nan
    marks[50] = Mark.PRELIMINARY
    found = trend(counts, marks=marks)
    assert found.marks == Mark.MISSING | Mark.PRELIMINARY
    assert found.regression.counts.size == 59
    assert forecast(found, periods=1).marks == found.marks
    zero = counts.copy()
    zero[7] = 0
    assert trend(zero).ratio_per_year != found.ratio_per_year
    parts = decompose(counts, marks=marks)
    assert np.flatnonzero(np.isnan(parts.surprise)).tolist() == [7]
    assert np.all(np.isfinite(parts.expected))


def test_level_season_and_exposure_multiply_to_the_expected_counts() -> None:
    counts, people = wavy(np.random.default_rng(3), 120, 30), np.linspace(10_000, 11_000, 120)
    parts = decompose(counts, exposure=people)
    assert parts.level * parts.season * people == pytest.approx(parts.expected, rel=1e-12)
    assert np.log(parts.season[:12]).sum() == pytest.approx(0, abs=1e-12)
    assert parts.expected.sum() == pytest.approx(counts.sum(), rel=1e-9)
    assert int(np.argmax(parts.season[:12])) in (2, 3, 4)


def test_the_level_follows_a_bend_that_a_straight_trend_cannot() -> None:
    bent = np.rint(40 * np.exp(-np.abs(np.arange(96) - 48) / 30))
    parts = decompose(bent, harmonics=0)
    assert int(np.argmax(parts.level)) in range(42, 55)
    assert np.max(np.abs(parts.expected / bent - 1)) < 0.35


def test_quarters_and_years_have_their_own_seasons() -> None:
    assert trend([5, 9, 12, 7] * 5, per_year=4).regression.terms == ("level", "year", "sin 1", "cos 1", "cos 2")
    yearly = trend([120, 108, 99, 92, 81, 70], per_year=1, harmonics=0)
    assert yearly.season_f is None
    assert yearly.high < 1


def test_a_jump_is_found_where_it_is_with_its_size() -> None:
    rng = np.random.default_rng(12)
    counts = np.concatenate([rng.poisson(20, 40), rng.poisson(9, 40)])
    (jump,) = change_points(counts, harmonics=0, rng=rng).points
    assert jump.earliest <= 40 <= jump.latest
    assert jump.ratio == pytest.approx(0.45, abs=0.1)


def test_two_jumps_come_in_order_of_time() -> None:
    rng = np.random.default_rng(5)
    counts = np.concatenate([rng.poisson(mean, 36) for mean in (10, 30, 12)])
    first, second = change_points(counts, rng=rng).points
    assert abs(first.position - 36) <= 2 < abs(second.position - first.position)
    assert first.ratio > 1 > second.ratio


def test_the_same_generator_gives_the_same_jumps() -> None:
    counts = wavy(np.random.default_rng(6), 80, 9)
    one, other = (change_points(counts, rng=np.random.default_rng(9)) for _ in range(2))
    assert one == other


def test_a_series_too_short_or_without_cases_has_no_jump() -> None:
    rng = np.random.default_rng(1)
    assert change_points([3, 4, 5, 4], harmonics=0, rng=rng).points == ()
    assert change_points([0] * 40, harmonics=0, rng=rng).points == ()


@pytest.mark.slow
@pytest.mark.parametrize("theta", [2.0, 6.0, 1e6])
def test_jumps_are_cried_wolf_in_at_most_one_series_of_twenty(theta: float) -> None:
    rng, runs = np.random.default_rng(7), 1000
    alarms = sum(bool(change_points(wavy(rng, 96, 9, theta), rng=rng, draws=199).points) for _ in range(runs))
    assert alarms / runs <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / runs)
    assert alarms / runs >= 0.02


@pytest.mark.slow
@pytest.mark.parametrize("level", [3.0, 9.0, 25.0])
def test_limits_of_the_trend_cover_and_so_do_those_of_the_forecast(level: float) -> None:
    rng, runs, covered, inside = np.random.default_rng(8), 600, 0, []
    for _ in range(runs):
        found = trend(wavy(rng, 72, level))
        covered += found.low <= 1 <= found.high
        ahead, coming = forecast(found, periods=12), wavy(rng, 84, level)[72:]
        inside.append(np.mean((ahead.low <= coming) & (coming <= ahead.high)))
    assert covered / runs >= 0.93
    assert 0.93 <= np.mean(inside) <= 0.99


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a negative count": ({"events": [3.0, -1] * 12}, r"events\[1\] = -1.0 is a negative count"),
    "half a case": ({"events": [3.0, 1.5] * 12}, r"events\[1\] = 1.5 is not a whole number"),
    "a gap without a mark": ({"events": [3.0, np.nan] * 12}, r"events\[1\] = nan is not a finite number"),
    "infinite": ({"events": [3.0, np.inf] * 12}, r"events\[1\] = inf"),
    "empty": ({"events": []}, "events is empty"),
    "two axes": ({"events": np.ones((4, 6))}, "events must have one axis, not 2"),
    "no exposure": ({"exposure": [1.0, 0] * 12}, r"exposure\[1\] = 0.0 must be above zero"),
    "mixed lengths": ({"exposure": [1.0]}, "exposure has 1 rows but events has 24"),
    "marks of another length": ({"marks": [0]}, r"marks has shape \(1,\)"),
    "more waves than the year has": ({"harmonics": 7}, "harmonics = 7 must lie from 0 to 6"),
    "a year without periods": ({"per_year": 0}, "per_year = 0 must be from 1"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_series_is_refused_by_name(what: str) -> None:
    given, message = BAD[what]
    arguments: dict[str, Any] = {"events": [3, 4, 5] * 8, **given}
    events = arguments.pop("events")
    for function in (trend, decompose):
        with pytest.raises(ValueError, match=message):
            function(events, **arguments)
    with pytest.raises(ValueError, match=message):
        change_points(events, rng=np.random.default_rng(1), **arguments)


def test_settings_out_of_range_are_refused_by_name() -> None:
    counts, rng = [3, 4, 5, 6] * 6, np.random.default_rng(1)
    found = trend(counts)
    for call, message in (
        (lambda: trend(counts, confidence=1.0), "confidence = 1.0 must lie between 0 and 1"),
        (lambda: trend([1, 2, 3]), "events has 3 rows, too few for 6 terms"),
        (lambda: trend(counts, errors=Errors.NEWEY_WEST, lag=24), "lag = 24 must lie from 0 to 23"),
        (lambda: decompose(counts, years_per_knot=0), "years_per_knot = 0 must be above zero"),
        (lambda: change_points(counts, rng=rng, fewest_beside=1), "fewest_beside = 1 must be 2 or more"),
        (lambda: change_points(counts, rng=rng, draws=0), "draws = 0 must be 1 or more"),
        (lambda: change_points(np.ones(20_000), rng=rng, draws=999, harmonics=0), "draws = 999 of 20000 periods are"),
        (lambda: trend(np.ones(5_000), harmonics=0), "fit has 5000 rows, too many for autoregressive errors"),
        (lambda: forecast(found, periods=0), "periods = 0 must be from 1"),
        (lambda: forecast(found, periods=2, exposure=[1.0]), "exposure has 1 rows but periods has 2"),
        (lambda: forecast(found, periods=1, exposure=[0.0]), r"exposure\[0\] = 0.0 must be above zero"),
    ):
        with pytest.raises(ValueError, match=message):
            call()


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_are_true(module: str) -> None:
    assert doctest.testmod(import_module(f"loftet.analysis.trends.{module}")).failed == 0
