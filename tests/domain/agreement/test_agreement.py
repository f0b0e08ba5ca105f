from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from loftet.domain.agreement.models import Agreement
from loftet.domain.agreement.selectors import agreement_of, agreements_of
from loftet.domain.agreement.services import (
    AgreementClosed,
    AgreementValues,
    change_agreement,
    close_agreement,
    draft_agreement,
    succeed_agreement,
)
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.services import enter_authority
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality

pytestmark = pytest.mark.django_db

VALUES = AgreementValues(
    start=date(2025, 1, 1),
    end=date(2027, 12, 31),
    signed_on=date(2024, 12, 5),
    purposes="Brotten ska bli färre.",
    areas="Centrum och inbrott.",
    case_number_police="A1/2024",
)


@pytest.fixture
def exempelby() -> Municipality:
    return invent_municipality(code="9901", name="Exempelby", county="Exempel län")


@pytest.fixture
def police(exempelby: Municipality) -> Party:
    return enter_authority(exempelby, kind=Party.Kind.POLICE, actor=None)


@pytest.fixture
def agreement(exempelby: Municipality, police: Party) -> Agreement:
    return draft_agreement(exempelby, actor=None, values=VALUES, parties=[police])


def test_a_draft_is_changed(exempelby: Municipality, agreement: Agreement, police: Party) -> None:
    values = replace(VALUES, areas="Centrum.")

    change_agreement(exempelby, agreement=agreement, version=1, actor=None, values=values, parties=[])

    stored = Agreement.objects.get()
    assert (stored.areas, stored.version, list(stored.parties.all())) == ("Centrum.", 2, [])


def test_the_later_of_two_who_change_is_told_what_the_first_wrote(
    exempelby: Municipality, agreement: Agreement, police: Party
) -> None:
    first, second = replace(VALUES, areas="Den första."), replace(VALUES, areas="Den andra.")
    change_agreement(exempelby, agreement=agreement, version=1, actor=None, values=first, parties=[police])

    with pytest.raises(ChangedMeanwhile) as changed:
        change_agreement(exempelby, agreement=agreement, version=1, actor=None, values=second, parties=[police])

    assert isinstance(changed.value.stored, Agreement)
    assert changed.value.stored.areas == "Den första."
    assert Agreement.objects.get().areas == "Den första."


def test_a_published_agreement_is_never_changed(exempelby: Municipality, agreement: Agreement) -> None:
    close_agreement(exempelby, agreement=agreement, actor=None)

    with pytest.raises(AgreementClosed):
        change_agreement(exempelby, agreement=agreement, version=1, actor=None, values=VALUES, parties=[])
    with pytest.raises(AgreementClosed):
        close_agreement(exempelby, agreement=agreement, actor=None)


def test_its_successor_begins_with_its_words_and_parties(
    exempelby: Municipality, agreement: Agreement, police: Party
) -> None:
    close_agreement(exempelby, agreement=agreement, actor=None)

    new = succeed_agreement(exempelby, agreement=agreement, actor=None, start=date(2028, 1, 1))

    assert (new.succeeds, new.purposes, new.start) == (agreement, VALUES.purposes, date(2028, 1, 1))
    assert (new.signed_on, new.case_number_police, new.published_at) == (None, "", None)
    assert list(new.parties.all()) == [police]


def test_a_party_of_another_municipality_never_enters(exempelby: Municipality) -> None:
    granneby = invent_municipality(code="9902", name="Granneby", county="Exempel län")
    theirs = enter_authority(granneby, kind=Party.Kind.POLICE, actor=None)

    agreement = draft_agreement(exempelby, actor=None, values=VALUES, parties=[theirs])

    assert list(agreement.parties.all()) == []


def test_another_municipality_does_not_find_it(agreement: Agreement) -> None:
    granneby = invent_municipality(code="9902", name="Granneby", county="Exempel län")

    assert agreement_of(granneby, agreement.pk) is None
    assert list(agreements_of(granneby)) == []


def test_the_database_itself_refuses_an_end_before_the_start(exempelby: Municipality) -> None:
    with pytest.raises(IntegrityError, match="agreement_ends_after_it_starts"):
        draft_agreement(exempelby, actor=None, values=replace(VALUES, end=date(2024, 1, 1)))
