from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.agreement.meeting.models import AgendaItem, Attendance, Decision, Invitation, Meeting, Minutes
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality

__all__ = ["AgendaItem", "Agreement", "Attendance", "Decision", "FocusArea", "Invitation", "Meeting", "Minutes"]


class FocusArea(models.Model):
    """A word of the municipality's own vocabulary; promises of several years share it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="focus_areas", verbose_name=_("kommun")
    )
    name = models.CharField(_("namn"), max_length=160)

    class Meta:
        verbose_name = _("fokusområde")
        verbose_name_plural = _("fokusområden")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="focus_area_named_once_in_a_municipality")
        ]

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """Cooperation agreement (samverkansöverenskommelse). A published one is followed by a new one, never changed."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("kommun")
    )
    parties = models.ManyToManyField(Party, related_name="agreements", verbose_name=_("parter"))
    start = models.DateField(_("gäller från"))
    end = models.DateField(_("gäller till"), null=True, blank=True)
    signed_on = models.DateField(_("undertecknad"), null=True, blank=True)
    # Law 2023:196 section 9 asks for purposes and areas; Brå's checklist for the five that follow.
    purposes = models.TextField(_("syften"))
    areas = models.TextField(_("områden"))
    problems = models.TextField(_("problem i fokus"), blank=True)
    causes = models.TextField(_("troliga orsaker"), blank=True)
    goals = models.TextField(_("mål"), blank=True)
    documentation = models.TextField(_("så dokumenteras arbetet"), blank=True)
    follow_up = models.TextField(_("så följs arbetet upp"), blank=True)
    case_number_municipality = models.CharField(_("kommunens diarienummer"), max_length=60, blank=True)
    case_number_police = models.CharField(_("polisens diarienummer"), max_length=60, blank=True)
    succeeds = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("ersätter"))
    published_at = models.DateTimeField(_("publicerad"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("samverkansöverenskommelse")
        verbose_name_plural = _("samverkansöverenskommelser")
        ordering = ["-start", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gte=models.F("start")),
                name="agreement_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.start:%Y}"
