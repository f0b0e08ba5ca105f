"""How often the limits hold the truth: added up over all counts where that is possible, drawn where it is not."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import poisson

from loftet.analysis.rates import (
    count_dispersion,
    funnel,
    overdispersed_rate,
    overdispersed_rate_ratio,
    rate_ratio,
    shrunken_rates,
    standardised_rate,
)
from loftet.analysis.rates.ratio import RatioMethod
from tests.analysis.rates_coverage import (
    DIFFERENCE_METHODS,
    EXPECTED_COUNTS,
    EXPECTED_PAIRS,
    RATE_METHODS,
    RATIO_METHODS,
    difference_coverage,
    least_rate_coverage,
    rate_coverage,
    ratio_coverage,
)

METHODS = Path(__file__).parents[2] / "docs" / "methods"
NOMINAL, DEFAULT_AT_LEAST = 0.95, 0.93
GRID = tuple(itertools.product((0.2, 0.7, 1, 2, 3.3, 7, 12, 25), repeat=2))


def test_exact_limits_of_a_rate_hold_it_at_least_95_times_in_a_hundred_whatever_it_is() -> None:
    assert least_rate_coverage("exact", 400) >= NOMINAL


@pytest.mark.parametrize(("before", "after"), GRID)
def test_exact_limits_of_a_ratio_hold_it_at_least_95_times_in_a_hundred(before: float, after: float) -> None:
    assert ratio_coverage("exact", before, after) >= NOMINAL


@pytest.mark.parametrize(("before", "after"), GRID)
def test_default_limits_of_a_difference_hold_it_at_least_95_times_in_a_hundred(before: float, after: float) -> None:
    assert difference_coverage("exact", before, after) >= NOMINAL


def test_mid_p_limits_of_a_rate_fall_below_95_for_some_rates() -> None:
    assert 0.91 < least_rate_coverage("mid-p", 200) < NOMINAL


def coverage_of_rates() -> dict[str, list[float]]:
    return {
        f"{expected:g}": [float(rate_coverage(method, np.array([expected]))[0]) for method in RATE_METHODS]
        for expected in EXPECTED_COUNTS
    } | {"least": [least_rate_coverage(method, 200) for method in RATE_METHODS]}


def coverage_of_pairs(coverage: Callable[..., float], methods: tuple[str, ...]) -> dict[str, list[float]]:
    return {
        f"{before} and {after}": [coverage(method, before, after) for method in methods]
        for before, after in EXPECTED_PAIRS
    }


@pytest.mark.parametrize(
    ("page", "enumerated"),
    [
        ("rate-limits", coverage_of_rates),
        ("rate-ratio", lambda: coverage_of_pairs(ratio_coverage, RATIO_METHODS)),
        ("rate-difference", lambda: coverage_of_pairs(difference_coverage, DIFFERENCE_METHODS)),
    ],
)
def test_the_table_of_coverage_in_the_page_is_what_adding_up_gives(
    page: str, enumerated: Callable[[], dict[str, list[float]]]
) -> None:
    table = re.findall(r"^\| ([^|]+) \|((?: [01]\.\d{4} \|)+)$", (METHODS / f"{page}.md").read_text(), re.MULTILINE)
    printed = {name: [float(figure) for figure in re.findall(r"[01]\.\d{4}", figures)] for name, figures in table}
    added_up = enumerated()
    assert printed.keys() == added_up.keys()
    for name, figures in added_up.items():
        np.testing.assert_allclose(printed[name], figures, rtol=0, atol=0.000051)


@pytest.mark.parametrize("expected", [0.3, 1, 2.5, 7, 30, 400])
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_chance_alone_puts_no_more_outside_the_funnel_than_it_says(expected: float, confidence: float) -> None:
    counts = np.arange(0.0, poisson.isf(1e-12, expected))
    seen = funnel(counts, 1, common_rate=expected, per=1, confidence=confidence)
    outside = (1 - confidence) / 2
    assert poisson.pmf(counts, expected)[seen.is_above].sum() <= outside
    assert poisson.pmf(counts, expected)[seen.is_below].sum() <= outside


@pytest.mark.parametrize("expected", [0.3, 7.0, 30.0])
def test_a_unit_one_case_beyond_the_funnel_would_be_rarer_than_it_says(expected: float) -> None:
    seen = funnel(np.zeros(1), 1, common_rate=expected, per=1)
    assert poisson.sf(seen.high - 1, expected) > 0.025
    assert seen.low == 0 or poisson.cdf(seen.low, expected) > 0.025


@pytest.mark.slow
@pytest.mark.parametrize(("units", "shape"), [(5, 5.0), (10, 1.0), (10, 5.0), (10, 200.0), (30, 5.0), (100, 5.0)])
def test_default_limits_of_shrunken_rates_hold_the_rates_of_a_drawn_group(units: int, shape: float) -> None:
    held = covered_share(units, shape, "full")
    assert held >= DEFAULT_AT_LEAST


@pytest.mark.slow
def test_plug_in_limits_of_shrunken_rates_are_far_too_narrow_with_ten_units() -> None:
    assert covered_share(10, 5.0, "plug-in") < 0.75


def covered_share(units: int, shape: float, limits: str) -> float:
    rng, groups, mean = np.random.default_rng(20), 20_000 // units, 4e-4
    exposure = np.exp(rng.uniform(np.log(2e3), np.log(5e4), groups * units))
    rate = rng.gamma(shape, mean / shape, groups * units)
    seen = shrunken_rates(
        rng.poisson(exposure * rate),
        exposure,
        group=np.repeat(np.arange(groups), units),
        per=1,
        limits=limits,  # type: ignore[arg-type]
    )
    return float(np.mean((seen.low <= rate) & (rate <= seen.high)))


@pytest.mark.slow
@pytest.mark.parametrize("people", [200, 1_000, 5_000])
def test_default_limits_of_standardised_rates_hold_the_rate(people: int) -> None:
    rng = np.random.default_rng(21)
    rates, standard = np.array([0.2, 3.0, 1.5, 0.6]) / 1_000, np.array([18.0, 12, 27, 43])
    exposure = np.tile(people * np.array([1.0, 0.5, 1.2, 2.0]), (40_000, 1))
    seen = standardised_rate(rng.poisson(exposure * rates), exposure, standard, per=1)
    truth = np.sum(rates * standard) / standard.sum()
    assert np.mean((seen.low <= truth) & (truth <= seen.high)) >= DEFAULT_AT_LEAST


@pytest.mark.slow
@pytest.mark.parametrize(("mean", "shape"), [(5.0, 4.0), (20.0, 4.0), (60.0, 10.0)])
def test_limits_widened_by_a_dispersion_from_other_months_hold_the_rate(mean: float, shape: float) -> None:
    rng, places = np.random.default_rng(22), 4_000
    months = negative_binomial(rng, mean, shape, (places, 36))
    found = count_dispersion(months.ravel(), 1, group=np.repeat(np.arange(places), 36))
    now = negative_binomial(rng, mean, shape, (places,))
    wide, freedom = found.dispersion, found.degrees_of_freedom
    seen = overdispersed_rate(now, 1, per=1, dispersion=wide, degrees_of_freedom=freedom)
    assert np.mean((seen.low <= mean) & (mean <= seen.high)) >= DEFAULT_AT_LEAST
    later = negative_binomial(rng, mean, shape, (places,))
    compared = overdispersed_rate_ratio(now, 1, later, 1, dispersion=wide, degrees_of_freedom=freedom)
    assert np.mean((compared.low <= 1) & (compared.high >= 1)) >= DEFAULT_AT_LEAST


@pytest.mark.slow
def test_the_test_of_dispersion_keeps_its_level_when_chance_is_all_there_is() -> None:
    rng, places = np.random.default_rng(23), 20_000
    found = count_dispersion(rng.poisson(8, places * 24), 1, group=np.repeat(np.arange(places), 24))
    assert np.mean(found.p_value < 0.05) == pytest.approx(0.05, abs=4 * np.sqrt(0.05 * 0.95 / places) + 0.003)


def negative_binomial(rng: np.random.Generator, mean: float, shape: float, size: tuple[int, ...]) -> np.ndarray:
    return rng.negative_binomial(shape, shape / (shape + mean), size)


@pytest.mark.parametrize("method", RATIO_METHODS)
def test_limits_of_a_ratio_leave_out_one_where_its_p_is_below_five_per_cent(method: RatioMethod) -> None:
    before, after = np.meshgrid(np.arange(0.0, 60), np.arange(0.0, 60))
    seen = rate_ratio(before, 3, after, 2, method=method)
    outside = (seen.low > 1) | (seen.high < 1)
    assert np.array_equal(outside, seen.p_value < 0.05)
