"""Loops that are compiled where numba is installed (`pip install loftet[speed]`) and run as plain Python where not.

The loop is written once. Without numba the answer is the same and arrives later: fine for the some hundred incidents of
a small municipality, slow for tens of thousands.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Loop = TypeVar("Loop", bound=Callable[..., object])

try:
    from numba import njit, prange
except ImportError:
    prange: Any = range  # type: ignore[no-redef]

    def compiled(loop: Loop) -> Loop:
        """The loop itself: numba is not installed."""
        return loop

    compiled_parallel = compiled
else:

    def compiled(loop: Loop) -> Loop:
        """The loop as machine code, kept on disk by numba between runs."""
        return njit(cache=True, nogil=True)(loop)

    def compiled_parallel(loop: Loop) -> Loop:
        """The loop as machine code whose `prange` is divided among the cores."""
        return njit(cache=True, nogil=True, parallel=True)(loop)


__all__ = ["compiled", "compiled_parallel", "prange"]
