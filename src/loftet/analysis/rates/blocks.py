"""Rows worked through a block at a time on every core.

A block fits in the processor's cache, and what is computed on the way is never held for all rows at once.
"""

from collections.abc import Callable

import numpy as np

from loftet.analysis.arguments import Numbers
from loftet.analysis.cores import on_every_core

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

    parts = on_every_core(one, starts)
    return tuple(np.concatenate(column).reshape(shape) for column in zip(*parts, strict=True))
