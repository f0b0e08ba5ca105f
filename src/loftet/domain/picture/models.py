from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality


class Problem(models.Model):
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="problems", verbose_name=_("kommun")
    )
    name = models.CharField(_("problem"), max_length=200)

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problem")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="problem_named_once_in_a_municipality")
        ]

    def __str__(self) -> str:
        return self.name


class Cause(models.Model):
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="causes", verbose_name=_("kommun")
    )
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="causes", verbose_name=_("problem"))
    name = models.CharField(_("orsak"), max_length=200)

    class Meta:
        verbose_name = _("orsak")
        verbose_name_plural = _("orsaker")
        constraints = [models.UniqueConstraint(fields=["problem", "name"], name="cause_named_once_for_a_problem")]

    def __str__(self) -> str:
        return self.name
