"""The agenda is built from what is open."""

from datetime import date

from loftet.domain.agreement.meeting.selectors import agenda_of
from loftet.domain.agreement.meeting.services.holding import follow_decision, record_decision
from loftet.domain.promise.services.reading import keep_reading
from loftet.domain.publishing.open_matters import open_matters, put_open_matters_on_agenda
from loftet.sources.promise_text.record import PromiseDocument
from tests.domain.activity.exempelby import TODAY, Exempelby
from tests.domain.agreement.gatherings import planned

NOTHING = PromiseDocument(promises=[])


def headings(exempelby: Exempelby, today: date = TODAY) -> list[str]:
    return [matter.heading for matter in open_matters(exempelby.municipality, today=today)]


def test_a_decision_is_taken_up_until_it_is_done(followed: Exempelby) -> None:
    decision = record_decision(
        followed.municipality,
        meeting=planned(followed.municipality),
        actor=None,
        text="Se över belysningen.",
        owner="Gatuchefen",
        due_on=date(2026, 7, 1),
    )
    first = open_matters(followed.municipality, today=TODAY)[0]
    assert (first.heading, first.background, first.about) == (
        "Uppföljning: Se över belysningen.",
        "Gatuchefen, klart senast 1 juli 2026.",
        decision,
    )

    follow_decision(followed.municipality, decision=decision, actor=None, done_on=TODAY, note="")

    assert "Uppföljning: Se över belysningen." not in headings(followed)


def test_a_commitment_whose_latest_word_is_old_is_taken_up_and_a_told_one_is_not(followed: Exempelby) -> None:
    followed.plan_in_force(rhythm="FREQ=MONTHLY")
    letters = "Polisen skickar informationsbrev till grannsamverkansgrupperna en gång i månaden."
    assert f"Ingen uppgift har kommit än: {letters}" in headings(followed)

    followed.published(on=TODAY)

    assert not [heading for heading in headings(followed) if letters in heading]


def test_what_the_public_has_not_read_is_taken_up(followed: Exempelby) -> None:
    assert "Medborgarlöfte 2027: utkast" in headings(followed)
    assert not [heading for heading in headings(followed) if heading.startswith("Medborgarlöfte 2026")]

    followed.promise.title = "Medborgarlöftet 2026"
    followed.promise.save()

    assert "Medborgarlöftet 2026: ändringar" in headings(followed)


def test_a_text_that_waits_is_taken_up(followed: Exempelby) -> None:
    keep_reading(
        followed.municipality, actor=None, name="lofte.docx", text="Vi lovar.", document=PromiseDocument(promises=[])
    )
    assert "lofte.docx" in headings(followed)


def test_another_municipality_s_matters_are_not(followed: Exempelby) -> None:
    keep_reading(
        followed.neighbour, actor=None, name="granne.docx", text="Vi lovar.", document=PromiseDocument(promises=[])
    )
    assert "granne.docx" not in headings(followed)


def test_each_matter_is_placed_once_with_a_reference_to_what_it_is_about(followed: Exempelby) -> None:
    meeting = planned(followed.municipality)
    for expected in (len(headings(followed)), 0):
        count = put_open_matters_on_agenda(followed.municipality, meeting=meeting, actor=None, today=TODAY)
        assert count == expected

    item = agenda_of(meeting).get(heading="Medborgarlöfte 2027: utkast")
    assert item.object_type == "promise.Promise"
    assert item.position > 0
