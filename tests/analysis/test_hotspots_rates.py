"""How often places and hours are pointed out by mistake: never more often than was said. Fixed generators."""

import numpy as np
import pytest

from loftet.analysis.hotspots import (
    hours_of_week,
    knox_test,
    local_g,
    local_moran,
    moran,
    near_repeat_table,
    nearest_neighbours,
    neighbours_within,
    scan_statistic,
    space_time_scan,
)

pytestmark = pytest.mark.slow
MAPS = 400
GRID = np.array([(i % 10, i // 10) for i in range(100)]) * 100.0 + 500_000


def is_at_most_nominal(found: list[bool], nominal: float = 0.05) -> bool:
    return float(np.mean(found)) <= nominal + 4 * np.sqrt(nominal * (1 - nominal) / len(found))


def is_nominal(found: list[bool], nominal: float = 0.05) -> bool:
    return is_at_most_nominal(found, nominal) and is_at_most_nominal([not each for each in found], 1 - nominal)


def test_on_a_shuffled_map_a_place_is_pointed_out_once_in_twenty_maps() -> None:
    rng, near = np.random.default_rng(1), neighbours_within(GRID, metres=150)
    seen = [local_g(rng.gamma(1, 1, 100), neighbours=near, draws=4_999, rng=rng) for _ in range(MAPS)]
    assert is_at_most_nominal([bool(each.is_found.any()) for each in seen])
    # p of one place, always the same one, is exact: the draws are made independently for it.
    assert is_nominal([bool(each.p_value[44] <= 0.05) for each in seen])


def test_of_the_places_pointed_out_beside_real_ones_a_twentieth_is_false() -> None:
    rng, near = np.random.default_rng(2), neighbours_within(GRID, metres=150)
    away = np.abs(GRID - GRID[0] - 300).max(axis=1)
    false_shares = []
    for _ in range(MAPS):
        values = rng.poisson(4, 100) + 6.0 * (away <= 150)
        found = local_moran(values, neighbours=near, draws=4_999, rng=rng).is_found
        false_shares.append(np.mean(away[found] > 250) if found.any() else 0.0)
    assert np.mean(false_shares) <= 0.05 + 4 * np.std(false_shares) / np.sqrt(MAPS)


def test_shuffled_maps_reach_morans_p_at_its_rate() -> None:
    rng, near = np.random.default_rng(3), nearest_neighbours(GRID + np.arange(200).reshape(100, 2) % 7, count=5)
    seen = [moran(rng.gamma(1, 1, 100), neighbours=near, draws=99, rng=rng) for _ in range(MAPS)]
    assert is_nominal([each.permutation_p_value is not None and each.permutation_p_value <= 0.05 for each in seen])


def test_knox_finds_repeats_where_there_are_none_once_in_twenty() -> None:
    rng = np.random.default_rng(4)
    found, cells = [], []
    for _ in range(MAPS):
        points, days = rng.uniform(0, 3_000, (200, 2)), rng.uniform(0, 100, 200)
        found.append(knox_test(points, times=days, metres=150, days=5, rng=rng, draws=199).p_value <= 0.05)
        table = near_repeat_table(points, times=days, metres=[0, 150, 300], days=[0, 5, 10], rng=rng, draws=199)
        cells.append(bool(table.is_found.any()))
    assert is_at_most_nominal(found)
    assert np.mean(found) > 0.015
    assert is_at_most_nominal(cells)


def test_the_scan_finds_a_cluster_where_there_is_none_once_in_twenty() -> None:
    rng = np.random.default_rng(5)
    found = []
    for _ in range(MAPS):
        points, population = rng.uniform(0, 9_000, (60, 2)), rng.integers(100, 900, 60)
        cases = rng.multinomial(150, population / population.sum())
        found.append(scan_statistic(points, cases=cases, population=population, rng=rng, draws=99).is_found)
    assert is_nominal(found)


def test_the_space_time_scan_finds_a_cluster_where_there_is_none_once_in_twenty() -> None:
    rng = np.random.default_rng(6)
    found = []
    for _ in range(MAPS):
        points, population = rng.uniform(0, 9_000, (25, 2)), rng.integers(100, 900, 25)
        cases = rng.multinomial(120, np.repeat(population / population.sum() / 6, 6)).reshape(25, 6)
        found.append(space_time_scan(points, cases=cases, population=population, rng=rng, draws=99).is_found)
    assert is_nominal(found)


def test_an_hour_is_pointed_out_where_all_are_alike_once_in_twenty() -> None:
    rng, monday = np.random.default_rng(7), np.datetime64("2026-05-04T00:00:00")
    found = []
    for _ in range(MAPS):
        earliest = monday + rng.integers(0, 12 * 7 * 86_400, 150)
        latest = earliest + rng.choice([0, 1_800, 7_200, 28_800], 150)
        found.append(bool(hours_of_week(earliest, latest, rng=rng, draws=99).is_found.any()))
    assert is_at_most_nominal(found)
    assert np.mean(found) > 0.005
