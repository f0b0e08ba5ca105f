"""Early warning by R's surveillance package; no peer in Python was found.

The size is a number of weekly series of ten years; R's time grows in proportion to them.
"""

from bench.analysis.alerts import SERIES, seconds_of_last_week, seconds_of_last_year
from bench.peers.peer import Peer

NAME = "R surveillance"
WORK = f"flexible Farrington, {SERIES:,} series"

PEERS = (
    Peer(f"{WORK}, last week", NAME, "alerts.R", "week", (50, 250), SERIES, 138 / 1.4, seconds_of_last_week, 3, True),
    Peer(f"{WORK}, last 52 weeks", NAME, "alerts.R", "year", (2, 20), SERIES, 8480 / 60, seconds_of_last_year, 1, True),
)
