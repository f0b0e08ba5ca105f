from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Chain(models.Model):
    """The end of a municipality's chain, or of the installation's own: the row that whoever seals must hold."""

    municipality_code = models.CharField(
        _("kommunkod"), max_length=4, unique=True, blank=True, help_text="Empty for the installation's own."
    )
    length = models.PositiveIntegerField(_("antal länkar"), default=0)
    head = models.CharField(_("huvud"), max_length=64, blank=True)
    public_key = models.CharField(_("öppen nyckel"), max_length=100)

    class Meta:
        verbose_name = _("ändringskedja")
        verbose_name_plural = _("ändringskedjor")
        ordering = ["municipality_code"]

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.head[:8]}"


class Link(models.Model):
    """A sealed change. Its document is stored byte for byte as it was sealed; the other fields are for finding it."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="links", verbose_name=_("kedja"))
    position = models.PositiveIntegerField(_("plats"))
    document = models.TextField(_("länk"))
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(_("försegling"), max_length=88)
    kind = models.CharField(_("slag"), max_length=60)
    object_type = models.CharField(_("sak"), max_length=60)
    object_id = models.CharField(_("sakens nummer"), max_length=40)
    sealed_at = models.DateTimeField(_("förseglad"))

    class Meta:
        verbose_name = _("länk")
        verbose_name_plural = _("länkar")
        ordering = ["chain", "position"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="link_object")]
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="one_link_per_position"),
            models.UniqueConstraint(fields=["chain", "sha256"], name="link_is_in_its_chain_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.kind} {self.sha256[:8]}"


class SealedText(models.Model):
    """A text that a link holds the hash of. It can be taken away; the hash stays, and can no longer be tried out."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="sealed_texts", verbose_name=_("länk"))
    name = models.CharField(_("namn"), max_length=60)
    salt = models.CharField(_("salt"), max_length=32, blank=True)
    text = models.TextField(_("text"), blank=True)
    sha256 = models.CharField(max_length=64)
    withdrawn_on = models.DateField(_("borttagen"), null=True, blank=True)
    withdrawn_decision = models.CharField(_("beslut"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("förseglad text")
        verbose_name_plural = _("förseglade texter")
        ordering = ["link", "name"]
        constraints = [
            models.UniqueConstraint(fields=["link", "name"], name="one_text_of_a_name_per_link"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_decision="") & ~Q(salt="")
                | Q(withdrawn_on__isnull=False, salt="", text="") & ~Q(withdrawn_decision=""),
                name="withdrawn_text_is_gone_by_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:8]}"

    @property
    def wording(self) -> str:
        """The text, or that it is gone and why."""
        if self.withdrawn_on is None:
            return self.text
        why = {"day": date_format(self.withdrawn_on, "j F Y"), "decision": self.withdrawn_decision}
        return gettext("Borttaget %(day)s efter beslut %(decision)s.") % why
