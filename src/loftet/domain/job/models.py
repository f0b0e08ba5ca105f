from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A process that does jobs, and when it last showed that it is alive."""

    started_at = models.DateTimeField(_("startad"), default=timezone.now)
    seen_at = models.DateTimeField(_("senaste livstecken"), default=timezone.now)

    class Meta:
        verbose_name = _("arbetare")
        verbose_name_plural = _("arbetare")

    def __str__(self) -> str:
        return f"{self.pk}"


class Job(models.Model):
    """Something to do later. A job that is done is gone."""

    class State(models.TextChoices):
        WAITING = "waiting", _("väntar")
        RUNNING = "running", _("pågår")
        GIVEN_UP = "given_up", _("uppgivet")

    task = models.CharField(_("uppgift"), max_length=200, help_text="Module and name of a function.")
    arguments = models.JSONField(_("argument"), default=dict, help_text="Keys of rows, never texts or persons.")
    key = models.CharField(_("nyckel"), max_length=100, blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=State, default=State.WAITING)
    due_at = models.DateTimeField(_("görs från"), default=timezone.now)
    enqueued_at = models.DateTimeField(_("beställt"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("försök"), default=0)
    worker = models.ForeignKey(
        Worker, null=True, blank=True, on_delete=models.SET_NULL, related_name="jobs", verbose_name=_("arbetare")
    )
    fault = models.CharField(_("senaste fel"), max_length=200, blank=True, help_text="Kind and place, no contents.")

    class Meta:
        verbose_name = _("jobb")
        verbose_name_plural = _("jobb")
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="job_state_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state="running") & ~Q(key=""), name="one_running_job_of_a_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.arguments}"


class Schedule(models.Model):
    """When something that comes round is next due."""

    name = models.CharField(_("namn"), max_length=100, primary_key=True)
    due_at = models.DateTimeField(_("nästa gång"))

    class Meta:
        verbose_name = _("schema")
        verbose_name_plural = _("scheman")

    def __str__(self) -> str:
        return self.name
