"""This year's promise beside last year's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.promise.comparison import (
    LIKENESS,
    Change,
    Piece,
    PieceKind,
    compare_promises,
    likeness,
    word_difference,
)
from loftet.sources.promise_text.record import (
    Bearer,
    CommitmentRecord,
    Direction,
    GoalRecord,
    Measure,
    PartyKind,
    PromiseRecord,
)

POLICE = Bearer(party=PartyKind.POLICE, name="Polisen")
MUNICIPALITY = Bearer(party=PartyKind.MUNICIPALITY, name="Kommunen")

GOES_ON = [
    (
        "Polisen skickar regelbundet informationsbrev till grannsamverkansgrupperna.",
        "Polisen skickar informationsbrev till grannsamverkansgrupperna en gång i månaden.",
    ),
    (
        "Kommunen och polisen genomför trygghetsvandringar.",
        "Kommunen och polisen genomför fyra trygghetsvandringar i Exempelby och Mallinge.",
    ),
    (
        "Polisen fotpatrullerar i centrum en gång i veckan.",
        "Polisen fotpatrullerar i centrum minst två gånger i veckan, helst på kvällen.",
    ),
    (
        "Polis och socialtjänst besöker klasserna i årskurs 5.",
        "Polisen och Socialförvaltningen besöker alla klasser i årskurs 5 en gång per termin.",
    ),
    ("Kommunen ser över belysningen i otrygga miljöer.", "Kommunen byter belysningen i otrygga miljöer i oktober."),
]
IS_ANOTHER = [
    ("Polisen gör kontroller på gym kopplat till doping.", "Polisen gör riktade insatser mot mopedåkning."),
    ("Polisen och kommunen främjar grannsamverkan.", "Polisen och kommunen genomför trygghetsvandringar."),
    ("Kommunen skickar information till vårdnadshavare.", "Kommunen byter lampor längs gångvägen till skolan."),
    ("Polisen besöker skolorna vid behov.", "Polisen skickar brev till grannsamverkansgrupperna."),
    (
        "Polisen och Socialförvaltningen gör gemensamma riktade insatser mot ungdomar.",
        "Socialförvaltningen och polisen gör gemensam föreläsning för mellanstadiet.",
    ),
    (
        "Polisen gör riktade insatser mot alkohol inom alkoholförbudsområden.",
        "Polisen och Socialförvaltningen gör riktade insatser mot ungdomar i kriminogena miljöer.",
    ),
    ("Kommunen håller dialogmöten i Mallinge.", "Kommunen håller fritidsgården i Mallinge öppen varje fredag."),
]


def promise(*commitments: CommitmentRecord) -> PromiseRecord:
    return PromiseRecord(commitments=list(commitments))


@pytest.mark.parametrize(("old", "new"), GOES_ON)
def test_the_same_work_in_other_words_goes_on(old: str, new: str) -> None:
    assert likeness(old, new) >= LIKENESS
    compared = compare_promises(promise(CommitmentRecord(text=old)), promise(CommitmentRecord(text=new))).commitments
    assert [(pair.old.text, pair.new.text) for pair in compared.continued] == [(old, new)]


@pytest.mark.parametrize(("old", "new"), IS_ANOTHER)
def test_other_work_by_the_same_parties_is_dropped_and_new(old: str, new: str) -> None:
    compared = compare_promises(promise(CommitmentRecord(text=old)), promise(CommitmentRecord(text=new))).commitments
    assert ([row.text for row in compared.dropped], [row.text for row in compared.new]) == ([old], [new])


def test_a_key_that_was_carried_over_wins_over_likeness() -> None:
    old = promise(CommitmentRecord(id="brev", text="Polisen skickar brev varje månad."))
    new = promise(
        CommitmentRecord(text="Polisen skickar brev varje månad."),
        CommitmentRecord(id="brev", text="Polisen ringer grupperna varje vecka."),
    )
    compared = compare_promises(old, new).commitments
    assert [pair.new.id for pair in compared.continued] == ["brev"]
    assert [row.text for row in compared.new] == ["Polisen skickar brev varje månad."]


def test_the_likest_pair_is_joined_first() -> None:
    old = promise(CommitmentRecord(text="Polisen gör fyra kontroller på gym."))
    new = promise(
        CommitmentRecord(text="Polisen gör fyra kontroller på gym och krogar."),
        CommitmentRecord(text="Polisen gör fyra kontroller på gym."),
    )
    compared = compare_promises(old, new).commitments
    assert [pair.new for pair in compared.continued] == [new.commitments[1]]
    assert compared.new == (new.commitments[0],)


def test_what_changed_is_named() -> None:
    old = CommitmentRecord(id="k", text="Polisen gör kontroller.", bearers=[POLICE])
    new = CommitmentRecord(
        id="k", text="Polisen och kommunen gör fyra kontroller.", bearers=[POLICE, MUNICIPALITY], count=4
    )
    (pair,) = compare_promises(promise(old), promise(new)).commitments.continued
    assert pair.changes == (Change.WORDS, Change.BEARERS, Change.AMOUNT)


def test_the_same_bearers_in_another_order_are_no_change() -> None:
    old = CommitmentRecord(id="k", text="a", bearers=[POLICE, MUNICIPALITY])
    new = CommitmentRecord(id="k", text="a", bearers=[MUNICIPALITY, POLICE])
    (pair,) = compare_promises(promise(old), promise(new)).commitments.continued
    assert pair.changes == ()


def test_a_goal_that_got_a_measure_has_changed() -> None:
    old = PromiseRecord(goals=[GoalRecord(text="Minska skadegörelsen.", direction=Direction.FEWER)])
    measured = GoalRecord(
        text="Minska skadegörelsen.", direction=Direction.FEWER, measure=Measure(indicator="Anmäld skadegörelse")
    )
    (pair,) = compare_promises(old, PromiseRecord(goals=[measured])).goals.continued
    assert pair.changes == (Change.MEASURE,)


def test_focus_areas_are_compared_by_their_words() -> None:
    old = PromiseRecord(focus_areas=["Unga", "Skadegörelse och tillgreppsbrott"])
    new = PromiseRecord(focus_areas=["Skadegörelse och tillgrepp", "Trafik"])
    compared = compare_promises(old, new).focus_areas
    assert [(pair.old, pair.new, pair.changes) for pair in compared.continued] == [
        ("Skadegörelse och tillgreppsbrott", "Skadegörelse och tillgrepp", (Change.WORDS,))
    ]
    assert (compared.new, compared.dropped) == (("Trafik",), ("Unga",))


SENTENCES = st.text(min_size=1, max_size=40)
PROMISES = st.builds(
    PromiseRecord,
    commitments=st.lists(SENTENCES.map(lambda text: CommitmentRecord(text=text)), max_size=6),
    goals=st.lists(SENTENCES.map(lambda text: GoalRecord(text=text)), max_size=4),
    focus_areas=st.lists(SENTENCES, max_size=4, unique=True),
)


@given(PROMISES)
def test_a_promise_beside_itself_has_nothing_new_and_nothing_dropped(same: PromiseRecord) -> None:
    comparison = compare_promises(same, same)
    for compared in (comparison.focus_areas, comparison.commitments, comparison.goals):
        assert compared.new == compared.dropped == ()
        assert all(pair.changes == () for pair in compared.continued)


@given(PROMISES, PROMISES)
def test_every_row_of_both_years_stands_in_exactly_one_list(old: PromiseRecord, new: PromiseRecord) -> None:
    compared = compare_promises(old, new).commitments
    assert len(compared.continued) + len(compared.dropped) == len(old.commitments)
    assert len(compared.continued) + len(compared.new) == len(new.commitments)


def test_the_difference_shows_words_taken_away_and_put_in() -> None:
    assert word_difference("Polisen gör kontroller på gym.", "Polisen gör fyra kontroller på krogar.") == (
        Piece(PieceKind.SAME, "Polisen gör"),
        Piece(PieceKind.ADDED, " fyra"),
        Piece(PieceKind.SAME, " kontroller på"),
        Piece(PieceKind.REMOVED, " gym"),
        Piece(PieceKind.ADDED, " krogar"),
        Piece(PieceKind.SAME, "."),
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_out_of_their_difference(old: str, new: str) -> None:
    pieces = word_difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED) == new
