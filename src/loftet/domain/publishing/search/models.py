"""The index behind the search: which words each public text has.

Three plain tables, so that SQLite and PostgreSQL answer alike without an extension. Words are kept once for the whole
installation (tens of thousands); what a query means is worked out on them, and only then are the many terms asked.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality


class EntryKind(models.TextChoices):
    PROMISE = "promise", _("Löfte")
    COMMITMENT = "commitment", _("Åtagande")
    GOAL = "goal", _("Mål")
    AGREEMENT = "agreement", _("Överenskommelse")


class SearchEntry(models.Model):
    """A public page, or a part of one with an address of its own, as the search shows it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="search_entries", verbose_name=_("kommun")
    )
    kind = models.CharField(_("slag"), max_length=20, choices=EntryKind.choices)
    title = models.CharField(_("rubrik"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    url = models.CharField(_("adress"), max_length=300)

    class Meta:
        app_label = "publishing"
        verbose_name = _("sökbar text")
        verbose_name_plural = _("sökbara texter")
        constraints = [models.UniqueConstraint(fields=["municipality", "url"], name="search_entry_once_per_address")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that some public text has, in small letters, of whichever municipality."""

    text = models.CharField(_("ord"), max_length=100, unique=True)
    stem = models.CharField(_("ordstam"), max_length=100, db_index=True)

    class Meta:
        app_label = "publishing"
        verbose_name = _("sökord")
        verbose_name_plural = _("sökord")

    def __str__(self) -> str:
        return self.text


class SearchTerm(models.Model):
    """That a text has a word, and how much it says about the text."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name=_("kommun")
    )
    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="terms", verbose_name=_("text"))
    word = models.ForeignKey(
        SearchWord, on_delete=models.PROTECT, related_name="terms", db_index=False, verbose_name=_("sökord")
    )
    weight = models.FloatField(_("vikt"))

    class Meta:
        app_label = "publishing"
        verbose_name = _("sökbart ord")
        verbose_name_plural = _("sökbara ord")
        constraints = [models.UniqueConstraint(fields=["entry", "word"], name="search_term_once_per_entry")]
        indexes = [models.Index(fields=["word", "municipality", "entry", "weight"], name="search_term_by_word")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.word_id}"
