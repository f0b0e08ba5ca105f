from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.rules import authority_name


class Municipality(models.Model):
    """One of Sweden's 290, or the invented Exempelby."""

    code = models.CharField(_("kommunkod"), max_length=4, primary_key=True)
    name = models.CharField(_("namn"), max_length=60, unique=True)
    slug = models.SlugField(_("adress"), max_length=60, unique=True)
    county = models.CharField(_("län"), max_length=60)
    example = models.BooleanField(_("påhittad"), default=False)

    class Meta:
        verbose_name = _("kommun")
        verbose_name_plural = _("kommuner")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def authority(self) -> str:
        return authority_name(self.name)


class PoliceArea(models.Model):
    """A local police area (lokalpolisområde). The police publish no table of them: the administrator fills it."""

    name = models.CharField(_("namn"), max_length=80, unique=True)
    municipalities = models.ManyToManyField(
        Municipality, related_name="police_areas", blank=True, verbose_name=_("kommuner")
    )

    class Meta:
        verbose_name = _("lokalpolisområde")
        verbose_name_plural = _("lokalpolisområden")

    def __str__(self) -> str:
        return self.name


class PublicRevision(models.Model):
    """How often something that the public can see of a municipality has changed."""

    municipality = models.OneToOneField(
        Municipality,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="public_revision",
        verbose_name=_("kommun"),
    )
    number = models.PositiveBigIntegerField(
        _("nummer"),
        default=0,
        help_text="Raised in the transaction of every change that the public can see; pages are cached under the sum.",
    )

    class Meta:
        verbose_name = _("offentlig ändring")
        verbose_name_plural = _("offentliga ändringar")

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.number}"
