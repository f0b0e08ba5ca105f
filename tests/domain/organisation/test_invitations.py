"""From an invitation to a person who signs in, with two municipalities."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.audit.models import Entry
from loftet.domain.delivery.models import Message
from loftet.domain.organisation.models import Invitation, Membership
from loftet.domain.organisation.rules import InvitationRefusal
from loftet.domain.organisation.selectors import has_taken_place, refusal_of_invitation
from loftet.domain.organisation.services import (
    DepartmentMissing,
    InvitationRefused,
    accept_invitation,
    add_member,
    enter_department,
    invite_member,
    join_as_administrator,
)
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality

pytestmark = pytest.mark.django_db

ROLES = Membership.Role


@pytest.fixture
def exempelby() -> Municipality:
    return invent_municipality(code="9901", name="Exempelby", county="Exempel län")


@pytest.fixture
def ada(exempelby: Municipality) -> User:
    user = add_user(email="ada@example.org", name="Ada", password="ett långt lösenord", administers_installation=True)
    join_as_administrator(exempelby, user=user)
    return user


@pytest.fixture
def bo(exempelby: Municipality, ada: User) -> Membership:
    return add_member(exempelby, actor=ada, email="bo@example.org", name="Bo", role=ROLES.COORDINATOR)


def invite(member: Membership, actor: User) -> str:
    """The token in the link, or nothing where there is no link."""
    return invite_member(
        member.municipality,
        membership=member,
        actor=actor,
        address_of=lambda token: token,
        sign_in_address="/logga-in/",
    )


def accept(token: str, name: str = "Bo") -> Membership:
    return accept_invitation(token=token, name=name, password="ett annat lösenord")


def test_an_invited_person_chooses_name_and_password(bo: Membership, ada: User) -> None:
    accept(invite(bo, ada), name="Bo Bengtsson")
    bo.user.refresh_from_db()
    assert bo.user.name == "Bo Bengtsson"
    assert bo.user.check_password("ett annat lösenord")
    assert Entry.objects.get(action="accept").actor == bo.user


def test_the_mail_goes_to_the_person_with_the_link_and_is_erased_when_delivered(bo: Membership, ada: User) -> None:
    token = invite(bo, ada)
    mail = Message.objects.get()
    assert mail.to == "bo@example.org"
    assert "Ada har bjudit in dig till Exempelby på Löftet, som samordnare." in mail.text
    assert token in mail.text
    assert mail.erase_on_delivery
    assert mail.expires_at == Invitation.objects.get().expires_at


def test_only_the_hash_of_the_link_is_kept(bo: Membership, ada: User) -> None:
    token = invite(bo, ada)
    assert token not in str(list(Invitation.objects.values()))


def test_a_link_opens_once(bo: Membership, ada: User) -> None:
    token = invite(bo, ada)
    accept(token)
    with pytest.raises(InvitationRefused) as refused:
        accept(token, name="Någon annan")
    assert refused.value.refusal is InvitationRefusal.USED
    bo.user.refresh_from_db()
    assert bo.user.name == "Bo"


def test_to_look_at_a_link_does_not_use_it(bo: Membership, ada: User) -> None:
    token = invite(bo, ada)
    assert refusal_of_invitation(token) is None
    assert refusal_of_invitation(token) is None


def test_a_link_is_too_old_after_fourteen_days(bo: Membership, ada: User) -> None:
    with time_machine.travel("2026-09-01T12:00:00Z", tick=False) as clock:
        token = invite(bo, ada)
        clock.shift(timedelta(days=14) - timedelta(seconds=1))
        assert refusal_of_invitation(token) is None
        clock.shift(timedelta(seconds=1))
        with pytest.raises(InvitationRefused) as refused:
            accept(token)
    assert refused.value.refusal is InvitationRefusal.EXPIRED


def test_a_new_link_ends_the_old_one(bo: Membership, ada: User) -> None:
    old, new = invite(bo, ada), invite(bo, ada)
    assert refusal_of_invitation(old) is InvitationRefusal.UNKNOWN
    assert refusal_of_invitation(new) is None


def test_a_link_of_somebody_who_was_removed_opens_nothing(bo: Membership, ada: User) -> None:
    token = invite(bo, ada)
    bo.delete()
    assert refusal_of_invitation(token) is InvitationRefusal.UNKNOWN


def test_somebody_who_signs_in_already_is_told_and_keeps_name_and_password(bo: Membership, ada: User) -> None:
    accept(invite(bo, ada))
    granneby = invent_municipality(code="9902", name="Granneby", county="Exempel län")
    there = add_member(granneby, actor=ada, email="bo@example.org", name="Någon", role=ROLES.READER)
    assert has_taken_place(there)
    assert invite(there, ada) == ""
    mail = Message.objects.order_by("pk").last()
    assert mail is not None
    assert "/logga-in/" in mail.text
    assert (mail.municipality_code, there.user.name) == ("9902", "Bo")


def test_a_reporter_belongs_to_a_department(exempelby: Municipality, ada: User) -> None:
    with pytest.raises(DepartmentMissing):
        add_member(exempelby, actor=ada, email="ria@example.org", name="Ria", role=ROLES.REPORTER)
    schools = enter_department(exempelby, name="Utbildningsförvaltningen", actor=ada)
    ria = add_member(
        exempelby,
        actor=ada,
        email="ria@example.org",
        name="Ria",
        role=ROLES.REPORTER,
        department=schools,
        party="police",
    )
    assert (ria.department, ria.party) == (schools, "municipality")


def test_police_stand_for_the_police_whatever_is_asked(exempelby: Municipality, ada: User) -> None:
    pia = add_member(exempelby, actor=ada, email="pia@example.org", name="Pia", role=ROLES.POLICE)
    assert pia.party == "police"
    pia.party = "municipality"
    with pytest.raises(IntegrityError), transaction.atomic():
        pia.save()
