from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality


class Indicator(models.Model):
    """What is measured, defined once so that baseline and outcome are the same thing."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("kommun")
    )
    name = models.CharField(_("namn"), max_length=160)
    definition = models.TextField(_("så räknas den"), blank=True)
    unit = models.CharField(_("enhet"), max_length=60, blank=True)
    source = models.CharField(_("källa"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="indicator_named_once_in_a_municipality")
        ]

    def __str__(self) -> str:
        return self.name
