"""Texts of our own making, one for each way in which published promises differ, with what is to be read from them."""

import tomllib
from pathlib import Path

import pytest

from tests.sources.promise_text.compact import TEXTS, compact, read_text


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_text_is_read_as_a_person_reads_it(path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert compact(read_text(path)) == expected["promise"]


def test_every_text_has_its_expected_values_beside_it() -> None:
    assert {path.stem for path in TEXTS.glob("*.txt")} == {path.stem for path in TEXTS.glob("*.toml")}
