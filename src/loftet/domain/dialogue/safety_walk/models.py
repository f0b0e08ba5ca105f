"""A safety walk (trygghetsvandring): what was seen where, who owns it, and what has become of it.

Names nobody: who took part is a number and functions, an owner is a department, a party or an actor outside.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality


class SafetyWalk(models.Model):
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="safety_walks", verbose_name=_("kommun")
    )
    on = models.DateField(_("dag"))
    area = models.CharField(_("område"), max_length=120)
    route = models.TextField(_("väg"), blank=True, help_text="One place a line, in the order of the walk.")
    took_part = models.CharField(_("vilka som var med"), max_length=300, blank=True, help_text="Functions, no names.")
    published_at = models.DateTimeField(_("publik sedan"), null=True, blank=True)

    class Meta:
        verbose_name = _("trygghetsvandring")
        verbose_name_plural = _("trygghetsvandringar")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.area} {self.on}"

    @property
    def places(self) -> list[str]:
        return self.route.splitlines()


class WalkFinding(models.Model):
    class Kind(models.TextChoices):
        GOOD = "good", _("Det här är bra")
        TO_MEND = "to_mend", _("Det här behöver åtgärdas")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    walk = models.ForeignKey(
        SafetyWalk, on_delete=models.CASCADE, related_name="findings", verbose_name=_("trygghetsvandring")
    )
    found_at = models.DateTimeField(_("skrivet"))
    place_text = models.CharField(_("plats"), max_length=120)
    kind = models.CharField(_("bra eller att åtgärda"), max_length=10, choices=Kind)
    seen = models.CharField(_("vad ni såg"), max_length=600)
    wanted = models.CharField(_("vad ni önskar"), max_length=600, blank=True)
    owner = models.CharField(_("vem som äger frågan"), max_length=120, blank=True)
    reviewed_at = models.DateTimeField(_("granskad"), null=True, blank=True)

    class Meta:
        verbose_name = _("iakttagelse")
        verbose_name_plural = _("iakttagelser")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="to_mend") | Q(owner="", wanted=""), name="what_is_good_has_nothing_to_mend"
            )
        ]

    def __str__(self) -> str:
        return self.place_text


class FindingState(models.Model):
    """What became of a finding, from a day on. A new one follows; none is changed."""

    class State(models.TextChoices):
        TAKEN_UP = "taken_up", _("Upptaget hos den som äger frågan")
        PLANNED = "planned", _("Ska åtgärdas")
        MENDED = "mended", _("Åtgärdat")
        NOT_MENDED = "not_mended", _("Åtgärdas inte")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    finding = models.ForeignKey(
        WalkFinding, on_delete=models.CASCADE, related_name="states", verbose_name=_("iakttagelse")
    )
    state = models.CharField(_("läge"), max_length=20, choices=State)
    on = models.DateField(_("dag"))
    words = models.CharField(_("med ord"), max_length=600, blank=True)
    entered_at = models.DateTimeField(_("infört"))

    class Meta:
        verbose_name = _("läge för iakttagelse")
        verbose_name_plural = _("lägen för iakttagelser")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="not_mended") | ~Q(words=""), name="what_is_not_mended_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.state} {self.on}"
