"""`make bench`: measure the groups, print a table, write bench/results.json.

A group is a module beside this one with `measure(*, short: bool) -> Iterable[Result]`. A run of one group keeps the
rows of the others. That a goal is missed is shown and is not an error: figures vary with the machine.
"""

import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from bench.result import Result

GROUPS = ("promise", "kept", "analysis", "sources")
RESULTS = Path(__file__).with_name("results.json")
HOLDS = {True: "ja", False: "NEJ", None: ""}
COLUMNS = "{:<52} {:>12} {:<12} {:>12} {:>8} {:>9}  {}"


def main(chosen: list[str]) -> None:
    unknown = set(chosen) - set(GROUPS)
    if unknown:
        sys.exit(f"Gruppen {', '.join(unknown)} finns inte: välj bland {', '.join(GROUPS)}.")
    print(COLUMNS.format("mätning", "värde", "enhet", "jämfört med", "kvot", "mål", "nått"))
    for group in chosen or GROUPS:
        keep(group, list(measured(group)))


def measured(group: str) -> Iterator[Result]:
    for result in import_module(f"bench.{group}").measure(short=bool(os.environ.get("BENCH_SHORT"))):
        print(line(result), flush=True)
        yield result


def line(result: Result) -> str:
    peer = "" if result.peer is None else f"{result.peer:,.1f}"
    ratio = "" if result.ratio is None else f"{result.ratio:.2f}"
    goal = str(result.goal or "")
    return COLUMNS.format(result.name, f"{result.value:,.1f}", result.unit, peer, ratio, goal, HOLDS[result.holds])


def keep(group: str, results: list[Result]) -> None:
    earlier = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    rows = [row for row in earlier if row["group"] != group] + [result.row(group) for result in results]
    RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
