"""Exempelby in the middle of its year. Imports stand inside: models cannot load before the settings."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from pytest_django import Settings

if TYPE_CHECKING:
    from tests.domain.activity.exempelby import Exempelby


@pytest.fixture
def june() -> Iterator[time_machine.Traveller]:
    """Stands still at nine in the morning of 15 June 2026, Swedish time."""
    with time_machine.travel("2026-06-15T07:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def followed(db: None, settings: Settings, tmp_path: Path, june: time_machine.Traveller) -> "Exempelby":
    """With a key of the ledger that no other test has used."""
    from tests.domain.activity.exempelby import exempelby_in_2026  # noqa: PLC0415

    settings.DATA = tmp_path
    return exempelby_in_2026()
