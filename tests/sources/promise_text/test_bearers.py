import pytest

from loftet.sources.promise_text.bearers import Parties, acting, companions, only_actors, trailing_mark
from loftet.sources.promise_text.record import Bearer, BearerFound, PartyKind

POLICE = Bearer(party=PartyKind.POLICE, name="Polisen")
MUNICIPALITY = Bearer(party=PartyKind.MUNICIPALITY, name="Kommunen")
PARTIES = Parties((POLICE, MUNICIPALITY))


def names(text: str) -> list[str]:
    found = acting(text, PARTIES)
    return [bearer.name for bearer in found.bearers] if found else []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polisen gör kontroller på gym", ["Polisen"]),
        ("Polisen och Socialförvaltningen gör insatser", ["Polisen", "Socialförvaltningen"]),
        ("Socialtjänst, skola och polis ska samarbeta", ["Socialtjänst", "Skola", "Polis"]),
        ("Områdespoliserna ska fortsätta sina kontakter med skola och socialtjänst", ["Områdespoliserna"]),
        ("Polisen ska tillsammans med kommunen starta en grupp", ["Polisen", "Kommunen"]),
        (
            "Polisen ska tillsammans med Lindvikshem och andra berörda aktörer se över torget",
            ["Polisen", "Lindvikshem", "Andra berörda aktörer"],
        ),
        ("Barn- och utbildningsförvaltningen skickar brev", ["Barn- och utbildningsförvaltningen"]),
        (
            "Under året kommer representanter för Lindviks kommun och polisen att besöka byarna",
            ["Lindviks kommun", "Polisen"],
        ),
        ("Varje vecka besöker polisen skolorna", ["Polisen"]),
        ("Platserna ronderas av kommunens väktare varje natt", ["Kommunen"]),
        ("Under 2024 ska, av kommun och lokalpolis, en bild tas fram", ["Kommun", "Lokalpolis"]),
        ("Polisiära insatser mot langning", ["Polisen"]),
        ("Ökad polisiär närvaro", ["Polisen"]),
        ("Kommunala insatser för unga", ["Kommunen"]),
        (
            "Lokalpolisområde Södra Bygden och Lindviks kommun lovar",
            ["Lokalpolisområde Södra Bygden", "Lindviks kommun"],
        ),
        ("LPO Mellanbygden ska patrullera", ["LPO Mellanbygden"]),
        ("Vi besöker skolor", ["Polisen", "Kommunen"]),
        ("Gemensamma informationskampanjer", ["Polisen", "Kommunen"]),
        ("Samarbetet mellan områdespoliser och trygghetsvärdar fortsätter", ["Områdespoliser", "Trygghetsvärdar"]),
        ("Utöka samverkan mellan polis och socialtjänst", []),
        ("Genomföra insatser i kommunens skolor", []),
        ("Bidra med råd till butiker, fastighetsägare och bostadsbolag", []),
        ("Öka förtroendet för polisen", []),
    ],
)
def test_who_acts_bears_and_who_is_met_does_not(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "rest", "expected"),
    [
        ("Utskick av brev. (Kommun)", "Utskick av brev", ["Kommun"]),
        ("Tillse närvaro. Ansvarig: kommunen och polisen.", "Tillse närvaro.", ["Kommunen", "Polisen"]),
        ("Fler poliser på torget. Polis", "Fler poliser på torget.", ["Polis"]),
        ("Kontroller ska göras vid skolan av polisen.", "Kontroller ska göras vid skolan av polisen.", ["Polisen"]),
    ],
)
def test_a_mark_after_the_text_wins(text: str, rest: str, expected: list[str]) -> None:
    bare, found = trailing_mark(text)
    assert bare == rest
    assert found is not None
    assert found.found is BearerFound.TRAILING
    assert [bearer.name for bearer in found.bearers] == expected


def test_brackets_that_name_nobody_are_no_mark() -> None:
    assert trailing_mark("Stöd enligt metoden (samtal i grupp)") == ("Stöd enligt metoden (samtal i grupp)", None)


def test_who_acts_together_with_the_one_named_above() -> None:
    assert [bearer.name for bearer in companions("genomföra vandringen tillsammans med polisen och boende")] == [
        "Polisen"
    ]
    assert companions("kontroller på platser utsedda i samverkan med kommunen") == ()


def test_a_heading_that_only_names_parties() -> None:
    assert [bearer.name for bearer in only_actors("Polisen och kommunen")] == ["Polisen", "Kommunen"]
    assert only_actors("Polisens mål") == ()
