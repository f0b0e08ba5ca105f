"""The cast, and who of it is signed in. Imports stand inside: models cannot load before the settings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

if TYPE_CHECKING:
    from django.test import Client

    from loftet.domain.account.models import User
    from tests.people import Cast

IN_SEPTEMBER = "2026-09-10T08:00:00Z"


@pytest.fixture
def september() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(IN_SEPTEMBER, tick=True) as traveller:
        yield traveller


@pytest.fixture
def cast(db: None, september: time_machine.Traveller) -> "Cast":
    from tests.people import the_cast  # noqa: PLC0415

    return the_cast()


@pytest.fixture
def ada(cast: "Cast") -> "User":
    """Exempelby's administrator, who administers the installation too."""
    from loftet.domain.account.services import add_user  # noqa: PLC0415
    from loftet.domain.organisation.services import join_as_administrator  # noqa: PLC0415

    user = add_user(email="ada@example.org", name="Ada", password="ett långt lösenord", administers_installation=True)
    join_as_administrator(cast.exempelby, user=user)
    return user


@pytest.fixture
def bo(cast: "Cast", ada: "User") -> "User":
    """Exempelby's coordinator."""
    from loftet.domain.organisation.models import Membership  # noqa: PLC0415
    from loftet.domain.organisation.services import add_member  # noqa: PLC0415

    role = Membership.Role.COORDINATOR
    return add_member(cast.exempelby, actor=ada, email="bo@example.org", name="Bo", role=role).user


@pytest.fixture
def as_ada(ada: "User") -> "Client":
    return signed_in(ada)


@pytest.fixture
def as_bo(bo: "User") -> "Client":
    return signed_in(bo)


def signed_in(user: "User") -> "Client":
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    return client
