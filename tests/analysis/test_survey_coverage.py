"""How often the limits of surveys hold the truth: the tables of docs/methods/survey-limits.md.

`python -m tests.analysis.test_survey_coverage` prints them. Each sample is a column of answers of the same respondents,
so that a scenario's thousands of samples are one call.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from loftet.analysis.survey import (
    Design,
    Margin,
    change,
    difference_in_means,
    mean,
    population_variance,
    quantile,
    rake,
    ratio,
    survey_design,
    total,
)
from tests.surroundings import ROOT

PAGE = ROOT / "docs" / "methods" / "survey-limits.md"
SAMPLES = 1000
COMPOSITIONS = 4
"""Each scenario anew, with as many samples: how raking turns out depends on who happens to be in the sample."""
ONE_BY_ONE = 400
SIZES = (10, 25, 50, 200)
SHARES = (0.02, 0.05, 0.2, 0.5)
METHODS: tuple[Any, ...] = (
    "capped_korn_graubard",
    "korn_graubard",
    "logit",
    "likelihood",
    "wilson",
    "arcsine",
    "wald_t",
)
CORRELATION = 0.05
PROMISED = 0.93
Rng = np.random.Generator
Draw = NDArray[np.float64]
Table = dict[tuple[str, int], dict[str, float]]


class Scenario:
    """A design of n respondents, and draws of answers that go with it."""

    def __init__(self, name: str, n: int, rng: Rng) -> None:
        self.name, self.n = name, n
        stratum = np.arange(n) % 5
        steps = np.array([1, 2, 4, 6, 12] if name == "very unequal weights" else [1, 1, 2, 3, 4])
        self.cluster = np.arange(n) % max(5, n // 8) if name == "clusters" else np.arange(n)
        self.stratum = None if name == "clusters" else stratum
        self.weights = np.full(n, 20.0) if name == "clusters" else steps[stratum] * 10.0
        self.design = survey_design(self.weights, strata=self.stratum, clusters=self.cluster)
        if name == "raked":
            self.design = self._raked(rng)

    def _raked(self, rng: Rng) -> Design:
        sex, age, whole = rng.integers(0, 2, self.n), rng.integers(0, 3, self.n), self.weights.sum()
        return rake(self.design, [
            Margin("sex", sex, {0: 0.5 * whole, 1: 0.5 * whole}),
            Margin("age", age, {0: 0.3 * whole, 1: 0.3 * whole, 2: 0.4 * whole}),
        ])  # fmt: skip

    def persons(self, rng: Rng, share: float, samples: int = SAMPLES) -> Draw:
        """0 and 1; in clusters the chance varies (beta) so that neighbours are alike."""
        chance: Any = share
        if self.name == "clusters":
            strength = (1 - CORRELATION) / CORRELATION
            chance = rng.beta(share * strength, (1 - share) * strength, (self.cluster.max() + 1, samples))[self.cluster]
        return (rng.random((self.n, samples)) < chance).astype(np.float64)

    def normal(self, rng: Rng, samples: int = SAMPLES) -> Draw:
        """Of variance one."""
        found = rng.normal(size=(self.n, samples))
        if self.name == "clusters":
            among = rng.normal(size=(self.cluster.max() + 1, samples))[self.cluster]
            found = np.sqrt(1 - CORRELATION) * found + np.sqrt(CORRELATION) * among
        return found


def held(found: Any, truth: float) -> float:
    return float(np.mean((found.low <= truth) & (truth <= found.high)))


def coverage_of_shares() -> Table:
    """The lowest coverage over the shares, by scenario, respondents and method."""
    rng, table = np.random.default_rng(20261), {}
    for name in ("unequal weights", "very unequal weights", "clusters", "raked"):
        for n in SIZES:
            by_share = np.mean([_shares(Scenario(name, n, rng), rng) for _ in range(COMPOSITIONS)], axis=0)
            table[name, n] = dict(zip(METHODS, by_share.min(axis=0).tolist(), strict=True))
    return table


def _shares(scenario: Scenario, rng: Rng) -> list[list[float]]:
    """Coverage by share and method."""
    drawn = {share: scenario.persons(rng, share) for share in SHARES}
    return [
        [held(mean(scenario.design, answers, limits=method), share) for method in METHODS]
        for share, answers in drawn.items()
    ]


def coverage_of_defaults() -> Table:
    rng, table = np.random.default_rng(20262), {}
    for name in ("unequal weights", "clusters", "raked"):
        for n in (50, 200):
            rows = [dict(_defaults(Scenario(name, n, rng), rng)) for _ in range(COMPOSITIONS)]
            table[name, n] = {figure: float(np.mean([row[figure] for row in rows])) for figure in rows[0]}
    return table


def _defaults(scenario: Scenario, rng: Rng) -> Iterator[tuple[str, float]]:
    design, whole, normal = scenario.design, float(scenario.design.weights.sum()), scenario.normal(rng)
    yield "mean", held(mean(design, normal), 0)
    yield "mean, long tail", held(mean(design, np.exp(0.8 * normal)), float(np.exp(0.32)))
    yield "total of persons", held(total(design, scenario.persons(rng, 0.1)), 0.1 * whole)
    yield "total", held(total(design, normal + 3), 3 * whole)
    parts = rng.poisson(3, normal.shape) + 1.0
    yield "ratio", held(ratio(design, rng.binomial(parts.astype(np.int64), 0.3), parts), 0.3)
    yield "median", _one_by_one(lambda answers: quantile(design, answers, shares=[0.5]), normal, 0)
    yield "variance", held(population_variance(design, normal), 1)
    yield "change of shares", _change(scenario, rng, shares=True)
    yield "change of means", _change(scenario, rng, shares=False)
    yield "difference of groups", _difference(Scenario(scenario.name, 2 * scenario.n, rng), rng)


def _one_by_one(limits: Callable[[Draw], Any], answers: Draw, truth: float) -> float:
    return float(np.mean([held(limits(answers[:, sample]), truth) for sample in range(ONE_BY_ONE)]))


def _difference(both: Scenario, rng: Rng) -> float:
    """Two groups, each with the respondents that the table says, who do not differ."""
    group = np.arange(both.n) // 5 % 2
    return _one_by_one(lambda answers: difference_in_means(both.design, answers, group), both.normal(rng), 0)


def _change(scenario: Scenario, rng: Rng, *, shares: bool) -> float:
    """Two waves of n other people each; shares rise from 10 to 20 percent."""
    wave = np.repeat([2025, 2026], scenario.n)
    strata = wave if scenario.stratum is None else wave * 10 + np.tile(scenario.stratum, 2)
    design = survey_design(np.tile(scenario.weights, 2), strata=strata, clusters=np.tile(scenario.cluster, 2))
    draws = [scenario.persons(rng, share) for share in (0.1, 0.2)] if shares else [scenario.normal(rng)] * 2
    if not shares:
        draws[1] = scenario.normal(rng)
    return held(change(design, np.vstack(draws), wave=wave), 0.1 if shares else 0)


def as_markdown(table: Table) -> str:
    columns = list(next(iter(table.values())))
    lines = [f"| design | respondents | {' | '.join(columns)} |", "|---|---|" + "---|" * len(columns)]
    for (name, n), row in table.items():
        lines.append(f"| {name} | {n} | {' | '.join(f'{row[column]:.3f}' for column in columns)} |")
    return "\n".join(lines)


def tables_of_the_page() -> list[dict[tuple[str, int], dict[str, float]]]:
    """The tables whose first column is the design."""
    found: list[dict[tuple[str, int], dict[str, float]]] = []
    columns: list[str] = []
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| design | respondents |"):
            columns = cells[2:]
            found.append({})
        elif columns and line.startswith("|---"):
            continue
        elif columns and line.startswith("|"):
            found[-1][cells[0], int(cells[1])] = dict(zip(columns, map(float, cells[2:]), strict=True))
        else:
            columns = []
    return found


def assert_within_four_errors(page: Table, simulated: Table, samples: int) -> None:
    assert page.keys() == simulated.keys()
    for key, row in simulated.items():
        assert page[key].keys() == row.keys()
        for column, coverage in row.items():
            error = np.sqrt(max(coverage * (1 - coverage), 1 / samples) / samples)
            assert abs(page[key][column] - coverage) <= 4 * error + 0.0005, (key, column)


@pytest.mark.slow
def test_limits_of_shares_hold_the_truth_as_often_as_the_page_says_and_the_default_often_enough() -> None:
    simulated = coverage_of_shares()
    assert_within_four_errors(tables_of_the_page()[0], simulated, COMPOSITIONS * SAMPLES)
    assert all(row["capped_korn_graubard"] >= PROMISED for row in simulated.values())


@pytest.mark.slow
def test_the_defaults_of_other_figures_hold_the_truth_as_often_as_the_page_says() -> None:
    simulated = coverage_of_defaults()
    assert_within_four_errors(tables_of_the_page()[1], simulated, COMPOSITIONS * ONE_BY_ONE)
    for row in simulated.values():
        # A mean of a long tail is what limits by t cannot promise: the page says so.
        assert all(coverage >= PROMISED for name, coverage in row.items() if name != "mean, long tail")


if __name__ == "__main__":
    print(as_markdown(coverage_of_shares()))
    print()
    print(as_markdown(coverage_of_defaults()))
