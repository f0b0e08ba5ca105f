"""`python -m bench.speed_page` writes docs/methods/speed.md from the last runs of the analysis and of its peers."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

BENCH = Path(__file__).parent
PAGE = BENCH.parent / "docs" / "methods" / "speed.md"
WORDS = """# How fast it is

Measured {date} on {machine}, {cores} cores, Python {python}. Goals are seconds that a quiet machine with two cores
should reach; what counts is the ratio to the peer of the same run. `make bench ONLY=analysis` and `make bench-peers`
print these tables anew; `python -m bench.speed_page` writes this page from them.

## Alone

Medians of five runs after one that is not counted, so compiling and importing are left out. Memory is the highest of a
process of its own. An exponent of 1 means that ten times the data take ten times as long.

| work | figure | unit | goal | reached |
|---|---:|---|---|---|
{alone}

## Beside the peers

Each peer ran at the sizes shown, one to three times, for some five minutes. "≈" is carried on to the full size by the
slope between its first and last size (seconds a row where it goes row by row, else an exponent), and is no measurement.

| work | peer | its seconds, by size | at full size | ours | times as fast | goal | reached |
|---|---|---|---:|---:|---:|---:|---|
{peers}

The scan has no peer that can be installed from Debian or the Python index: SpatialEpi 1.2.8 took 8.5 s for 2,000 places
and 99 maps on another machine on another day.
"""


def main() -> None:
    alone = [row for row in json.loads((BENCH / "results.json").read_text()) if row["group"] == "analysis"]
    beside = json.loads((BENCH / "peers.json").read_text())
    page = WORDS.format(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=platform.machine(),
        cores=os.cpu_count(),
        python=platform.python_version(),
        alone="\n".join(map(line_alone, alone)),
        peers="\n".join(map(line_beside, beside["rows"])),
    )
    PAGE.write_text(page, encoding="utf-8")


def line_alone(row: dict[str, Any]) -> str:
    return f"| {row['name']} | {row['value']:,.2f} | {row['unit']} | {row['goal'] or ''} | {reached(row['holds'])} |"


def line_beside(row: dict[str, Any]) -> str:
    sizes = ", ".join(f"{int(size):,}: {seconds:.2f}" for size, seconds in row["seconds"].items())
    whole = f"{'≈ ' if row['is_extrapolated'] else ''}{row['at_full_size']:,.1f}"
    cells = (row["work"], row["peer"], sizes, whole, f"{row['ours']:.2f}", f"{row['times']:,.1f}", f"{row['goal']:.3g}")
    return f"| {' | '.join(cells)} | {reached(row['holds'])} |"


def reached(holds: bool | None) -> str:
    return "" if holds is None else "yes" if holds else "no"


if __name__ == "__main__":
    main()
