"""A queue in one process: what is enqueued, done, tried again, given up and scheduled."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from loftet.domain.job.models import Job, Schedule, Worker
from loftet.domain.job.rules import MOST_TRIES, every
from loftet.domain.job.selectors import jobs_given_up, lease, live_workers
from loftet.domain.job.services import (
    FORGET_WORKERS_AFTER,
    Recurring,
    claim_job,
    enqueue,
    enroll_worker,
    fail_job,
    finish_job,
    requeue_jobs_of_the_dead,
    show_life,
)
from loftet.domain.job.worker import take_turn
from tests.domain.job import things_to_do
from tests.domain.job.things_to_do import DONE, note, note_once, stumble

pytestmark = pytest.mark.django_db

HOURLY = Recurring("note", note_once, every(timedelta(hours=1)))


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    DONE.clear()
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def worker() -> Worker:
    return enroll_worker()


def work_through(worker: Worker, *recurring: Recurring) -> None:
    while take_turn(worker, recurring):
        pass


def test_jobs_are_done_in_the_order_they_were_asked_for_and_are_then_gone(worker: Worker) -> None:
    for number in range(3):
        enqueue(note, what=number)
    work_through(worker)
    assert DONE == [0, 1, 2]
    assert not Job.objects.exists()


def test_a_change_that_is_rolled_back_leaves_no_job(worker: Worker) -> None:
    with transaction.atomic():
        enqueue(note, what=1)
        transaction.set_rollback(True)
    work_through(worker)
    assert DONE == []


def test_a_job_waits_for_its_time(worker: Worker) -> None:
    enqueue(note, what=1, due_at=timezone.now() + timedelta(hours=1))
    work_through(worker)
    assert DONE == []
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        work_through(worker)
    assert DONE == [1]


def test_equal_jobs_of_one_key_are_done_as_one(worker: Worker) -> None:
    for what in ("a", "a", "b", "a"):
        enqueue(note, what=what, key="letters")
    enqueue(note, what="a")
    enqueue(note, what="a")
    work_through(worker)
    assert sorted(map(str, DONE)) == ["a", "a", "a", "b"]


def test_a_job_that_is_asked_for_while_its_equal_is_under_way_is_done_after_it(worker: Worker) -> None:
    enqueue(note_once, key="k")
    first = claim_job(worker)
    enqueue(note_once, key="k")
    assert first
    assert claim_job(enroll_worker()) is None
    finish_job(first)
    work_through(worker)
    assert DONE == ["once"]


def test_two_of_a_key_cannot_run_whatever_the_code_does(worker: Worker) -> None:
    enqueue(note_once, key="k")
    enqueue(note, what=1, key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(state=Job.State.RUNNING)


def test_a_job_that_fails_is_tried_eight_times_with_waits_and_then_given_up(worker: Worker) -> None:
    enqueue(stumble)
    enqueue(note, what=1)
    tries = 0
    with time_machine.travel(timezone.now()) as clock:
        while not jobs_given_up().exists():
            work_through(worker)
            tries += 1
            show_life(worker)
            clock.shift(timedelta(hours=1, seconds=1))
    assert tries == MOST_TRIES
    assert DONE == [1]


def test_what_is_kept_of_an_error_says_where_but_not_who(worker: Worker) -> None:
    enqueue(stumble)
    work_through(worker)
    fault = Job.objects.get().fault
    line = next(n for n, text in enumerate(open(things_to_do.__file__), 1) if "raise ValueError" in text)  # noqa: SIM115, PTH123
    assert fault == f"ValueError in things_to_do.py:{line}"


def test_a_task_that_is_no_more_is_given_up_like_any_other(worker: Worker) -> None:
    Job.objects.create(task="loftet.domain.job.services.gone")
    work_through(worker)
    assert Job.objects.get().fault.startswith("ImportError")


def test_a_job_of_a_dead_worker_is_done_by_another(worker: Worker) -> None:
    enqueue(note, what=1)
    assert claim_job(worker)
    with time_machine.travel(timezone.now() + lease() + timedelta(seconds=1)):
        work_through(enroll_worker())
    assert DONE == [1]


def test_a_job_of_a_living_worker_is_left_alone(worker: Worker) -> None:
    enqueue(note, what=1)
    assert claim_job(worker)
    with time_machine.travel(timezone.now() + lease() + timedelta(seconds=1)):
        show_life(worker)
        work_through(enroll_worker())
    assert DONE == []


def test_a_job_whose_worker_is_forgotten_is_done_by_another(worker: Worker) -> None:
    enqueue(note, what=1)
    assert claim_job(worker)
    worker.delete()
    work_through(enroll_worker())
    assert DONE == [1]


def test_a_job_that_kills_its_worker_every_time_is_given_up(worker: Worker) -> None:
    enqueue(note, what=1)
    for _ in range(MOST_TRIES):
        doomed = enroll_worker()
        assert claim_job(doomed)
        doomed.delete()
        requeue_jobs_of_the_dead()
    assert jobs_given_up().get().fault == "worker died"


def test_a_worker_that_wakes_up_does_not_end_a_job_that_another_has_taken(worker: Worker) -> None:
    enqueue(note, what=1)
    old = claim_job(worker)
    assert old
    with time_machine.travel(timezone.now() + lease() + timedelta(seconds=1)):
        requeue_jobs_of_the_dead()
        assert claim_job(enroll_worker())
        finish_job(old)
        fail_job(old, fault="late")
    assert Job.objects.get().state == Job.State.RUNNING
    assert Job.objects.get().fault == "worker died"


def test_a_worker_from_before_the_clock_was_set_back_is_not_alive_for_ever(worker: Worker) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=365)):
        show_life(worker)
    assert not live_workers().exists()


def test_a_worker_that_slept_for_days_is_known_again(worker: Worker) -> None:
    with time_machine.travel(timezone.now() + FORGET_WORKERS_AFTER + timedelta(hours=1)):
        enroll_worker()
        assert not Worker.objects.filter(pk=worker.pk).exists()
        show_life(worker)
        enqueue(note, what=1)
        work_through(worker)
    assert DONE == [1]


def test_a_schedule_is_due_at_once_and_then_every_round(worker: Worker) -> None:
    start = timezone.now()
    for minutes, times in ((0, 1), (30, 1), (61, 2), (62, 2), (120, 2), (121, 3)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            work_through(worker, HOURLY)
        assert len(DONE) == times, minutes


def test_rounds_that_passed_unseen_are_made_up_for_once(worker: Worker) -> None:
    work_through(worker, HOURLY)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        work_through(enroll_worker(), HOURLY)
    assert DONE == ["once", "once"]


def test_a_clock_that_was_years_ahead_for_a_while_does_not_silence_a_schedule(worker: Worker) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=3650)):
        work_through(enroll_worker(), HOURLY)
    work_through(worker, HOURLY)
    assert Schedule.objects.get().due_at <= timezone.now() + timedelta(hours=1)
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        work_through(enroll_worker(), HOURLY)
    assert len(DONE) == 2
