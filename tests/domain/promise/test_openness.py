"""What a published promise leaves open."""

from loftet.domain.promise.openness import Gap, Opening, Trackability, openings, trackability
from loftet.sources.promise_text.record import (
    Bearer,
    BearerFound,
    CommitmentKind,
    CommitmentRecord,
    FollowUp,
    GoalRecord,
    Measure,
    PartyKind,
    PromiseRecord,
)

POLICE = [Bearer(party=PartyKind.POLICE, name="Polisen")]


def gaps(commitment: CommitmentRecord) -> list[Gap]:
    return [opening.gap for opening in openings(commitment)]


def test_a_letter_every_month_leaves_nothing_open() -> None:
    letter = CommitmentRecord(
        text="Polisen skickar brev en gång i månaden.",
        bearers=POLICE,
        kind=CommitmentKind.INFORMATION,
        recurrence="FREQ=MONTHLY",
    )
    assert openings(letter) == ()


def test_a_letter_without_place_is_no_gap_but_a_patrol_without_place_is() -> None:
    letter = CommitmentRecord(text="Polisen skickar brev.", bearers=POLICE, kind=CommitmentKind.INFORMATION)
    patrol = CommitmentRecord(text="Polisen fotpatrullerar.", bearers=POLICE, kind=CommitmentKind.PATROL)
    assert gaps(letter) == [Gap.NO_COUNT]
    assert gaps(patrol) == [Gap.NO_COUNT, Gap.NO_PLACE]


def test_who_is_met_is_as_good_as_where() -> None:
    operation = CommitmentRecord(
        text="Polisen gör riktade insatser mot mopedåkare.",
        bearers=POLICE,
        kind=CommitmentKind.TARGETED_OPERATION,
        target_group="mopedåkare",
        count=4,
    )
    assert openings(operation) == ()


def test_what_is_only_done_when_needed_says_so_and_nothing_more() -> None:
    patrol = CommitmentRecord(
        text="Polisen patrullerar vid behov.", bearers=POLICE, kind=CommitmentKind.PATROL, condition="vid behov"
    )
    assert openings(patrol) == (Opening(Gap.CONDITIONAL, "vid behov"),)


def test_a_soft_verb_leaves_the_deed_open_and_asks_no_more() -> None:
    start = CommitmentRecord(
        text="Polisen främjar uppstart av nya grupper.", bearers=POLICE, kind=CommitmentKind.NEIGHBOURHOOD_WATCH
    )
    assert openings(start) == (Opening(Gap.NO_DEED, "främjar"),)


def test_a_soft_verb_with_a_number_can_be_followed() -> None:
    groups = CommitmentRecord(text="Polisen främjar uppstart av fyra nya grupper.", bearers=POLICE, count=4)
    assert openings(groups) == ()


def test_vague_repetition_is_quoted_and_never_becomes_a_figure() -> None:
    letter = CommitmentRecord(text="Polisen skickar regelbundet brev.", bearers=POLICE, vague="regelbundet")
    assert openings(letter) == (Opening(Gap.VAGUE_REPETITION, "regelbundet"),)


def test_what_residents_wait_for_needs_a_time() -> None:
    lecture = CommitmentRecord(text="Polisen håller föreläsning.", bearers=POLICE, kind=CommitmentKind.LECTURE)
    in_may = CommitmentRecord(
        text="Polisen håller föreläsning i maj.", bearers=POLICE, kind=CommitmentKind.LECTURE, window="i maj"
    )
    assert gaps(lecture) == [Gap.NO_COUNT, Gap.NO_TIME]
    assert gaps(in_may) == [Gap.NO_COUNT]


def test_a_picture_made_once_needs_no_number_and_in_a_whole_year_no_day() -> None:
    this_year = CommitmentRecord(
        text="Under 2024 tar polisen fram en lägesbild.", bearers=POLICE, kind=CommitmentKind.SITUATIONAL_PICTURE
    )
    some_time = CommitmentRecord(
        text="Polisen tar fram en lägesbild.", bearers=POLICE, kind=CommitmentKind.SITUATIONAL_PICTURE
    )
    assert gaps(this_year) == []
    assert gaps(some_time) == [Gap.NO_TIME]


def test_a_bearer_that_nobody_named_is_said_to_be_missing_or_assumed() -> None:
    nobody = CommitmentRecord(text="Fyra kontroller genomförs.", count=4)
    assumed = CommitmentRecord(
        text="Fyra kontroller genomförs.", count=4, bearers=POLICE, bearer_found=BearerFound.INFERRED
    )
    assert openings(nobody) == (Opening(Gap.NO_BEARER),)
    assert openings(assumed) == (Opening(Gap.BEARER_ASSUMED, "Polisen"),)


def test_the_promise_is_counted_as_a_reader_would() -> None:
    promise = PromiseRecord(
        commitments=[
            CommitmentRecord(text="a", recurrence="FREQ=MONTHLY", count=2),
            CommitmentRecord(text="b", count=3),
            CommitmentRecord(text="c", condition="vid behov"),
            CommitmentRecord(text="d", vague="regelbundet"),
        ],
        goals=[GoalRecord(text="e", measure=Measure(indicator="anmälda bostadsinbrott")), GoalRecord(text="f")],
        follow_up=FollowUp(channels=["kommunens webbplats"], interval="varje kvartal"),
    )
    assert trackability(promise) == Trackability(
        commitment_count=4,
        with_interval=1,
        with_count=1,
        with_either=2,
        conditional=1,
        goals_count=2,
        goals_with_measure=1,
        tells_reporting_interval=True,
    )


def test_channels_alone_do_not_say_how_often() -> None:
    promise = PromiseRecord(follow_up=FollowUp(channels=["polisens Facebook"]))
    assert not trackability(promise).tells_reporting_interval
