"""How often quiet series give alarms, by fixed generators: the table in docs/methods/early-warning.md says the same."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from loftet.analysis.alerts import Reason, ears, farrington, farrington_flexible

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "early-warning.md"
SERIES, WEEKS, JUDGED = 1500, 520, np.arange(500, 520)
LEVELS, DISPERSIONS = (0.5, 2, 5, 20), (1.0, 2.0)


def quiet_series(level: float, dispersion: float) -> np.ndarray:
    """Ten years of weeks with a season, and nothing else: Poisson, or a negative binomial of that dispersion."""
    rng = np.random.default_rng([int(10 * level), int(10 * dispersion)])
    mean = np.broadcast_to(level * np.exp(0.3 * np.sin(2 * np.pi * np.arange(WEEKS) / 52)), (SERIES, WEEKS))
    if dispersion == 1:
        return rng.poisson(mean)
    return rng.negative_binomial(mean / (dispersion - 1), 1 / dispersion)


def shares_of_alarms(counts: np.ndarray) -> list[tuple[float, float]]:
    """Share of weeks with an alarm and its standard error over series; no week is passed over for having few events."""
    flexible: dict[str, Any] = {"periods": JUDGED, "alpha": 0.01, "fewest": (0, 4)}
    told: list[Any] = [farrington_flexible(counts, threshold=way, **flexible) for way in ("muan", "nbPlugin", "delta")]
    told.append(farrington(counts, periods=JUDGED, alpha=0.02, fewest=(0, 4)))
    told += [ears(counts, periods=JUDGED, method=method) for method in ("C1", "C2", "C3")]
    found = []
    for each in told:
        of_series = np.where(each.reason == Reason.NONE, each.is_alarm, 0).mean(axis=1)
        found.append((100 * of_series.mean(), 100 * of_series.std() / np.sqrt(SERIES)))
    return found


def rows_of_the_page() -> dict[tuple[float, float], list[float]]:
    rows = re.findall(r"^\| ([\d.]+) \| ([\d.]+) \|(.+)\|$", PAGE.read_text(), re.MULTILINE)
    return {(float(level), float(wide)): [float(cell) for cell in cells.split("|")] for level, wide, cells in rows}


@pytest.mark.slow
@pytest.mark.parametrize("dispersion", DISPERSIONS)
@pytest.mark.parametrize("level", LEVELS)
def test_quiet_weeks_give_no_more_alarms_than_the_default_promises_and_as_many_as_the_page_says(
    level: float, dispersion: float
) -> None:
    found = shares_of_alarms(quiet_series(level, dispersion))
    share, error = found[0]
    assert share <= 1 + 4 * error
    for (share, error), told in zip(found, rows_of_the_page()[level, dispersion], strict=True):
        assert abs(share - told) <= 4 * error + 0.005
