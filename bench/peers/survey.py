"""Survey reports by R's survey package and by svy.

The size is a number of cells of one question: a variable of that many levels at 200 000 raked respondents. Both peers
work cell by cell, so that the whole report is 3 080 of them.
"""

from bench.analysis.survey import LEVELS, QUESTIONS, seconds_at_full_size
from bench.peers.peer import Peer

CELLS = QUESTIONS * sum(LEVELS)
WORK = "survey report, 3,080 cells"

PEERS = (
    Peer(WORK, "R survey (svyby, rake)", "survey.R", "cells", (2, 7), CELLS, 550, seconds_at_full_size, 1, True),
    Peer(WORK, "svy (mean by, rake)", "survey_peer.py", "cells", (2, 7, 21), CELLS, 53, seconds_at_full_size, 1, True),
)
