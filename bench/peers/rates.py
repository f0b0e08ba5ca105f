"""Ratios of rates by R row by row, by plain vectors of scipy and by statsmodels.

The scipy vectors give the same exact p values and limits, but their mid-p stops at the p value: limits want a search.
No Python peer has exact limits of a ratio; statsmodels' test is timed alone.
"""

from bench.analysis.rates import ROWS, seconds_of_exact, seconds_of_mid_p
from bench.peers.peer import Peer

EXACT, MID_P = f"exact rate ratios, {ROWS:,} rows", f"mid-p rate ratios, {ROWS:,} rows"
PYTHON = "rates_peer.py"

PEERS = (
    Peer(EXACT, "R poisson.test", "rates.R", "exact", (20_000, 200_000), ROWS, 237 / 3, seconds_of_exact, 3, True),
    Peer(EXACT, "plain scipy vectors", PYTHON, "vectors", (ROWS,), ROWS, 2.4 / 3, seconds_of_exact, 3),
    Peer(EXACT, "statsmodels, p alone", PYTHON, "exact", (500, 5_000), ROWS, 237 / 3, seconds_of_exact, 1, True),
    Peer(MID_P, "R epitools, row by row", "rates.R", "mid-p", (500, 5_000), ROWS, 237 / 15, seconds_of_mid_p, 1, True),
    Peer(MID_P, "plain scipy vectors, p alone", PYTHON, "vectors", (ROWS,), ROWS, 2.4 / 15, seconds_of_mid_p, 3),
)
