"""Disclosure: a survey's register of cells, hidden and proved. There is no peer: the goal is a minute.

The solver uses one core. Growth is the exponent from the smallest register to
the largest; to choose what to hide is NP-hard, so nothing is promised of larger ones but the refusal when time is out.
"""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import polars as pl

from bench.analysis.clock import growth, median_seconds, peak_gigabytes, seconds
from bench.result import Goal, Result
from loftet.analysis.disclosure import (
    Edition,
    Register,
    Suppression,
    audit,
    register_of_editions,
    small_counts,
    suppress,
)

RESPONDENTS, AREAS = 800, 6
QUESTIONS = 20
PATIENCE = 600.0


def survey_register(questions: int) -> Register:
    """One municipality's survey: each question by area (two levels) and sex, and by age."""
    rng = np.random.default_rng(1)
    areas = [f"area {place}" for place in range(AREAS)]
    answers = {
        "area": rng.choice(areas, RESPONDENTS, p=rng.dirichlet(np.full(AREAS, 3))),
        "sex": rng.choice(["man", "woman"], RESPONDENTS),
        "age": rng.choice(["16-29", "30-49", "50-64", "65-85"], RESPONDENTS),
    }
    asked = [f"question {number:02}" for number in range(questions)]
    answers |= {name: rng.choice(list("abcd"), RESPONDENTS, p=rng.dirichlet([1, 2, 4, 4])) for name in asked}
    tables = tuple(table for name in asked for table in ((name, "area", "sex"), (name, "age")))
    levels = {area: "town" if place < AREAS // 2 else "country" for place, area in enumerate(areas)}
    return register_of_editions([Edition("2025", pl.DataFrame(answers), tables)], parents={"area": levels})


def hiding(cells: Register) -> Callable[[], Suppression]:
    return partial(suppress, cells, small_counts(cells.counts), seconds=PATIENCE)


def measure(*, short: bool) -> Iterator[Result]:
    """The large register is hidden once for its time and once for its memory: it takes most of a minute."""
    sizes = (2, 5) if short else (5, QUESTIONS)
    registers = [survey_register(questions) for questions in sizes]
    cells = tuple(float(len(each.names)) for each in registers)
    small, large = (f"{int(count):,} cells" for count in cells)
    found: list[Suppression] = []
    few = median_seconds(hiding(registers[0]), runs=1 if short else 5)
    many = seconds(lambda: found.append(hiding(registers[1])()))
    yield Result(f"suppression with its audit, {small}", few, "s", goal=Goal(at_most=10))
    yield Result(f"suppression with its audit, {large}", many, "s", goal=Goal(at_most=60))
    yield Result("suppression, growth", growth(cells, (few, many)), "exponent")
    yield Result(f"suppression, {large}: loss above the proved bound", found[0].loss / found[0].least_loss - 1, "share")
    yield Result(f"suppression, {large}: memory", peak_gigabytes(hiding(registers[1])), "GB", goal=Goal(at_most=2))
    yield auditing(registers[1], found[0], large)


def auditing(cells: Register, found: Suppression, size: str) -> Result:
    """Every hidden cell's limits, and no more."""
    took = seconds(lambda: audit(cells, found.hidden, small_counts(cells.counts), seconds=PATIENCE))
    return Result(f"audit alone, {size}", took, "s", goal=Goal(at_most=60))
