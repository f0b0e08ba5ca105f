"""Places and hours against esda, pointpats, spdep, surveillance and spatstat.

SpatialEpi, the peer of the scan, is neither in Debian nor in the Python index. Its 8.5 s for 2,000 places (version
1.2.8, bound 0.1, 99 maps, one thread) were measured in another run on another day and are not put into this table.
"""

from bench.analysis.hotspots import density, hot_places, near_repeats, ours
from bench.peers.peer import Peer

# Each peer runs on one core here (esda's workers compile anew in each process, and take longer on two), and so do we.
GI, KNOX, DENSITY = (ours(work, cores=1) for work in (hot_places, near_repeats, density))

PEERS = (
    Peer("Gi*, 20,000 places, 999 draws each", "esda", "hotspots_peer.py", "gi",
         (2_000, 20_000), 20_000, 3, GI, repeats=3),
    Peer("Gi*, 20,000 places, 999 draws each", "spdep", "hotspots.R", "gi",
         (2_000, 5_000), 20_000, 3, GI),
    Peer("Knox, 20,000 incidents, 999 shuffles", "pointpats (59 shuffles, slope)", "hotspots_peer.py", "knox",
         (2_000, 20_000), 20_000, 30, KNOX),
    Peer("Knox, 20,000 incidents, 999 shuffles", "surveillance (9 shuffles, slope)", "hotspots.R", "knox",
         (500, 1_000), 20_000, 30, KNOX),
    Peer("kernel density, 20,000 incidents, 512 x 512", "spatstat", "hotspots.R", "density",
         (2_000, 20_000), 20_000, 2, DENSITY, repeats=3),
)  # fmt: skip
