from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models.promise import Promise


class Proposal(models.Model):
    """Exactly the words that each party is asked to approve. Never changed: other words are another proposal."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("löfte"))
    number = models.PositiveSmallIntegerField(_("förslag"))
    content = models.TextField(_("innehåll"), help_text="One PromiseRecord as JSON, format loftet-promise/1.")
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("skäl"), blank=True)
    parties = models.JSONField(_("parter som ska godkänna"))
    proposed_at = models.DateTimeField(_("föreslaget"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("föreslaget av"),
    )

    class Meta:
        verbose_name = _("förslag")
        verbose_name_plural = _("förslag")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["promise", "number"], name="proposal_numbered_once")]

    def __str__(self) -> str:
        return f"{self.promise} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("a proposal is never changed")
        super().save(*args, **kwargs)


class Approval(models.Model):
    """A party's yes to a proposal: who gave it, as what, when, and what she was shown."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="approvals", verbose_name=_("förslag")
    )
    party = models.CharField(_("part"), max_length=20, choices=Party.Kind)
    function = models.CharField(_("funktion"), max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("godkänt av")
    )
    approved_at = models.DateTimeField(_("godkänt"))
    second_factor_at = models.DateTimeField(_("andra steget bekräftat"))
    shown_sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("godkännande")
        verbose_name_plural = _("godkännanden")
        ordering = ["approved_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "party"], name="party_approves_a_proposal_once"),
            models.CheckConstraint(
                condition=models.Q(second_factor_at__lte=models.F("approved_at")),
                name="approval_follows_the_second_factor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_party_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValueError("an approval is never changed")
        super().save(*args, **kwargs)
