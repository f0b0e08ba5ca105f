"""Kolada's figures and catalogue."""

import csv
import gzip
import json
from datetime import date
from itertools import groupby

import pytest

from loftet.analysis.marks import Mark
from loftet.sources.figures import UnreadableTable
from loftet.sources.kolada.answer import next_page
from loftet.sources.kolada.catalogue import MunicipalityGroup, read_groups, read_key_figures
from loftet.sources.kolada.values import read_values
from tests.surroundings import SHARED


def answer(*values: dict[str, object], **item: object) -> bytes:
    one = {"kpi": "N07403", "municipality": "1257", "period": 2024, "values": list(values), **item}
    return json.dumps({"values": [one], "count": 1, "next_page": "https://api.kolada.se/v3/data?page=2"}).encode()


def value(gender: str = "T", number: float | None = 812.5, status: str = "") -> dict[str, object]:
    return {"gender": gender, "count": 1, "status": status, "value": number}


def test_each_gender_is_a_figure_of_its_own() -> None:
    figures = read_values(answer(value(), value("K", 700.0), value("M", 920.0))).figures
    assert figures["indicator"].to_list() == ["N07403", "N07403/K", "N07403/M"]
    assert figures["value"].to_list() == [812.5, 700.0, 920.0]
    assert set(figures["place"]) == {"1257"}
    assert set(figures["start"]) == {date(2024, 1, 1)}


def test_missing_and_private_are_marked_and_zero_stays_zero() -> None:
    data = answer(value("T", None, "Missing"), value("K", 3.0, "Private"), value("M", 0.0))
    figures = read_values(data).figures
    assert figures["value"].to_list() == [None, None, 0.0]
    assert figures["marks"].to_list() == [Mark.MISSING, Mark.SUPPRESSED, 0]


def test_what_is_not_of_the_form_is_refused_with_its_text() -> None:
    reading = read_values(answer(value("X"), municipality="1257"))
    assert [refused.why for refused in reading.refused] == ["Könet ska vara T, K eller M."]
    assert read_values(answer(value(), municipality="Ale")).refused[0].why == "Kommunkoden ska ha fyra siffror."


def test_the_next_page_is_followed_until_there_is_none() -> None:
    assert next_page(answer(value())) == "https://api.kolada.se/v3/data?page=2"
    assert next_page(b'{"values": [], "next_page": null}') is None


@pytest.mark.parametrize("data", [b"", b"<html>", b'{"values": 3}', b"[1, 2]", b'{"values": [{"kpi"'])
def test_another_answer_is_refused_whole(data: bytes) -> None:
    with pytest.raises(UnreadableTable):
        read_values(data)


@pytest.mark.shared
def test_a_real_sample_put_into_the_answers_form_keeps_every_figure() -> None:
    with (SHARED / "data/kolada/kolada_values_sample.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    items = [
        {
            "kpi": row["kpi"],
            "municipality": row["municipality_id"],
            "period": int(row["year"]),
            "values": [value(row["gender"], float(row["value"]) if row["value"] else None, row["status"])],
        }
        for row in rows
        if row["municipality_id"].isdigit()
    ]
    reading = read_values(json.dumps({"values": items}).encode())
    assert (reading.rows_read, reading.refused) == (len(items), ())
    assert reading.figures["value"].sum() == pytest.approx(
        sum(float(row["value"] or 0) for row in rows if row["municipality_id"].isdigit())
    )


@pytest.mark.shared
def test_the_real_groups_name_those_that_are_like_orkelljunga() -> None:
    with gzip.open(SHARED / "data/kolada/kolada_municipality_groups.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    values = []
    for key, members in groupby(rows, key=lambda row: (row["group_id"], row["group_title"])):
        member_list = [{"member_id": row["member_id"], "member_title": row["member_title"]} for row in members]
        values.append({"id": key[0], "title": key[1], "members": member_list})
    groups = read_groups(json.dumps({"values": values}).encode())
    alike = next(group for group in groups if group.title == "Liknande kommuner, övergripande, Örkelljunga, 2025")
    assert isinstance(alike, MunicipalityGroup)
    assert len(alike.member_codes) == 7
    assert len(groups) == len(values)


def test_the_catalogue_gives_title_and_definition() -> None:
    item = {"id": "N07403", "title": "Anmälda våldsbrott", "description": "Summan av sju grupper.", "x": 1}
    (found,) = read_key_figures(json.dumps({"values": [item]}).encode())
    assert (found.id, found.title, found.definition, found.by_gender) == (
        "N07403",
        "Anmälda våldsbrott",
        "Summan av sju grupper.",
        False,
    )
