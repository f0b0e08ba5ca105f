"""Slow proofs with fixed generators: limits cover, false alarms are no more than nominal, and power is as told."""

from typing import Any

import numpy as np
import pytest

from loftet.analysis.effects import (
    Inference,
    difference_in_differences,
    interrupted_time_series,
    synthetic_control,
)
from loftet.analysis.statements.findings import Finding
from loftet.analysis.trends import Errors
from tests.analysis.panels import panel, series

pytestmark = pytest.mark.slow

GROUPS = [(1, 8), (1, 20), (3, 9)]
WORLDS: dict[str, dict[str, Any]] = {
    "Poisson": {"theta": 1e6, "between": 0.0},
    "wide": {},
    "municipalities that differ": {"between": 0.3, "level": 18.0},
    "lasting": {"between": 0.0, "lasting": 0.6},
    "small": {"level": 2.0},
}
RUNS = 400


@pytest.mark.parametrize("groups", GROUPS)
@pytest.mark.parametrize("world", WORLDS)
def test_default_limits_cover_and_the_check_before_alarms_no_more_than_nominally(
    groups: tuple[int, int], world: str
) -> None:
    rng, covered, alarms = np.random.default_rng(21), 0, 0
    treated, comparisons = groups
    for _ in range(RUNS):
        y = panel(rng, treated=treated, comparisons=comparisons, **WORLDS[world])
        found = difference_in_differences(y, treated=[1] * treated + [0] * comparisons, start=24)
        assert found.low is not None
        assert found.high is not None
        assert found.pre_trend is not None
        covered += found.low <= 1 <= found.high
        alarms += found.pre_trend.differs
    assert covered / RUNS >= 0.93
    assert alarms / RUNS <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / RUNS)


@pytest.mark.parametrize("world", ["wide", "lasting"])
def test_randomisation_keeps_its_level(world: str) -> None:
    rng, rejected, runs = np.random.default_rng(22), 0, 120
    for _ in range(runs):
        y = panel(rng, treated=1, comparisons=24, **WORLDS[world])
        found = difference_in_differences(
            y, treated=[1] + 24 * [0], start=24, inference=Inference.RANDOMISATION, rng=rng, draws=199
        )
        assert found.p_value is not None
        rejected += found.p_value <= 0.05
    assert rejected / runs <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / runs)


def test_the_clustered_test_that_is_not_the_default_rejects_far_too_often() -> None:
    rng, rejected, runs = np.random.default_rng(23), 0, 200
    for _ in range(runs):
        y = panel(rng, treated=1, comparisons=8)
        found = difference_in_differences(y, treated=[1] + 8 * [0], start=24, inference=Inference.CLUSTER)
        assert found.p_value is not None
        rejected += found.p_value < 0.05
    assert rejected / runs > 0.2


def test_the_smallest_detectable_effect_of_a_comparison_is_found_in_four_of_five() -> None:
    rng, found_count, runs = np.random.default_rng(24), 0, 300
    world: dict[str, Any] = {"treated": 1, "comparisons": 20, "theta": 30.0, "between": 0.1, "level": 15.0}
    falls = []
    for _ in range(60):
        told = difference_in_differences(panel(rng, **world), treated=[1] + 20 * [0], start=24).detectable
        assert told is not None
        assert told.fall_ratio is not None
        falls.append(told.fall_ratio)
    for _ in range(runs):
        y = panel(rng, ratio=float(np.median(falls)), **world)
        said = difference_in_differences(y, treated=[1] + 20 * [0], start=24)
        found_count += said.high is not None and said.high < 1
    assert found_count / runs == pytest.approx(0.8, abs=0.1)


SERIES_WORLDS = [(9.0, 1e6, 0.0), (9.0, 6.0, 0.0), (3.0, 6.0, 0.0), (9.0, 1e6, 0.5), (25.0, 20.0, 0.6)]


@pytest.mark.parametrize(("periods", "start"), [(60, 48), (96, 72)])
@pytest.mark.parametrize(("level", "theta", "lasting"), SERIES_WORLDS)
def test_limits_of_an_interrupted_series_cover(
    periods: int, start: int, level: float, theta: float, lasting: float
) -> None:
    rng, covered, runs = np.random.default_rng(25), 0, 400
    for _ in range(runs):
        y = series(rng, periods=periods, start=start, level=level, theta=theta, lasting=lasting)
        average = interrupted_time_series(y, start=start).average
        assert average is not None
        covered += average.low <= 1 <= average.high
    # Where months hang together this strongly the limits fall a little short, as the page says.
    wanted = 0.88 if lasting else 0.93
    assert covered / runs >= wanted - np.sqrt(wanted * (1 - wanted) / runs)


def test_newey_west_on_a_short_series_covers_far_too_seldom() -> None:
    rng, covered, runs = np.random.default_rng(26), 0, 200
    for _ in range(runs):
        y = series(rng, periods=60, start=48, level=9, theta=6, lasting=0)
        average = interrupted_time_series(y, start=48, errors=Errors.NEWEY_WEST).average
        assert average is not None
        covered += average.low <= 1 <= average.high
    assert covered / runs < 0.85


def test_the_smallest_detectable_effect_of_a_series_is_found_in_four_of_five() -> None:
    rng, found_count, runs = np.random.default_rng(27), 0, 400
    world: dict[str, Any] = {"periods": 84, "start": 60, "level": 20.0, "theta": 20.0, "lasting": 0.0}
    falls = []
    for _ in range(60):
        told = interrupted_time_series(series(rng, **world), start=60).detectable
        assert told is not None
        assert told.fall_ratio is not None
        falls.append(told.fall_ratio)
    for _ in range(runs):
        y = series(rng, ratio=float(np.median(falls)), **world)
        found_count += interrupted_time_series(y, start=60).finding is Finding.FELL
    assert found_count / runs == pytest.approx(0.8, abs=0.1)


def test_placebo_runs_keep_their_level_and_their_limits_cover() -> None:
    rng, rejected, covered, runs = np.random.default_rng(28), 0, 0, 250
    for _ in range(runs):
        loadings, path = rng.normal(0, 1, (20, 2)), np.cumsum(rng.normal(0, 0.5, (2, 50)), axis=1)
        found = synthetic_control(50 + loadings @ path + rng.normal(0, 0.6, (20, 50)), start=35)
        rejected += found.p_value <= 0.05 + 1e-9
        covered += found.low <= 0 <= found.high
    assert rejected / runs <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / runs)
    assert covered / runs >= 0.93
