"""What is documented is what there is."""

import re
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path

import msgspec
import pytest

from loftet.project.messages import swedish_sentences
from loftet.sources.promise_text import record
from loftet.web.open_data import follow_up

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


def follow_up_forms() -> list[type[msgspec.Struct]]:
    members = [each for each in vars(follow_up).values() if isinstance(each, type) and issubclass(each, msgspec.Struct)]
    return [each for each in members if each.__module__ == follow_up.__name__]


@pytest.mark.parametrize("form", follow_up_forms(), ids=lambda form: form.__name__)
def test_every_field_of_the_follow_up_is_explained_once(form: type[msgspec.Struct]) -> None:
    assert sorted(documented_fields(form.__name__)) == sorted(form.__struct_fields__)


@pytest.mark.parametrize(
    "code",
    [
        record.CommitmentKind,
        record.PartyKind,
        record.BearerFound,
        record.Direction,
        record.GeographyKind,
        record.AgreementStatus,
    ],
)
def test_every_code_of_the_open_format_is_explained(code: type[StrEnum]) -> None:
    missing = [value for value in code if f"`{value}`" not in OPEN_DATA]
    assert missing == []


def test_the_format_is_named_as_the_files_name_it() -> None:
    assert OPEN_DATA.startswith(f"# Öppna data: formatet `{record.FORMAT}`\n")


@pytest.fixture(scope="module")
def sentences() -> set[str]:
    """What the pages say; a year stands for any value that is put in."""
    said = (message.id for message in swedish_sentences() if isinstance(message.id, str))
    return {re.sub(r"%\(\w+\)s", "2026", sentence) for sentence in said}


@pytest.mark.parametrize("page", sorted((DOCS / "use").glob("*.md")), ids=lambda page: page.name)
def test_a_button_or_heading_that_a_page_for_officials_names_exists(page: Path, sentences: set[str]) -> None:
    # By habit of these pages, words in italics that begin with a capital stand on the screen.
    text = " ".join(page.read_text(encoding="utf-8").split())
    named = re.findall(r"(?<![*\w])\*([A-ZÅÄÖ][^*]+)\*(?!\*)", text)
    assert [words for words in named if words not in sentences] == []


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|mailto:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
