from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from loftet.domain.job.models import Job, Worker
from loftet.domain.job.rules import signs_of_life


def lease() -> timedelta:
    """How long a worker may be silent before its jobs are taken from it."""
    return timedelta(seconds=settings.WORKER_LEASE)


def live_workers() -> QuerySet[Worker]:
    return Worker.objects.filter(seen_at__range=signs_of_life(timezone.now(), lease()))


def due_jobs() -> QuerySet[Job]:
    """What a worker may begin now, the longest due first: nothing of a key that is being worked on."""
    running = Job.objects.filter(state=Job.State.RUNNING).exclude(key="")
    waiting = Job.objects.filter(state=Job.State.WAITING, due_at__lte=timezone.now())
    return waiting.exclude(key__in=running.values("key"))


def jobs_without_worker() -> QuerySet[Job]:
    """Jobs that are marked as running though the worker that had them is dead."""
    return Job.objects.filter(state=Job.State.RUNNING).filter(Q(worker=None) | ~Q(worker__in=live_workers()))


def jobs_given_up() -> QuerySet[Job]:
    """Jobs that failed every time they were tried, for whoever runs the installation to look at."""
    return Job.objects.filter(state=Job.State.GIVEN_UP)
