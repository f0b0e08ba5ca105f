from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """Who did what to which row, and when. Holds no personal field and no text."""

    at = models.DateTimeField(_("tid"), auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, verbose_name=_("vem"))
    action = models.CharField(_("handling"), max_length=60)
    object_type = models.CharField(_("sak"), max_length=60)
    object_id = models.CharField(_("sakens nummer"), max_length=40)
    municipality_code = models.CharField(_("kommunkod"), max_length=4, blank=True)

    class Meta:
        verbose_name = _("spår")
        verbose_name_plural = _("spår")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["municipality_code", "-at"], name="audit_municipality_at"),
            models.Index(fields=["object_type", "object_id"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_type} {self.object_id}"


class RetentionDecision(models.Model):
    """The municipality's decision on disposal (gallringsbeslut) of one type of document. A newer one takes over."""

    class DocumentType(models.TextChoices):
        MEETING_ADDRESSES = "meeting_addresses", _("Adresser till möten, efter mötet")
        MAIL = "mail", _("Brev som Löftet har skickat, efter att de lämnats till e-postservern")
        WEEKLY_REPORTS = "weekly_reports", _("Veckorapporter, efter veckan de gäller (summor per vecka blir kvar)")
        REPORTER_ADDRESSES = "reporter_addresses", _("Adresser till veckorapportörer, efter att de slutat rapportera")
        CONTRIBUTIONS = "contributions", _("Synpunkter, efter att de besvarats")
        CONTRIBUTOR_ADDRESSES = "contributor_addresses", _("Adresser till dem som tyckt till, efter att de fått svar")

    municipality_code = models.CharField(_("kommunkod"), max_length=4)
    number = models.CharField(_("beslutets nummer"), max_length=60)
    decided_on = models.DateField(_("beslutat"))
    decided_by = models.CharField(_("beslutat av"), max_length=120)
    document_type = models.CharField(_("handlingar"), max_length=30, choices=DocumentType)
    period_days = models.PositiveIntegerField(_("gallras efter, dagar"))
    entered_at = models.DateTimeField(_("infört"), auto_now_add=True)

    class Meta:
        verbose_name = _("gallringsbeslut")
        verbose_name_plural = _("gallringsbeslut")
        ordering = ["document_type", "-decided_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.document_type}"
