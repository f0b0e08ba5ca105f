"""The search for leaks finds what was leaked on purpose, in every way that it could be."""

import gzip
import json
import zlib
from pathlib import Path

import pytest

from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Delivery
from tests.leaks import files_holding, held, tables_holding

SECRET = "Åke 070-174 06 05"


@pytest.mark.parametrize(
    "content",
    [
        SECRET.encode(),
        SECRET.encode("latin-1"),
        SECRET.encode("utf-16-le"),
        json.dumps({"text": SECRET}).encode(),
        gzip.compress(SECRET.encode()),
        gzip.compress(zlib.compress(SECRET.encode())),
    ],
)
def test_a_secret_is_found_however_it_was_written_or_packed(content: bytes, tmp_path: Path) -> None:
    assert held(b"before " * (content[:1] != b"\x1f") + content, SECRET, "another") == [SECRET]
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups/a.log").write_bytes(content)
    assert files_holding(tmp_path, SECRET) == [f"backups/a.log: {SECRET}"]


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(b"070-174")
    assert held(b"070-174", SECRET) == []
    assert files_holding(tmp_path, SECRET) == []


@pytest.mark.django_db
def test_a_secret_is_found_in_text_json_and_binary_of_any_table() -> None:
    municipality = Municipality.objects.get(code="1257")
    assert tables_holding(SECRET) == []
    Delivery.objects.create(
        municipality=municipality,
        file_name=SECRET,
        content=zlib.compress(SECRET.encode()),
        refused=[{"row": 1, "text": SECRET.upper()}],
        **dict.fromkeys([field.name for field in Delivery._meta.fields if field.name.endswith(("_count", "_read"))], 0),
    )
    assert tables_holding(SECRET, "another") == [
        f"statistics_delivery.content: {SECRET}",
        f"statistics_delivery.file_name: {SECRET}",
        f"statistics_delivery.refused: {SECRET}",
    ]
