"""What docs/operate tells an operator to type is typed here."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "operate"


def backup_commands() -> str:
    page = (DOCS / "drift.md").read_text(encoding="utf-8")
    (commands,) = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    return str(commands).replace(".venv/bin/python", f'"{sys.executable}"')


def test_a_backup_taken_while_somebody_writes_holds_what_was_committed_and_all_that_belongs_to_it(
    tmp_path: Path,
) -> None:
    data, copy = tmp_path / "data", tmp_path / "kopia"
    (data / "files" / "9901").mkdir(parents=True)
    copy.mkdir()
    for name in ("files/9901/abc", "ledger-key.pem", "secret-key"):
        (data / name).write_text(name)
    with closing(sqlite3.connect(data / "loftet.sqlite3", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE report (text)")
        writer.execute("INSERT INTO report VALUES ('kvitterad')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO report VALUES ('på väg')")
        assert (data / "loftet.sqlite3-wal").stat().st_size > 0

        surroundings = {**os.environ, "DATA": str(data), "KOPIA": str(copy)}
        subprocess.run(["sh", "-ec", backup_commands()], env=surroundings, check=True)

    with closing(sqlite3.connect(copy / "loftet.sqlite3")) as restored:
        assert restored.execute("SELECT text FROM report").fetchall() == [("kvitterad",)]
    for name in ("files/9901/abc", "ledger-key.pem", "secret-key"):
        assert (copy / name).read_text() == name


def test_every_decision_has_room_for_owner_day_and_number() -> None:
    rows = re.findall(r"^\| (\*\*.*) \|$", (DOCS / "beslut.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) >= 7
    for row in rows:
        decision, owner, day, number = (cell.strip() for cell in row.split("|"))
        assert decision.startswith("**")
        assert owner
        assert (day, number) == ("", "")
