"""Two municipalities and a planned meeting. Imports stand inside: models cannot load before the settings."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from loftet.domain.agreement.models import Meeting
    from loftet.domain.place.models import Municipality


@pytest.fixture
def exempelby(db: None) -> "Municipality":
    from loftet.domain.place.services import invent_municipality  # noqa: PLC0415

    return invent_municipality(code="9901", name="Exempelby", county="Exempel län")


@pytest.fixture
def granneby(db: None) -> "Municipality":
    from loftet.domain.place.services import invent_municipality  # noqa: PLC0415

    return invent_municipality(code="9902", name="Granneby", county="Exempel län")


@pytest.fixture
def meeting(exempelby: "Municipality") -> "Meeting":
    from tests.domain.agreement.gatherings import planned  # noqa: PLC0415

    return planned(exempelby)
