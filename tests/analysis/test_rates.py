"""Rates of rare events: what holds for any counts, what is refused, what becomes of figures that are not known."""

import doctest
from collections.abc import Callable
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.analysis.marks import Mark
from loftet.analysis.rates import (
    count_dispersion,
    count_test,
    crude_rate,
    funnel,
    middle_half,
    overdispersed_rate,
    overdispersed_rate_ratio,
    rate_change,
    rate_difference,
    rate_ratio,
    rate_ratio_test,
    rolling_rate,
    rolling_sum,
    shrunken_rates,
    standardised_rate,
    standardised_ratio,
)
from tests.analysis.rates_coverage import DIFFERENCE_METHODS, RATE_METHODS, RATIO_METHODS

MODULES = (
    "change",
    "comparison",
    "difference",
    "dispersion",
    "rate",
    "ratio",
    "rolling",
    "shrinkage",
    "significance",
    "standardised",
)
COUNTS = st.integers(0, 100_000)
EXPOSURES = st.floats(0.01, 1e8)
CONFIDENCES = st.floats(0.5, 0.9999)
PRELIMINARY, SUPPRESSED, MISSING = int(Mark.PRELIMINARY), int(Mark.SUPPRESSED), int(Mark.MISSING)


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_the_docstrings_hold(module: str) -> None:
    found = doctest.testmod(import_module(f"loftet.analysis.rates.{module}"))
    assert found.attempted > 0
    assert found.failed == 0


@given(COUNTS, EXPOSURES, CONFIDENCES, st.sampled_from(RATE_METHODS))
def test_limits_hold_the_rate_between_them(count: int, exposure: float, confidence: float, method: str) -> None:
    seen = crude_rate(count, exposure, confidence=confidence, method=method)  # type: ignore[arg-type]
    assert 0 <= seen.low <= seen.high
    assert count == 0 or seen.low <= seen.rate <= seen.high


@given(COUNTS, COUNTS, EXPOSURES, EXPOSURES, CONFIDENCES, st.sampled_from(RATIO_METHODS))
def test_a_ratio_upside_down_has_its_limits_upside_down(
    before: int, after: int, of_before: float, of_after: float, confidence: float, method: str
) -> None:
    seen = rate_ratio(before, of_before, after, of_after, confidence=confidence, method=method)  # type: ignore[arg-type]
    turned = rate_ratio(after, of_after, before, of_before, confidence=confidence, method=method)  # type: ignore[arg-type]
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose([1 / turned.high, 1 / turned.low], [seen.low, seen.high], rtol=1e-8)
    np.testing.assert_allclose(turned.p_value, seen.p_value, rtol=1e-8)


@given(COUNTS, COUNTS, EXPOSURES, EXPOSURES, st.sampled_from(DIFFERENCE_METHODS))
def test_limits_of_a_difference_hold_it_between_them(
    before: int, after: int, of_before: float, of_after: float, method: str
) -> None:
    seen = rate_difference(before, of_before, after, of_after, method=method)  # type: ignore[arg-type]
    slack = 1e-9 * (abs(seen.difference) + 1e5 * (before / of_before + after / of_after))
    assert seen.low - slack <= seen.difference <= seen.high + slack


@given(COUNTS, COUNTS, st.floats(0.01, 100))
def test_what_is_seen_depends_on_exposures_through_their_ratio_only(before: int, after: int, factor: float) -> None:
    seen, scaled = rate_ratio(before, 3, after, 2), rate_ratio(before, 3 * factor, after, 2 * factor)
    np.testing.assert_allclose(scaled.low, seen.low, rtol=1e-9)
    np.testing.assert_allclose(scaled.p_value, seen.p_value, rtol=1e-7)


@pytest.mark.parametrize("method", ["exact", "mid-p"])
def test_counts_up_to_a_billion_have_limits(method: str) -> None:
    counts = np.unique(np.round(np.concatenate([np.arange(0, 20), np.geomspace(20, 1e9, 30)])))
    before, after = np.meshgrid(counts, counts)
    for confidence in (0.01, 0.5, 0.95, 0.999999):
        seen = rate_ratio(before, 1, after, 1, confidence=confidence, method=method)  # type: ignore[arg-type]
        assert np.all(seen.low[after > 0] > 0)
        assert np.all(np.isfinite(seen.high[before > 0]))
        one = crude_rate(counts, 1, confidence=confidence, method=method)  # type: ignore[arg-type]
        assert np.all(one.low[1:] > 0)
        assert np.all(np.isfinite(one.high))


def test_mid_p_limits_lie_inside_the_exact_ones() -> None:
    before, after = np.meshgrid(np.arange(0.0, 80), np.arange(0.0, 80))
    exact, narrower = rate_ratio(before, 3, after, 2), rate_ratio(before, 3, after, 2, method="mid-p")
    assert np.all(exact.low <= narrower.low)
    assert np.all(exact.high >= narrower.high)
    assert np.all(exact.p_value >= narrower.p_value)


def test_nothing_before_and_nothing_after_says_nothing() -> None:
    seen = rate_ratio([0, 4], 1, [0, 2], 1)
    assert seen.is_defined.tolist() == [False, True]
    assert (seen.low[0], seen.high[0], seen.p_value[0]) == (0, np.inf, 1)


def test_fifteen_burglaries_and_then_ten_can_be_chance() -> None:
    seen = rate_change(15, 10_000, 10, 10_000)
    assert float(seen.change_share) == pytest.approx(-1 / 3)
    assert seen.ratio.low < 1 < seen.ratio.high
    assert seen.difference.low < 0 < seen.difference.high


def test_blocks_of_rows_in_several_threads_give_what_single_rows_give() -> None:
    rng = np.random.default_rng(1)
    before, after = rng.poisson(8, (2, 40_000))
    seen, some = rate_ratio(before, 2, after, 1, method="mid-p"), slice(39_990, None)
    alone = rate_ratio(before[some], 2, after[some], 1, method="mid-p")
    assert np.array_equal(seen.low[some], alone.low)
    assert np.array_equal(seen.p_value[some], alone.p_value)


def test_two_sided_p_values_add_up_what_is_no_likelier_than_what_was_seen() -> None:
    from scipy.stats import binomtest  # noqa: PLC0415

    before, after = (each.ravel() for each in np.meshgrid(np.arange(0, 14), np.arange(0, 14)))
    seen = rate_ratio_test(before, 3, after, 2)
    expected = [binomtest(int(a), int(a + b), 0.4).pvalue if a + b else 1.0 for b, a in zip(before, after, strict=True)]
    np.testing.assert_allclose(seen.p_value, expected, rtol=1e-9)


@pytest.mark.parametrize("method", ["exact", "mid-p", "minlike", "blaker"])
def test_a_count_as_expected_surprises_nobody(method: str) -> None:
    assert count_test(40, 40, method=method).p_value > 0.9  # type: ignore[arg-type]
    assert count_test(20, 40, method=method).p_value < 0.002  # type: ignore[arg-type]


def test_score_limits_of_a_difference_are_where_the_score_test_is_just_kept() -> None:
    rates = pytest.importorskip("statsmodels.stats.rates")
    seen = rate_difference([9, 3, 30, 0], [1.0, 2.0, 3.0, 1.0], [4, 8, 21, 5], 1.5, per=1, method="score")
    for row, (before, of, after) in enumerate([(9, 1.0, 4), (3, 2.0, 8), (30, 3.0, 21), (0, 1.0, 5)]):
        for limit in (seen.low[row], seen.high[row]):
            kept = rates.test_poisson_2indep(after, 1.5, before, of, value=limit, method="score", compare="diff")
            assert kept.pvalue == pytest.approx(0.05, rel=1e-6)


@given(st.integers(1, 500), st.floats(1, 20))
def test_a_dispersion_widens_limits_and_few_degrees_of_freedom_do_too(count: int, dispersion: float) -> None:
    plain = crude_rate(count, 1_000)
    wide = overdispersed_rate(count, 1_000, dispersion=dispersion)
    wider = overdispersed_rate(count, 1_000, dispersion=dispersion, degrees_of_freedom=11)
    assert wider.low <= wide.low <= plain.low * (1 + 1e-12)
    assert plain.high * (1 - 1e-12) <= wide.high <= wider.high


def test_a_dispersion_of_one_is_the_exact_test() -> None:
    wide, plain = overdispersed_rate_ratio(31, 2, 9, 1, dispersion=1), rate_ratio(31, 2, 9, 1)
    assert (wide.low, wide.high, wide.p_value) == (plain.low, plain.high, plain.p_value)


def test_waves_are_found_and_chance_is_not() -> None:
    rng = np.random.default_rng(3)
    counts = np.concatenate([rng.negative_binomial(2, 2 / 12, 200), rng.poisson(10, 200)])
    found = count_dispersion(counts, 1, group=np.repeat(["waves", "chance"], 200))
    assert found.group.tolist() == ["chance", "waves"]
    assert found.dispersion[0] == pytest.approx(1, abs=0.25)
    assert found.dispersion[1] == pytest.approx(6, abs=1.5)
    assert found.shape[1] == pytest.approx(2, rel=0.3)
    assert found.p_value[1] < 1e-6 < found.p_value[0]
    assert found.of_expected(np.array([10.0, 10.0]))[1] == pytest.approx(6, abs=1.5)


@given(st.lists(st.integers(0, 60), min_size=4, max_size=20), st.sampled_from(["gamma-poisson", "marshall"]))
def test_a_shrunken_rate_lies_between_its_own_and_the_groups(counts: list[int], method: str) -> None:
    seen = shrunken_rates(counts, np.arange(1, len(counts) + 1) * 100.0, method=method)  # type: ignore[arg-type]
    own = crude_rate(counts, np.arange(1, len(counts) + 1) * 100.0).rate
    least, most = np.minimum(own, seen.group_rate), np.maximum(own, seen.group_rate)
    assert np.all((least <= seen.rate * (1 + 1e-9)) & (seen.rate <= most * (1 + 1e-9)))
    assert np.all((seen.own_share >= 0) & (seen.own_share <= 1))
    assert np.all(seen.low <= seen.high)


def test_groups_are_shrunken_as_each_would_be_alone() -> None:
    rng = np.random.default_rng(4)
    counts, group = rng.negative_binomial(3, 0.2, 60), np.repeat([7, 3, 5], 20)
    together = shrunken_rates(counts, np.full(60, 1_000.0), group=group)
    for label in (3, 5, 7):
        alone = shrunken_rates(counts[group == label], np.full(20, 1_000.0))
        np.testing.assert_allclose(together.rate[group == label], alone.rate, rtol=1e-7)
        np.testing.assert_allclose(together.high[group == label], alone.high, rtol=1e-7)


def test_a_group_without_a_case_is_zero_up_to_each_units_own_limit() -> None:
    seen = shrunken_rates([0, 0, 0], [1_000, 2_000, 4_000])
    assert seen.rate.tolist() == [0, 0, 0]
    np.testing.assert_allclose(seen.high, crude_rate([0, 0, 0], [1_000, 2_000, 4_000]).high)


def test_sums_of_twelve_months_move_month_by_month() -> None:
    months = np.arange(24.0)
    assert rolling_sum(months).count.tolist() == [months[start : start + 12].sum() for start in range(13)]
    assert rolling_rate(months, 1_000 / 12).rate[0] == pytest.approx(66 / 1_000 * 100_000)


def test_a_missing_month_makes_every_sum_that_holds_it_missing_and_a_preliminary_one_preliminary() -> None:
    months, marks = np.arange(24.0), np.zeros(24, np.uint8)
    months[5], marks[5], marks[23] = np.nan, MISSING, PRELIMINARY
    seen = rolling_sum(months, marks=marks)
    assert np.isnan(seen.count).tolist() == [True] * 6 + [False] * 7
    assert seen.marks.tolist() == [MISSING] * 6 + [0] * 6 + [PRELIMINARY]


def test_a_suppressed_figure_goes_nowhere_even_where_the_caller_has_it() -> None:
    marks = [SUPPRESSED, PRELIMINARY]
    for figures in (
        crude_rate([3, 4], 10, marks=marks).rate,
        rate_ratio([3, 4], 10, [5, 6], 10, marks=marks).high,
        rate_difference([3, 4], 10, [5, 6], 10, marks=marks).low,
        rate_ratio_test([3, 4], 10, [5, 6], 10, marks=marks).p_value,
        count_test([3, 4], 10, marks=marks).p_value,
        overdispersed_rate([3, 4], 10, dispersion=2, marks=marks).rate,
        overdispersed_rate_ratio([3, 4], 10, [5, 6], 10, dispersion=2, marks=marks).p_value,
        funnel([3, 4], 10, marks=marks).rate,
    ):
        assert np.isnan(figures).tolist() == [True, False]


def test_both_periods_keep_their_own_marks_and_their_ratio_has_those_of_both() -> None:
    seen = rate_change([3, 4], 10, [np.nan, 6], 10, marks_before=[PRELIMINARY, 0], marks_after=[MISSING, 0])
    assert seen.before.rate[0] == 30_000
    assert np.isnan(seen.after.rate[0])
    assert seen.ratio.marks.tolist() == [PRELIMINARY | MISSING, 0]


def test_one_unknown_stratum_makes_its_place_unknown() -> None:
    counts, marks = np.array([[3, np.nan], [4, 5]]), [[0, MISSING], [PRELIMINARY, 0]]
    seen = standardised_rate(counts, np.full((2, 2), 100.0), [1, 2], marks=marks)
    assert np.isnan(seen.rate).tolist() == [True, False]
    assert seen.marks.tolist() == [MISSING, PRELIMINARY]
    ratio = standardised_ratio(counts, np.full((2, 2), 100.0), [1, 2], [100, 100], marks=marks)
    assert np.isnan(ratio.high).tolist() == [True, False]


def test_units_that_are_not_known_are_left_out_of_their_group_and_counted() -> None:
    counts, of, marks = [5, 9, np.nan, 7], np.full(4, 100.0), [PRELIMINARY, 0, MISSING, 0]
    seen = shrunken_rates(counts, of, marks=marks)
    np.testing.assert_allclose(seen.rate[[0, 1, 3]], shrunken_rates([5, 9, 7], of[:3]).rate)
    assert np.isnan(seen.rate[2])
    assert seen.left_out_count.tolist() == [1]
    assert seen.marks.tolist() == [PRELIMINARY, PRELIMINARY, PRELIMINARY | MISSING, PRELIMINARY]
    assert count_dispersion(counts, of, marks=marks).left_out_count.tolist() == [1]


def test_the_middle_half_is_of_the_known_places_and_wants_four() -> None:
    rates, marks = (
        [[1, 2, 3, 4, np.nan], [1, 2, np.nan, np.nan, np.nan]],
        [[0] * 4 + [MISSING], [0] * 2 + [MISSING] * 3],
    )
    seen = middle_half(rates, marks=marks)
    assert seen.is_defined.tolist() == [True, False]
    assert (seen.low[0], seen.middle[0], seen.high[0]) == (1.75, 2.5, 3.25)
    assert np.isnan(seen.middle[1])
    assert seen.left_out_count.tolist() == [1, 3]


def test_the_funnel_lets_a_small_place_vary_more_and_points_out_a_large_one() -> None:
    seen = funnel([3, 400, 600], [1_000, 300_000, 300_000], common_rate=150)
    assert seen.is_above.tolist() == [False, False, True]
    assert seen.is_below.tolist() == [False, True, False]
    assert seen.high[0] - seen.low[0] > seen.high[1] - seen.low[1]
    assert not funnel([600], [300_000], common_rate=150, dispersion=20).is_above.any()


PAIR = {"count_before": [1, 2], "exposure_before": [1, 1], "count_after": [1, 2], "exposure_after": [1, 1]}
PAIR_FUNCTIONS = (rate_ratio, rate_difference, rate_ratio_test)
BAD_COUNTS = [
    (-1, "is a negative count"),
    (1.5, "is not a whole number"),
    (np.nan, "not a finite"),
    (np.inf, "not a finite"),
]
BAD_EXPOSURES = [
    (0, "must be above zero"),
    (-2, "must be above zero"),
    (np.nan, "not a finite"),
    (np.inf, "not a finite"),
]


@pytest.mark.parametrize("function", PAIR_FUNCTIONS)
@pytest.mark.parametrize("name", PAIR)
def test_pairs_refuse_what_cannot_be_and_name_argument_and_row(function: Callable[..., object], name: str) -> None:
    for bad, why in BAD_COUNTS if name.startswith("count") else BAD_EXPOSURES:
        with pytest.raises(ValueError, match=rf"^{name}\[1\] = \S+ .*{why}"):
            function(**PAIR | {name: [1, bad]})
    with pytest.raises(ValueError, match=r"has shape \(3,\)|but count_before has shape \(3,\)"):
        function(**PAIR | {name: [1, 2, 3]})
    with pytest.raises(ValueError, match="is no number"):
        function(**PAIR | {name: ["many", "few"]})


@pytest.mark.parametrize("function", [crude_rate, funnel, shrunken_rates, count_dispersion])
def test_rows_refuse_what_cannot_be_and_name_argument_and_row(function: Callable[..., object]) -> None:
    for bad, why in BAD_COUNTS:
        with pytest.raises(ValueError, match=rf"^count\[2\] = \S+ .*{why}"):
            function([4, 5, bad, 6], [1, 1, 1, 1])
    for bad, why in BAD_EXPOSURES:
        with pytest.raises(ValueError, match=rf"^exposure\[3\] = \S+ .*{why}"):
            function([4, 5, 7, 6], [1, 1, 1, bad])
    with pytest.raises(ValueError, match="exposure has shape"):
        function([4, 5, 7, 6], [1, 1])
    with pytest.raises(ValueError, match="count is empty"):
        function([], [])
    with pytest.raises(ValueError, match="marks has shape"):
        function([4, 5, 7, 6], [1, 1, 1, 1], marks=[0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: crude_rate(1, 1, confidence=1), "confidence = 1 must lie between 0 and 1"),
        (lambda: crude_rate(1, 1, method="exakt"), "method = 'exakt' must be one of 'exact'"),  # type: ignore[arg-type]
        (lambda: crude_rate(1, 1, per=0), "per = 0.0 must be above zero"),
        (lambda: rate_ratio(1, 1, 1, 1, method="byar"), "method = 'byar' must be one of"),  # type: ignore[arg-type]
        (lambda: count_test(1, 0), "expected = 0.0 must be above zero"),
        (lambda: shrunken_rates([1, 2, 3, 4], [1, 1, 1, 1], group=[1, 1, 1, 2]), "group.3. = 2 has fewer than 3"),
        (lambda: count_dispersion([1, 2], [1, 1]), "count.0. = 0 has fewer than 3"),
        (lambda: count_dispersion([0, 0, 0], [1, 1, 1]), "count.0. = 0.0 is all there is"),
        (lambda: shrunken_rates([1, 2, 3], [1, 1, 1], group=[1, 1]), "group has shape"),
        (lambda: shrunken_rates([[1, 2, 3]], [[1, 1, 1]]), "must have one axis"),
        (lambda: standardised_rate([1, 2], [1, 1], [1, 0]), "standard.1. = 0.0 must be above zero"),
        (lambda: standardised_rate([1, 2], [1, 1], [1, np.inf]), "standard.1. = inf is not a finite"),
        (lambda: standardised_rate([1, 2], [1, 1], [1, 2, 3]), "standard has shape"),
        (lambda: standardised_rate([1, 2], [1], [1, 2]), "exposure has shape"),
        (lambda: standardised_rate(1, 1, [1]), "axis of strata"),
        (lambda: standardised_rate([[1, -2]], [[1, 1]], [1, 1]), "count.0, 1. = -2.0 is a negative"),
        (lambda: standardised_ratio([1, 2], [1, 1], [0, 0], [1, 1]), "standard_count.0. = 0.0 gives nothing"),
        (lambda: overdispersed_rate(1, 1, dispersion=0), "dispersion = 0.0 must be above zero"),
        (lambda: overdispersed_rate([1, 2], 1, dispersion=[1, 2, 3]), "dispersion has shape"),
        (lambda: overdispersed_rate(1, 1, dispersion=2, degrees_of_freedom=0), "degrees_of_freedom = 0.0 must be"),
        (lambda: funnel([0, 0], [1, 1]), "no case in any known unit"),
        (lambda: funnel([1, 1], [1, 1], common_rate=-1), "common_rate = -1.0 must be above zero"),
        (lambda: middle_half([]), "rate is empty"),
        (lambda: middle_half([1.0, np.nan]), "rate.1. = nan is not a finite"),
        (lambda: rolling_sum([1, 2, 3]), "window = 12"),
        (lambda: rolling_sum([1, 2, 3], window=0), "window = 0"),
        (lambda: rolling_sum([1, -2, 3], window=2), "count.1. = -2.0 is a negative"),
        (lambda: rolling_rate([1, 2, 3], [1, 0, 1], window=2), "exposure.1. = 0.0 must be above zero"),
    ],
)
def test_settings_and_shapes_that_make_no_sense_are_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("groups", [30_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_very_many_small_groups_are_fitted_together(groups: int) -> None:
    rng = np.random.default_rng(5)
    seen = shrunken_rates(rng.poisson(4, 3 * groups) + 1, np.ones(3 * groups), group=np.arange(3 * groups) // 3)
    assert len(seen.group_shape) == groups
    assert np.all(np.isfinite(seen.rate))
