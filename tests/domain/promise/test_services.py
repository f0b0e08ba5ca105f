"""Drafting, carrying over and issuing, with two municipalities throughout."""

from datetime import date

import pytest

from loftet.domain.audit.models import Entry
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Commitment, Edition, Promise
from loftet.domain.promise.selectors import (
    edition_content,
    has_unpublished_changes,
    promise_of,
    promise_record,
    promises_of,
)
from loftet.domain.promise.services.commitments import (
    CommitmentValues,
    add_commitment,
    change_commitment,
    join_commitments,
    move_commitment,
    remove_commitment,
    split_commitment,
)
from loftet.domain.promise.services.drafting import (
    add_area,
    carry_over,
    change_promise,
    draft_promise,
    move_area,
    remove_area,
    rename_area,
)
from loftet.domain.promise.services.goals import GoalValues, add_goal, change_goal
from loftet.domain.promise.services.issuing import NothingNew, ReasonMissing, issue_edition
from loftet.sources.promise_text.record import PartyKind

pytestmark = pytest.mark.django_db

POLICE = (PartyKind.POLICE, "Polisen")
SOCIAL = (PartyKind.DEPARTMENT, "Socialförvaltningen")


@pytest.fixture
def boden() -> Municipality:
    return Municipality.objects.get(name="Boden")


@pytest.fixture
def tidaholm() -> Municipality:
    return Municipality.objects.get(name="Tidaholm")


@pytest.fixture
def promise(boden: Municipality) -> Promise:
    return draft_promise(boden, actor=None, start=date(2024, 1, 1), end=date(2024, 12, 31))


def add(promise: Promise, text: str, **values: object) -> Commitment:
    area = values.pop("area", None)
    return add_commitment(
        promise.municipality,
        promise=promise,
        actor=None,
        values=CommitmentValues(text=text, **values),  # type: ignore[arg-type]
        area=area,  # type: ignore[arg-type]
    )


def texts(promise: Promise) -> list[str]:
    return [commitment.text for commitment in promise_record(promise).commitments]


def test_a_draft_takes_its_address_from_the_period_and_a_second_one_gets_its_own(boden: Municipality) -> None:
    first = draft_promise(boden, actor=None, start=date(2024, 1, 1), end=date(2024, 12, 31))
    second = draft_promise(boden, actor=None, start=date(2024, 1, 1), end=date(2024, 12, 31))
    assert (first.address, second.address) == ("2024", "2024-2")


def test_two_municipalities_have_the_same_address_and_do_not_see_each_other(
    promise: Promise, tidaholm: Municipality
) -> None:
    other = draft_promise(tidaholm, actor=None, start=date(2024, 1, 1), end=date(2024, 12, 31))
    assert other.address == promise.address
    assert list(promises_of(tidaholm)) == [other]
    assert promise_of(tidaholm, "2024") == other


def test_bearers_are_tied_to_the_municipalitys_own_parties(promise: Promise, tidaholm: Municipality) -> None:
    elsewhere = draft_promise(tidaholm, actor=None, start=date(2024, 1, 1), end=date(2024, 12, 31))
    for each in (promise, elsewhere):
        add(each, "Polisen och Socialförvaltningen besöker skolor", bearers=[POLICE, SOCIAL])
    ours, theirs = (each.commitments.get().bearers.get(kind="department") for each in (promise, elsewhere))
    assert ours.department
    assert theirs.department
    assert ours.department.municipality_id == promise.municipality_id
    assert ours.department != theirs.department
    assert str(ours.party) == "Bodens kommun"


def test_a_later_writer_is_shown_what_the_first_one_wrote_and_changes_nothing(promise: Promise) -> None:
    commitment = add(promise, "Polisen patrullerar", count=3)
    version = commitment.version
    change_commitment(
        promise.municipality,
        commitment=commitment,
        version=version,
        actor=None,
        values=CommitmentValues(text="Polisen patrullerar till fots", count=4),
    )
    with pytest.raises(ChangedMeanwhile) as conflict:
        change_commitment(
            promise.municipality,
            commitment=Commitment.objects.get(pk=commitment.pk),
            version=version,
            actor=None,
            values=CommitmentValues(text="Polisen åker bil", bearers=[SOCIAL]),
        )
    assert str(conflict.value.stored) == "Polisen patrullerar till fots"
    record = promise_record(promise).commitments[0]
    assert (record.text, record.count, record.bearers) == ("Polisen patrullerar till fots", 4, [])


def test_a_change_of_the_promise_itself_is_guarded_in_the_same_way(promise: Promise) -> None:
    change_promise(
        promise.municipality, promise=promise, version=1, actor=None, values={"purpose": "Tryggare kvällar."}
    )
    with pytest.raises(ChangedMeanwhile):
        change_promise(promise.municipality, promise=promise, version=1, actor=None, values={"purpose": "Annat."})
    assert promise_record(promise).purpose == "Tryggare kvällar."


def test_splitting_keeps_the_bearers_and_the_place_in_the_list(promise: Promise) -> None:
    first = add(promise, "Polisen besöker skolan och skickar brev", bearers=[POLICE])
    add(promise, "Kommunen klipper buskar")
    split_commitment(
        promise.municipality,
        commitment=first,
        version=first.version,
        actor=None,
        first="Polisen besöker skolan",
        second="Polisen skickar brev",
    )
    assert texts(promise) == ["Polisen besöker skolan", "Polisen skickar brev", "Kommunen klipper buskar"]
    assert [b.name for b in promise_record(promise).commitments[1].bearers] == ["Polisen"]


def test_joining_unites_the_bearers_and_leaves_one(promise: Promise) -> None:
    first = add(promise, "Polisen besöker skolan", bearers=[POLICE])
    second = add(promise, "Socialförvaltningen följer med", bearers=[SOCIAL, POLICE])
    join_commitments(
        promise.municipality,
        first=first,
        second=second,
        version=first.version,
        actor=None,
        text="Polisen och Socialförvaltningen besöker skolan",
    )
    record = promise_record(promise)
    assert texts(promise) == ["Polisen och Socialförvaltningen besöker skolan"]
    assert [bearer.name for bearer in record.commitments[0].bearers] == ["Polisen", "Socialförvaltningen"]


def test_moving_steps_among_the_commitments_of_the_same_area_only(promise: Promise) -> None:
    young = add_area(promise.municipality, promise=promise, actor=None, name="Unga")
    theft = add_area(promise.municipality, promise=promise, actor=None, name="Stöld")
    add(promise, "A", area=young)
    add(promise, "B", area=theft)
    last = add(promise, "C", area=young)
    move_commitment(promise.municipality, commitment=last, actor=None, steps=-1)
    assert texts(promise) == ["C", "B", "A"]
    move_commitment(promise.municipality, commitment=last, actor=None, area=theft)
    assert [(c.text, c.focus_area) for c in promise_record(promise).commitments] == [
        ("B", "Stöld"),
        ("A", "Unga"),
        ("C", "Stöld"),
    ]


def test_an_area_that_is_removed_leaves_its_commitments_in_the_promise(promise: Promise) -> None:
    area = add_area(promise.municipality, promise=promise, actor=None, name="Unga")
    add(promise, "A", area=area)
    remove_area(promise.municipality, area=area, actor=None)
    assert [(c.text, c.focus_area) for c in promise_record(promise).commitments] == [("A", None)]


def test_areas_are_renamed_in_this_promise_alone_and_moved(promise: Promise) -> None:
    first = add_area(promise.municipality, promise=promise, actor=None, name="Unga")
    add_area(promise.municipality, promise=promise, actor=None, name="Stöld")
    new = carry_over(promise.municipality, promise=promise, actor=None, start=date(2025, 1, 1), end=date(2025, 12, 31))
    rename_area(promise.municipality, area=first, actor=None, name="Barn och unga")
    move_area(promise.municipality, area=first, actor=None, steps=1)
    assert promise_record(promise).focus_areas == ["Stöld", "Barn och unga"]
    assert promise_record(new).focus_areas == ["Unga", "Stöld"]


def test_last_years_promise_is_carried_over_with_its_keys_and_without_its_signatures(promise: Promise) -> None:
    area = add_area(promise.municipality, promise=promise, actor=None, name="Stöld")
    old = add(promise, "Polisen skickar brev en gång i månaden", bearers=[POLICE], recurrence="FREQ=MONTHLY", area=area)
    add_goal(promise.municipality, promise=promise, actor=None, values=GoalValues(text="Färre inbrott"), area=area)
    new = carry_over(promise.municipality, promise=promise, actor=None, start=date(2025, 1, 1), end=date(2025, 12, 31))
    before, after = promise_record(promise), promise_record(new)
    assert after.commitments == before.commitments
    assert after.goals == before.goals
    assert after.signatories == []
    assert new.commitments.get().carried_from == old
    assert new.commitments.get().area != old.area


def test_a_goal_gets_a_measure_by_naming_an_indicator(promise: Promise) -> None:
    goal = add_goal(promise.municipality, promise=promise, actor=None, values=GoalValues(text="Färre bostadsinbrott"))
    assert promise_record(promise).goals[0].measure is None
    change_goal(
        promise.municipality,
        goal=goal,
        version=goal.version,
        actor=None,
        values=GoalValues(
            text="Färre bostadsinbrott",
            indicator="Anmälda bostadsinbrott",
            unit="anmälda brott per år",
            baseline=0.0,
            baseline_on=date(2023, 12, 31),
        ),
    )
    measure = promise_record(promise).goals[0].measure
    assert measure
    assert (measure.indicator, measure.baseline, measure.target) == ("Anmälda bostadsinbrott", 0.0, None)


def test_an_edition_is_never_changed_only_followed_by_one_with_a_reason(promise: Promise) -> None:
    commitment = add(promise, "Polisen patrullerar")
    first = issue_edition(promise.municipality, promise=promise, actor=None)
    with pytest.raises(NothingNew):
        issue_edition(promise.municipality, promise=promise, actor=None, reason="Igen")
    remove_commitment(promise.municipality, commitment=commitment, version=1, actor=None)
    assert has_unpublished_changes(promise)
    with pytest.raises(ReasonMissing):
        issue_edition(promise.municipality, promise=promise, actor=None, reason="  ")
    second = issue_edition(promise.municipality, promise=promise, actor=None, reason="Åtagandet stod två gånger.")
    assert (first.number, second.number) == (1, 2)
    assert "Polisen patrullerar" in Edition.objects.get(number=1).content
    assert "Polisen patrullerar" not in second.content
    with pytest.raises(ValueError, match="never changed"):
        first.save()


def test_every_change_leaves_a_trace_in_its_municipality(promise: Promise) -> None:
    add(promise, "Polisen patrullerar")
    issue_edition(promise.municipality, promise=promise, actor=None)
    actions = set(Entry.objects.filter(municipality_code=promise.municipality_id).values_list("action", "object_type"))
    assert {("draft", "promise.Promise"), ("add", "promise.Commitment"), ("publish", "promise.Edition")} <= actions


def test_what_would_be_published_does_not_change_between_two_looks(promise: Promise) -> None:
    add(promise, "Polisen patrullerar", bearers=[POLICE])
    assert edition_content(promise) == edition_content(promise_of(promise.municipality, "2024") or promise)
