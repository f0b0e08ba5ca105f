"""The loop of a worker process."""

import logging
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

from loftet.domain.job.models import Job, Worker
from loftet.domain.job.selectors import lease
from loftet.domain.job.services import (
    Recurring,
    claim_job,
    dismiss_worker,
    enqueue_recurring,
    enroll_worker,
    fail_job,
    finish_job,
    requeue_jobs_of_the_dead,
    show_life,
)

PAUSE_SECONDS = 1.0
BEATS_IN_A_LEASE = 6

logger = logging.getLogger(__name__)


def work(recurring: Sequence[Recurring], *, stop: Event) -> None:
    """Do jobs until told to stop; the one that is under way is finished first.

    A database that does not answer ends the worker with its error: whoever started it starts it anew.
    """
    worker = enroll_worker()
    with signs_of_life(worker):
        while not stop.is_set():
            close_old_connections()
            if not take_turn(worker, recurring):
                stop.wait(PAUSE_SECONDS)
    dismiss_worker(worker)


def take_turn(worker: Worker, recurring: Sequence[Recurring] = ()) -> bool:
    """Do at most one job; says whether there was one."""
    requeue_jobs_of_the_dead()
    enqueue_recurring(recurring)
    job = claim_job(worker)
    if job is None:
        return False
    perform(job)
    return True


def perform(job: Job) -> None:
    """Call what the job asks for. An error is logged and the job put back; the worker goes on."""
    try:
        import_string(job.task)(**job.arguments)
    except Exception as error:
        logger.exception("Job %s failed, try %d", job, job.tries)
        fail_job(job, fault=kind_and_place(error))
    else:
        finish_job(job)


def kind_and_place(error: Exception) -> str:
    """ "ValueError in services.py:41": what can be kept of an error, whose own words may be about a person."""
    innermost = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(innermost.filename).name}:{innermost.lineno}"


@contextmanager
def signs_of_life(worker: Worker) -> Iterator[None]:
    """Show, from a thread of its own, that the process lives, so that a long job does not seem dead."""
    over = Event()
    thread = Thread(target=_beat, args=(worker, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(worker: Worker, over: Event) -> None:
    while not over.wait(lease().total_seconds() / BEATS_IN_A_LEASE):
        try:
            close_old_connections()
            show_life(worker)
        except DatabaseError:
            logger.warning("The database did not take a sign of life; trying again", exc_info=True)
    connection.close()
