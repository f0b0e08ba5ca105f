"""Random numbers drawn inside a compiled loop: the same with numba and without, on one core and on many.

A multiply-with-carry generator after Marsaglia whose state never passes 63 bits, so that whole numbers of Python, numpy
and numba do the same. The two halves of the state are mixed into what is drawn. Each stream starts where a
`numpy.random.Generator` puts it.
"""

import numpy as np
from numpy.typing import NDArray

from loftet.analysis.compiled import compiled

MULTIPLIER = 2_147_483_085
"""The largest below 2**31 for which MULTIPLIER * 2**32 - 1 and MULTIPLIER * 2**31 - 1 are prime: period about 2**62."""
LOW_HALF = 0xFFFFFFFF

Streams = NDArray[np.int64]


def streams(rng: np.random.Generator, count: int) -> Streams:
    """The starts of so many independent streams."""
    return rng.integers(1, MULTIPLIER * 2**32 - 1, size=count)


@compiled
def following(state: int) -> int:
    """The next state of the stream."""
    return MULTIPLIER * (state & LOW_HALF) + (state >> 32)


@compiled
def below(state: int, limit: int) -> int:
    """A whole number from 0 to limit - 1, from the state; limit below 2**31, bias below limit / 2**32."""
    return (((state & LOW_HALF) ^ (state >> 32)) * limit) >> 32
