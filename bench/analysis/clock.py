"""The clock of the analysis' benchmarks: medians of a few runs, the growth with size, and the highest memory."""

import math
import multiprocessing
import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

Work = Callable[[], object]
RUNS = 5


def median_seconds(work: Work, *, runs: int = RUNS) -> float:
    """The median of the runs, after one that is not counted: compiling and importing happen once for a user too."""
    work()
    return statistics.median(seconds(work) for _ in range(runs))


def seconds(work: Work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def growth(sizes: tuple[float, ...], times: tuple[float, ...]) -> float:
    """The exponent e of time = c * size ** e through the first and the last size: 1 is linear, 2 is quadratic."""
    return math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])


def peak_gigabytes(work: Work) -> float:
    """The highest memory of a process of its own that does nothing but the work, with what it imports.

    Spawned and not forked: a fork of a process with threads (polars, numpy) can wait for ever.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak_after, (work,))


def _peak_after(work: Work) -> float:
    work()
    # Not getrusage: what it says of a process begins with the memory of the one that started it.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024**2
