"""Rows worked through a block at a time by as many threads as there are cores.

numpy and scipy let go of the interpreter's lock inside their loops. A block fits in the processor's cache, and what is
computed on the way is never held for all rows at once.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from loftet.analysis.arguments import Numbers

ROWS_A_BLOCK = 16_384


def in_blocks(work: Callable[..., tuple[Numbers, ...]], *columns: Numbers) -> tuple[Numbers, ...]:
    """The work's result columns for all rows; a row may depend on nothing but itself."""
    shape = columns[0].shape
    flat = [column.ravel() for column in columns]
    starts = range(0, flat[0].size, ROWS_A_BLOCK)

    def one(start: int) -> tuple[Numbers, ...]:
        # Division by a count of zero is an infinite limit here, and an unknown row is NaN on purpose.
        with np.errstate(all="ignore"):
            return work(*(column[start : start + ROWS_A_BLOCK] for column in flat))

    if len(starts) == 1:
        parts = [one(0)]
    else:
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            parts = list(threads.map(one, starts))
    return tuple(np.concatenate(column).reshape(shape) for column in zip(*parts, strict=True))
