"""Cases whose answers came from R: their inputs and what is expected."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from tests.surroundings import SHARED

CASES = SHARED / "oracles" / "cases"
WORDS = {"NaN": np.nan, "Inf": np.inf, "-Inf": -np.inf}


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of cases: its input as read from CSV, and the peer's answers with "NaN" and "Inf" made numbers."""

    input: pl.DataFrame
    expected: Any


def case(name: str) -> Case:
    folder = CASES / name
    table = pl.read_csv(folder / "input.csv", null_values=["NA", ""], infer_schema_length=None)
    return Case(table, _numbers(json.loads((folder / "expected.json").read_text())))


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_numbers(each) for each in value]
    return WORDS.get(value, value) if isinstance(value, str) else value
