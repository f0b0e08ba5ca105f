"""The tables of a survey report: raked weights, then every question by every variable, with errors and limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.analysis.clock import growth, median_seconds, peak_gigabytes
from bench.result import Goal, Result
from loftet.analysis.survey import Estimates, Margin, means_by, rake, survey_design

RESPONDENTS, STRATA, QUESTIONS = 200_000, 290, 40
LEVELS = (2, 4, 7, 3, 5, 2, 6, 8, 12, 21, 3, 4)
RAKED = 3
SIZES = (0.1, 1.0, 10.0)


@dataclass(frozen=True, slots=True)
class Survey:
    """Made-up respondents of 290 municipalities: 40 questions answered by yes or no, 12 variables of 77 levels."""

    stratum: NDArray[np.int64]
    population: NDArray[np.float64]
    weights: NDArray[np.float64]
    answers: NDArray[np.float64]
    variables: dict[str, NDArray[np.int64]]


def made_up(respondents: int) -> Survey:
    rng = np.random.default_rng(1)
    stratum = rng.integers(0, STRATA, respondents)
    drawn = np.bincount(stratum, minlength=STRATA)
    population = np.maximum(np.round(np.exp(rng.normal(9, 0.8, STRATA))), drawn)
    answers = np.empty((respondents, QUESTIONS))
    for question in range(QUESTIONS):
        answers[:, question] = rng.random(respondents) < rng.uniform(0.05, 0.7)
    variables = {f"g{place}": rng.integers(0, levels, respondents) for place, levels in enumerate(LEVELS)}
    return Survey(stratum, population[stratum], (population / np.maximum(drawn, 1))[stratum], answers, variables)


def report(survey: Survey, residual: Any = "joint") -> dict[str, Estimates]:
    """From the sample as drawn to 3 080 means with their errors and limits."""
    design = survey_design(survey.weights, strata=survey.stratum, population=survey.population)
    whole = float(survey.weights.sum())
    margins = [
        Margin(name, survey.variables[name], dict.fromkeys(range(levels), whole / levels))
        for name, levels in zip(survey.variables, LEVELS[:RAKED], strict=False)
    ]
    return means_by(rake(design, margins, residual=residual), survey.answers, domains=survey.variables)


def measure(*, short: bool) -> Iterator[Result]:
    full = made_up(RESPONDENTS // 10 if short else RESPONDENTS)
    name = f"survey report, {len(full.weights):,} respondents, 3,080 cells"
    runs = 1 if short else 5
    goal = None if short else Goal(at_most=5)
    yield Result(name, median_seconds(partial(report, full), runs=runs), "s", goal=goal)
    yield Result(f"{name}, sequential residual", median_seconds(partial(report, full, "sequential"), runs=runs), "s")
    yield Result(f"{name}, memory", peak_gigabytes(partial(report, full)), "GB", goal=Goal(at_most=2))
    if not short:
        surveys = (made_up(int(RESPONDENTS * times)) for times in SIZES)
        times = tuple(median_seconds(partial(report, each), runs=1) for each in surveys)
        for size, seconds in zip(SIZES, times, strict=True):
            yield Result(f"survey report, {int(RESPONDENTS * size):,} respondents", seconds, "s")
        yield Result("survey report, growth with respondents", growth(SIZES, times), "exponent", goal=Goal(at_most=1.2))


def seconds_at_full_size() -> float:
    full = made_up(RESPONDENTS)
    return median_seconds(partial(report, full))
