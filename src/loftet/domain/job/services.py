"""Jobs are put in a queue, claimed by a worker, and end by being gone, waiting again or given up.

A job is done at least once: its worker may die after the work and before the row is gone. What it calls must
therefore bear to be done twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from loftet.domain.job.models import Job, Schedule, Worker
from loftet.domain.job.rules import Recurrence, due_moment, is_given_up, wait_after
from loftet.domain.job.selectors import due_jobs, jobs_without_worker

Task = Callable[..., object]
Argument = int | str | bool | None

FORGET_WORKERS_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recurring:
    """A task that comes round by the clock. Its name is also the key of its jobs."""

    name: str
    task: Task
    recurrence: Recurrence


def enqueue(task: Task, *, key: str = "", due_at: datetime | None = None, **arguments: Argument) -> None:
    """Have `task(**arguments)` called by a worker, once the transaction that asks for it is committed.

    Args:
        task: a function at the top of a module.
        key: jobs of one key never run at the same time, and those that wait with the same task and arguments
            are done as one. An empty key binds nothing.
        due_at: not before this moment.
    """
    Job.objects.create(task=name_of(task), arguments=arguments, key=key, due_at=due_at or timezone.now())


def name_of(task: Task) -> str:
    return f"{task.__module__}.{task.__qualname__}"


def enroll_worker() -> Worker:
    """A worker that lives from now. Those that have been silent for a day are forgotten."""
    Worker.objects.filter(seen_at__lt=timezone.now() - FORGET_WORKERS_AFTER, jobs=None).delete()
    return Worker.objects.create()


def show_life(worker: Worker) -> None:
    """Said often: after a lease of silence the jobs are taken from the worker. A forgotten one is known again."""
    worker.seen_at = timezone.now()
    worker.save()


def dismiss_worker(worker: Worker) -> None:
    worker.delete()


def claim_job(worker: Worker) -> Job | None:
    """The job that has waited longest, now the worker's own; None when nothing is due.

    None also when another worker just took a job of the same key: ask again.
    """
    try:
        return _claim_first_due(worker) if due_jobs().exists() else None
    except IntegrityError:
        return None


def finish_job(job: Job) -> None:
    _still_held(job).delete()


def fail_job(job: Job, *, fault: str) -> None:
    """Let the job wait for another try, or give it up.

    Args:
        fault: what kind of error and where. No contents: those may be about a person.
    """
    _put_back(_still_held(job), job, fault=fault, due_at=timezone.now() + wait_after(job.tries))


def requeue_jobs_of_the_dead() -> None:
    """Jobs whose worker has been silent for a lease wait again, or are given up if they keep killing their worker."""
    # SQLite has one writer: nothing is locked while there is nothing to do, here and below.
    if jobs_without_worker().exists():
        _requeue()


def enqueue_recurring(recurring: Iterable[Recurring]) -> None:
    """Enqueue the tasks whose time has come: each once, however many rounds have passed unseen."""
    stored = dict(Schedule.objects.values_list("name", "due_at"))
    now = timezone.now()
    for one in recurring:
        due_at = stored.get(one.name)
        if due_at is None or due_at <= now or due_at != due_moment(due_at, now, one.recurrence):
            _enqueue_round(one)


@transaction.atomic
def _requeue() -> None:
    for job in jobs_without_worker().select_for_update(skip_locked=True, of=("self",)):
        _put_back(Job.objects.filter(pk=job.pk), job, fault="worker died", due_at=timezone.now())


@transaction.atomic
def _enqueue_round(recurring: Recurring) -> None:
    now = timezone.now()
    Schedule.objects.bulk_create([Schedule(name=recurring.name, due_at=now)], ignore_conflicts=True)
    schedule = Schedule.objects.select_for_update().get(name=recurring.name)
    due_at = due_moment(schedule.due_at, now, recurring.recurrence)
    if due_at <= now:
        enqueue(recurring.task, key=recurring.name)
        due_at = recurring.recurrence(now)
    Schedule.objects.filter(name=recurring.name).update(due_at=due_at)


@transaction.atomic
def _claim_first_due(worker: Worker) -> Job | None:
    due = due_jobs().select_for_update(skip_locked=True)
    job = due.first()
    if job is None:
        return None
    if job.key:
        _drop_equals(job, due)
    job.state, job.worker, job.tries = Job.State.RUNNING, worker, job.tries + 1
    job.save()
    return job


def _drop_equals(job: Job, due: QuerySet[Job]) -> None:
    """The job that is taken now does for those that were committed before it began."""
    equals = due.filter(task=job.task, arguments=job.arguments, key=job.key).exclude(pk=job.pk)
    Job.objects.filter(pk__in=[equal.pk for equal in equals]).delete()


def _still_held(job: Job) -> QuerySet[Job]:
    """The row, unless the job was taken from a worker that had seemed dead."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, worker=job.worker, tries=job.tries)


def _put_back(rows: QuerySet[Job], job: Job, *, fault: str, due_at: datetime) -> None:
    state = Job.State.GIVEN_UP if is_given_up(job.tries) else Job.State.WAITING
    rows.update(state=state, worker=None, fault=fault[:200], due_at=due_at)
