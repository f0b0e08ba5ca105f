"""Some series at a time: few enough for the processor's cache."""

from collections.abc import Callable

from loftet.analysis.cores import on_every_core

SERIES_AT_A_TIME = 256


def for_blocks_of_series(work: Callable[[slice], None], series: int) -> None:
    """Call the work for each block of series."""
    starts = range(0, series, SERIES_AT_A_TIME)
    on_every_core(work, [slice(start, start + SERIES_AT_A_TIME) for start in starts])
