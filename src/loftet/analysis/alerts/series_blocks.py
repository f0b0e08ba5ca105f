"""Some series at a time: few enough for the processor's cache, and as many blocks at once as there are cores."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

SERIES_AT_A_TIME = 256


def for_blocks_of_series(work: Callable[[slice], None], series: int) -> None:
    """Call the work for each block of series; numpy lets go of the interpreter while it computes, so threads help."""
    blocks = [slice(start, start + SERIES_AT_A_TIME) for start in range(0, series, SERIES_AT_A_TIME)]
    if len(blocks) == 1:
        work(blocks[0])
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(work, blocks):
            pass
