from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.picture.models import Cause, Problem
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models.promise import Commitment


class Tie(models.Model):
    """A commitment whose text names no problem, tied to one afterwards. The promise's words are not touched."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    commitment = models.OneToOneField(
        Commitment, on_delete=models.CASCADE, related_name="tie", verbose_name=_("åtagande")
    )
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="ties", verbose_name=_("problem"))
    cause = models.ForeignKey(
        Cause, null=True, blank=True, on_delete=models.PROTECT, related_name="ties", verbose_name=_("orsak")
    )

    class Meta:
        verbose_name = _("koppling till ett problem")
        verbose_name_plural = _("kopplingar till problem")

    def __str__(self) -> str:
        return f"{self.commitment} – {self.problem}"
