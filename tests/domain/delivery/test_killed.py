"""What the world has received after the worker was killed, and from several workers at once."""

import random
from collections import Counter
from collections.abc import Iterator
from time import sleep

import pytest

from tests.domain.delivery.relay import Relay, relay
from tests.installation import Installation, installation

ENQUEUE = """
from loftet.domain.delivery.services import enqueue_message
for number in range({count}):
    message = enqueue_message(to=f"anna{{number}}@example.org", subject="Nytt", text="Hej")
    print(message.message_id)
"""
STATES = """
from loftet.domain.delivery.models import Message
print(Message.objects.waiting().count(), Message.objects.filter(state="delivered").count())
"""
DELIVER = "from loftet.domain.delivery.services import deliver_due_messages; deliver_due_messages()"
KILLS = 5

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest.fixture
def place(installed: Installation) -> Installation:
    installed.run(
        "from loftet.domain.delivery.models import Message; from loftet.domain.job.models import Job;"
        "Message.objects.all().delete(); Job.objects.all().delete()"
    )
    return installed


@pytest.fixture
def server() -> Iterator[Relay]:
    with relay() as running:
        yield running


def enqueue(place: Installation, count: int) -> list[str]:
    """Their Message-IDs, in order."""
    return sorted(place.run(ENQUEUE.format(count=count)).splitlines())


def deliver_the_rest(place: Installation, server: Relay, count: int) -> None:
    """By a worker that is left in peace, until it has nothing more to do."""
    worker = place.start_worker(LOFTET_SMTP_URL=server.url)
    server.wait_for(count)
    while place.run(STATES).split()[0] != "0":
        sleep(0.1)
    worker.terminate()
    worker.communicate()


def test_killed_after_the_server_took_a_message_it_comes_twice_with_one_message_id(
    place: Installation, server: Relay
) -> None:
    (message_id,) = enqueue(place, 1)
    doomed = place.start_worker(LOFTET_SMTP_URL=server.url)
    server.stopped_process = doomed.pid
    server.wait_until_stopped()
    doomed.kill()
    doomed.communicate()
    assert place.run(STATES) == "1 0"
    deliver_the_rest(place, server, 2)
    assert server.message_ids() == [message_id, message_id]
    assert server.taken[0]["Date"] == server.taken[1]["Date"]
    assert place.run(STATES) == "0 1"


def test_killed_before_the_server_took_a_message_it_comes_once(place: Installation, server: Relay) -> None:
    (message_id,) = enqueue(place, 1)
    doomed = place.start_worker(LOFTET_SMTP_URL=server.url)
    server.stopped_process, server.stop_at = doomed.pid, "RCPT"
    server.wait_until_stopped()
    doomed.kill()
    doomed.communicate()
    deliver_the_rest(place, server, 1)
    assert server.message_ids() == [message_id]


def test_killed_again_and_again_no_message_is_lost_and_no_two_are_one(place: Installation, server: Relay) -> None:
    expected = enqueue(place, 30)
    rng = random.Random(20240910)
    for _ in range(KILLS):
        doomed = place.start_worker(LOFTET_SMTP_URL=server.url)
        server.wait_for(min(len(server.taken) + rng.randrange(1, 4), len(expected)))
        doomed.kill()
        doomed.communicate()
    deliver_the_rest(place, server, len(expected))
    received = Counter(server.message_ids())
    assert sorted(received) == expected
    assert received.total() - len(expected) <= KILLS
    assert place.run(STATES) == f"0 {len(expected)}"


def test_two_workers_at_once_send_each_message_once(place: Installation, server: Relay) -> None:
    workers = [place.start_worker(LOFTET_SMTP_URL=server.url) for _ in range(2)]
    expected = [message_id for _ in range(3) for message_id in enqueue(place, 20)]
    server.wait_for(60)
    sleep(3)
    assert sorted(server.message_ids()) == sorted(expected)
    for worker in workers:
        worker.terminate()
        worker.communicate()


def test_even_past_the_queue_two_processes_send_each_message_once(place: Installation, server: Relay) -> None:
    expected = enqueue(place, 60)
    processes = [place.start(DELIVER, LOFTET_SMTP_URL=server.url) for _ in range(3)]
    assert [(process.communicate(), process.returncode)[1] for process in processes] == [0, 0, 0]
    assert sorted(server.message_ids()) == expected
