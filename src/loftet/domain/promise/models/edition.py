from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality
from loftet.domain.promise.models.promise import Promise
from loftet.domain.promise.models.proposal import Proposal


class Edition(models.Model):
    """What the public was shown from a moment on. Never changed, only followed by a newer one with its reason."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="editions", verbose_name=_("kommun")
    )
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="editions", verbose_name=_("löfte"))
    number = models.PositiveSmallIntegerField(_("utgåva"))
    content = models.TextField(_("innehåll"), help_text="One PromiseRecord as JSON, format loftet-promise/1.")
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("skäl"), blank=True)
    proposal = models.OneToOneField(
        Proposal,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="edition",
        verbose_name=_("godkänt förslag"),
    )
    published_at = models.DateTimeField(_("publicerad"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, verbose_name=_("publicerad av")
    )
    case_number_municipality = models.CharField(_("kommunens diarienummer"), max_length=60, blank=True)
    case_number_police = models.CharField(_("polisens diarienummer"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("utgåva")
        verbose_name_plural = _("utgåvor")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "number"], name="edition_numbered_once"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(reason=""), name="edition_after_the_first_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("a published edition is never changed")
        super().save(*args, **kwargs)
