"""One peer at one kind of work: how it is run at some sizes, and what that says about the full size.

A peer is a command that prints "seconds 1.23" for the size it is given: its own start and its data are not counted. An
R script stands beside this module as `<area>.R` and reads work and size from `commandArgs(TRUE)`; Python peers stand as
`<area>_peer.py`, read them from `sys.argv[1:]` and run in the peers' own environment.
"""

import math
import re
import statistics
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

FOLDER = Path(__file__).parent
ENVIRONMENT = FOLDER.parent.parent / "var" / "peers"
MOST_SECONDS = 300
PRINTED = re.compile(r"^seconds ([0-9.e+-]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Peer:
    """What a peer is asked, and `ours`: the median seconds of our own full-size work, measured when it is called."""

    work: str
    name: str
    script: str
    """`<area>.R` or `<area>_peer.py`."""
    task: str
    """The first argument of the script; the size is the second."""
    sizes: tuple[int, ...]
    full_size: int
    goal: float
    """How many times as fast as the peer we want to be at the full size."""
    ours: Callable[[], float]
    repeats: int = 1
    goes_row_by_row: bool = False
    """Its time is a start and so much a unit: the slope is seconds a unit, where others' is an exponent of the size."""

    def command(self, size: int) -> list[str]:
        runner = "Rscript" if self.script.endswith(".R") else str(ENVIRONMENT / "bin" / "python")
        return [runner, str(FOLDER / self.script), self.task, str(size)]


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by size, as far as five minutes went, and the seconds at full size by the measured slope."""

    seconds: dict[int, float]
    at_full_size: float
    is_extrapolated: bool


def measured(peer: Peer) -> Measured:
    """Run the peer at its sizes, smallest first, until its five minutes are used.

    Raises:
        subprocess.CalledProcessError: if the peer fails; what it printed is in the error.
    """
    started, found = monotonic(), {}
    for size in peer.sizes:
        found[size] = statistics.median(_seconds(peer, size) for _ in range(peer.repeats))
        if monotonic() - started > MOST_SECONDS:
            break
    return Measured(found, _at_full_size(peer, found), peer.full_size not in found)


def _seconds(peer: Peer, size: int) -> float:
    done = subprocess.run(peer.command(size), check=True, capture_output=True, text=True, timeout=3 * MOST_SECONDS)
    printed = PRINTED.search(done.stdout)
    if printed is None:
        raise ValueError(f"{peer.script} printed no line of seconds: {done.stdout[-500:]}")
    return float(printed[1])


def _at_full_size(peer: Peer, found: dict[int, float]) -> float:
    size = peer.full_size
    if size in found:
        return found[size]
    first, last = min(found), max(found)
    if peer.goes_row_by_row:
        return found[last] + (found[last] - found[first]) / (last - first) * (size - last)
    exponent = math.log(found[last] / found[first]) / math.log(last / first)
    return found[last] * (size / last) ** exponent
