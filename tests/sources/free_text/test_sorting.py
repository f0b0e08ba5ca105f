"""Texts of our own making, as residents write, are sorted by what they say."""

import pytest

from loftet.sources.free_text.sorting import Learnt, learn, suggest_area

OUTDOORS, TRAFFIC, DAMAGE = "Utemiljö och belysning", "Trafik och buller", "Skadegörelse och tillgrepp"
DRUGS, YOUNG, VIOLENCE = "Alkohol och droger", "Barn och unga", "Våld i nära relationer"
WRITTEN = [
    ("Det är alldeles för mörkt i gångtunneln vid stationen", OUTDOORS),
    ("Buskarna längs gångvägen måste klippas", OUTDOORS),
    ("Gatubelysningen har varit trasig sedan i höstas", OUTDOORS),
    ("Det slängs skräp överallt vid kiosken", OUTDOORS),
    ("Mopederna kör alldeles för fort på cykelbanan", TRAFFIC),
    ("Hastigheten förbi affären är livsfarlig", TRAFFIC),
    ("Buller från motorer till långt in på natten", TRAFFIC),
    ("Det har varit flera källarinbrott i huset", DAMAGE),
    ("Klotter på väggarna och krossade rutor", DAMAGE),
    ("Cykelstölder vid stationen varje vecka", DAMAGE),
    ("Det säljs narkotika öppet bakom affären", DRUGS),
    ("Berusade personer utanför kiosken", DRUGS),
    ("Ungdomarna har ingenstans att ta vägen när fritidsgården är stängd", YOUNG),
    ("Eleverna är rädda på väg hem från skolan", YOUNG),
    ("Kvinnojouren behöver fler platser", VIOLENCE),
]


@pytest.mark.parametrize(("text", "area"), WRITTEN)
def test_a_text_is_sorted_by_its_words_and_says_which(text: str, area: str) -> None:
    suggestion = suggest_area(text)
    assert suggestion.area == area
    assert suggestion.words
    assert all(word in text.lower() for word in suggestion.words)


@pytest.mark.parametrize("text", ["", "Tack för allt!", "Klotter och berusade", "[namn] [telefonnummer]", "\0🙂"])
def test_it_is_unsure_where_nothing_or_two_things_speak(text: str) -> None:
    assert suggest_area(text).area is None


def test_it_learns_a_word_that_no_list_has_from_what_a_person_chose() -> None:
    text = "Elsparkcyklarna ligger i vägen igen"
    assert suggest_area(text).area is None
    chosen = [("Elsparkcyklar på trottoaren", TRAFFIC)] * 3 + [("Det är mörkt på torget", OUTDOORS)] * 3
    suggestion = suggest_area(text, learn(chosen))
    assert (suggestion.area, suggestion.words[0]) == (TRAFFIC, "elsparkcyklarna")


def test_a_word_of_one_text_alone_is_not_kept() -> None:
    learnt = learn([("Gunnarsson stör", TRAFFIC), ("Det stör", TRAFFIC)])
    assert set(learnt.weights) == {"stör"}
    assert learn([]) == Learnt()
