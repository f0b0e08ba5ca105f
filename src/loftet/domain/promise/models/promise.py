from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.agreement.models import Agreement, FocusArea
from loftet.domain.organisation.models import Department, Party
from loftet.domain.picture.models import Cause, Problem
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models.reading import Reading
from loftet.domain.statistics.models import Indicator


class Promise(models.Model):
    """The promise as it is being written. What the public reads are its editions."""

    class Origin(models.TextChoices):
        DRAFTED = "drafted", _("Skrivet här")
        RECORDED = "recorded", _("Undertecknat på annat håll")

    class Geography(models.TextChoices):
        MUNICIPALITY = "municipality", _("Hela kommunen")
        DISTRICT = "district", _("En del av kommunen")
        MUNICIPALITIES = "municipalities", _("Flera kommuner")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="promises", verbose_name=_("kommun")
    )
    address = models.SlugField(
        _("adress"), max_length=80, help_text=_("Sista delen av sidans adress, till exempel 2024.")
    )
    origin = models.CharField(_("ursprung"), max_length=20, choices=Origin, default=Origin.DRAFTED)
    title = models.CharField(_("rubrik"), max_length=200)
    start = models.DateField(_("gäller från"))
    end = models.DateField(_("gäller till"))
    period_literal = models.CharField(_("perioden som den är skriven"), max_length=200, blank=True)
    geography = models.CharField(_("område"), max_length=20, choices=Geography, default=Geography.MUNICIPALITY)
    geography_names = models.JSONField(_("områdets namn"), default=list, blank=True)
    police_area = models.CharField(_("lokalpolisområde"), max_length=120, blank=True)
    agreement = models.ForeignKey(
        Agreement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="promises",
        verbose_name=_("överenskommelse"),
    )
    introduction = models.TextField(_("inledning"), blank=True)
    purpose = models.TextField(_("syfte"), blank=True)
    builds_on = models.TextField(_("bygger vidare på"), blank=True)
    picture = models.TextField(_("lägesbild"), blank=True)
    sources = models.JSONField(_("lägesbildens källor"), default=list, blank=True)
    lead_in = models.TextField(
        _("löftesord"), blank=True, help_text=_("Orden före listan, till exempel: avger härmed löfte om att …")
    )
    follow_up_text = models.TextField(_("så går det att följa arbetet"), blank=True)
    follow_up_channels = models.JSONField(_("kanaler"), default=list, blank=True)
    follow_up_interval = models.CharField(_("hur ofta det redovisas"), max_length=200, blank=True)
    follow_up_recurrence = models.CharField(max_length=200, blank=True)
    validity = models.TextField(_("giltighet"), blank=True)
    revision_clause = models.TextField(_("om ändringar"), blank=True)
    reservation = models.TextField(_("förbehåll"), blank=True)
    passages = models.JSONField(_("övrig text"), default=list, blank=True)
    recorded_source = models.CharField(_("hämtat från"), max_length=300, blank=True)
    recorded_on = models.DateField(_("hämtat den"), null=True, blank=True)
    case_number_municipality = models.CharField(_("kommunens diarienummer"), max_length=60, blank=True)
    case_number_police = models.CharField(_("polisens diarienummer"), max_length=60, blank=True)
    followed_from = models.DateField(_("följs här sedan"), null=True, blank=True)
    carried_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
        verbose_name=_("bygger på löftet"),
    )
    followed_up_on = models.DateField(_("uppföljt den"), null=True, blank=True)
    reading = models.ForeignKey(
        Reading, null=True, blank=True, on_delete=models.PROTECT, related_name="promises", verbose_name=_("läst text")
    )
    made_at = models.DateTimeField(_("påbörjat"), auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("medborgarlöfte")
        verbose_name_plural = _("medborgarlöften")
        ordering = ["-start", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "address"], name="promise_has_an_address_of_its_own"),
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="promise_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~models.Q(origin="recorded") | ~models.Q(recorded_source=""),
                name="recorded_promise_names_its_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} {self.address}"


class PromisedArea(models.Model):
    """A focus area's place in a promise."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="areas", verbose_name=_("löfte"))
    focus_area = models.ForeignKey(FocusArea, on_delete=models.PROTECT, related_name="+", verbose_name=_("fokusområde"))
    position = models.PositiveSmallIntegerField(_("ordning"))

    class Meta:
        verbose_name = _("fokusområde i löftet")
        verbose_name_plural = _("fokusområden i löftet")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["promise", "focus_area"], name="focus_area_once_in_a_promise")]

    def __str__(self) -> str:
        return self.focus_area.name


class Commitment(models.Model):
    """One actor, or several together, and one deed."""

    class Kind(models.TextChoices):
        PATROL = "patrol", _("Synlighet och patrullering")
        TRAFFIC_CONTROL = "traffic_control", _("Trafikkontroll")
        COOPERATION = "cooperation", _("Gemensamt arbetssätt")
        PHYSICAL_ENVIRONMENT = "physical_environment", _("Fysisk miljö")
        INFORMATION = "information", _("Information")
        SAFETY_WALK = "safety_walk", _("Trygghetsvandring")
        DIALOGUE = "dialogue", _("Dialog")
        NEIGHBOURHOOD_WATCH = "neighbourhood_watch", _("Grannsamverkan")
        LECTURE = "lecture", _("Föreläsning eller utbildning")
        FOLLOW_UP_MEETING = "follow_up_meeting", _("Uppföljningsmöte")
        INSPECTION = "inspection", _("Tillsyn")
        SCHOOL_VISIT = "school_visit", _("Skolbesök")
        TARGETED_OPERATION = "targeted_operation", _("Riktad insats")
        EARLY_SUPPORT = "early_support", _("Tidig upptäckt och stöd")
        YOUTH_ACTIVITY = "youth_activity", _("Aktivitet för unga")
        ADULT_PRESENCE = "adult_presence", _("Vuxennärvaro")
        SITUATIONAL_PICTURE = "situational_picture", _("Lägesbild eller mätning")
        OTHER = "other", _("Annat")

    class BearerFound(models.TextChoices):
        OWN = "own", _("I meningen")
        LEAD_IN = "lead_in", _("I inledningen till listan")
        TRAILING = "trailing", _("Efter meningen")
        INFERRED = "inferred", _("Står inte, antaget")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="commitments", verbose_name=_("löfte"))
    area = models.ForeignKey(
        PromisedArea,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
        verbose_name=_("fokusområde"),
    )
    key = models.SlugField(_("adress"), max_length=80, help_text=_("Samma genom ändringar och år."))
    position = models.PositiveSmallIntegerField(_("ordning"))
    text = models.TextField(_("åtagande"))
    bearer_found = models.CharField(_("var bäraren står"), max_length=20, choices=BearerFound, blank=True)
    kind = models.CharField(_("slag"), max_length=30, choices=Kind, default=Kind.OTHER)
    target_group = models.CharField(_("målgrupp"), max_length=200, blank=True)
    place = models.CharField(_("plats"), max_length=200, blank=True)
    recurrence = models.CharField(_("intervall"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("antal"), null=True, blank=True)
    at_least = models.BooleanField(_("minst"), default=False)
    condition = models.CharField(_("villkor"), max_length=200, blank=True)
    window = models.CharField(_("tid"), max_length=200, blank=True)
    vague = models.CharField(_("obestämd upprepning"), max_length=200, blank=True)
    explanation = models.TextField(_("förklaring"), blank=True)
    problem = models.ForeignKey(
        Problem, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("problem")
    )
    cause = models.ForeignKey(
        Cause, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("orsak")
    )
    carried_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successors",
        verbose_name=_("fortsätter"),
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("åtagande")
        verbose_name_plural = _("åtaganden")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "key"], name="commitment_has_an_address_of_its_own"),
            models.CheckConstraint(
                condition=models.Q(count=None) | models.Q(count__gt=0), name="commitment_count_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Bearer(models.Model):
    class Kind(models.TextChoices):
        POLICE = "police", _("Polisen")
        MUNICIPALITY = "municipality", _("Kommunen")
        DEPARTMENT = "department", _("Förvaltning")
        THIRD_PARTY = "third_party", _("Annan")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="bearers", verbose_name=_("åtagande")
    )
    position = models.PositiveSmallIntegerField(_("ordning"))
    kind = models.CharField(_("slag"), max_length=20, choices=Kind)
    name = models.CharField(_("namn i texten"), max_length=200)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("part")
    )
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("förvaltning")
    )

    class Meta:
        verbose_name = _("bärare")
        verbose_name_plural = _("bärare")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["commitment", "name"], name="bearer_once_in_a_commitment")]

    def __str__(self) -> str:
        return self.name


class Goal(models.Model):
    """One thing that is to change."""

    class Direction(models.TextChoices):
        FEWER = "fewer", _("Färre eller mindre")
        MORE = "more", _("Fler eller mer")
        OTHER = "other", _("Annat")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="goals", verbose_name=_("löfte"))
    area = models.ForeignKey(
        PromisedArea,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="goals",
        verbose_name=_("fokusområde"),
    )
    key = models.SlugField(_("adress"), max_length=80)
    position = models.PositiveSmallIntegerField(_("ordning"))
    text = models.TextField(_("mål"))
    direction = models.CharField(_("riktning"), max_length=10, choices=Direction, default=Direction.OTHER)
    subject = models.CharField(_("vad som ska ändras"), max_length=200, blank=True)
    carried = models.BooleanField(_("något åtagande bidrar"), default=False)
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="goals", verbose_name=_("indikator")
    )
    baseline = models.FloatField(_("utgångsvärde"), null=True, blank=True)
    baseline_on = models.DateField(_("utgångsvärdets datum"), null=True, blank=True)
    target = models.FloatField(_("målvärde"), null=True, blank=True)
    next_on = models.DateField(_("nästa mätning"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["promise", "key"], name="goal_has_an_address_of_its_own")]

    def __str__(self) -> str:
        return self.text[:80]


class Signatory(models.Model):
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="signatories", verbose_name=_("löfte"))
    position = models.PositiveSmallIntegerField(_("ordning"))
    name = models.CharField(_("namn"), max_length=120)
    title = models.CharField(_("titel som den är skriven"), max_length=200, blank=True)
    title_normalised = models.CharField(_("titel"), max_length=200, blank=True)
    party = models.CharField(_("part"), max_length=20, choices=Bearer.Kind, blank=True)
    acting = models.BooleanField(_("tillförordnad"), default=False)

    class Meta:
        verbose_name = _("undertecknare")
        verbose_name_plural = _("undertecknare")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
