"""What is documented is what there is."""

import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from loftet.sources.promise_text import record

DOCS = Path(__file__).parents[2] / "docs"
OPEN_DATA = (DOCS / "open-data.md").read_text(encoding="utf-8")


def forms() -> list[type]:
    members = [member for member in vars(record).values() if isinstance(member, type) and is_dataclass(member)]
    return [member for member in members if member.__module__ == record.__name__]


def documented_fields(form: str) -> list[str]:
    section = re.search(rf"^## `{form}`$(.*?)(?=^## |\Z)", OPEN_DATA, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\| `(\w+)` \|", section.group(1), re.MULTILINE) if section else []


@pytest.mark.parametrize("form", forms(), ids=lambda form: form.__name__)
def test_every_field_of_the_open_format_is_explained_once(form: type) -> None:
    assert sorted(documented_fields(form.__name__)) == sorted(each.name for each in fields(form))


@pytest.mark.parametrize(
    "code",
    [
        record.CommitmentKind,
        record.PartyKind,
        record.BearerFound,
        record.Direction,
        record.GeographyKind,
    ],
)
def test_every_code_of_the_open_format_is_explained(code: type[StrEnum]) -> None:
    missing = [value for value in code if f"`{value}`" not in OPEN_DATA]
    assert missing == []


def test_the_format_is_named_as_the_files_name_it() -> None:
    assert OPEN_DATA.startswith(f"# Öppna data: formatet `{record.FORMAT}`\n")


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|mailto:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
