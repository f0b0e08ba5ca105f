"""What somebody wrote is stored masked and once, is answered once, and its address goes when it has been decided."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.services import enter_retention_decision
from loftet.domain.delivery.models import Message
from loftet.domain.dialogue.contribution.masking import ContributionWords
from loftet.domain.dialogue.contribution.models import Answer, Contribution, ContributorAddress
from loftet.domain.dialogue.contribution.refusals import NothingWritten, NotReviewed, SentBefore
from loftet.domain.dialogue.contribution.selectors import public_answers
from loftet.domain.dialogue.contribution.services.answering import (
    AnswerValues,
    decide_contributions,
    review_contribution,
    send_answer,
)
from loftet.domain.dialogue.contribution.services.disposal import erase_told_addresses
from loftet.domain.dialogue.contribution.services.taking_in import leave_contribution
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality
from tests.leaks import tables_holding

pytestmark = pytest.mark.django_db

WORDS = ContributionWords(problem="Min granne Kalle Testberg, 070-174 06 05, kör moped på torget.")
VALUES = AnswerValues(
    said="Mopeder på torget",
    outcome=Answer.Outcome.DONE,
    text="Vi satte upp bommar.",
    decided_on=date(2026, 9, 1),
    decided_by="Samordnaren",
)


@pytest.fixture
def town() -> Municipality:
    return invent_municipality(code="9901", name="Exempelby", county="Exempel län")


def left(town: Municipality, *, key: str = "a", email: str = "") -> Contribution:
    return leave_contribution(town, key=key, words=WORDS, email=email)


def reviewed(town: Municipality, **given: str) -> Contribution:
    row = left(town, **given)
    words = ContributionWords(problem=row.problem)
    review_contribution(town, contribution=row, version=row.version, actor=None, words=words, focus_area=None)
    return row


def test_what_was_masked_is_in_no_table(town: Municipality) -> None:
    left(town)
    assert "moped på torget" in Contribution.objects.get().problem
    assert tables_holding("Testberg", "070-174 06 05") == []


def test_the_same_message_sent_again_is_stored_once_and_a_changed_one_is_another(town: Municipality) -> None:
    assert left(town) == left(town)
    leave_contribution(town, key="a", words=ContributionWords(problem="Mörkt vid bron."))
    assert Contribution.objects.count() == 2


def test_nothing_is_no_contribution(town: Municipality) -> None:
    with pytest.raises(NothingWritten):
        leave_contribution(town, key="a", words=ContributionWords(problem="  "))


def test_nobody_is_answered_before_a_person_has_read_what_she_wrote(town: Municipality) -> None:
    row = left(town)
    with pytest.raises(NotReviewed):
        decide_contributions(town, contributions=[row], actor=None, values=VALUES)
    assert not Answer.objects.exists()


def test_everyone_who_left_an_address_hears_once_and_the_address_goes_by_the_decision(town: Municipality) -> None:
    rows = [reviewed(town, key="a", email="Eva@example.org"), reviewed(town, key="b")]
    answer = decide_contributions(town, contributions=rows, actor=None, values=VALUES)
    assert send_answer(town, answer=answer, actor=None, publish=True) == 1
    with pytest.raises(SentBefore):
        send_answer(town, answer=answer, actor=None, publish=True)
    (letter,) = Message.objects.all()
    assert letter.to == "eva@example.org"
    assert "Vi satte upp bommar." in letter.text
    assert [one.count for one in public_answers(town)] == [None]

    erase_told_addresses()
    assert ContributorAddress.objects.count() == 1, "nothing is erased without a decision"
    enter_retention_decision(
        town.code,
        actor=None,
        number="KS 1",
        decided_on=date(2026, 1, 1),
        decided_by="Kommunstyrelsen",
        document_type=RetentionDecision.DocumentType.CONTRIBUTOR_ADDRESSES,
        period_days=30,
    )
    erase_told_addresses()
    assert ContributorAddress.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        erase_told_addresses()
    assert not ContributorAddress.objects.exists()
