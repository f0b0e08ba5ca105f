"""Install the peers, run them, and print and keep what they took beside what we took (bench/peers.json)."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.peers.install import install_peers
from bench.peers.peer import Measured, Peer, measured

AREAS = ("rates", "alerts", "survey", "hotspots")
RESULTS = Path(__file__).parent.with_name("peers.json")
COLUMNS = "{:<44} {:<26} {:<34} {:>10} {:>8} {:>8} {:>6}  {}"


def main(chosen: list[str]) -> None:
    unknown = set(chosen) - set(AREAS)
    if unknown:
        sys.exit(f"Området {', '.join(unknown)} finns inte: välj bland {', '.join(AREAS)}.")
    install_peers()
    print(COLUMNS.format("arbete", "jämfört med", "dess sekunder", "hela", "våra", "gånger", "mål", "nått"))
    kept = json.loads(RESULTS.read_text())["rows"] if RESULTS.exists() else []
    for area in chosen or AREAS:
        rows = list(rows_of(area))
        kept = [row for row in kept if row["area"] != area] + rows
    about = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "machine": platform.machine(), "cores": os.cpu_count()}
    RESULTS.write_text(json.dumps({**about, "rows": kept}, ensure_ascii=False, indent=1) + "\n")


def rows_of(area: str) -> Iterator[dict[str, object]]:
    ours: dict[object, float] = {}
    for peer in import_module(f"bench.peers.{area}").PEERS:
        # Several peers are held against the same work of ours: it is measured once.
        mine = ours[peer.ours] = ours.get(peer.ours) or peer.ours()
        try:
            theirs = measured(peer)
        except (subprocess.SubprocessError, ValueError, OSError) as error:
            print(f"{peer.work}: {peer.name} gick inte att köra: {getattr(error, 'stderr', None) or error}")
            continue
        print(line(peer, theirs, mine), flush=True)
        times = theirs.at_full_size / mine
        yield {"area": area, "work": peer.work, "peer": peer.name, **asdict(theirs), "ours": mine, "times": times,
               "goal": peer.goal, "holds": times >= peer.goal}  # fmt: skip


def line(peer: Peer, theirs: Measured, ours: float) -> str:
    by_size = ", ".join(f"{size:,}: {seconds:.2f}" for size, seconds in theirs.seconds.items())
    whole = f"{'≈ ' if theirs.is_extrapolated else ''}{theirs.at_full_size:,.1f}"
    times = theirs.at_full_size / ours
    reached = "ja" if times >= peer.goal else "NEJ"
    return COLUMNS.format(
        peer.work, peer.name, by_size, whole, f"{ours:.2f}", f"{times:.1f}", f"{peer.goal:g}", reached
    )


if __name__ == "__main__":
    main(sys.argv[1:])
