import pytest

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.audit.models import Entry
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.selectors import members, membership_of, memberships_of
from loftet.domain.organisation.services import (
    AlreadyMember,
    LastAdministrator,
    add_member,
    join_as_administrator,
    remove_member,
)
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality

pytestmark = pytest.mark.django_db

COORDINATOR = Membership.Role.COORDINATOR


@pytest.fixture
def exempelby() -> Municipality:
    return invent_municipality(code="9901", name="Exempelby", county="Exempel län")


@pytest.fixture
def granneby() -> Municipality:
    return invent_municipality(code="9902", name="Granneby", county="Exempel län")


@pytest.fixture
def ada(exempelby: Municipality) -> User:
    user = add_user(email="ada@example.org", name="Ada", administers_installation=True)
    join_as_administrator(exempelby, user=user)
    return user


def test_an_administrator_of_the_installation_joins_a_municipality_once(exempelby: Municipality, ada: User) -> None:
    join_as_administrator(exempelby, user=ada)

    membership = membership_of(ada, "exempelby")
    assert membership is not None
    assert membership.role == Membership.Role.ADMINISTRATOR
    assert Entry.objects.filter(action="join", municipality_code="9901").count() == 1


def test_nobody_else_joins_alone(granneby: Municipality) -> None:
    user = add_user(email="bo@example.org", name="Bo")

    with pytest.raises(PermissionError):
        join_as_administrator(granneby, user=user)


def test_a_new_person_gets_an_account_that_no_password_opens(exempelby: Municipality, ada: User) -> None:
    added = add_member(exempelby, actor=ada, email="Bo@example.org", name="Bo", role=COORDINATOR)

    assert added.user.email == "bo@example.org"
    assert not added.user.has_usable_password()
    assert Entry.objects.get(action="add_member").actor == ada


def test_a_person_with_an_account_keeps_it_in_a_second_municipality(
    exempelby: Municipality, granneby: Municipality, ada: User
) -> None:
    bo = add_member(exempelby, actor=ada, email="bo@example.org", name="Bo", role=COORDINATOR).user
    add_member(granneby, actor=ada, email="BO@example.org", name="Bosse", role=COORDINATOR)

    bo.refresh_from_db()
    assert bo.name == "Bo"
    assert [membership.municipality.name for membership in memberships_of(bo)] == ["Exempelby", "Granneby"]


def test_a_person_has_one_role_in_a_municipality(exempelby: Municipality, ada: User) -> None:
    with pytest.raises(AlreadyMember):
        add_member(exempelby, actor=ada, email="ada@example.org", name="Ada", role=COORDINATOR)


def test_a_role_in_one_municipality_opens_no_other(exempelby: Municipality, granneby: Municipality, ada: User) -> None:
    assert membership_of(ada, "granneby") is None
    assert list(members(granneby)) == []


def test_a_closed_account_has_no_role_anywhere(exempelby: Municipality, ada: User) -> None:
    ada.is_active = False
    ada.save()

    assert membership_of(ada, "exempelby") is None


def test_a_person_who_is_removed_keeps_the_account(exempelby: Municipality, ada: User) -> None:
    bo = add_member(exempelby, actor=ada, email="bo@example.org", name="Bo", role=COORDINATOR)

    remove_member(exempelby, membership=bo, actor=ada)

    assert membership_of(bo.user, "exempelby") is None
    assert User.objects.get_queryset().filter(email="bo@example.org").exists()


def test_the_last_administrator_is_not_removed(exempelby: Municipality, ada: User) -> None:
    only = membership_of(ada, "exempelby")
    assert only is not None

    with pytest.raises(LastAdministrator):
        remove_member(exempelby, membership=only, actor=ada)
