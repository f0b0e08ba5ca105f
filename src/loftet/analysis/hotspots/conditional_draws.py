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


def drawn_sums(values: Numbers, links: csr_array, *, draws: int, rng: np.random.Generator) -> DrawnSums:
    """Draw as many neighbours as each place has, for each independently, without putting back.

    The order of Gi, Gi* and the local Moran of one place, given its own value, is that of its neighbours' sum: one set
    of draws serves all three.
    """
    at_least, at_most = np.zeros((2, len(values)), np.int64)
    counts = np.diff(links.indptr).astype(np.int64)
    # Of more than half of the others, those left out are drawn: their sum is the rest of the total.
    others = len(values) - 1
    is_rest = 2 * counts > others
    drawn_counts = np.where(is_rest, others - counts, counts)
    sums = links @ values
    real = np.where(is_rest, values.sum() - values - sums, sums)
    slack = ROUNDING * float(np.abs(values).max()) * max(1, int(counts.max()))
    _draw(values, drawn_counts, real, slack, draws, streams(rng, 2 * BLOCKS), at_least, at_most)
    return DrawnSums(np.where(is_rest, at_most, at_least), np.where(is_rest, at_least, at_most), draws)


@compiled_parallel
def _draw(  # noqa: PLR0917 (a compiled loop takes arrays)
    values: Numbers,
    counts: Indexes,
    real: Numbers,
    slack: float,
    draws: int,
    states: Streams,
    at_least: Indexes,
    at_most: Indexes,
) -> None:
    n, blocks = len(values), len(states) // 2
    for block in prange(blocks):
        # Two streams take turns, so that a processor need not wait for the one to go on with the other.
        state, waiting = states[2 * block], states[2 * block + 1]
        last_drawn_in = np.zeros(n, np.int64)
        draw = 0
        for place in range(block * n // blocks, (block + 1) * n // blocks):
            high, low = real[place] - slack, real[place] + slack
            for _ in range(draws):
                draw += 1
                drawn, left = 0.0, counts[place]
                while left > 0:
                    other = below(state, n - 1)
                    state, waiting = waiting, following(state)
                    other += other >= place
                    if last_drawn_in[other] != draw:
                        last_drawn_in[other] = draw
                        drawn += values[other]
                        left -= 1
                at_least[place] += drawn >= high
                at_most[place] += drawn <= low
