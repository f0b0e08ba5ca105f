"""Tasks that the tests of jobs have done."""

import os
from pathlib import Path
from time import sleep

DONE: list[int | str] = []
LONGER_THAN_THE_LEASE_SECONDS = 4


def note(what: int | str) -> None:
    DONE.append(what)


def note_once() -> None:
    DONE.append("once")


def stumble() -> None:
    raise ValueError("Anna Exempelsson, anna@example.org")


def write_line(folder: str, name: str, text: str = "") -> None:
    """One line in one write, so that processes that write at once do not mix: the text, or which process it was."""
    with (Path(folder) / name).open("a") as file:
        file.write(f"{text or os.getpid()}\n")


def write_begin_and_end(folder: str, mark: str) -> None:
    write_line(folder, "order", "begun")
    sleep(0.3)
    write_line(folder, "order", "ended")


def write_slowly(folder: str) -> None:
    write_line(folder, "begun")
    sleep(LONGER_THAN_THE_LEASE_SECONDS)
    write_line(folder, "ended")


def write_line_and_hang(folder: str) -> None:
    """Hangs the first time only."""
    write_line(folder, "begun")
    if len((Path(folder) / "begun").read_text().splitlines()) == 1:
        sleep(600)
    write_line(folder, "ended")
