"""svy: mean with standard error of one question by a variable of so many levels, at 200 000 raked respondents."""

import sys
import time
import warnings
from typing import Any

import numpy as np
import polars as pl
import svy

warnings.filterwarnings("ignore")
RESPONDENTS, STRATA = 200_000, 290


def main(levels: int) -> None:
    rng = np.random.default_rng(1)
    stratum = rng.integers(0, STRATA, RESPONDENTS)
    drawn = np.bincount(stratum, minlength=STRATA)
    population = np.maximum(np.round(np.exp(rng.normal(9, 0.8, STRATA))), drawn)
    columns = {
        "stratum": stratum,
        "weight": (population / drawn)[stratum],
        "population": population[stratum],
        "answer": (rng.random(RESPONDENTS) < 0.3).astype(int),
        "domain": labels(rng, levels),
        **{name: labels(rng, count) for name, count in (("g1", 2), ("g2", 4), ("g3", 7))},
    }
    people = pl.DataFrame(columns)
    whole = float(people["weight"].sum())
    controls: dict[str, Any] = {
        name: {f"L{code:02d}": whole / k for code in range(k)} for name, k in (("g1", 2), ("g2", 4), ("g3", 7))
    }
    sample = svy.Sample(people, svy.Design(stratum="stratum", wgt="weight", pop_size="population"))
    raked = sample.weighting.rake(controls=controls, tol=1e-8)
    began = time.perf_counter()
    raked.estimation.mean("answer", by="domain")
    print(f"seconds {time.perf_counter() - began:.4f}")


def labels(rng: np.random.Generator, levels: int) -> np.ndarray:
    return np.array([f"L{code:02d}" for code in range(levels)])[rng.integers(0, levels, RESPONDENTS)]


if __name__ == "__main__":
    main(int(sys.argv[2]))
