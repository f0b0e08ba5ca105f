"""`kill -9` of server and worker at random moments, while people report and letters go out by real HTTP and SMTP."""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from enum import Enum, auto
from time import monotonic, sleep

import pytest

from tests.domain.delivery.relay import Relay, relay
from tests.faults.people import People
from tests.faults.running import Running
from tests.installation import Installation, installation
from tests.surroundings import runs_on_postgresql

KILLS = int(os.environ.get("LOFTET_KILLS", "20"))
REPORTERS = 4
LETTERS_A_KILL = 25
LONGEST_SILENCE = 60.0
"""Seconds without one more letter delivered after which the rest are taken to be stuck."""
GATHER = """
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from tests.crowd import gather
print(gather({people}, renewing={renewing}))
"""
STORED = """
import json
from loftet.domain.activity.models import Report
print(json.dumps(list(Report.objects.values_list("text", "state"))))
"""
OUTBOX = """
import json
from loftet.domain.delivery.models import Message
print(json.dumps(dict(Message.objects.values_list("message_id", "state"))))
"""


class Victim(Enum):
    SERVER = auto()
    WORKER = auto()
    WORKER_AFTER_ACCEPTANCE = auto()
    BOTH = auto()
    EVERYTHING = auto()


TEN_KILLS = (
    *[Victim.SERVER] * 4,
    *[Victim.WORKER] * 2,
    *[Victim.WORKER_AFTER_ACCEPTANCE] * 2,
    Victim.BOTH,
    Victim.EVERYTHING,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest.fixture
def server() -> Iterator[Relay]:
    with relay() as listening:
        yield listening


def test_nothing_that_was_acknowledged_is_lost_or_doubled_whenever_processes_are_killed(
    place: Installation, server: Relay, capsys: pytest.CaptureFixture[str]
) -> None:
    rng, renewing = random.Random(20240910), KILLS * LETTERS_A_KILL
    promise = int(place.run(GATHER.format(people=REPORTERS, renewing=renewing)))
    victims = victims_of(rng)
    with closing(Running(place, smtp=server.url)) as running:
        people = People(running.port, promise=promise, reporters=REPORTERS, renewing=renewing)
        with closing(people):
            for victim in victims:
                people.wait_for_a_report()
                sleep(rng.uniform(0, 0.5))
                strike(running, server, victim)
                running.wait_until_whole()
            people.wait_for_a_report()
        sent = message_ids_when_all_are_delivered(place)

    reports = json.loads(place.run(STORED))
    assert Counter(text for text, _ in reports) == Counter(people.reported)
    assert {state for _, state in reports} == {"sent"}
    copies = Counter(server.message_ids())
    assert copies.keys() == sent
    assert len({(message["To"], message["Subject"]) for message in server.taken}) == len(copies)
    assert renewed_addresses(server) == {f"kontakt{number}@example.org" for number in people.renewed}
    doubled = copies.total() - len(copies)
    assert victims.count(Victim.WORKER_AFTER_ACCEPTANCE) <= doubled <= KILLS
    with capsys.disabled():
        print(
            f"\n{len(victims)} avbrott på {'PostgreSQL' if runs_on_postgresql() else 'SQLite'}: "
            f"{len(reports)} redovisningar, var och en en gång; {len(copies)} brev, "
            f"{doubled} kom en gång till med samma Message-ID."
        )


def victims_of(rng: random.Random) -> list[Victim]:
    """Of every ten kills the same kinds, in random order."""
    victims: list[Victim] = []
    while len(victims) < KILLS:
        victims += rng.sample(TEN_KILLS, k=len(TEN_KILLS))
    return victims[:KILLS]


def strike(running: Running, server: Relay, victim: Victim) -> None:
    match victim:
        case Victim.SERVER:
            running.kill(running.server)
        case Victim.WORKER:
            running.kill(running.worker)
        case Victim.WORKER_AFTER_ACCEPTANCE:
            kill_after_acceptance(running, server)
        case Victim.BOTH:
            running.kill(running.server, running.worker)
        case Victim.EVERYTHING:
            running.kill_everything()
            running.start()


def kill_after_acceptance(running: Running, server: Relay) -> None:
    """The worker is stopped when the mail server has taken a letter, and dies before it can store that."""
    worker = running.worker
    server.stopped_process, server.has_stopped = worker, False
    server.wait_until_stopped()
    server.stopped_process = None
    running.kill(worker)


def message_ids_when_all_are_delivered(place: Installation) -> set[str]:
    """When the outbox has nothing more to send."""
    delivered, progress_at = 0, monotonic()
    while set((outbox := json.loads(place.run(OUTBOX))).values()) != {"delivered"}:
        states = Counter(outbox.values())
        if states["delivered"] > delivered:
            delivered, progress_at = states["delivered"], monotonic()
        assert monotonic() < progress_at + LONGEST_SILENCE, states
        sleep(0.5)
    return set(outbox)


def renewed_addresses(server: Relay) -> set[str]:
    return {message["To"] for message in server.taken if "/rapport/" in message.get_content()}
