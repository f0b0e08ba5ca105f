"""The cast on its stage, in September 2026. Imports stand inside: models cannot load before the settings."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

if TYPE_CHECKING:
    from tests.people import Cast

IN_SEPTEMBER = "2026-09-10T08:00:00Z"


@pytest.fixture
def september() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(IN_SEPTEMBER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(db: None, september: time_machine.Traveller) -> "Cast":
    from tests.people import the_cast  # noqa: PLC0415

    return the_cast()
