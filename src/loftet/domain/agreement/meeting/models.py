from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality


def new_calendar_uid() -> str:
    """RFC 7986, 5.3: a random UUID, which tells nothing of the machine that made it."""
    return str(uuid4())


class Meeting(models.Model):
    """A time at which municipality, police and others meet about the agreement and its promises."""

    class Forum(models.TextChoices):
        WORKING_GROUP = "working_group", _("Arbetsgruppen")
        STEERING_GROUP = "steering_group", _("Styrgruppen")
        # Law 2023:196 section 10.
        COUNCIL = "council", _("Strategiska rådet")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planerat")
        CALLED = "called", _("Kallelse skickad")
        HELD = "held", _("Hållet")
        CANCELLED = "cancelled", _("Inställt")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("kommun")
    )
    forum = models.CharField(_("vilka som möts"), max_length=20, choices=Forum)
    starts_at = models.DateTimeField(_("börjar"))
    ends_at = models.DateTimeField(_("slutar"))
    place = models.CharField(_("plats"), max_length=200, blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=State, default=State.PLANNED)
    calendar_uid = models.CharField(max_length=60, unique=True, default=new_calendar_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, help_text="RFC 5545: raised by what a calendar must show anew.")

    class Meta:
        verbose_name = _("möte")
        verbose_name_plural = _("möten")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"{self.get_forum_display()} {date_format(localtime(self.starts_at), 'j F Y')}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be held."""
        return self.state in (self.State.PLANNED, self.State.CALLED)


class Invitation(models.Model):
    """An address that was given for one meeting. Erased when the municipality's decision on disposal says so."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("möte"))
    address = models.EmailField(_("e-postadress"))
    sent_sequence = models.PositiveIntegerField(_("skickad ändring"), null=True, blank=True)
    message_id = models.CharField(_("senaste brevet"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("kallelse")
        verbose_name_plural = _("kallelser")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "address"], name="address_invited_once_to_a_meeting")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.pk}"


class Attendance(models.Model):
    """Who came, by party, level and function: the law asks whether those in leading positions do."""

    class Level(models.TextChoices):
        ELECTED = "elected", _("Förtroendevald")
        LEADING = "leading", _("Ledande tjänsteperson")
        OFFICIAL = "official", _("Annan tjänsteperson")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("möte"))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("part"))
    level = models.CharField(_("nivå"), max_length=10, choices=Level)
    function = models.CharField(_("funktion"), max_length=120)

    class Meta:
        verbose_name = _("närvaro")
        verbose_name_plural = _("närvaro")
        ordering = ["party__kind", "party__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "party", "function"], name="function_attends_a_meeting_once")
        ]

    def __str__(self) -> str:
        return self.function


class AgendaItem(models.Model):
    """Something to take up. Without a meeting it waits for the next one."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="agenda_items", verbose_name=_("kommun")
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="agenda", verbose_name=_("möte")
    )
    position = models.PositiveSmallIntegerField(_("ordning"), default=0)
    heading = models.CharField(_("rubrik"), max_length=300)
    background = models.TextField(_("bakgrund"), blank=True)
    asks_for_decision = models.BooleanField(_("här behövs ett beslut"), default=False)
    # What it is about, as `audit` names it; empty for a matter of the meeting's own.
    object_type = models.CharField(_("sak"), max_length=60, blank=True)
    object_id = models.CharField(_("sakens nummer"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("punkt på dagordningen")
        verbose_name_plural = _("punkter på dagordningen")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="agenda_item_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "object_type", "object_id"],
                condition=~Q(object_type=""),
                name="matter_once_on_an_agenda",
            ),
            models.CheckConstraint(
                condition=Q(object_type="", object_id="") | (~Q(object_type="") & ~Q(object_id="")),
                name="agenda_item_names_type_and_number",
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class Decision(models.Model):
    """What a meeting decided, who does it and by when. It is open until it is done."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("kommun")
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("möte"))
    text = models.TextField(_("beslut"))
    owner = models.CharField(
        _("ansvarig"), max_length=120, help_text=_("En funktion räcker, till exempel trygghetssamordnaren.")
    )
    due_on = models.DateField(_("klart senast"))
    done_on = models.DateField(_("klart"), null=True, blank=True)
    note = models.TextField(_("anteckning"), blank=True)

    class Meta:
        verbose_name = _("beslut")
        verbose_name_plural = _("beslut")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Minutes(models.Model):
    """What was said and decided. Adopted minutes are never changed, only followed by a correction with its reason."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="minutes", verbose_name=_("kommun")
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes", verbose_name=_("möte"))
    number = models.PositiveSmallIntegerField(_("lydelse"), default=1)
    text = models.TextField(_("protokoll"), blank=True)
    reason = models.TextField(_("skäl till rättelsen"), blank=True)
    adopted_on = models.DateField(_("justerat"), null=True, blank=True)
    adopted_by = models.CharField(_("justerat av"), max_length=200, blank=True)
    case_number_municipality = models.CharField(_("kommunens diarienummer"), max_length=60, blank=True)
    case_number_police = models.CharField(_("polisens diarienummer"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("protokoll")
        verbose_name_plural = _("protokoll")
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_numbered_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="corrected_minutes_have_a_reason"),
            models.CheckConstraint(
                condition=Q(adopted_on=None, adopted_by="")
                | (Q(adopted_on__isnull=False) & ~Q(adopted_by="") & ~Q(text="")),
                name="adopted_minutes_say_what_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if Minutes.objects.filter(pk=self.pk, adopted_on__isnull=False).exists():
            raise ValueError("adopted minutes are never changed")
        super().save(*args, **kwargs)
