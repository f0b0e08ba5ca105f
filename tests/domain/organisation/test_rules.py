"""What each role may do, and when an invitation opens."""

from datetime import UTC, datetime, timedelta

import pytest

from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.rules import (
    INVITATION_LIFETIME,
    Action,
    InvitationRefusal,
    Role,
    invitation_refusal,
    may,
    side_of,
)

NOON = datetime(2026, 9, 10, 12, tzinfo=UTC)


def doers_of(action: Action) -> set[str]:
    return {role.value for role in Role if may(role, action)}


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        (Action.READ, {"administrator", "coordinator", "police", "reporter", "signatory", "reader"}),
        (Action.DRAFT, {"administrator", "coordinator", "police"}),
        (Action.APPROVE, {"police", "signatory"}),
        (Action.PUBLISH, {"administrator", "coordinator"}),
        (Action.PLAN, {"administrator", "coordinator", "police"}),
        (Action.REPORT, {"administrator", "coordinator", "police", "reporter"}),
        (Action.REVIEW, {"administrator", "coordinator", "police"}),
        (Action.JUDGE, {"administrator", "coordinator", "police"}),
        (Action.MEET, {"administrator", "coordinator", "police"}),
        (Action.MAP, {"administrator", "coordinator", "police"}),
        (Action.LISTEN, {"administrator", "coordinator", "police"}),
        (Action.ARCHIVE, {"administrator", "coordinator"}),
        (Action.ADMINISTER, {"administrator"}),
    ],
)
def test_the_table_says_who_may(action: Action, roles: set[str]) -> None:
    assert doers_of(action) == roles


def test_every_action_is_somebodys() -> None:
    assert [action for action in Action if not doers_of(action)] == []


def test_whoever_writes_for_the_municipality_never_approves_for_it() -> None:
    writers = doers_of(Action.PUBLISH) | doers_of(Action.ADMINISTER)
    assert writers & doers_of(Action.APPROVE) == set()


def test_a_role_that_does_not_exist_is_no_role_that_may_nothing() -> None:
    with pytest.raises(ValueError, match="chef"):
        may("chef", Action.READ)


def test_the_roles_of_the_table_are_those_that_are_stored() -> None:
    assert {role.value for role in Role} == set(Membership.Role.values)


@pytest.mark.parametrize(
    ("role", "wanted", "side"),
    [
        ("police", "municipality", "police"),
        ("coordinator", "police", "municipality"),
        ("reporter", "police", "municipality"),
        ("signatory", "police", "police"),
        ("reader", "police", "police"),
        ("signatory", "municipality", "municipality"),
    ],
)
def test_the_side_follows_from_the_role_where_it_can(role: str, wanted: str, side: str) -> None:
    assert side_of(role, wanted) == side


@pytest.mark.parametrize(
    ("used_at", "age", "refusal"),
    [
        (None, timedelta(days=13, hours=23), None),
        (None, INVITATION_LIFETIME, InvitationRefusal.EXPIRED),
        (NOON, timedelta(days=1), InvitationRefusal.USED),
        (NOON, INVITATION_LIFETIME, InvitationRefusal.USED),
    ],
)
def test_an_invitation_opens_once_within_fourteen_days(
    used_at: datetime | None, age: timedelta, refusal: InvitationRefusal | None
) -> None:
    assert invitation_refusal(used_at=used_at, expires_at=NOON - age + INVITATION_LIFETIME, now=NOON) is refusal
