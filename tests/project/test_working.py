"""The worker beside the server, and `loftet worker` by itself."""

import os
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL, SIGTERM
from time import monotonic, sleep

import pytest

from tests.installation import Installation, installation

SERVE = """
import signal, threading
from loftet.project.working import worker_beside_server
over = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: over.set())
with worker_beside_server():
    print("up", flush=True)
    over.wait()
"""
# As the server does: a process is forked while the worker is being started.
SERVE_AND_FORK = """
import os, threading, time
from loftet.project.working import worker_beside_server
server = os.getpid()
with worker_beside_server():
    for _ in range(6):
        if not os.fork():
            while os.getppid() == server:
                time.sleep(0.1)
            os._exit(0)
    threading.Event().wait()
"""
WAIT_FOR_WORKER = """
from time import sleep
from loftet.domain.job.selectors import live_workers
while not live_workers().exists():
    sleep(0.1)
"""
LONGEST_SECONDS = 60

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("data")) as made:
        yield made


def children_of(process: int) -> list[int]:
    """Whichever thread started them."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def wait_for_child(process: int, *, other_than: int = 0) -> int:
    deadline = monotonic() + LONGEST_SECONDS
    while monotonic() < deadline:
        children = [child for child in children_of(process) if child != other_than]
        if children:
            return children[0]
        sleep(0.05)
    raise AssertionError("no worker was started")


def wait_for_worker(server: int, *, other_than: int = 0) -> int:
    """Among all that the server has started."""
    deadline = monotonic() + LONGEST_SECONDS
    while monotonic() < deadline:
        for child in children_of(server):
            if child != other_than and b"--beside" in Path(f"/proc/{child}/cmdline").read_bytes():
                return child
        sleep(0.05)
    raise AssertionError("no worker was started")


def is_gone(process: int) -> bool:
    deadline = monotonic() + LONGEST_SECONDS
    while Path(f"/proc/{process}").exists() and monotonic() < deadline:
        sleep(0.05)
    return not Path(f"/proc/{process}").exists()


def test_a_worker_that_dies_is_started_anew_and_ends_with_the_server(place: Installation) -> None:
    server = place.start(SERVE)
    first = wait_for_child(server.pid)
    os.kill(first, SIGKILL)
    second = wait_for_child(server.pid, other_than=first)
    assert is_gone(first)
    server.send_signal(SIGTERM)
    server.communicate(timeout=LONGEST_SECONDS)
    assert server.returncode == 0
    assert is_gone(second)


def test_a_worker_ends_when_its_server_is_killed(place: Installation) -> None:
    server = place.start(SERVE)
    worker = wait_for_child(server.pid)
    place.run(WAIT_FOR_WORKER)
    server.kill()
    server.wait()
    assert is_gone(worker)


def test_a_server_process_that_starts_at_the_same_moment_does_not_hide_that_the_worker_died(
    place: Installation,
) -> None:
    server = place.start(SERVE_AND_FORK)
    first = wait_for_worker(server.pid)
    os.kill(first, SIGKILL)
    assert wait_for_worker(server.pid, other_than=first)
    server.kill()
    server.communicate()
