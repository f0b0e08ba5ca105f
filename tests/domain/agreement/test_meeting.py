"""What a meeting takes up, who came, what was decided and how it is written down."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from loftet.domain.agreement.meeting.models import Attendance, Decision, Meeting, Minutes
from loftet.domain.agreement.meeting.selectors import (
    agenda_items_waiting,
    agenda_of,
    attendance_of,
    decisions_asked_for,
    minutes_of,
    open_decisions,
    parties_in_leading_positions,
)
from loftet.domain.agreement.meeting.services.agenda import move_up_agenda, place_on_agenda, take_off_agenda
from loftet.domain.agreement.meeting.services.calling import MeetingOver, cancel_meeting
from loftet.domain.agreement.meeting.services.holding import (
    Attendant,
    follow_decision,
    record_attendance,
    record_decision,
)
from loftet.domain.agreement.meeting.services.minutes import (
    MinutesAdopted,
    NothingToCorrect,
    adopt_minutes,
    begin_minutes,
    correct_minutes,
    write_minutes,
)
from loftet.domain.agreement.models import FocusArea
from loftet.domain.audit.models import Entry
from loftet.domain.audit.services import CaseNumbers, enter_case_numbers
from loftet.domain.ledger.models import SealedText
from loftet.domain.ledger.selectors import links_of, verify_stored_chain
from loftet.domain.ledger.verification import BrokenChain
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.services import enter_authority
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.place.models import Municipality
from tests.domain.agreement.gatherings import planned

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 20)


def headings(meeting: Meeting) -> list[str]:
    return [item.heading for item in agenda_of(meeting)]


def test_a_matter_stands_once_on_an_agenda(exempelby: Municipality, meeting: Meeting) -> None:
    area = FocusArea.objects.create(municipality=exempelby, name="Centrum")
    for _ in range(2):
        place_on_agenda(exempelby, heading="Centrum", actor=None, about=area, meeting=meeting)

    (item,) = agenda_of(meeting)
    assert (item.object_type, item.object_id) == ("agreement.FocusArea", str(area.pk))


def test_two_matters_of_the_meetings_own_may_have_the_same_words(exempelby: Municipality, meeting: Meeting) -> None:
    for _ in range(2):
        place_on_agenda(exempelby, heading="Övriga frågor", actor=None, meeting=meeting)

    assert headings(meeting) == ["Övriga frågor", "Övriga frågor"]


def test_without_a_meeting_it_waits_for_the_next_one(exempelby: Municipality) -> None:
    place_on_agenda(exempelby, heading="Nytt löfte", actor=None)
    assert [item.heading for item in agenda_items_waiting(exempelby)] == ["Nytt löfte"]

    meeting = planned(exempelby)

    assert headings(meeting) == ["Nytt löfte"]
    assert not agenda_items_waiting(exempelby).exists()


def test_an_item_moves_up_one_step_and_no_further(exempelby: Municipality, meeting: Meeting) -> None:
    _first, second, third = (
        place_on_agenda(exempelby, heading=heading, actor=None, meeting=meeting) for heading in ("Ett", "Två", "Tre")
    )
    move_up_agenda(exempelby, item=third, actor=None)
    assert headings(meeting) == ["Ett", "Tre", "Två"]

    for _ in range(3):
        move_up_agenda(exempelby, item=second, actor=None)
    assert headings(meeting) == ["Två", "Ett", "Tre"]


def test_an_item_that_is_taken_off_leaves_the_matter(exempelby: Municipality, meeting: Meeting) -> None:
    area = FocusArea.objects.create(municipality=exempelby, name="Centrum")
    item = place_on_agenda(exempelby, heading="Centrum", actor=None, about=area, meeting=meeting)

    take_off_agenda(exempelby, item=item, actor=None)

    assert headings(meeting) == []
    assert FocusArea.objects.get() == area


def test_a_decision_is_asked_for_until_its_meeting_is_held(exempelby: Municipality, meeting: Meeting) -> None:
    place_on_agenda(exempelby, heading="Budget", actor=None, meeting=meeting, asks_for_decision=True)
    place_on_agenda(exempelby, heading="Läget", actor=None, meeting=meeting)
    place_on_agenda(exempelby, heading="Nytt avtal", actor=None, asks_for_decision=True)
    assert {item.heading for item in decisions_asked_for(exempelby)} == {"Budget", "Nytt avtal"}

    record_attendance(exempelby, meeting=meeting, actor=None, attendants=[])

    assert {item.heading for item in decisions_asked_for(exempelby)} == {"Nytt avtal"}


@pytest.fixture
def police(exempelby: Municipality) -> Party:
    return enter_authority(exempelby, kind=Party.Kind.POLICE, actor=None)


@pytest.fixture
def authority(exempelby: Municipality) -> Party:
    return enter_authority(exempelby, kind=Party.Kind.MUNICIPALITY, actor=None)


def test_attendance_tells_which_parties_came_with_somebody_in_a_leading_position(
    exempelby: Municipality, meeting: Meeting, police: Party, authority: Party
) -> None:
    attendants = [
        Attendant(party=police, level=Attendance.Level.OFFICIAL, function="Kommunpolis"),
        Attendant(party=authority, level=Attendance.Level.ELECTED, function="Kommunstyrelsens ordförande"),
        Attendant(party=authority, level=Attendance.Level.LEADING, function="Kommundirektör"),
    ]

    record_attendance(exempelby, meeting=meeting, actor=None, attendants=attendants)

    assert Meeting.objects.get().state == Meeting.State.HELD
    assert parties_in_leading_positions(meeting) == [authority]
    assert attendance_of(meeting).count() == 3


def test_attendance_is_recorded_as_a_whole(
    exempelby: Municipality, granneby: Municipality, meeting: Meeting, police: Party
) -> None:
    theirs = enter_authority(granneby, kind=Party.Kind.POLICE, actor=None)
    chief = Attendant(party=police, level=Attendance.Level.LEADING, function="Lokalpolisområdeschef")
    stranger = Attendant(party=theirs, level=Attendance.Level.LEADING, function="Främling")
    record_attendance(exempelby, meeting=meeting, actor=None, attendants=[chief, chief, stranger])
    assert [one.function for one in attendance_of(meeting)] == ["Lokalpolisområdeschef"]

    record_attendance(exempelby, meeting=meeting, actor=None, attendants=[])
    assert not attendance_of(meeting).exists()


def test_a_cancelled_meeting_has_no_attendance(exempelby: Municipality, meeting: Meeting) -> None:
    cancel_meeting(exempelby, meeting=meeting, actor=None)

    with pytest.raises(MeetingOver):
        record_attendance(exempelby, meeting=meeting, actor=None, attendants=[])


def decided(meeting: Meeting, text: str = "Belysningen ses över.", due_on: date = DAY) -> Decision:
    return record_decision(
        meeting.municipality, meeting=meeting, actor=None, text=text, owner="Gatuchefen", due_on=due_on
    )


def test_a_decision_is_open_until_it_is_done(exempelby: Municipality, granneby: Municipality, meeting: Meeting) -> None:
    later, sooner = decided(meeting, due_on=date(2026, 5, 1)), decided(meeting, "Möte med handlarna.")
    assert list(open_decisions(exempelby)) == [sooner, later]
    assert list(open_decisions(granneby)) == []

    follow_decision(exempelby, decision=sooner, actor=None, done_on=None, note="Bokat.")
    assert list(open_decisions(exempelby)) == [sooner, later]
    follow_decision(exempelby, decision=sooner, actor=None, done_on=DAY, note="Hållet.")

    assert list(open_decisions(exempelby)) == [later]
    stored = Decision.objects.get(pk=sooner.pk)
    assert (stored.done_on, stored.note, stored.text) == (DAY, "Hållet.", "Möte med handlarna.")


@pytest.fixture
def minutes(exempelby: Municipality, meeting: Meeting) -> Minutes:
    minutes = begin_minutes(exempelby, meeting=meeting, actor=None)
    write_minutes(exempelby, minutes=minutes, version=1, actor=None, text="Styrgruppen gick igenom läget.")
    return minutes


@pytest.fixture
def adopted(exempelby: Municipality, minutes: Minutes) -> Minutes:
    adopt_minutes(exempelby, minutes=minutes, version=2, actor=None, adopted_on=DAY, adopted_by="Ordföranden")
    return minutes


def test_minutes_are_begun_once(exempelby: Municipality, meeting: Meeting, minutes: Minutes) -> None:
    assert begin_minutes(exempelby, meeting=meeting, actor=None) == minutes


def test_the_later_of_two_who_write_is_told_what_the_first_wrote(exempelby: Municipality, minutes: Minutes) -> None:
    write_minutes(exempelby, minutes=minutes, version=2, actor=None, text="Den första.")

    with pytest.raises(ChangedMeanwhile) as changed:
        write_minutes(exempelby, minutes=minutes, version=2, actor=None, text="Den andra.")
    assert isinstance(changed.value.stored, Minutes)
    assert changed.value.stored.text == "Den första."


def test_nobody_adopts_other_words_than_those_that_were_read(exempelby: Municipality, minutes: Minutes) -> None:
    with pytest.raises(ChangedMeanwhile):
        adopt_minutes(exempelby, minutes=minutes, version=1, actor=None, adopted_on=DAY, adopted_by="Ordföranden")
    assert Minutes.objects.get().adopted_on is None


def test_adopted_minutes_are_never_changed(exempelby: Municipality, adopted: Minutes) -> None:
    with pytest.raises(MinutesAdopted):
        write_minutes(exempelby, minutes=adopted, version=3, actor=None, text="Något annat.")
    with pytest.raises(MinutesAdopted):
        adopt_minutes(exempelby, minutes=adopted, version=3, actor=None, adopted_on=DAY, adopted_by="En annan")
    adopted.text = "Något annat."
    with pytest.raises(ValueError, match="never changed"):
        adopted.save()
    assert Minutes.objects.get().text == "Styrgruppen gick igenom läget."


def test_adopting_is_sealed_with_both_case_numbers_and_without_a_word_or_a_name(
    exempelby: Municipality, minutes: Minutes
) -> None:
    numbers = CaseNumbers(municipality="KS 2026/40", police="A123/2026")
    enter_case_numbers(minutes, municipality_code=exempelby.code, actor=None, numbers=numbers)
    adopt_minutes(exempelby, minutes=minutes, version=2, actor=None, adopted_on=DAY, adopted_by="Ordföranden")

    (link,) = links_of(exempelby.code, object_type="agreement.Minutes", object_id=str(minutes.pk))
    assert link.kind == "minutes_adopted"
    for said in ('"number":1', f'"adopted_on":"{DAY}"', "KS 2026/40", "A123/2026"):
        assert said in link.document
    assert "Styrgruppen" not in link.document
    assert "Ordföranden" not in link.document
    assert verify_stored_chain(exempelby.code).link_count == link.position


def test_words_that_somebody_changes_behind_an_adoption_break_the_chain(
    exempelby: Municipality, adopted: Minutes
) -> None:
    SealedText.objects.filter(link__object_type="agreement.Minutes", name="text").update(text="Något annat.")
    with pytest.raises(BrokenChain):
        verify_stored_chain(exempelby.code)


def test_a_correction_has_its_reason_and_leaves_the_adopted_words(
    exempelby: Municipality, meeting: Meeting, adopted: Minutes
) -> None:
    correction = correct_minutes(exempelby, meeting=meeting, actor=None, reason="Fel datum stod i punkt 2.")
    write_minutes(exempelby, minutes=correction, version=1, actor=None, text="Rätt datum.")

    newest, first = minutes_of(meeting)
    assert (newest.number, newest.text, newest.reason, newest.adopted_on) == (
        2,
        "Rätt datum.",
        "Fel datum stod i punkt 2.",
        None,
    )
    assert (first.number, first.text) == (1, "Styrgruppen gick igenom läget.")


def test_minutes_that_are_not_adopted_need_no_correction(
    exempelby: Municipality, meeting: Meeting, minutes: Minutes
) -> None:
    with pytest.raises(NothingToCorrect):
        correct_minutes(exempelby, meeting=meeting, actor=None, reason="Tidigt ute.")


def test_case_numbers_come_also_after_the_adoption(exempelby: Municipality, adopted: Minutes) -> None:
    numbers = CaseNumbers(municipality="KS 2026/40", police="A123/2026")

    enter_case_numbers(adopted, municipality_code=exempelby.code, actor=None, numbers=numbers)

    stored = Minutes.objects.get()
    assert (stored.case_number_municipality, stored.case_number_police) == ("KS 2026/40", "A123/2026")
    assert Entry.objects.filter(object_type="agreement.Minutes", action="enter_case_numbers").count() == 1


def test_the_database_itself_refuses_a_correction_without_a_reason_and_an_adoption_by_nobody(
    exempelby: Municipality, meeting: Meeting, minutes: Minutes
) -> None:
    with pytest.raises(IntegrityError, match="corrected_minutes_have_a_reason"), transaction.atomic():
        Minutes.objects.create(municipality=exempelby, meeting=meeting, number=2)
    with pytest.raises(IntegrityError, match="adopted_minutes_say_what_and_by_whom"), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(adopted_on=DAY)


def test_a_meeting_is_named_by_its_swedish_day(exempelby: Municipality) -> None:
    assert str(planned(exempelby, starts_at=datetime(2026, 3, 12, 23, 30, tzinfo=UTC))) == "Styrgruppen 13 mars 2026"
