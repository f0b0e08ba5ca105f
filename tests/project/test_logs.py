import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from loftet.project.logs import masked

TOKEN = "3fT-hemlig_nyckel"


class Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[list[str]]:
    """All that Django writes, as a handler of the operator's would."""
    handler = Kept()
    logging.getLogger("django").addHandler(handler)
    yield handler.lines
    logging.getLogger("django").removeHandler(handler)


@pytest.mark.django_db
def test_a_refused_link_is_logged_without_its_secret(log: list[str]) -> None:
    Client().get(f"/rapport/{TOKEN}/")

    assert log == ["Not Found: /rapport/…/"]


@pytest.mark.django_db
def test_a_forged_press_is_logged_without_its_secret(log: list[str]) -> None:
    Client(enforce_csrf_checks=True).post(f"/arbetsyta/inbjudan/{TOKEN}/")

    assert log
    assert not [line for line in log if TOKEN in line]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Gone: /rapport/abc/", "Gone: /rapport/…/"),
        ("Gone: /veckorapport/abc/", "Gone: /veckorapport/…/"),
        ("Not Found: /konto/losenord/nytt/MQ-abc/", "Not Found: /konto/losenord/nytt/…/"),
        ("Not Found: /exempelby/folj/bekrafta/abc/?x=1", "Not Found: /exempelby/folj/bekrafta/…/?x=1"),
        ("Not Found: /arbetsyta/exempelby/moten/nytt/", "Not Found: /arbetsyta/exempelby/moten/nytt/"),
        ("Forbidden: /rapport/", "Forbidden: /rapport/"),
    ],
)
def test_only_secrets_are_masked(said: str, written: str) -> None:
    assert masked(said) == written
