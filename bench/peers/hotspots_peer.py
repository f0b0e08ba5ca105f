"""esda and pointpats at the work of bench/analysis/hotspots.py: prints the seconds of one size, compiled beforehand."""

import sys
import warnings
from collections.abc import Callable
from time import perf_counter

import esda
import libpysal
import numpy as np
from pointpats import Knox


def hot_places(count: int) -> Callable[[], object]:
    """Gi* as in ours; esda draws one set of permutations for all places together."""
    rng = np.random.default_rng(4)
    points, values = ground(count, rng), rng.poisson(3, count).astype(float)

    def work() -> object:
        weights = libpysal.weights.KNN.from_array(points, 8)
        return esda.G_Local(
            values, weights, star=True, transform="B", permutations=999, n_jobs=1, keep_simulations=False
        )  # fmt: skip

    return work


def near_repeats(count: int, shuffles: int) -> Callable[[], object]:
    """Knox within 150 m and 7 days."""
    rng = np.random.default_rng(4)
    points, days = ground(count, rng), rng.uniform(0, 365, (count, 1))
    return lambda: Knox(points, days, 150, 7, permutations=shuffles)


def ground(count: int, rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(0, 20_000 * np.sqrt(count / 20_000), (count, 2))


def main(task: str, count: int) -> None:
    warnings.filterwarnings("ignore")
    if task == "gi":
        hot_places(200)()
        print(f"seconds {took(hot_places(count)):.4f}")
    if task == "knox":
        near_repeats(200, 9)()
        # Of 999 shuffles 59 are run; the rest is added by what fifty more of them took.
        nine, fifty_nine = took(near_repeats(count, 9)), took(near_repeats(count, 59))
        print(f"seconds {fifty_nine + 940 * (fifty_nine - nine) / 50:.4f}")


def took(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
