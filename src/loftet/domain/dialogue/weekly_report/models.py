"""What those who move about in a municipality report of a week (the EST way of working), and what was decided of it.

No row names anybody: a reporter is a function, a report is an event, a place and a time. Those who are not an authority
may not handle facts of suspected crime (GDPR art. 10), so they have no field in which one could be written.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.domain.dialogue.weekly_report.rules import GREATEST_WEIGHT, MOST_SERIOUS
from loftet.domain.place.models import Municipality

LONGEST_PLACE, LONGEST_TEXT, LONGEST_MEASURE = 120, 600, 300
"""As stored: a mark that stands in place of words can be longer than they were."""


class Reporter(models.Model):
    """A function that reports without an account."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="weekly_reporters", verbose_name=_("kommun")
    )
    function = models.CharField(_("funktion"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=120)
    is_authority = models.BooleanField(_("myndighet"))
    email = models.EmailField(_("e-post"), blank=True, help_text="In lower case; empty where the link is handed over.")
    wants_letters = models.BooleanField(_("vill få brev om vad det blev"), default=False)
    told_week = models.DateField(_("senaste brevet gällde veckan från"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("slutade rapportera"), null=True, blank=True)

    class Meta:
        verbose_name = _("rapportör")
        verbose_name_plural = _("rapportörer")
        ordering = ["organisation", "function", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "organisation", "function"],
                condition=Q(withdrawn_at=None),
                name="function_reports_once_for_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(wants_letters=False) | ~Q(email=""), name="letters_to_a_reporter_have_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.organisation}"


class ReporterLink(models.Model):
    """A personal link in a letter or a square code; only its hash is kept."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    reporter = models.ForeignKey(Reporter, on_delete=models.CASCADE, related_name="links", verbose_name=_("rapportör"))
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("gjord"))
    expires_at = models.DateTimeField(_("gäller till"))

    class Meta:
        verbose_name = _("länk till rapportör")
        verbose_name_plural = _("länkar till rapportörer")

    def __str__(self) -> str:
        return f"{self.reporter_id} {self.made_at:%Y-%m-%d}"


class ReporterDevice(models.Model):
    """A telephone that has exchanged a link."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    reporter = models.ForeignKey(
        Reporter, on_delete=models.CASCADE, related_name="devices", verbose_name=_("rapportör")
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("gjord"))
    expires_at = models.DateTimeField(_("känd till"))

    class Meta:
        verbose_name = _("rapportörs enhet")
        verbose_name_plural = _("rapportörers enheter")

    def __str__(self) -> str:
        return f"{self.reporter_id} {self.made_at:%Y-%m-%d}"


class Category(models.TextChoices):
    """What may be reported: one vocabulary for all, so that weeks and municipalities can be laid side by side."""

    DAMAGE = "damage", _("Skadegörelse och klotter")
    DISORDER = "disorder", _("Bråk och stök")
    GATHERING = "gathering", _("Samling som känns otrygg")
    VEHICLES = "vehicles", _("Mopeder, A-traktorer och trafik")
    DRUGS = "drugs", _("Alkohol eller narkotika")
    VIOLENCE = "violence", _("Hot eller våld")
    THEFT = "theft", _("Stöld eller inbrott")
    ENVIRONMENT = "environment", _("Mörkt, trasigt eller skräpigt")
    FIRE = "fire", _("Brand eller smällare")
    OTHER = "other", _("Annat")


class WeeklyReport(models.Model):
    """One event. It can have happened at any moment from `earliest` to `latest`."""

    class Perceived(models.TextChoices):
        SEEN = "seen", _("Sett själv")
        HEARD = "heard", _("Hört av andra")

    class Action(models.TextChoices):
        NOTHING = "nothing", _("Inget")
        TALKED = "talked", _("Pratade med dem som var där")
        FAULT_REPORT = "fault_report", _("Gjorde en felanmälan")
        CALLED = "called", _("Ringde polis, väktare eller räddningstjänst")
        MENDED = "mended", _("Åtgärdade det")

    class PoliceReport(models.TextChoices):
        YES = "yes", _("Ja")
        NO = "no", _("Nej")
        UNKNOWN = "unknown", _("Vet inte")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="weekly_reports", verbose_name=_("kommun")
    )
    reporter = models.ForeignKey(
        Reporter, on_delete=models.PROTECT, related_name="reports", verbose_name=_("rapportör")
    )
    idempotency_key = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("kom in"))
    week = models.DateField(_("veckan från"), help_text="Monday of the Swedish week in which it began.")
    category = models.CharField(_("vad"), max_length=20, choices=Category)
    place_text = models.CharField(_("plats"), max_length=LONGEST_PLACE, blank=True, help_text="As written, masked.")
    # To some hundred metres: enough for a place, too little for a door.
    latitude = models.DecimalField(_("latitud"), max_digits=6, decimal_places=3, null=True, blank=True)
    longitude = models.DecimalField(_("longitud"), max_digits=6, decimal_places=3, null=True, blank=True)
    earliest = models.DateTimeField(_("tidigast"))
    latest = models.DateTimeField(_("senast"))
    from_authority = models.BooleanField(_("från en myndighet"))
    seriousness = models.PositiveSmallIntegerField(_("hur otryggt det kändes"), null=True, blank=True)
    perceived = models.CharField(_("sett eller hört"), max_length=10, choices=Perceived, blank=True)
    action = models.CharField(_("vad rapportören gjorde"), max_length=20, choices=Action, blank=True)
    police_report = models.CharField(_("polisanmält"), max_length=10, choices=PoliceReport, blank=True)
    text = models.CharField(_("med egna ord"), max_length=LONGEST_TEXT, blank=True, help_text="Masked.")

    class Meta:
        verbose_name = _("veckorapport")
        verbose_name_plural = _("veckorapporter")
        ordering = ["-earliest", "-pk"]
        indexes = [models.Index(fields=["municipality", "week"], name="weekly_report_week")]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "idempotency_key"], name="weekly_report_stored_once_for_its_key"
            ),
            models.CheckConstraint(
                condition=Q(latest__gte=models.F("earliest")), name="weekly_report_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(from_authority=True)
                | Q(seriousness=None, perceived="", action="", police_report="", text=""),
                name="only_an_authority_tells_more_than_what_where_and_when",
            ),
            models.CheckConstraint(
                condition=Q(seriousness=None) | Q(seriousness__range=(1, MOST_SERIOUS)),
                name="weekly_report_seriousness_in_its_range",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="weekly_report_position_has_both_its_numbers",
            ),
            models.CheckConstraint(
                condition=~Q(place_text="") | Q(latitude__isnull=False), name="weekly_report_says_where"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.week}"

    @property
    def place_name(self) -> str:
        return place_name(self.place_text, self.latitude, self.longitude)


def place_name(text: str, latitude: Decimal | None, longitude: Decimal | None) -> str:
    """The place as written, or about where somebody stood."""
    return text or _("nära %(latitude)s, %(longitude)s") % {"latitude": latitude, "longitude": longitude}


class WeekTotal(models.Model):
    """How many reports a week had of a category, kept when the reports themselves have been disposed of."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    week = models.DateField(_("veckan från"))
    category = models.CharField(_("vad"), max_length=20, choices=Category)
    count = models.PositiveIntegerField(_("antal"))

    class Meta:
        verbose_name = _("veckosumma")
        verbose_name_plural = _("veckosummor")
        ordering = ["week", "category"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "week", "category"], name="week_total_once_for_a_category")
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.category} {self.count}"


class WeekMeasure(models.Model):
    """Something short that the weekly meeting decided: what, who, by when; and whether it was done."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="week_measures", verbose_name=_("kommun")
    )
    week = models.DateField(_("bestämd utifrån veckan från"))
    category = models.CharField(_("gäller"), max_length=20, choices=Category, blank=True)
    place_text = models.CharField(_("plats"), max_length=LONGEST_PLACE, blank=True)
    text = models.CharField(_("vad ska göras"), max_length=LONGEST_MEASURE)
    owner = models.CharField(_("vem"), max_length=120)
    due_on = models.DateField(_("klart senast"))
    done_on = models.DateField(_("gjort"), null=True, blank=True)
    not_done_because = models.CharField(_("inte gjort för att"), max_length=LONGEST_MEASURE, blank=True)

    class Meta:
        verbose_name = _("veckoåtgärd")
        verbose_name_plural = _("veckoåtgärder")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(not_done_because=""), name="week_measure_is_done_or_says_why_not"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class PriorityWeights(models.Model):
    """How much each criterion counts in the order of priority, as the parties have agreed."""

    municipality = models.OneToOneField(
        Municipality, primary_key=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun")
    )
    reports = models.PositiveSmallIntegerField(_("hur många rapporter"), default=1)
    sources = models.PositiveSmallIntegerField(_("hur många som rapporterar det"), default=1)
    change = models.PositiveSmallIntegerField(_("om det är nytt eller ökar"), default=1)
    seriousness = models.PositiveSmallIntegerField(_("hur otryggt det känns"), default=1)
    recurrence = models.PositiveSmallIntegerField(_("hur ofta det återkommer"), default=1)
    agreed_on = models.DateField(_("överenskommet"))
    agreed_by = models.CharField(_("av"), max_length=120)

    class Meta:
        verbose_name = _("vikter för prioritering")
        verbose_name_plural = _("vikter för prioritering")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    reports__lte=GREATEST_WEIGHT,
                    sources__lte=GREATEST_WEIGHT,
                    change__lte=GREATEST_WEIGHT,
                    seriousness__lte=GREATEST_WEIGHT,
                    recurrence__lte=GREATEST_WEIGHT,
                ),
                name="priority_weights_in_their_range",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.agreed_on}"
