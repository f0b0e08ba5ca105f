"""The procedure of docs/use/andringskedjan.md, run as it stands there."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from loftet.domain.ledger.rules import text_hash
from loftet.domain.ledger.verification import verify_chain
from tests.domain.ledger.chains import chain_of, chain_with_changed_key
from tests.surroundings import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="ingen openssl")

VERIFY, GROWN, TEXT = re.findall(r"```sh\n(.*?)```", (ROOT / "docs/use/andringskedjan.md").read_text(), re.DOTALL)


def by_hand(
    script: str, folder: Path, lines: list[bytes], variables: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    (folder / "kedja.jsonl").write_bytes(b"".join(lines))
    environment = {"PATH": "/usr/bin:/bin", **(variables or {})}
    return subprocess.run(
        ["sh", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_a_whole_chain_gives_the_head_that_the_program_gives(tmp_path: Path) -> None:
    lines = chain_of(5)
    done = by_hand(VERIFY, tmp_path, lines)
    assert done.stdout == f"5 länkar är hela. Huvud: {verify_chain(b''.join(lines)).head}\n"
    assert done.returncode == 0


def test_a_chain_whose_key_was_changed_is_followed_across_the_change(tmp_path: Path) -> None:
    assert by_hand(VERIFY, tmp_path, chain_with_changed_key()).stdout.startswith("4 länkar är hela.")


def test_a_changed_figure_is_found(tmp_path: Path) -> None:
    lines = chain_of(4)
    lines[2] = lines[2].replace(b'"revision":2', b'"revision":3')
    done = by_hand(VERIFY, tmp_path, lines)
    assert done.stdout == "Länk 3 är inte förseglad med kedjans nyckel.\n"
    assert done.returncode == 1


def test_a_missing_link_and_swapped_links_are_found(tmp_path: Path) -> None:
    first, second, third, fourth = chain_of(4)
    assert by_hand(VERIFY, tmp_path, [first, third, fourth]).stdout.startswith("Länk 2 hänger inte ihop")
    assert by_hand(VERIFY, tmp_path, [first, third, second, fourth]).stdout.startswith("Länk 2 hänger inte ihop")


def test_an_older_head_is_found_in_a_chain_that_has_grown(tmp_path: Path) -> None:
    lines = chain_of(4)
    older = verify_chain(b"".join(lines[:2])).head
    assert by_hand(GROWN, tmp_path, lines, {"head": older}).stdout == "1\n"
    assert by_hand(GROWN, tmp_path, lines, {"head": "0" * 64}).stdout == "0\n"


def test_a_text_is_tried_with_its_salt(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Vi gör fyra kontroller på ön.")
    done = by_hand(TEXT, tmp_path, [], {"salt": "a1b2"})
    assert done.stdout.split()[0] == text_hash("a1b2", "Vi gör fyra kontroller på ön.")
