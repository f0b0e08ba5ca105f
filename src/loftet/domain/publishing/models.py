from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality
from loftet.domain.publishing.search.models import SearchEntry, SearchTerm, SearchWord
from loftet.domain.publishing.subscription.models import ConsentWording, News, Notice, SentLetter, Subscription

__all__ = [
    "ConsentWording",
    "News",
    "Notice",
    "SearchEntry",
    "SearchTerm",
    "SearchWord",
    "SentHead",
    "SentLetter",
    "Site",
    "Subscription",
]


class Site(models.Model):
    """A municipality's public pages: who answers for them and how far they are declared."""

    municipality = models.OneToOneField(
        Municipality, primary_key=True, on_delete=models.PROTECT, related_name="site", verbose_name=_("kommun")
    )
    official_since = models.DateField(
        _("officiell sedan"), null=True, blank=True, help_text=_("Innan dess ber sidan sökmotorer att inte ta med den.")
    )
    contact_name = models.CharField(_("kontakt"), max_length=200, blank=True)
    contact_email = models.EmailField(_("kontaktens e-post"), blank=True)
    contact_phone = models.CharField(_("kontaktens telefon"), max_length=40, blank=True)
    accessibility_method = models.TextField(_("så testades tillgängligheten"), blank=True)
    accessibility_assessed_on = models.DateField(_("tillgängligheten bedömd den"), null=True, blank=True)
    accessibility_failures = models.TextField(_("kända brister"), blank=True)
    accessibility_level = models.CharField(
        _("efterlevnad"),
        max_length=10,
        blank=True,
        choices=[("full", _("Helt förenlig")), ("partial", _("Delvis förenlig")), ("none", _("Inte förenlig"))],
    )
    data_protection_text = models.TextField(_("om personuppgifter"), blank=True)

    class Meta:
        verbose_name = _("offentlig sida")
        verbose_name_plural = _("offentliga sidor")

    def __str__(self) -> str:
        return str(self.municipality)


class SentHead(models.Model):
    """The head of the chain of changes that both parties were sent last."""

    municipality = models.OneToOneField(
        Municipality, primary_key=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun")
    )
    head = models.CharField(_("huvud"), max_length=64)
    sent_at = models.DateTimeField(_("skickat"))

    class Meta:
        verbose_name = _("skickat huvud")
        verbose_name_plural = _("skickade huvuden")

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.head[:8]}"
