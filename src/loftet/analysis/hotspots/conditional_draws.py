"""Conditional permutation: each place keeps its value, and its neighbours' values are drawn from all other places."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from loftet.analysis.arguments import Numbers
from loftet.analysis.compiled import compiled_parallel, prange
from loftet.analysis.hotspots.neighbours import Indexes
from loftet.analysis.hotspots.stream import Streams, below, following, streams

BLOCKS = 64
"""Places are divided among so many streams whatever the number of cores, so that the answer is the same on all."""
ROUNDING = 1e-12
"""Sums of the same values in another order are ties: they may differ by this share of the values' size."""


@dataclass(frozen=True, slots=True)
class DrawnSums:
    """How often neighbours drawn by chance sum to at least, and at most, what the real ones sum to."""

    at_least: Indexes
    at_most: Indexes
    draw_count: int

    @property
    def p_values(self) -> Numbers:
        """(places,), two-sided: twice the smaller tail, the real neighbours counted among the draws, at most 1."""
        tail = np.minimum(self.at_least, self.at_most)
        return np.minimum(2 * (1 + tail) / (1 + self.draw_count), 1)


def drawn_sums(values: Numbers, weights: csr_array, *, draws: int, rng: np.random.Generator) -> DrawnSums:
    """Draw neighbours for each place independently, without putting back.

    The order of Gi, Gi* and the local Moran of one place, given its own value, is that of its neighbours' weighted sum:
    one set of draws serves all three.
    """
    at_least, at_most = np.zeros((2, len(values)), np.int64)
    start, other = weights.indptr.astype(np.int64), weights.indices.astype(np.int64)
    slack = ROUNDING * float(np.abs(values).max()) * max(1, int(np.diff(start).max()))
    _draw(values, start, other, weights.data, slack, draws, streams(rng, BLOCKS), at_least, at_most)
    return DrawnSums(at_least, at_most, draws)


@compiled_parallel
def _draw(  # noqa: PLR0917 (a compiled loop takes arrays)
    values: Numbers,
    start: Indexes,
    other: Indexes,
    weight: Numbers,
    slack: float,
    draws: int,
    states: Streams,
    at_least: Indexes,
    at_most: Indexes,
) -> None:
    n = len(values)
    for block in prange(len(states)):
        state = states[block]
        urn = values.copy()
        picks = np.empty(n, np.int64)
        for place in range(block * n // len(states), (block + 1) * n // len(states)):
            first, last = start[place], start[place + 1]
            real = 0.0
            for at in range(first, last):
                real += weight[at] * values[other[at]]
            # The place's own value is laid outside the part of the urn that is drawn from.
            urn[place], urn[n - 1] = urn[n - 1], urn[place]
            for _ in range(draws):
                drawn = 0.0
                for pick in range(last - first):
                    state = following(state)
                    chosen = pick + below(state, n - 1 - pick)
                    picks[pick] = chosen
                    urn[pick], urn[chosen] = urn[chosen], urn[pick]
                    drawn += weight[first + pick] * urn[pick]
                for pick in range(last - first - 1, -1, -1):
                    chosen = picks[pick]
                    urn[pick], urn[chosen] = urn[chosen], urn[pick]
                if drawn >= real - slack:
                    at_least[place] += 1
                if drawn <= real + slack:
                    at_most[place] += 1
            urn[place], urn[n - 1] = urn[n - 1], urn[place]
