from datetime import date

import pytest

from loftet.sources.promise_text.periods import find_period, impossible_days


def days(text: str) -> str | None:
    found = find_period(text)
    return f"{found.period.start or ''}..{found.period.end or ''}" if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Medborgarlöfte 2024", "2024-01-01..2024-12-31"),
        ("Medborgarlöfte 2023-2024", "2023-01-01..2024-12-31"),
        ("Medborgarlöfte 2023–2024", "2023-01-01..2024-12-31"),
        ("Medborgarlöfte 2023−2026", "2023-01-01..2026-12-31"),
        ("gäller 2022 och 2023", "2022-01-01..2023-12-31"),
        ("2020/2021", "2020-01-01..2021-12-31"),
        ("läsåret 2023/24", "2023-01-01..2024-12-31"),
        ("åren 2023, 2024 och 2025", "2023-01-01..2025-12-31"),
        ("perioden 2021-05-01 - 2022-05-01", "2021-05-01..2022-05-01"),
        ("2018-01-01--2019-12-31", "2018-01-01..2019-12-31"),
        ("löper från 2018-07-01—2020-06-30", "2018-07-01..2020-06-30"),
        ("1 juli 2018 - 30 juni 2020", "2018-07-01..2020-06-30"),
        ("Under tiden 1 januari 2023 – 31 december 2024 lovar polisen", "2023-01-01..2024-12-31"),
        ("1 januari - 31 december 2024", "2024-01-01..2024-12-31"),
        ("mellan den 1 maj och den 31 augusti 2023", "2023-05-01..2023-08-31"),
        ("från och med den 1 mars 2023 till och med den 28 februari 2025", "2023-03-01..2025-02-28"),
        ("1/1 2023 - 31/12 2024", "2023-01-01..2024-12-31"),
        ("januari - december 2022", "2022-01-01..2022-12-31"),
        ("maj 2023 - augusti 2023", "2023-05-01..2023-08-31"),
        ("juni 2017-juni 2018", "2017-06-01..2018-06-30"),
        ("hösten 2015", "2015-08-01..2015-12-31"),
        ("från den 29 maj 2023 och ett år framåt", "2023-05-29..2024-05-28"),
        ("från 29 februari 2024 och ett år framåt", "2024-02-29..2025-02-28"),
        ("gäller från och med 1 mars 2023", "2023-03-01.."),
        ("löper fram till 1 augusti 2022", "..2022-08-01"),
        ("gäller till och med 2025", "..2025-12-31"),
        (
            "Med början torsdagen den 17 november 2016, fram till och med torsdagen den 18 maj 2017",
            "2016-11-17..2017-05-18",
        ),
        ("gäller tills vidare", None),
        ("ring 0435-550 00", None),
    ],
)
def test_a_period_is_read_in_every_form(text: str, expected: str | None) -> None:
    assert days(text) == expected


def test_an_impossible_day_leaves_its_end_open_and_is_told() -> None:
    found = find_period("gäller från 1 januari 2023 till 31 juni 2027")
    assert found is not None
    assert (found.period.start, found.period.end) == (date(2023, 1, 1), None)
    assert found.impossible == ("31 juni 2027",)
    assert impossible_days("gäller från 31 juni 2023 - 30 juni 2027") == ["31 juni 2023"]


def test_the_words_of_the_period_are_kept() -> None:
    found = find_period("Löftet gäller för perioden 2021-05-01 - 2022-05-01.")
    assert found is not None
    assert found.period.literal == "2021-05-01 - 2022-05-01"
