import pytest

from loftet.sources.promise_text.quantities import NUMBERS, how_many, quantities, recurrence_rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Patrullera dagligen", "FREQ=DAILY"),
        ("en gång per dygn", "FREQ=DAILY"),
        ("en gång i veckan", "FREQ=WEEKLY"),
        ("ett tillfälle per vecka", "FREQ=WEEKLY"),
        ("veckovisa avstämningar", "FREQ=WEEKLY"),
        ("varannan vecka", "FREQ=WEEKLY;INTERVAL=2"),
        ("var tredje månad", "FREQ=MONTHLY;INTERVAL=3"),
        ("varje onsdag", "FREQ=WEEKLY;BYDAY=WE"),
        ("varje helgfri torsdag mellan kl 10 och 11", "FREQ=WEEKLY;BYDAY=TH"),
        ("varannan onsdag", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("alla fredags- och lördagskvällar", "FREQ=WEEKLY;BYDAY=FR,SA"),
        ("varje fredag och lördag", "FREQ=WEEKLY;BYDAY=FR,SA"),
        ("varje helg", "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("varje vardag", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("fem dagar i veckan", "FREQ=WEEKLY"),
        ("skickas månadsvis", "FREQ=MONTHLY"),
        ("en gång i månaden", "FREQ=MONTHLY"),
        ("kvartalsvis", "FREQ=MONTHLY;INTERVAL=3"),
        ("varje tertial", "FREQ=MONTHLY;INTERVAL=4"),
        ("två gånger per termin", "FREQ=MONTHLY;INTERVAL=6"),
        ("2 gånger/år", "FREQ=YEARLY"),
        ("tre till fyra gånger per år", "FREQ=YEARLY"),
        ("genomföra den årliga trygghetsvandringen", "FREQ=YEARLY"),
        ("vartannat år", "FREQ=YEARLY;INTERVAL=2"),
        ("utifrån den årliga trygghetsmätningen", None),
        ("under fredags- och lördagskvällar", None),
        ("vid varje möte i lokala Brå", None),
        ("regelbundet", None),
        ("för ett år sedan", None),
        ("i veckan som gick", None),
    ],
)
def test_an_interval_is_a_rule_and_nothing_else_is(text: str, rule: str | None) -> None:
    assert recurrence_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "count", "at_least"),
    [
        ("minst fyra kontroller", 4, True),
        ("fyra krogtillsyner", 4, False),
        ("vid 200 tillfällen", 200, False),
        ("minst hundra tillfällen", 100, True),
        ("tvåhundra besök", 200, False),
        ("minst ett hundra möten", 100, True),
        ("minst femtiotvå hastighetskontroller", 52, True),
        ("minst 1 500 timmar", 1500, True),
        ("15-20 trafikinsatser", 15, True),
        ("tre till fyra gånger", 3, True),
        ("minst sex stycken", 6, True),
        ("minst en trygghetsvandring", 1, True),
        ("en trygghetsvandring", None, False),
        ("en ny lägesbild", None, False),
        ("ett antal insatser", None, False),
        ("flera insatser", None, False),
        ("några skolor", None, False),
        ("ett par möten", None, False),
        ("ett 15-tal kontroller", None, False),
        ("årskurs 7-9", None, False),
        ("ungdomar mellan 12 och 18 år", None, False),
        ("ungdomar 15–17 år", None, False),
        ("unga under 18 år", None, False),
        ("14 kap. 1 § socialtjänstlagen", None, False),
        ("lag (2023:196)", None, False),
        ("riksväg 26", None, False),
        ("Storgatan 12", None, False),
        ("under 2024", None, False),
        ("kl. 18-20", None, False),
        ("minst 20 procent", None, False),
        ("80 % av invånarna", None, False),
        ("inom 24 timmar", None, False),
        ("den 12 maj", None, False),
    ],
)
def test_a_count_is_taken_only_of_what_is_counted(text: str, count: int | None, at_least: bool) -> None:
    assert how_many(text) == (count, at_least)


def test_number_words_reach_nine_hundred_and_ninety_nine() -> None:
    assert [NUMBERS[word] for word in ("nitton", "tjugoett", "etthundra", "tvåhundrafemtio", "niohundranittionio")] == [
        19, 21, 100, 250, 999,
    ]  # fmt: skip


def test_recurrence_count_condition_window_and_vagueness_are_five_fields() -> None:
    told = quantities("Vid behov minst två gånger per år under maj månad")
    assert (told.condition, told.count, told.at_least) == ("Vid behov", 2, True)
    assert (told.recurrence, told.window, told.vague) == ("FREQ=YEARLY", "under maj månad", None)


def test_vague_repetition_stays_words() -> None:
    assert quantities("Polisen besöker regelbundet skolorna").vague == "regelbundet"
    assert quantities("Polisen gör ett antal insatser").vague == "ett antal"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("kvällar och helger", "kvällar och helger"),
        ("under sommarperioden", "under sommarperioden"),
        ("inom 24 timmar", "inom 24 timmar"),
        ("senast den 1 juni 2024", "senast den 1 juni 2024"),
        ("Under 2024 ska", None),
        ("fem kvällar i veckan", None),
    ],
)
def test_a_window_is_narrower_than_the_period(text: str, window: str | None) -> None:
    assert quantities(text).window == window
