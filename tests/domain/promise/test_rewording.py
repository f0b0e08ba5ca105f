from loftet.domain.promise.rewording import commitments_apart, reworded
from loftet.sources.promise_text.record import Bearer, BearerFound, CommitmentKind, CommitmentRecord, PartyKind

POLICE = Bearer(party=PartyKind.POLICE, name="Polisen")
MUNICIPALITY = Bearer(party=PartyKind.MUNICIPALITY, name="Kommunen")
CHECKS = CommitmentRecord(
    text="Polisen gör kontroller på gym.",
    bearers=[POLICE],
    bearer_found=BearerFound.OWN,
    id="kontroller",
    problem="doping",
)


def test_an_interval_that_is_written_in_becomes_a_rule() -> None:
    changed = reworded(CHECKS, "Polisen gör kontroller på gym varje månad.")

    assert (changed.recurrence, changed.bearers) == ("FREQ=MONTHLY", [POLICE])


def test_a_figure_that_is_written_in_is_counted() -> None:
    changed = reworded(CHECKS, "Polisen gör minst fyra kontroller på gym.")

    assert (changed.count, changed.at_least) == (4, True)


def test_a_figure_that_is_taken_out_is_gone() -> None:
    four = reworded(CHECKS, "Polisen gör minst fyra kontroller på gym.")

    assert reworded(four, CHECKS.text).count is None


def test_what_a_person_has_set_stays() -> None:
    chosen = reworded(CommitmentRecord(text="Vi ses.", count=7, kind=CommitmentKind.LECTURE), "Vi ses ofta.")

    assert (chosen.count, chosen.kind) == (7, CommitmentKind.LECTURE)


def test_another_actor_in_the_words_becomes_the_bearer() -> None:
    changed = reworded(CHECKS, "Kommunen gör kontroller på gym.")

    assert [bearer.party for bearer in changed.bearers] == [PartyKind.MUNICIPALITY]
    assert changed.bearer_found is BearerFound.OWN


def test_the_bearer_over_a_list_stays_when_the_words_name_nobody() -> None:
    item = CommitmentRecord(text="Kontroller på gym.", bearers=[MUNICIPALITY], bearer_found=BearerFound.LEAD_IN)

    changed = reworded(item, "Fyra kontroller på gym.")

    assert (changed.bearers, changed.bearer_found) == ([MUNICIPALITY], BearerFound.LEAD_IN)


def test_key_and_problem_are_not_in_the_words_and_stay() -> None:
    changed = reworded(CHECKS, "Polisen gör kontroller på gym varje vecka.")

    assert (changed.id, changed.problem) == ("kontroller", "doping")


def test_the_same_words_change_nothing() -> None:
    assert reworded(CHECKS, CHECKS.text) is CHECKS


def test_two_deeds_in_one_text_stand_apart() -> None:
    text = "Polisen ska göra kontroller på gym. Kommunen ska hålla fyra föreläsningar för vårdnadshavare."

    deeds = commitments_apart(text)

    assert [deed.text for deed in deeds] == [
        "Polisen ska göra kontroller på gym.",
        "Kommunen ska hålla fyra föreläsningar för vårdnadshavare.",
    ]


def test_an_empty_text_holds_no_deed() -> None:
    assert commitments_apart(" \n") == []
