"""Log-linear regression of counts against R and statsmodels, and what it refuses."""

import doctest
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.analysis.regression import (
    CountRegression,
    Family,
    autoregressive_covariance,
    cluster_covariance,
    count_regression,
    fit_log_linear,
    newey_west_covariance,
    robust_covariance,
)

TERMS = ("level", "x")
# Seeded by hand: x <- 0:11, y as below; glm and MASS::glm.nb in R 4.2.2.
X = np.arange(12.0)
Y = np.array([3, 0, 5, 2, 9, 4, 1, 12, 6, 15, 3, 11])
R_POISSON = (0.966325489651686, 0.129675457640822)
R_POISSON_ERRORS = (0.2810272565876765, 0.0364646141598496)
R_DISPERSION = 2.80972674493148
R_NEGATIVE_BINOMIAL = (0.910107673397843, 0.138624749821001)
R_THETA = (3.34954140846931, 2.39404094232952)
R_LIKELIHOOD = (-31.5097285374397, 69.0194570748795)
R_ROBUST = {
    "sandwich": (0.3578183445034696, 0.0467035606998301),
    "newey west": (0.1984583831115123, 0.0264672030839327),
    "cluster": (0.1264717349023359, 0.0148520856209175),
}


def fitted(family: Family, counts: np.ndarray = Y) -> CountRegression:
    return count_regression(counts, design=np.column_stack([np.ones(12), X]), terms=TERMS, family=family)


def test_poisson_and_quasi_poisson_give_the_coefficients_of_r() -> None:
    # glm(y ~ x, poisson); glm(y ~ x, quasipoisson); summary()
    assert fitted(Family.POISSON).coefficients == pytest.approx(R_POISSON, rel=1e-7)
    assert fitted(Family.POISSON).standard_errors == pytest.approx(R_POISSON_ERRORS, rel=1e-7)
    assert fitted(Family.QUASI_POISSON).dispersion == pytest.approx(R_DISPERSION, rel=1e-7)


def test_the_negative_binomial_gives_theta_and_its_likelihood_as_in_r() -> None:
    # MASS::glm.nb(y ~ x, control = glm.control(epsilon = 1e-13, maxit = 200)); theta, SE.theta, logLik, AIC
    fit = fitted(Family.NEGATIVE_BINOMIAL)
    assert fit.coefficients == pytest.approx(R_NEGATIVE_BINOMIAL, rel=1e-6)
    assert (fit.theta, fit.theta_standard_error) == pytest.approx(R_THETA, rel=1e-5)
    assert (fit.log_likelihood, fit.akaike) == pytest.approx(R_LIKELIHOOD, rel=1e-8)


def test_robust_newey_west_and_clustered_errors_are_those_of_sandwich() -> None:
    # m <- glm(y ~ x, poisson); sandwich(m); NeweyWest(m, 3, prewhite = FALSE); vcovCL(m, g, cadjust = FALSE, "HC0")
    fit = fitted(Family.POISSON)
    groups = np.repeat(["a", "b", "c", "d"], 3)
    for name, covariance in (
        ("sandwich", robust_covariance(fit)),
        ("newey west", newey_west_covariance(fit, lag=3)),
        ("cluster", cluster_covariance(fit, groups)),
    ):
        assert np.sqrt(np.diag(covariance)) == pytest.approx(R_ROBUST[name], rel=1e-7), name


@pytest.mark.slow
def test_statsmodels_finds_the_same_theta() -> None:
    discrete = pytest.importorskip("statsmodels.discrete.discrete_model")
    peer = discrete.NegativeBinomial(Y, np.column_stack([np.ones(12), X])).fit(disp=False, gtol=1e-9, maxiter=500)
    assert fitted(Family.NEGATIVE_BINOMIAL).theta == pytest.approx(1 / peer.params[-1], rel=1e-4)


def test_counts_no_wider_than_poisson_have_infinite_theta_and_poisson_coefficients() -> None:
    even = np.array([5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 9, 9])
    fit = fitted(Family.NEGATIVE_BINOMIAL, even)
    assert np.isinf(fit.theta)
    assert fit.coefficients == pytest.approx(fitted(Family.POISSON, even).coefficients, rel=1e-12)


def test_a_batch_is_each_series_by_itself() -> None:
    rng = np.random.default_rng(1)
    series, design = rng.poisson(8, (20, 12)).astype(float), np.column_stack([np.ones(12), X])
    together = fit_log_linear(design, series, theta=np.full(20, 4.0))
    for row, counts in enumerate(series):
        alone = fit_log_linear(design, counts[None], theta=np.array([4.0]))
        assert together.coefficients[row] == pytest.approx(alone.coefficients[0], rel=1e-9)
        assert together.information[row] == pytest.approx(alone.information[0], rel=1e-9)


def test_a_batch_with_a_huge_theta_is_poisson() -> None:
    design, series = np.column_stack([np.ones(12), X]), np.array([Y], float)
    wide, plain = fit_log_linear(design, series, theta=np.array([1e12])), fit_log_linear(design, series)
    assert wide.coefficients == pytest.approx(plain.coefficients, rel=1e-8)
    assert wide.deviance == pytest.approx(plain.deviance, rel=1e-6)


def test_autoregressive_errors_see_what_lasts_and_are_no_smaller_than_poisson() -> None:
    lasting = np.array([9, 10, 8, 9, 2, 1, 3, 2, 9, 10, 9, 8])
    errors, correlation = autoregressive_covariance(fitted(Family.POISSON, lasting))
    assert correlation > 0.3
    assert np.all(np.diag(errors) > np.diag(fitted(Family.POISSON, lasting).covariance))
    even = fitted(Family.QUASI_POISSON, np.array([5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 9, 9]))
    errors, correlation = autoregressive_covariance(even)
    assert correlation == 0
    assert np.diag(errors) == pytest.approx(np.diag(even.covariance) / even.dispersion, rel=1e-9)


def test_missing_periods_count_as_distance() -> None:
    lasting = fitted(Family.POISSON, np.array([9, 10, 8, 9, 2, 1, 3, 2, 9, 10, 9, 8]))
    near, _ = autoregressive_covariance(lasting)
    apart, correlation = autoregressive_covariance(lasting, times=10 * np.arange(12))
    assert correlation == 0
    assert np.all(np.diag(apart) < np.diag(near))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=8, max_size=30), st.floats(0.1, 50))
def test_the_unit_of_exposure_moves_only_the_level(counts: list[int], unit: float) -> None:
    design = np.column_stack([np.ones(len(counts)), np.arange(len(counts)) / 10])
    one = count_regression(counts, design=design, terms=TERMS)
    other = count_regression(counts, design=design, terms=TERMS, exposure=np.full(len(counts), unit))
    assert other.coefficients == pytest.approx(one.coefficients - [np.log(unit), 0], rel=1e-6, abs=1e-8)
    assert np.sum(one.fitted) == pytest.approx(sum(counts), rel=1e-9)


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a negative count": ({"events": [3, -1, 2]}, r"events\[1\] = -1.0 is a negative count"),
    "half a case": ({"events": [3, 1.5, 2]}, r"events\[1\] = 1.5 is not a whole number"),
    "not a number": ({"events": [3, np.nan, 2]}, r"events\[1\] = nan is not a finite number"),
    "no rows": ({"events": []}, "events is empty"),
    "no exposure": ({"exposure": [1, 0, 1]}, r"exposure\[1\] = 0.0 must be above zero"),
    "infinite exposure": ({"exposure": [1, 1, np.inf]}, r"exposure\[2\] = inf is not a finite number"),
    "mixed lengths": ({"exposure": [1, 1]}, "exposure has 2 rows but events has 3"),
    "infinite design": ({"design": [[1, 0], [1, np.inf], [1, 1]]}, r"design\[1, 1\] = inf"),
    "a name too many": ({"terms": ("a", "b", "c")}, "terms has 3 names but design has 2 columns"),
    "twice the same column": ({"design": [[1, 1], [1, 1], [1, 1]]}, "design has terms that"),
    "only zeros after": ({"events": [3, 2, 0]}, "design has terms that"),
    "too few rows": ({"events": [3], "design": [[1, 0]]}, "events has 1 rows, too few for 2 terms"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_fitted_is_refused_by_name(what: str) -> None:
    given, message = BAD[what]
    arguments: dict[str, Any] = {"events": [3, 1, 2], "design": [[1, 0], [1, 0], [1, 1]], "terms": TERMS, **given}
    with pytest.raises(ValueError, match=message):
        count_regression(arguments.pop("events"), **arguments)


def test_a_lag_as_long_as_the_series_and_one_lone_group_are_refused() -> None:
    with pytest.raises(ValueError, match="lag = 12 must lie from 0 to 11"):
        newey_west_covariance(fitted(Family.POISSON), lag=12)
    with pytest.raises(ValueError, match="groups has fewer than two"):
        cluster_covariance(fitted(Family.POISSON), np.zeros(12))
    with pytest.raises(ValueError, match="groups has 3 rows but counts has 12"):
        cluster_covariance(fitted(Family.POISSON), np.arange(3))


def test_the_examples_are_true() -> None:
    assert doctest.testmod(import_module("loftet.analysis.regression.model")).failed == 0
