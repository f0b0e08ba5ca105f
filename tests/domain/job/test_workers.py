"""Worker processes beside each other, killed, stopped and told to end."""

from collections.abc import Iterator
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from subprocess import Popen
from time import monotonic, sleep

import pytest

from tests.installation import Installation, installation

ENQUEUE = """
from loftet.domain.job.services import enqueue
from tests.domain.job import things_to_do
for number in range({count}):
    enqueue(things_to_do.{task}, key="{key}", folder="{folder}", **{more})
"""
LONGEST_SECONDS = 60

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("data")) as made:
        yield made


@pytest.fixture
def workers(place: Installation) -> Iterator[list["Popen[str]"]]:
    started = [place.start_worker(), place.start_worker()]
    yield started
    for worker in started:
        worker.kill()
        worker.communicate()


def enqueue(place: Installation, task: str, folder: Path, *, count: int = 1, key: str = "", **more: str) -> None:
    place.run(ENQUEUE.format(count=count, task=task, key=key, folder=folder, more=more))


def lines(folder: Path, name: str) -> list[str]:
    path = folder / name
    return path.read_text().splitlines() if path.exists() else []


def wait_for_lines(folder: Path, name: str, count: int) -> list[str]:
    deadline = monotonic() + LONGEST_SECONDS
    while len(lines(folder, name)) < count and monotonic() < deadline:
        sleep(0.05)
    assert len(lines(folder, name)) >= count
    return lines(folder, name)


def test_two_workers_share_the_jobs_and_do_each_once(
    place: Installation, workers: list["Popen[str]"], tmp_path: Path
) -> None:
    enqueue(place, "write_line", tmp_path, count=60, name="lines")
    wait_for_lines(tmp_path, "lines", 60)
    sleep(2)
    assert len(lines(tmp_path, "lines")) == 60
    assert set(lines(tmp_path, "lines")) <= {str(worker.pid) for worker in workers}


def test_jobs_of_one_key_never_run_at_the_same_time(
    place: Installation, workers: list["Popen[str]"], tmp_path: Path
) -> None:
    for number in range(4):
        enqueue(place, "write_begin_and_end", tmp_path, key="alone", mark=str(number))
    order = wait_for_lines(tmp_path, "order", 8)
    assert order == ["begun", "ended"] * 4


def test_a_job_whose_worker_is_killed_is_done_by_the_other(
    place: Installation, workers: list["Popen[str]"], tmp_path: Path
) -> None:
    enqueue(place, "write_line_and_hang", tmp_path)
    (victim,) = wait_for_lines(tmp_path, "begun", 1)
    next(worker for worker in workers if str(worker.pid) == victim).kill()
    (rescuer,) = wait_for_lines(tmp_path, "ended", 1)
    assert rescuer != victim


def test_a_job_longer_than_the_lease_is_not_taken_from_a_living_worker(
    place: Installation, workers: list["Popen[str]"], tmp_path: Path
) -> None:
    enqueue(place, "write_slowly", tmp_path)
    wait_for_lines(tmp_path, "ended", 1)
    assert len(lines(tmp_path, "begun")) == 1


def test_a_worker_that_stands_still_loses_its_job_and_goes_on_with_others(
    place: Installation, workers: list["Popen[str]"], tmp_path: Path
) -> None:
    enqueue(place, "write_slowly", tmp_path)
    (still,) = wait_for_lines(tmp_path, "begun", 1)
    sleeper = next(worker for worker in workers if str(worker.pid) == still)
    sleeper.send_signal(SIGSTOP)
    wait_for_lines(tmp_path, "begun", 2)
    sleeper.send_signal(SIGCONT)
    wait_for_lines(tmp_path, "ended", 2)
    enqueue(place, "write_line", tmp_path, count=5, name="lines")
    wait_for_lines(tmp_path, "lines", 5)
    assert sleeper.poll() is None


def test_a_worker_that_is_told_to_end_finishes_its_job_first(place: Installation, tmp_path: Path) -> None:
    worker = place.start_worker()
    enqueue(place, "write_slowly", tmp_path)
    wait_for_lines(tmp_path, "begun", 1)
    worker.terminate()
    worker.communicate(timeout=LONGEST_SECONDS)
    assert worker.returncode == 0
    assert len(lines(tmp_path, "ended")) == 1
    left = "from loftet.domain.job.models import Job; print(Job.objects.filter(task__contains='write_slowly').count())"
    assert place.run(left) == "0"
