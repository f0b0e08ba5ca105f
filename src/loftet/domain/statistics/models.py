from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.domain.place.models import Municipality


class Indicator(models.Model):
    """What is measured, defined once so that baseline and outcome are the same thing.

    One of a municipality is what a goal of its promise is measured by. One without is counted alike everywhere and has
    observations.
    """

    class Counts(models.TextChoices):
        EVENTS = "events", _("Händelser")
        REPORTS = "reports", _("Anmälningar, som också blir fler när fler vågar anmäla")
        POLICE_CHECKS = "police checks", _("Brott som polisen hittar när den letar")

    municipality = models.ForeignKey(
        Municipality, null=True, on_delete=models.PROTECT, related_name="indicators", verbose_name=_("kommun")
    )
    key = models.CharField(
        _("nyckel"), max_length=300, blank=True, help_text='The source\'s own name for it: "bra:Totalt antal brott".'
    )
    name = models.CharField(_("namn"), max_length=300)
    definition = models.TextField(_("så räknas den"), blank=True)
    unit = models.CharField(_("enhet"), max_length=60, blank=True)
    source = models.CharField(_("källa"), max_length=200, blank=True)
    counts = models.CharField(_("räknar"), max_length=20, choices=Counts, default=Counts.EVENTS)
    moved_by = models.TextField(_("påverkas också av"), blank=True)
    warning = models.TextField(_("täckning"), blank=True, help_text="Follows every figure of the indicator.")
    is_protected = models.BooleanField(
        _("skyddas i små tal"),
        default=False,
        help_text="Close relations, sexual offences, children: cells of 1 to 4 are not shown.",
    )

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="indicator_named_once_in_a_municipality"),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="indicator_has_one_key_of_its_source"),
            models.CheckConstraint(
                condition=Q(municipality=None) ^ Q(key=""), name="indicator_is_a_municipality_s_or_a_source_s"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SeriesBreak(models.Model):
    """From this day an indicator is counted another way: what is before and after is not compared."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="breaks", verbose_name=_("indikator")
    )
    on = models.DateField(_("från"))
    reason = models.CharField(_("vad som ändrades"), max_length=300)

    class Meta:
        verbose_name = _("brott i serien")
        verbose_name_plural = _("brott i serien")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["indicator", "on"], name="series_break_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"


class Delivery(models.Model):
    """A file or an answer of a service, as it came, and what was made of it. Holds no person but who brought it in."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("kommun")
    )
    source = models.CharField(_("källa"), max_length=60)
    reader = models.CharField(_("läsare"), max_length=60)
    file_name = models.CharField(_("fil eller adress"), max_length=300)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField(_("innehåll, komprimerat"), editable=True)
    received_at = models.DateTimeField(_("mottagen"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, verbose_name=_("inläst av")
    )
    rows_read = models.PositiveIntegerField(_("lästa rader"))
    new_count = models.PositiveIntegerField(_("nya tal"))
    corrected_count = models.PositiveIntegerField(_("rättade tal"))
    unchanged_count = models.PositiveIntegerField(_("oförändrade tal"))
    refused = models.JSONField(_("avvisade rader"), default=list, help_text="row, text and why of each.")
    refused_count = models.PositiveIntegerField(_("avvisade rader, antal"))
    suppressed_count = models.PositiveIntegerField(_("skyddade tal"))
    missing_count = models.PositiveIntegerField(_("tal som saknas"))
    reason = models.CharField(_("skäl"), max_length=300, blank=True, help_text="Of a correction made by hand.")

    class Meta:
        verbose_name = _("leverans")
        verbose_name_plural = _("leveranser")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    rows_read=models.F("new_count")
                    + models.F("corrected_count")
                    + models.F("unchanged_count")
                    + models.F("refused_count")
                ),
                name="delivery_accounts_for_every_row",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.file_name}"


class SimilarGroup(models.Model):
    """Municipalities that Kolada holds to be like one of them in some respect, in one year's reckoning."""

    key = models.CharField(_("nyckel"), max_length=20, unique=True, help_text='The source\'s own: "G176477".')
    of = models.CharField(_("kommunkod"), max_length=4)
    respect = models.CharField(_("i fråga om"), max_length=120)
    year = models.PositiveSmallIntegerField(_("år"))
    member_codes = models.JSONField(_("kommunerna"), default=list)

    class Meta:
        verbose_name = _("grupp av liknande kommuner")
        verbose_name_plural = _("grupper av liknande kommuner")
        ordering = ["of", "respect", "-year"]
        indexes = [models.Index(fields=["of"], name="similar_group_of")]

    def __str__(self) -> str:
        return f"{self.of} {self.respect} {self.year}"


class PoliceNews(models.Model):
    """What the police chose to tell: news, never all that happened, and so never counted."""

    number = models.PositiveBigIntegerField(_("polisens nummer"), primary_key=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="police_news", verbose_name=_("kommun")
    )
    published_at = models.DateTimeField(_("publicerad"))
    type = models.CharField(_("slag"), max_length=120)
    summary = models.TextField(_("sammanfattning, maskerad"), blank=True)
    address = models.URLField(_("adress"), max_length=300)
    tells_of_several = models.BooleanField(_("sammanfattar flera händelser"), default=False)

    class Meta:
        verbose_name = _("nyhet från polisen")
        verbose_name_plural = _("nyheter från polisen")
        ordering = ["-published_at"]
        indexes = [models.Index(fields=["municipality", "-published_at"], name="police_news_by_day")]

    def __str__(self) -> str:
        return f"{self.type} {self.published_at}"


class Asking(models.Model):
    """The last time that a service was asked for a municipality's figures, and how it went."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="askings", verbose_name=_("kommun")
    )
    service = models.CharField(_("tjänst"), max_length=20)
    asked_at = models.DateTimeField(_("frågad"))
    succeeded = models.BooleanField(_("svarade"))
    words = models.CharField(_("hur det gick"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("fråga till en tjänst")
        verbose_name_plural = _("frågor till tjänster")
        constraints = [models.UniqueConstraint(fields=["municipality", "service"], name="service_asked_once_kept")]

    def __str__(self) -> str:
        return f"{self.service} {self.asked_at}"


class WaitingFile(models.Model):
    """A file that somebody looks at before it is stored or thrown away. It goes by itself after a week."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    file_name = models.CharField(_("fil"), max_length=300)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField(_("innehåll, komprimerat"))
    received_at = models.DateTimeField(_("mottagen"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("inläst av")
    )

    class Meta:
        verbose_name = _("fil som väntar")
        verbose_name_plural = _("filer som väntar")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class Figure(models.Model):
    """The columns of an observation that a later delivery can correct."""

    count = models.BigIntegerField(_("antal"), null=True)
    value = models.FloatField(_("värde"), null=True)
    marks = models.PositiveSmallIntegerField(_("märken"), default=0)

    class Meta:
        abstract = True


class Observation(Figure):
    """One figure as it stands now: what, where, when. Null, never zero, where a mark says that it is not known."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="observations", verbose_name=_("indikator")
    )
    place = models.CharField(_("plats"), max_length=12, help_text='"1257" a municipality, "12" a county, "00" Sweden.')
    start = models.DateField(_("från"))
    months = models.PositiveSmallIntegerField(_("månader"))
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="observations", verbose_name=_("leverans")
    )

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observationer")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "months", "start"], name="observation_once_a_place_and_period"
            ),
            models.CheckConstraint(condition=Q(count=None) | Q(count__gte=0), name="observation_count_not_negative"),
            models.CheckConstraint(condition=Q(months__in=[1, 3, 12]), name="observation_of_month_quarter_or_year"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.start} {self.months}"


class EarlierFigure(Figure):
    """What an observation said before it was corrected: the old figure stays, with the delivery it came in."""

    observation = models.ForeignKey(
        Observation, on_delete=models.CASCADE, related_name="history", verbose_name=_("observation")
    )
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="earlier_figures", verbose_name=_("leverans")
    )
    replaced_by = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("rättad av")
    )

    class Meta:
        verbose_name = _("tidigare tal")
        verbose_name_plural = _("tidigare tal")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.count} {self.value}"
