from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A cleaned file that belongs to a row. It lies outside the web root, and is public only once somebody says so."""

    municipality_code = models.CharField(_("kommunkod"), max_length=4)
    object_type = models.CharField(_("sak"), max_length=60)
    object_id = models.CharField(_("sakens nummer"), max_length=40)
    name = models.CharField(_("filens namn"), max_length=200)
    media_type = models.CharField(_("filtyp"), max_length=60)
    size = models.PositiveIntegerField(_("storlek i byte"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, verbose_name=_("inlagd av")
    )
    uploaded_at = models.DateTimeField(_("inlagd"), auto_now_add=True)
    published_at = models.DateTimeField(_("publicerad"), null=True, blank=True)

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        indexes = [models.Index(fields=["municipality_code", "object_type", "object_id"], name="file_object")]

    def __str__(self) -> str:
        return self.name
