from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> "MessageQuerySet":
        return self.filter(state=Message.State.WAITING)


class Message(models.Model):
    """A mail to one address, from the change that caused it until a mail server has taken it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("väntar")
        DELIVERED = "delivered", _("lämnat till e-postservern")
        REFUSED = "refused", _("togs inte emot")
        EXPIRED = "expired", _("hann bli för gammalt")

    municipality_code = models.CharField(_("kommunkod"), max_length=4, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    to = models.CharField(_("till"), max_length=320, blank=True)
    subject = models.CharField(_("ämne"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.TextField(_("kalender"), blank=True, help_text="iCalendar with a METHOD, RFC 6047.")
    headers = models.JSONField(_("brevhuvuden"), default=dict, blank=True)
    erase_on_delivery = models.BooleanField(_("raderas när det är lämnat"), default=False)
    enqueued_at = models.DateTimeField(_("skrivet"), default=timezone.now)
    expires_at = models.DateTimeField(_("skickas inte efter"), null=True, blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("försök"), default=0)
    due_at = models.DateTimeField(_("nästa försök"), default=timezone.now)
    ended_at = models.DateTimeField(_("avslutat"), null=True, blank=True)
    answer = models.CharField(_("senaste svaret"), max_length=80, blank=True, help_text="Codes only, no words.")

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("brev")
        verbose_name_plural = _("brev")
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="message_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="message_ends_when_it_no_longer_waits",
            ),
            models.CheckConstraint(condition=~Q(state="waiting") | ~Q(to=""), name="waiting_message_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.message_id
