from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality


class Reading(models.Model):
    """A text that was read: the words, and what the reader and then a person made of them. Nothing is a promise yet."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="readings", verbose_name=_("kommun")
    )
    name = models.CharField(_("textens namn"), max_length=200)
    text = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64)
    document = models.JSONField(_("läst"), help_text="A PromiseDocument in the format loftet-promise/1.")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, verbose_name=_("läst av")
    )
    read_at = models.DateTimeField(_("läst"), auto_now_add=True)
    stored_at = models.DateTimeField(_("sparad som löfte"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("läst text")
        verbose_name_plural = _("lästa texter")
        ordering = ["-read_at", "-id"]

    def __str__(self) -> str:
        return self.name
