"""The heads of the chain that both parties hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from loftet.domain.activity.services.contacts import add_contact
from loftet.domain.delivery.models import Message
from loftet.domain.ledger.selectors import head
from loftet.domain.publishing.chain_heads import keepers_of, send_new_heads
from tests.domain.activity.exempelby import Exempelby, exempelby_in_2026

POLICE = "kommunpolis@exempel.se"


@pytest.fixture
def exempelby(db: None, settings: Settings, tmp_path: Path) -> Iterator[Exempelby]:
    settings.DATA = tmp_path
    with time_machine.travel("2026-06-15T07:00:00Z", tick=False):
        yield exempelby_in_2026()


@pytest.fixture
def with_police(exempelby: Exempelby) -> Exempelby:
    add_contact(exempelby.municipality, party=exempelby.police, actor=None, function="kommunpolis", email=POLICE)
    return exempelby


def letters() -> list[Message]:
    return list(Message.objects.filter(to=POLICE).order_by("pk"))


def test_a_new_head_is_sent_once_however_often_the_task_runs(with_police: Exempelby) -> None:
    send_new_heads()
    send_new_heads()
    [letter] = letters()
    assert (head(with_police.municipality.code) or "?") in letter.text
    assert "/exempelby/andringskedja/" in letter.text


def test_several_changes_before_the_task_runs_are_one_letter_with_the_last_head(with_police: Exempelby) -> None:
    send_new_heads()
    with_police.plan_in_force(count=1, recurrence="FREQ=MONTHLY")
    with_police.plan(count=2, recurrence="FREQ=MONTHLY", reason="Fler grupper.")
    send_new_heads()
    _, second = letters()
    assert second.text.startswith(head(with_police.municipality.code) or "?")


def test_where_nobody_can_be_told_the_head_waits_for_whoever_comes(exempelby: Exempelby) -> None:
    assert keepers_of(exempelby.municipality) == []
    send_new_heads()
    add_contact(exempelby.municipality, party=exempelby.police, actor=None, function="kommunpolis", email=POLICE)
    send_new_heads()
    assert len(letters()) == 1


def test_a_neighbours_chain_is_not_sent(with_police: Exempelby) -> None:
    send_new_heads()
    assert (head(with_police.neighbour.code) or "?") not in "".join(letter.text for letter in letters())
