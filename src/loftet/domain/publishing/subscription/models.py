"""Who follows what by e-mail, what they agreed to, and the news they have not been told yet.

Before an address is confirmed nothing of it stands here: it lies encrypted in the link and in one row of the outbox.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Promise


class ConsentWording(models.Model):
    """Words that subscribers have agreed to, kept for as long as anyone may ask what they were."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    sha256 = models.CharField(max_length=64, help_text="Of the text in UTF-8.")
    text = models.TextField(_("text"))
    first_used_at = models.DateTimeField(_("använd sedan"))

    class Meta:
        app_label = "publishing"
        verbose_name = _("samtyckets ord")
        verbose_name_plural = _("samtyckens ord")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="consent_wording_once_in_a_municipality")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Subscription(models.Model):
    """An address that follows a promise, one of its focus areas or one of its commitments. Gone when it leaves."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+", verbose_name=_("löfte"))
    commitment_key = models.SlugField(_("åtagande"), max_length=80, blank=True)
    focus_area = models.CharField(_("fokusområde"), max_length=200, blank=True)
    email = models.EmailField(_("e-post"), help_text="In lower case.")
    language = models.CharField(_("språk"), max_length=2)
    wording = models.ForeignKey(
        ConsentWording, on_delete=models.PROTECT, related_name="+", verbose_name=_("det som godkändes")
    )
    confirmed_at = models.DateTimeField(_("godkänt"))

    class Meta:
        app_label = "publishing"
        verbose_name = _("följare")
        verbose_name_plural = _("följare")
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "commitment_key", "focus_area", "email"], name="address_follows_a_thing_once"
            ),
            models.CheckConstraint(condition=Q(commitment_key="") | Q(focus_area=""), name="subscription_of_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.commitment_key or self.focus_area}"


class News(models.Model):
    """Something that became public. Never changed."""

    class Kind(models.TextChoices):
        EDITION = "edition", _("Löftet är ändrat")
        REPORT = "report", _("Ny uppgift om arbetet")
        PLAN = "plan", _("Så följs åtagandet upp")
        JUDGEMENT = "judgement", _("Så bedöms åtagandet")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+", verbose_name=_("löfte"))
    commitment_key = models.SlugField(_("åtagande"), max_length=80, blank=True)
    focus_area = models.CharField(_("fokusområde"), max_length=200, blank=True)
    kind = models.CharField(_("slag"), max_length=20, choices=Kind)
    words = models.TextField(_("text"))
    on = models.DateField(_("publikt"))
    source = models.CharField(
        max_length=80, blank=True, help_text="What it tells of, so that it is noted once; empty where that is certain."
    )

    class Meta:
        app_label = "publishing"
        verbose_name = _("nyhet")
        verbose_name_plural = _("nyheter")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "source"], condition=~Q(source=""), name="news_of_a_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Notice(models.Model):
    """News that a subscriber has not been sent. Gone when its letter is in the outbox."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="notices", verbose_name=_("följare")
    )
    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="+", verbose_name=_("nyhet"))

    class Meta:
        app_label = "publishing"
        verbose_name = _("nyhet att skicka")
        verbose_name_plural = _("nyheter att skicka")
        constraints = [models.UniqueConstraint(fields=["subscription", "news"], name="news_told_once")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.news_id}"


class SentLetter(models.Model):
    """Which mail of the outbox went to which subscriber, until it is known whether it was taken."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="letters", verbose_name=_("följare")
    )
    message_id = models.CharField(max_length=200, unique=True)

    class Meta:
        app_label = "publishing"
        verbose_name = _("brev till följare")
        verbose_name_plural = _("brev till följare")

    def __str__(self) -> str:
        return self.message_id
