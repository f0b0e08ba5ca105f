"""Two municipalities with a published promise each. Imports stand inside: models cannot load before the settings."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from loftet.domain.promise.models import Promise


@pytest.fixture
def orkelljunga(db: None) -> "Promise":
    from tests.web.open_data.publication import orkelljunga_2024  # noqa: PLC0415

    return orkelljunga_2024()


@pytest.fixture
def exempelby(db: None) -> "Promise":
    from tests.web.open_data.publication import exempelby_2026  # noqa: PLC0415

    return exempelby_2026()


@pytest.fixture
def two_editions(orkelljunga: "Promise") -> "Promise":
    from tests.web.open_data.publication import publish_again  # noqa: PLC0415

    introduction = "Kommunen och polisen samverkar, nu med andra ord."
    publish_again(orkelljunga, introduction=introduction, reason="Inledningen <b>skrevs</b> om.")
    return orkelljunga
