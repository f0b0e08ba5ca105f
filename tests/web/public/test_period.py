from datetime import date

import pytest
from django.utils.translation import override

from loftet.sources.promise_text.record import Period, PromiseRecord
from loftet.web.public.period import PromisedDays, promised_days

YEAR = PromisedDays(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "words", "years"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "hela 2026", "2026"),
        (date(2023, 1, 1), date(2024, 12, 31), "2023–2024", "2023–2024"),
        (date(2026, 3, 1), date(2026, 12, 31), "1 mars 2026 till 31 december 2026", "2026"),
        (date(2025, 9, 15), date(2026, 3, 1), "15 september 2025 till 1 mars 2026", "2025–2026"),
    ],
)
def test_a_period_is_said_as_whole_years_or_as_days(first: date, last: date, words: str, years: str) -> None:
    days = PromisedDays(first, last)
    with override("sv"):
        assert (days.words, days.years) == (words, years)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2025, 12, 31), "Börjar gälla 1 januari 2026."),
        (date(2026, 1, 1), "Gäller hela 2026."),
        (date(2026, 12, 31), "Gäller hela 2026."),
        (date(2027, 1, 1), "Gällde hela 2026. Perioden är slut."),
    ],
)
def test_the_first_and_the_last_day_belong_to_the_promise(on: date, said: str) -> None:
    with override("sv"):
        assert YEAR.state_words(on) == said
    assert YEAR.holds(on) is said.startswith("Gäller")


@pytest.mark.parametrize("period", [None, Period(start=None, end=date(2026, 1, 1))])
def test_a_promise_without_both_days_is_no_published_promise(period: Period | None) -> None:
    with pytest.raises(ValueError, match="first and a last day"):
        promised_days(PromiseRecord(period=period))
