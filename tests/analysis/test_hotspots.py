"""Places and hours: what must hold whatever the data, what is refused, and when a map can tell nothing."""

import contextlib
import doctest
import importlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from loftet.analysis.hotspots import (
    Autocorrelation,
    Neighbours,
    Reason,
    Window,
    geary,
    general_g,
    given_neighbours,
    hours_of_week,
    kernel_density,
    kernel_density_at,
    knox_test,
    local_g,
    local_moran,
    moran,
    near_repeat_table,
    nearest_neighbours,
    neighbours_within,
    scan_statistic,
    scott_bandwidth,
    space_time_scan,
)
from loftet.analysis.hotspots.conditional_draws import drawn_sums
from loftet.analysis.hotspots.scan_windows import Ground, circles
from loftet.analysis.hotspots.stream import MULTIPLIER, below, following
from loftet.analysis.many_tests import false_discovery
from loftet.analysis.marks import Mark

Points = NDArray[np.float64]
CORNER = np.array([500_000.0, 6_300_000.0])
SQUARE = Window(west=500_000, east=504_000, south=6_300_000, north=6_304_000)
MODULES = [
    "neighbours", "autocorrelation", "local_association", "kernel_density", "scan", "near_repeat",
    "hours_of_week",
]  # fmt: skip


def drawn(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def scattered(count: int, seed: int = 1) -> Points:
    return drawn(seed).uniform(0, 4_000, (count, 2)) + CORNER


def ring(count: int) -> Neighbours:
    return given_neighbours([(i, (i + step) % count) for i in range(count) for step in (1, -1)], place_count=count)


@pytest.mark.parametrize("name", MODULES)
def test_every_docstring_shows_what_comes_out(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"loftet.analysis.hotspots.{name}"))
    assert results.failed == 0
    assert results.attempted > 0


# Random numbers of the loops


def test_the_stream_is_even_and_its_draws_are_independent_of_their_forerunners() -> None:
    state, numbers = 12_345, []
    for _ in range(40_000):
        state = following(state)
        numbers.append(below(state, 10))
    pairs = np.bincount(np.array(numbers[:-1]) * 10 + numbers[1:], minlength=100)
    chi_squared = np.sum((pairs - len(numbers) / 100) ** 2) / (len(numbers) / 100)
    assert 50 < chi_squared < 160
    assert 0 < state < MULTIPLIER * 2**32


SOME_OF_EACH = """
import numpy as np
from loftet.analysis.hotspots import *
rng = np.random.default_rng(1)
points, days, values = rng.uniform(0, 4000, (30, 2)), rng.uniform(0, 90, 30), rng.poisson(3, 30)
near = nearest_neighbours(points, count=20)
print(local_g(values, neighbours=near, draws=49, rng=rng).p_value.tolist())
print(knox_test(points, times=days, metres=900, days=9, draws=49, rng=rng).p_value)
print(scan_statistic(points, cases=values, population=[9] * 30, draws=19, rng=rng).most_likely)
weekly = rng.poisson(1, (30, 4))
print(space_time_scan(points, cases=weekly, population=[9] * 30, draws=9, rng=rng).most_likely)
print(scan_statistic(points, cases=values, population=[9] * 30, model="binomial", draws=9, rng=rng).most_likely)
start = np.datetime64("2026-05-01T00:00:00") + rng.integers(0, 9**7, 30)
print(hours_of_week(start, start + rng.integers(0, 9**5, 30), draws=49, rng=rng).adjusted_p_value.tolist())
"""


def test_the_answer_is_the_same_with_numba_and_without() -> None:
    here = io.StringIO()
    with contextlib.redirect_stdout(here):
        exec(SOME_OF_EACH, {})
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    plain = subprocess.run(
        [sys.executable, "-c", SOME_OF_EACH], env=environment, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert here.getvalue() == plain.stdout


# Neighbours


@given(st.integers(2, 40), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_nearest_neighbours_are_the_nearest_and_never_oneself(count: int, seed: int) -> None:
    points = drawn(seed).integers(0, 6, (count, 2)) * 100.0 + CORNER
    wanted = min(3, count - 1)
    near = nearest_neighbours(points, count=wanted)
    for place in range(count):
        others = near.other[near.start[place] : near.start[place + 1]]
        assert len(set(others.tolist())) == wanted
        assert place not in others
        distance = np.hypot(*(points - points[place]).T)
        rest = np.delete(distance, [place, *others])
        assert rest.size == 0 or distance[others].max() <= rest.min() + 1e-9


def test_neighbours_within_a_distance_count_the_distance_itself() -> None:
    street = CORNER + np.array([(0, 0), (100, 0), (200, 0), (1_000, 0)])
    assert neighbours_within(street, metres=100).count.tolist() == [1, 2, 1, 0]


def test_too_many_pairs_are_refused_before_they_fill_the_memory() -> None:
    with pytest.raises(ValueError, match="fit in memory"):
        neighbours_within(np.tile(CORNER, (8_000, 1)), metres=10)


# The whole map


@pytest.mark.parametrize("statistic", [moran, geary, general_g])
@pytest.mark.parametrize("weights", ["row", "binary"])
def test_expectation_and_variance_are_those_of_all_shuffles(
    statistic: Callable[..., Autocorrelation], weights: str
) -> None:
    """By enumeration: each of the 720 orders of six values on a lopsided map."""
    near = given_neighbours([(0, 1), (1, 0), (1, 2), (2, 3), (3, 2), (4, 0), (5, 4), (5, 1)], place_count=6)
    orders = [
        statistic(order, neighbours=near, weights=weights) for order in permutations([1.0, 2.0, 2.5, 4.0, 7.0, 11.0])
    ]
    figures = np.array([each.value for each in orders])
    assert orders[0].expected == pytest.approx(figures.mean(), rel=1e-10)
    assert orders[0].variance == pytest.approx(figures.var(), rel=1e-9)


def test_places_without_neighbours_count_as_in_r_with_adjust_n_false() -> None:
    """By spdep 1.2-7, `nb <- list(2L, c(1L, 3L), 2L, 0L, 6L, 5L); class(nb) <- "nb"`, x the values below,
    `moran.test(x, nb2listw(nb, style = "W", zero.policy = TRUE), zero.policy = TRUE, adjust.n = FALSE)$estimate`.
    """
    borders = given_neighbours([(0, 1), (1, 0), (1, 2), (2, 1), (4, 5), (5, 4)], place_count=6)
    found = moran([1, 2, 2.5, 4, 7, 11], neighbours=borders)
    expected = (0.89268578115857222, -0.2, 0.23097670988375649)
    assert (found.value, found.expected, found.variance) == pytest.approx(expected, rel=1e-8)
    assert found.isolated_count == 1


def test_a_slope_is_alike_and_a_chequered_ring_is_not() -> None:
    slope, chequered = np.arange(40.0), np.tile([1.0, 5.0], 20)
    assert moran(slope, neighbours=ring(40)).z_score > 4
    assert geary(slope, neighbours=ring(40)).z_score > 4
    assert moran(chequered, neighbours=ring(40)).z_score < -4
    assert geary(chequered, neighbours=ring(40)).z_score < -4


# Each place


def test_conditional_draws_have_the_tails_of_all_selections() -> None:
    """By enumeration: all 126 selections of four (and five) of the nine others."""
    values = np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3])
    for wanted in (4, 5):
        pairs = [(place, (place + step) % 10) for place in range(10) for step in range(1, wanted + 1)]
        links = given_neighbours(pairs, place_count=10).links()
        found = drawn_sums(values, links, draws=20_000, rng=drawn())
        for place in range(10):
            others = np.delete(values, place)
            sums = np.array([sum(some) for some in combinations(others, wanted)])
            real = values[[(place + step) % 10 for step in range(1, wanted + 1)]].sum()
            exact = np.array([np.mean(sums >= real), np.mean(sums <= real)])
            drawn_tails = np.array([found.at_least[place], found.at_most[place]]) / 20_000
            assert np.all(np.abs(drawn_tails - exact) <= 4 * np.sqrt(exact * (1 - exact) / 20_000))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_adjusted_p_values_are_never_smaller_and_keep_the_order(p_values: list[float]) -> None:
    adjusted = false_discovery(p_values)
    assert np.all(adjusted >= np.array(p_values) - 1e-15)
    assert np.all(np.diff(adjusted[np.argsort(p_values)]) >= 0)
    assert adjusted.max() <= 1


def test_gi_moran_and_gi_star_draw_the_same_p_for_the_same_stream() -> None:
    values, near = drawn(3).poisson(3, 50), nearest_neighbours(scattered(50), count=5)
    asked = [
        local_g(values, neighbours=near, rng=drawn(), draws=99),
        local_g(values, neighbours=near, rng=drawn(), draws=99, include_self=False),
        local_moran(values, neighbours=near, rng=drawn(), draws=99),
    ]
    assert asked[0].p_value.tolist() == asked[1].p_value.tolist() == asked[2].p_value.tolist()


def test_a_hot_quarter_is_found_and_nothing_else() -> None:
    points = np.array([(i % 20, i // 20) for i in range(400)]) * 100.0 + CORNER
    values = drawn().poisson(3, 400)
    away = np.abs(points - CORNER - 1_000).max(axis=1)
    values[away <= 200] += 12
    found = local_g(values, neighbours=neighbours_within(points, metres=150), draws=9_999, rng=drawn())
    assert found.is_found[away <= 100].all()
    assert found.is_found[away > 300].sum() == 0
    assert found.smallest_p_value == 2 / 10_000


def test_what_is_unknown_is_nan_with_its_mark_beside_it_too_and_is_no_zero() -> None:
    values = drawn().uniform(5, 9, 30)
    marks = np.zeros(30, int)
    marks[[4, 20]] = Mark.SUPPRESSED, Mark.PRELIMINARY
    values[4] = np.nan
    found = local_g(values, neighbours=ring(30), draws=99, rng=drawn(), marks=marks)
    assert np.flatnonzero(np.isnan(found.z_score)).tolist() == [3, 4, 5]
    assert np.flatnonzero(found.marks & Mark.SUPPRESSED).tolist() == [3, 4, 5]
    assert np.all(found.marks & Mark.PRELIMINARY)
    assert np.flatnonzero(~found.can_tell).tolist() == [3, 4, 5]
    whole = moran(values, neighbours=ring(30), marks=marks)
    assert whole.marks == Mark.SUPPRESSED | Mark.PRELIMINARY
    known = np.delete(np.arange(30), 4)
    rest = given_neighbours([(a, a + 1) for a in range(28) if a != 3] + [(a + 1, a) for a in range(28) if a != 3]
                            + [(0, 28), (28, 0)], place_count=29)  # fmt: skip
    assert whole.value == pytest.approx(moran(values[known], neighbours=rest).value)


# Density


@given(st.integers(1, 60), st.floats(150, 900), st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_diggles_edge_keeps_the_number_of_incidents(count: int, bandwidth: float, seed: int) -> None:
    shown = kernel_density(scattered(count, seed), window=SQUARE, bandwidth=bandwidth, edge="diggle", pixels=(80, 80))
    assert shown.density.mean() * SQUARE.area / shown.per == pytest.approx(count, rel=0.01)


def test_the_uniform_edge_is_exact_for_an_even_density() -> None:
    even = np.stack(np.meshgrid(np.arange(20, 4_000, 40.0), np.arange(20, 4_000, 40.0)), axis=-1).reshape(-1, 2)
    shown = kernel_density(even + CORNER, window=SQUARE, bandwidth=400, pixels=(50, 50))
    assert shown.density == pytest.approx(np.full((50, 50), 625.0), rel=0.002)


def test_the_grid_is_close_to_the_exact_sum_at_its_pixels() -> None:
    points = scattered(300)
    shown = kernel_density(points, window=SQUARE, bandwidth=300, pixels=(64, 64))
    spots = np.column_stack([axis.ravel() for axis in np.meshgrid(shown.east, shown.north)])
    exact = kernel_density_at(points, at=spots, window=SQUARE, bandwidth=300).reshape(64, 64)
    assert np.abs(shown.density - exact).max() < 0.005 * exact.max()


@pytest.mark.slow
def test_limits_of_the_density_cover_the_smoothed_truth() -> None:
    covered = []
    for seed in range(400):
        count = drawn(seed).poisson(1_600)
        shown = kernel_density(scattered(count, seed), window=SQUARE, bandwidth=300, pixels=(20, 20))
        covered.append((shown.low <= 100) & (shown.high >= 100))
    assert 0.93 < np.mean(covered) < 0.97


# Scan


def test_the_scan_looks_at_every_circle_and_stretch_of_time() -> None:
    """By enumeration in plain Python over 12 places and 5 periods."""
    points, rng = scattered(12), drawn(5)
    cases, population = rng.poisson(2, (12, 5)), rng.integers(50, 200, 12)
    total = cases.sum()
    awaited = np.repeat(population[:, None], 5, axis=1) * total / (population.sum() * 5)
    best = 0.0
    for centre in range(12):
        outwards = np.argsort(np.hypot(*(points - points[centre]).T))
        for size in range(1, 13):
            inside = outwards[:size]
            if population[inside].sum() > 0.5 * population.sum():
                break
            for begin in range(5):
                for end in range(begin, min(begin + 2, 5)):
                    c, e = cases[inside, begin : end + 1].sum(), awaited[inside, begin : end + 1].sum()
                    if c > e:
                        best = max(best, c * np.log(c / e) + (total - c) * np.log((total - c) / (total - e)))
    found = space_time_scan(points, cases=cases, population=population, rng=rng, draws=9).most_likely
    assert found is not None
    assert found.log_likelihood_ratio == pytest.approx(best, rel=1e-10)


def test_only_clusters_that_still_last_are_found_if_that_is_asked() -> None:
    points, cases = scattered(30), np.ones((30, 6))
    near = np.argsort(np.hypot(*(points - points[0]).T))[:4]
    cases[near, 0:2] += 8
    past = space_time_scan(points, cases=cases, population=[100] * 30, rng=drawn(), draws=99)
    now = space_time_scan(points, cases=cases, population=[100] * 30, rng=drawn(), draws=99, only_current=True)
    assert past.is_found
    assert past.most_likely is not None
    assert (past.most_likely.first_time, past.most_likely.last_time) == (0, 1)
    assert not now.is_found


def test_a_second_cluster_is_found_without_the_places_of_the_first() -> None:
    points = scattered(80)
    cases = np.ones(80)
    first = np.argsort(np.hypot(*(points - CORNER - 800).T))[:5]
    second = np.argsort(np.hypot(*(points - CORNER - 3_200).T))[:5]
    cases[first] += 12
    cases[second] += 8
    found = scan_statistic(points, cases=cases, population=[100] * 80, rng=drawn(), draws=199)
    assert found.most_likely is not None
    assert set(found.most_likely.places) == set(first)
    (other,) = found.secondary
    assert set(second) <= set(other.places) <= set(range(80)) - set(first)


def test_places_equally_far_from_a_centre_enter_a_circle_together() -> None:
    cross = CORNER + np.array([(0, 0), (100, 0), (-100, 0), (0, 100), (0, -100)])
    ground = Ground(cross, np.ones(5), np.ones((5, 1)), 0.0, 1.0, 1, only_current=False)
    assert next(circles(ground, np.array([0]))).ends.tolist() == [[True, False, False, False, True]]
    assert next(circles(ground, np.array([1]))).ends.tolist() == [[True, True, False, True, True]]


def test_a_place_whose_cases_are_missing_is_left_out_and_said() -> None:
    cases = drawn().poisson(3, 30).astype(float)
    cases[7] = np.nan
    marks = np.where(np.isnan(cases), Mark.MISSING, 0)
    found = scan_statistic(scattered(30), cases=cases, population=[9] * 30, rng=drawn(), draws=9, marks=marks)
    assert found.marks == Mark.MISSING
    assert found.case_count == np.nansum(cases)
    assert found.most_likely is not None
    assert 7 not in found.most_likely.places


# Near repeats


@given(st.integers(2, 40), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_knox_counts_pairs_as_a_plain_double_loop_does(count: int, seed: int) -> None:
    points, days = drawn(seed).integers(0, 5, (count, 2)) * 100.0 + CORNER, drawn(seed).integers(0, 9, count)
    found = knox_test(points, times=days, metres=200, days=3, rng=drawn(), draws=1)
    near, soon = [], []
    for a, b in combinations(range(count), 2):
        near.append(np.hypot(*(points[a] - points[b])) <= 200)
        soon.append(abs(days[a] - days[b]) <= 3)
    assert found.near_place_count == sum(near)
    assert found.near_time_count == sum(soon)
    assert found.near_both_count == np.sum(np.array(near) & np.array(soon))
    assert found.expected == pytest.approx(sum(near) * sum(soon) / len(near))


def test_shuffles_have_the_mean_that_the_margins_give() -> None:
    points, days = scattered(120), drawn().uniform(0, 60, 120)
    table = near_repeat_table(points, times=days, metres=[0, 300, 600], days=[0, 10, 60], rng=drawn(), draws=4_000)
    margins = table.observed.sum(axis=1)[:, None] * np.array([np.mean(soon(days, 0, 10)), np.mean(soon(days, 10, 60))])
    assert table.expected == pytest.approx(margins, rel=0.02)


def soon(days: NDArray[np.float64], low: float, high: float) -> NDArray[np.bool_]:
    apart = np.abs(days[:, None] - days)[np.triu_indices(len(days), 1)]
    return (low <= apart) & (apart < high)


# Hours of the week


def local(text: str) -> np.datetime64:
    return np.datetime64(text)


@pytest.mark.parametrize(
    ("earliest", "latest", "hours"),
    [
        ("2026-03-29T01:00", "2026-03-29T04:00", {1: 0.5, 3: 0.5}),
        ("2026-10-25T01:00", "2026-10-25T04:00", {1: 0.25, 2: 0.5, 3: 0.25}),
        ("2026-10-25T02:10", "2026-10-25T02:10", {2: 1.0}),
        ("2026-06-07T23:30", "2026-06-07T23:30", {23: 1.0}),
        ("2026-06-07T10:45", "2026-06-07T12:00", {10: 0.2, 11: 0.8}),
    ],
)
def test_an_interval_is_spread_over_the_hours_that_the_clock_showed(
    earliest: str, latest: str, hours: dict[int, float]
) -> None:
    found = hours_of_week([local(earliest)], [local(latest)], rng=drawn(), draws=1)
    expected = np.zeros(24)
    expected[list(hours)] = list(hours.values())
    assert found.count[6] == pytest.approx(expected)
    assert found.count.sum() == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 10**8), st.integers(0, 604_800)), min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_each_incident_weighs_one_between_what_is_sure_and_what_may_be(rows: list[tuple[int, int]]) -> None:
    earliest = np.array([local("2020-01-01T12:00:00") + start // 3_600 * 3_600 for start, _ in rows])
    latest = np.array([first + length // 3_600 * 3_600 for first, (_, length) in zip(earliest, rows, strict=True)])
    skipped = {f"{year}-03-{day}T02" for year, day in ((2020, 29), (2021, 28), (2022, 27), (2023, 26))}
    keep = [not {str(a)[:13], str(b)[:13]} & skipped for a, b in zip(earliest, latest, strict=True)]
    keep &= latest - earliest <= np.timedelta64(167, "h")
    if not any(keep):
        return
    found = hours_of_week(earliest[keep], latest[keep], rng=drawn(), draws=1)
    assert found.count.sum() == pytest.approx(sum(keep))
    assert np.all(found.least_count <= found.count + 1e-9)
    assert np.all(found.count <= found.most_count + 1e-9)
    assert 1 <= found.half_within_hours <= 84


def test_a_friday_night_stands_out_and_long_intervals_are_counted_apart() -> None:
    rng = drawn()
    spread = local("2026-01-05T00:00:00") + rng.integers(0, 7 * 86_400, 60)
    nights = np.full(30, local("2026-01-09T23:20:00"))
    earliest = np.concatenate([spread, nights, [local("2026-01-01T00:00:00")]])
    latest = np.concatenate([spread + 5_400, nights, [local("2026-01-20T00:00:00")]])
    found = hours_of_week(earliest, latest, rng=rng, draws=199)
    assert np.argwhere(found.is_found).tolist() == [[4, 23]]
    assert found.incident_count == 90
    assert found.unplaced_count == 1


# When nothing can be told


def test_a_map_of_few_points_cannot_tell_and_says_why() -> None:
    few, days = scattered(6), np.arange(6.0)
    reasons = [
        kernel_density(few, window=SQUARE, bandwidth=300, pixels=(50, 50)).reason,
        knox_test(few, times=days, metres=500, days=3, rng=drawn(), draws=9).reason,
        near_repeat_table(few, times=days, metres=[0, 500], days=[0, 3], rng=drawn(), draws=9).reason,
        scan_statistic(few, cases=[1] * 6, population=[9] * 6, rng=drawn(), draws=9).reason,
        hours_of_week(*[np.full(6, local("2026-06-01T10:00"))] * 2, rng=drawn(), draws=9).reason,
    ]
    assert reasons == [Reason.TOO_FEW_INCIDENTS] * 5
    places = local_g(np.arange(6.0), neighbours=ring(6), rng=drawn())
    assert places.reason is Reason.TOO_FEW_PLACES
    assert not places.can_tell.any()
    assert not places.is_found.any()


def test_what_would_be_found_among_enough_is_not_pointed_out_among_few() -> None:
    night = np.full(15, local("2026-06-05T23:00"))
    found = hours_of_week(night, night, rng=drawn(), draws=199)
    assert found.adjusted_p_value.min() < 0.05
    assert not found.is_found.any()


def test_many_points_without_a_dense_spot_cannot_tell_where() -> None:
    shown = kernel_density(scattered(200), window=SQUARE, bandwidth=80, pixels=(60, 60))
    assert shown.most_together < 10
    assert shown.reason is Reason.TOO_FEW_TOGETHER


def test_equal_values_and_places_without_neighbours_cannot_tell() -> None:
    assert moran(np.full(30, 4.0), neighbours=ring(30)).reason is Reason.ALL_EQUAL
    assert local_moran(np.full(30, 4.0), neighbours=ring(30), rng=drawn()).reason is Reason.ALL_EQUAL
    alone = neighbours_within(scattered(30), metres=0.001)
    assert geary(np.arange(30.0), neighbours=alone).reason is Reason.NO_NEIGHBOURS
    far = knox_test(scattered(30), times=np.arange(30.0) * 99, metres=5, days=1, rng=drawn(), draws=9)
    assert far.reason is Reason.NO_PAIRS
    assert far.ratio is None


# Bad input

NAN_POINT = np.vstack([scattered(5), [[np.nan, 6_300_000]]])
IN_DEGREES = np.array([(13.3, 56.2), (13.4, 56.1)])
ONE_IN_DEGREES = np.vstack([scattered(5), [[13.3, 56.2]]])
VALUES = list(range(30))
NIGHT, MORNING = local("2026-03-28T22:00"), local("2026-03-29T04:00")
REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "degrees": (lambda: nearest_neighbours(IN_DEGREES, count=1), r"points\[0\] .* looks like degrees"),
    "one in degrees": (lambda: neighbours_within(ONE_IN_DEGREES, metres=5), r"points\[5\] .* looks like degrees"),
    "a point that is no number": (lambda: scott_bandwidth(NAN_POINT), r"points\[5, 0\] = nan is not a finite number"),
    "no points": (lambda: scott_bandwidth(np.empty((0, 2))), "points is empty"),
    "points in three dimensions": (lambda: scott_bandwidth(np.ones((4, 3))), r"shape \(rows, 2\)"),
    "a point alone has no bandwidth": (lambda: scott_bandwidth(scattered(1)), "needs two"),
    "too many neighbours": (lambda: nearest_neighbours(scattered(5), count=5), "count = 5"),
    "no distance": (lambda: neighbours_within(scattered(5), metres=0), "metres = 0.0 must be above zero"),
    "a neighbour that is no place": (lambda: given_neighbours([(0, 1), (1, 9)], place_count=3), r"pairs\[1, 1\] = 9"),
    "its own neighbour": (lambda: given_neighbours([(0, 1), (2, 2)], place_count=3), r"pairs\[1\] .* own neighbour"),
    "a fractional place": (lambda: given_neighbours([(0, 1.5)], place_count=3), r"pairs\[0, 1\] = 1.5 is not a whole"),
    "an unmarked NaN": (lambda: moran([1, np.nan, 3], neighbours=ring(3)), r"values\[1\] = nan is not a finite"),
    "an infinite value": (lambda: local_g([1, 2, np.inf], neighbours=ring(3), rng=drawn()), r"values\[2\] = inf"),
    "other places": (lambda: local_moran([1, 2], neighbours=ring(3)), r"values has shape \(2,\)"),
    "nothing known": (lambda: moran([np.nan] * 3, neighbours=ring(3), marks=[4] * 3), "values is empty"),
    "a negative value of G": (lambda: general_g([1, -2, 3], neighbours=ring(3)), r"values\[1\] = -2 is below zero"),
    "no such weights": (lambda: moran(VALUES, neighbours=ring(30), weights="no"), "weights = 'no'"),  # type: ignore[arg-type]
    "no such null": (lambda: moran(VALUES, neighbours=ring(30), null="no"), "null = 'no'"),  # type: ignore[arg-type]
    "draws without rng": (lambda: local_g(VALUES, neighbours=ring(30)), "rng is needed"),
    "shuffles without rng": (lambda: moran(VALUES, neighbours=ring(30), draws=9), "rng is needed"),
    "a confidence of 1": (lambda: local_g(VALUES, neighbours=ring(30), confidence=1), "confidence = 1"),
    "marks of another length": (lambda: moran(VALUES, neighbours=ring(30), marks=[0]), "marks has shape"),
    "p above one": (lambda: false_discovery([0.5, 1.2]), r"p_values\[1\] = 1.2"),
    "no p": (lambda: false_discovery([]), "p_values is empty"),
    "a window inside out": (lambda: Window(west=5, east=1, south=0, north=1), "west below east"),
    "an infinite window": (lambda: Window(west=0, east=np.inf, south=0, north=1), r"window\[1\] = inf"),
    "outside the window": (
        lambda: kernel_density(scattered(5) + 5_000, window=SQUARE, bandwidth=300), r"points\[0\] .* outside"),
    "a spot outside the window": (
        lambda: kernel_density_at(scattered(5), at=CORNER[None] - 1, window=SQUARE, bandwidth=300),
        r"at\[0\] .* outside"),
    "a kernel below a pixel": (
        lambda: kernel_density(scattered(5), window=SQUARE, bandwidth=30, pixels=(50, 50)), "below a pixel"),
    "a negative kernel": (lambda: kernel_density_at(scattered(5), window=SQUARE, bandwidth=-1), "bandwidth = -1"),
    "no such edge": (
        lambda: kernel_density_at(scattered(5), window=SQUARE, bandwidth=9, edge="no"), "edge = 'no'"),  # type: ignore[arg-type]
    "no pixels": (lambda: kernel_density(scattered(5), window=SQUARE, bandwidth=9, pixels=(0, 5)), "pixels = "),
    "a negative count": (lambda: scanned(cases=[1, -1, 2]), r"cases\[1, 0\] = -1.0 is a negative count"),
    "half a case": (lambda: scanned(cases=[1, 1, 2.5]), r"cases\[2, 0\] = 2.5 is not a whole number"),
    "cases without population": (lambda: scanned(population=[5, 0, 5]), r"cases\[1, 0\] = 1.0 has cases where none"),
    "a negative population": (lambda: scanned(population=[5, -5, 5]), r"population\[1\] = -5.0 is below zero"),
    "an infinite population": (lambda: scanned(population=[5, np.inf, 5]), r"population\[1\] = inf"),
    "no population": (lambda: scanned(cases=[0] * 3, population=[0] * 3), "population is zero everywhere"),
    "mixed lengths": (lambda: scanned(population=[5, 5]), r"population has shape \(2,\)"),
    "no draws": (lambda: scanned(draws=0), "draws = 0"),
    "a bound above one": (lambda: scanned(bound_share=1.5), "bound_share = 1.5"),
    "more cases than people": (lambda: scanned(cases=[9, 1, 1], model="binomial"), r"population\[0\] = 5.0 is below"),
    "a million places": (
        lambda: scan_statistic(scattered(10**6), cases=np.ones(10**6), population=np.ones(10**6), rng=drawn()),
        "points has 1000000 rows"),
    "a million spots": (
        lambda: kernel_density_at(scattered(10**6), window=SQUARE, bandwidth=9), "at has 1000000 rows"),
    "no such model": (lambda: scanned(model="no"), "model = 'no'"),
    "cases in a table": (lambda: scanned(cases=np.ones((3, 2))), r"shape \(places,\)"),
    "a longest time of nought": (
        lambda: space_time_scan(scattered(3), cases=np.ones((3, 2)), population=[5] * 3, rng=drawn(), longest=0),
        "longest = 0"),
    "times of another length": (
        lambda: knox_test(scattered(5), times=[1, 2], metres=9, days=9, rng=drawn()),
        "times has 2 rows but points has 5"),
    "a time that is no number": (
        lambda: knox_test(scattered(2), times=[1, np.nan], metres=9, days=9, rng=drawn()), r"times\[1\] = nan"),
    "limits that fall": (
        lambda: near_repeat_table(scattered(2), times=[1, 2], metres=[0, 9, 9], days=[0, 1], rng=drawn()),
        r"metres\[2\] = 9.0 does not rise"),
    "hours that are numbers": (lambda: hours_of_week([1.0], [2.0], rng=drawn()), "must be datetime64"),
    "no hours": (lambda: hours_of_week(np.array([], "M8[s]"), np.array([], "M8[s]"), rng=drawn()), "earliest is empty"),
    "a time that is none": (lambda: hours_of_week([np.datetime64("NaT")], [NIGHT], rng=drawn()), r"earliest\[0\]"),
    "an end before the beginning": (lambda: hours_of_week([MORNING], [NIGHT], rng=drawn()), r"latest\[0\] .* before"),
    "the skipped hour": (
        lambda: hours_of_week([local("2026-03-29T02:30")], [MORNING], rng=drawn()), r"earliest\[0\] .* skips"),
    "another summer time": (
        lambda: hours_of_week([local("1990-01-01T02:30")], [MORNING], rng=drawn()), r"earliest\[0\] .* 1996"),
    "nothing known to a week": (
        lambda: hours_of_week([local("2026-01-01T02:30")], [MORNING], rng=drawn()), "known to within a week"),
}  # fmt: skip


def scanned(**changed: object) -> object:
    asked: dict[str, object] = {"cases": [1, 1, 2], "population": [5, 5, 5], "rng": drawn(), "draws": 9, **changed}
    return scan_statistic(scattered(3), **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_refused_with_its_argument_and_row(case: str) -> None:
    ask, message = REFUSED[case]
    with pytest.raises(ValueError, match=message):
        ask()
