"""Rates against R: epitools, exactci, rateratio.test, spdep, SpatialEpi and MASS, as stored in the shared cases."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import ArrayLike
from scipy.stats import binom, poisson

from loftet.analysis.arguments import Numbers
from loftet.analysis.rates import (
    RateRatio,
    count_test,
    crude_rate,
    rate_ratio,
    rate_ratio_test,
    shrunken_rates,
    standardised_rate,
    standardised_ratio,
)
from loftet.analysis.rates.ratio import RatioMethod
from loftet.analysis.survey import false_discovery, holm
from tests.analysis.oracle import Case, case

pytestmark = pytest.mark.shared

EXACT = 1e-8
FITTED = 1e-6
SEARCHED = 1.3e-4
"""R's `uniroot` stops at .Machine$double.eps^0.25 = 1.22e-4 of where it searches: mid-p limits are no nearer there."""
LEVELS = {"level95": 0.95, "level90": 0.90, "level99": 0.99}


def assert_agrees(ours: ArrayLike, theirs: Sequence[float | None], rtol: float = EXACT) -> None:
    """Where the peer gives an answer at all."""
    expected = np.array([np.nan if each is None else each for each in theirs], np.float64)
    given = ~np.isnan(expected)
    assert given.any()
    np.testing.assert_allclose(np.asarray(ours)[given], expected[given], rtol=rtol, atol=1e-300)


@pytest.fixture(scope="module")
def places() -> Case:
    return case("rate_ci")


@pytest.fixture(scope="module")
def pairs() -> Case:
    return case("rate_ratio")


def compared(pairs: Case, method: RatioMethod) -> RateRatio:
    """R's ratio is of the first to the second, ours of after to before."""
    return rate_ratio(*(pairs.input[name] for name in ("x2", "t2", "x1", "t1")), method=method)


@pytest.mark.parametrize("level", LEVELS)
def test_rates_and_exact_limits_are_those_of_poisson_test(places: Case, level: str) -> None:
    seen = crude_rate(places.input["count"], places.input["pop"], confidence=LEVELS[level])
    expected = places.expected[level]
    assert_agrees(seen.rate, expected["rate_1e5"])
    assert_agrees(seen.low, expected["exact_lo"])
    assert_agrees(seen.high, expected["exact_hi"])


@pytest.mark.parametrize("level", LEVELS)
def test_byar_limits_are_those_of_epitools_but_never_below_zero(places: Case, level: str) -> None:
    seen = crude_rate(places.input["count"], places.input["pop"], confidence=LEVELS[level], method="byar")
    expected = places.expected[level]
    assert_agrees(seen.low, np.maximum(expected["byar_lo"], 0).tolist())
    assert_agrees(seen.high, expected["byar_hi"])


@pytest.mark.parametrize("level", LEVELS)
def test_mid_p_limits_agree_with_exactci_as_far_as_its_search_went(places: Case, level: str) -> None:
    count, people = places.input["count"].to_numpy(), places.input["pop"].to_numpy()
    seen = crude_rate(count, people, per=1, confidence=LEVELS[level], method="mid-p")
    expected = places.expected[level]
    # The peer searches the expected count, where a lower limit of one case is itself below its tolerance.
    for ours, name in ((seen.low, "midp_lo_rootfinder"), (seen.high, "midp_hi_rootfinder")):
        theirs = np.array(expected[name]) / 100_000 * people
        np.testing.assert_allclose(ours * people, theirs, rtol=1e-4, atol=SEARCHED)


@pytest.mark.parametrize("confidence", LEVELS.values())
def test_mid_p_limits_of_rates_leave_just_the_tail_outside(places: Case, confidence: float) -> None:
    count = places.input["count"].to_numpy()
    seen = crude_rate(count, 1, per=1, confidence=confidence, method="mid-p")
    tail, some = (1 - confidence) / 2, count > 0
    above = poisson.sf(count, seen.low) + poisson.pmf(count, seen.low) / 2
    below = poisson.cdf(count - 1, seen.high) + poisson.pmf(count, seen.high) / 2
    np.testing.assert_allclose(above[some], tail, rtol=EXACT)
    np.testing.assert_allclose(below, tail, rtol=EXACT)


def test_tests_against_a_known_rate_are_those_of_poisson_test(places: Case) -> None:
    expected = places.expected["test_rate_equals_ref"]
    seen = count_test(places.input["count"], places.input["pop"] * places.input["ref_rate"], method="minlike")
    assert_agrees(seen.p_value, expected["p_minlike"])
    assert_agrees(seen.p_higher, expected["p_greater"])
    assert_agrees(seen.p_lower, expected["p_less"])


def test_exact_ratios_are_those_of_poisson_test_and_rateratio_test(pairs: Case) -> None:
    seen, expected = compared(pairs, "exact"), pairs.expected["rows"]
    assert_agrees(seen.ratio, expected["rr"])
    for name in ("ci_lo", "rrt_ci_lo"):
        assert_agrees(seen.low, expected[name])
    for name in ("ci_hi", "rrt_ci_hi"):
        assert_agrees(seen.high, expected[name])
    for name in ("p_central", "exactci_p_central"):
        assert_agrees(seen.p_value, expected[name])
    assert_agrees(seen.p_higher, expected["p_greater"])
    assert_agrees(seen.p_lower, expected["p_less"])


def test_mid_p_ratios_are_those_of_exactci_and_epitools(pairs: Case) -> None:
    seen, expected = compared(pairs, "mid-p"), pairs.expected["rows"]
    assert_agrees(seen.p_value, expected["p_midp_central"], 1e-4)
    # epitools takes the upper tail as 1 less the lower one, which leaves nothing of a p below some 1e-15.
    np.testing.assert_allclose(seen.p_value, expected["epitools_p_midp"], rtol=1e-4, atol=1e-14)
    exposures = pairs.input["t1"].to_numpy() / pairs.input["t2"].to_numpy()
    for ours, name in ((seen.low, "midp_ci_lo"), (seen.high, "midp_ci_hi")):
        # The peer searches the share of all cases that the first has, and stops that near.
        theirs = share_of(np.array(expected[name]) * exposures)
        np.testing.assert_allclose(share_of(ours * exposures), theirs, rtol=0, atol=SEARCHED)


def test_mid_p_limits_of_ratios_leave_just_the_tail_outside(pairs: Case) -> None:
    seen = compared(pairs, "mid-p")
    first, second, exposures = (
        pairs.input["x1"].to_numpy(),
        pairs.input["x2"].to_numpy(),
        pairs.input["t1"].to_numpy() / pairs.input["t2"].to_numpy(),
    )
    total = first + second
    some = first > 0
    share = share_of(seen.low * exposures)
    above = binom.sf(first, total, share) + binom.pmf(first, total, share) / 2
    np.testing.assert_allclose(above[some], 0.025, rtol=EXACT)
    some = second > 0
    share = share_of(seen.high * exposures)
    below = binom.cdf(first - 1, total, share) + binom.pmf(first, total, share) / 2
    np.testing.assert_allclose(below[some], 0.025, rtol=EXACT)


def share_of(odds: Numbers) -> Numbers:
    return np.where(np.isinf(odds), 1.0, odds / (1 + np.where(np.isinf(odds), 0.0, odds)))


@pytest.mark.parametrize(
    ("method", "names", "rtol"),
    [("minlike", ("p_minlike", "exactci_p_minlike"), EXACT), ("blaker", ("exactci_p_blaker",), 1e-4)],
)
def test_other_exact_p_values_are_those_of_exactci(
    pairs: Case, method: str, names: tuple[str, ...], rtol: float
) -> None:
    seen = rate_ratio_test(*(pairs.input[name] for name in ("x2", "t2", "x1", "t1")), method=method)  # type: ignore[arg-type]
    for name in names:
        assert_agrees(seen.p_value, pairs.expected["rows"][name], rtol)


def test_p_values_of_many_ratios_are_adjusted_as_in_r(pairs: Case) -> None:
    seen = rate_ratio_test(*(pairs.input[name] for name in ("x2", "t2", "x1", "t1")))
    assert_agrees(holm(seen.p_value), pairs.expected["rows"]["p_holm"])
    assert_agrees(false_discovery(seen.p_value), pairs.expected["rows"]["p_BH"])


def test_wald_limits_are_those_of_the_log_ratio(pairs: Case) -> None:
    seen, expected = compared(pairs, "wald"), pairs.expected["rows"]
    assert_agrees(seen.low, expected["wald_log_lo"])
    assert_agrees(seen.high, expected["wald_log_hi"])


@pytest.fixture(scope="module")
def strata() -> tuple[Case, dict[str, Numbers]]:
    stored = case("rate_standardised")
    places = stored.input["place"].n_unique()
    names = ("count", "pop", "stdpop", "stdcount")
    return stored, {name: stored.input[name].to_numpy().reshape(places, -1) for name in names}


def test_direct_standardisation_is_that_of_epitools(strata: tuple[Case, dict[str, Numbers]]) -> None:
    stored, by_age = strata
    seen = standardised_rate(by_age["count"], by_age["pop"], by_age["stdpop"][0], per=1)
    expected = stored.expected["direct"]
    for ours, name in (
        (seen.crude, "crude"),
        (seen.rate, "adjusted"),
        (seen.low, "lci_gamma"),
        (seen.high, "uci_gamma"),
    ):
        assert_agrees(ours, expected[name])


@pytest.mark.parametrize(("method", "name"), [("exact", "exact"), ("wald", "lognormal")])
def test_indirect_standardisation_is_that_of_epitools(
    strata: tuple[Case, dict[str, Numbers]], method: str, name: str
) -> None:
    stored, by_age = strata
    standard = by_age["stdcount"][0], by_age["stdpop"][0]
    seen = standardised_ratio(by_age["count"], by_age["pop"], *standard, method=method)  # type: ignore[arg-type]
    expected = stored.expected["indirect"]
    assert_agrees(seen.observed_count, expected["observed"])
    assert_agrees(seen.expected_count, expected["expected"])
    assert_agrees(seen.ratio, expected["smr"])
    assert_agrees(seen.low, expected[f"smr_{name}_lci"])
    assert_agrees(seen.high, expected[f"smr_{name}_uci"])


def test_marshalls_rates_are_those_of_spdep() -> None:
    stored = case("rate_shrinkage")
    seen = shrunken_rates(stored.input["count"], stored.input["pop"], per=1, method="marshall")
    parameters = stored.expected["marshall_parameters"]
    assert_agrees(seen.rate, stored.expected["marshall_eb"]["eb"])
    assert_agrees(seen.group_rate, [parameters["b"]])
    assert_agrees(seen.group_rate**2 / seen.group_shape, [parameters["a"]])


def test_what_the_map_of_probabilities_holds_is_that_of_spdep() -> None:
    stored = case("rate_shrinkage")
    count, people = stored.input["count"].to_numpy(), stored.input["pop"].to_numpy()
    expected = people * count.sum() / people.sum()
    assert_agrees(expected, stored.expected["probmap"]["expected"])
    assert_agrees(crude_rate(count, expected, per=100).rate, stored.expected["probmap"]["relRisk"])
    assert_agrees(count_test(count, expected).p_lower, stored.expected["probmap"]["pmap"])


def test_gamma_poisson_rates_are_those_of_spatialepi() -> None:
    stored = case("rate_shrinkage")
    count, people = stored.input["count"].to_numpy(), stored.input["pop"].to_numpy()
    common, expected = count.sum() / people.sum(), stored.expected["gamma_poisson_ml"]
    seen = shrunken_rates(count, people, per=1 / common, limits="plug-in")
    assert_agrees(crude_rate(count, people, per=1 / common).rate, expected["SMR"])
    assert_agrees(seen.rate, expected["RR"], FITTED)
    assert_agrees(np.log(seen.group_rate), [expected["beta"]], FITTED)
    assert_agrees(seen.group_shape, [expected["alpha"]], 1e-5)
    assert_agrees(seen.low, expected["q025"], FITTED)
    assert_agrees(seen.high, expected["q975"], FITTED)
    # At a confidence of next to nothing both limits are the median.
    assert_agrees(
        shrunken_rates(count, people, per=1 / common, limits="plug-in", confidence=1e-9).low, expected["RRmed"], FITTED
    )
