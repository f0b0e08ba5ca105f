"""What is stored about a commitment after it was promised.

Rows belong to a promise and a commitment's key, which is the same through revisions: what was done stays when the
words are changed.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.judging import Facts, Verdict
from loftet.domain.activity.rules import MOST_TIMES, PlanTerms
from loftet.domain.organisation.models import Department, Party
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Promise


class ToldHow(models.TextChoices):
    """How a word came that somebody else entered. Empty where the party gave it here itself."""

    ORALLY = "orally", _("muntligt")
    TELEPHONE = "telephone", _("per telefon")
    MEETING = "meeting", _("på möte")
    MAIL = "mail", _("per e-post")


class Contact(models.Model):
    """A function that is asked once a month what has been done, and answers without an account."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("kommun")
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contacts", verbose_name=_("part"))
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("förvaltning")
    )
    function = models.CharField(_("funktion"), max_length=120, help_text=_("Till exempel kommunpolis"))
    email = models.EmailField(_("e-post"), help_text="In lower case.")

    class Meta:
        verbose_name = _("kontakt")
        verbose_name_plural = _("kontakter")
        ordering = ["function", "id"]
        constraints = [
            # One mail a month and person: whoever has two functions is one contact.
            models.UniqueConstraint(fields=["municipality", "email"], name="address_asked_once_in_a_municipality")
        ]

    def __str__(self) -> str:
        return self.function


class PublicDelay(models.Model):
    """How many days after an inspection or patrol the public may see that it took place."""

    municipality = models.OneToOneField(
        Municipality, primary_key=True, on_delete=models.PROTECT, related_name="public_delay", verbose_name=_("kommun")
    )
    days = models.PositiveSmallIntegerField(_("dagar"), default=0)

    class Meta:
        verbose_name = _("fördröjning")
        verbose_name_plural = _("fördröjningar")

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.days}"


class Plan(models.Model):
    """A follow-up plan beside the promise's words. Never changed: a new version follows, with its reason."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="plans", verbose_name=_("löfte"))
    commitment_key = models.SlugField(_("åtagande"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"))
    count = models.PositiveIntegerField(_("antal"), null=True, blank=True)
    at_least = models.BooleanField(_("minst"), default=False)
    unit = models.CharField(_("vad som räknas"), max_length=60, blank=True, help_text=_("I plural, till exempel brev"))
    recurrence = models.CharField(_("intervall"), max_length=200, blank=True)
    first_day = models.DateField(_("tidigast"), null=True, blank=True)
    last_day = models.DateField(_("senast"), null=True, blank=True)
    contact_function = models.CharField(_("kontaktfunktion"), max_length=120, blank=True)
    rhythm = models.CharField(_("hur ofta det redovisas"), max_length=200, blank=True)
    note = models.TextField(_("anteckning"), blank=True)
    reason = models.TextField(_("skäl till ändringen"), blank=True)
    proposed_party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("föreslagen av")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("person")
    )
    proposed_at = models.DateTimeField(_("föreslagen"))
    in_force_at = models.DateTimeField(_("gäller sedan"), null=True, blank=True)

    class Meta:
        verbose_name = _("uppföljningsplan")
        verbose_name_plural = _("uppföljningsplaner")
        ordering = ["promise", "commitment_key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "commitment_key", "version"], name="plan_version_once"),
            models.CheckConstraint(condition=Q(count=None) | Q(count__range=(1, MOST_TIMES)), name="plan_count_can_be"),
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=models.F("first_day")),
                name="plan_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="plan_after_the_first_version_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_key} ({self.version})"

    @property
    def terms(self) -> PlanTerms:
        return PlanTerms(**{name: getattr(self, name) for name in PlanTerms.__slots__})


class PlanAcceptance(models.Model):
    """A bearing authority's yes to a plan."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="acceptances", verbose_name=_("plan"))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("part"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("inlagt av")
    )
    accepted_at = models.DateTimeField(_("godkänd"))
    told_by = models.CharField(_("enligt"), max_length=120, blank=True)
    told_how = models.CharField(_("hur det kom"), max_length=10, choices=ToldHow, blank=True)
    told_on = models.DateField(_("när det sades"), null=True, blank=True)

    class Meta:
        verbose_name = _("godkännande av plan")
        verbose_name_plural = _("godkännanden av planer")
        ordering = ["accepted_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "party"], name="plan_accepted_once_by_a_party"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.party}"


class Report(models.Model):
    """What a party says was done. Once sent it is only followed by a correction, and both stay."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        SENT = "sent", _("Inkommen, granskas")
        PUBLIC = "public", _("Publik")
        SENT_BACK = "sent_back", _("Tillbakaskickad")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="reports", verbose_name=_("löfte"))
    commitment_key = models.SlugField(_("åtagande"), max_length=80)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="reports", verbose_name=_("part"))
    on = models.DateField(_("dag"))
    text = models.TextField(_("vad som gjordes"), blank=True)
    times = models.PositiveSmallIntegerField(_("antal gånger"))
    nothing_yet = models.BooleanField(_("inget är gjort ännu"), default=False)
    later_reason = models.TextField(_("varför det blir senare"), blank=True)
    reached = models.PositiveIntegerField(_("antal personer som nåddes"), null=True, blank=True)
    hours = models.DecimalField(_("arbetstid i timmar"), max_digits=7, decimal_places=1, null=True, blank=True)
    note = models.TextField(_("anteckning"), blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    entered_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("inlagt av"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("person")
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports", verbose_name=_("kontakt")
    )
    told_by = models.CharField(_("enligt"), max_length=120, blank=True)
    told_how = models.CharField(_("hur det kom"), max_length=10, choices=ToldHow, blank=True)
    told_on = models.DateField(_("när det sades"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bekräftat"), null=True, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("rättar")
    )
    idempotency_key = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField(_("påbörjat"), auto_now_add=True)
    sent_at = models.DateTimeField(_("skickat"), null=True, blank=True)
    public_on = models.DateField(_("publik sedan"), null=True, blank=True, help_text="A Swedish day.")
    sent_back_reason = models.TextField(_("varför det skickades tillbaka"), blank=True)

    class Meta:
        verbose_name = _("redovisning")
        verbose_name_plural = _("redovisningar")
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["promise", "state"], name="report_promise_state")]
        constraints = [
            models.CheckConstraint(condition=Q(times__lte=MOST_TIMES), name="report_times_can_be"),
            models.CheckConstraint(
                condition=Q(times__gt=0, nothing_yet=False) | Q(times=0, nothing_yet=True) | ~Q(later_reason=""),
                name="report_says_something",
            ),
            models.CheckConstraint(
                condition=Q(state="public", public_on__isnull=False) | ~Q(state="public") & Q(public_on=None),
                name="public_report_is_public_since",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(sent_back_reason=""), name="report_sent_back_for_a_reason"
            ),
            models.UniqueConstraint(
                fields=["municipality", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="report_of_a_key_once",
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(state="public"), name="report_corrected_once_in_public"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_key} {self.on}"


class ReportLink(models.Model):
    """The link of a mail to a contact. Only its hash is kept; what is due is computed when it is opened."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="links", verbose_name=_("kontakt"))
    token_sha256 = models.CharField(max_length=64, unique=True)
    month = models.DateField(_("månad"), null=True, blank=True, help_text="Its first day; empty when asked for.")
    made_at = models.DateTimeField(_("skapad"))
    expires_at = models.DateTimeField(_("gäller till"))

    class Meta:
        verbose_name = _("länk för redovisning")
        verbose_name_plural = _("länkar för redovisning")
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["contact", "month"], name="one_monthly_mail_a_contact")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.made_at:%Y-%m-%d}"


class ReportDevice(models.Model):
    """A device that has opened a link. Only the hash of its token is kept."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="devices", verbose_name=_("kontakt"))
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("känd sedan"))
    expires_at = models.DateTimeField(_("känd till"))

    class Meta:
        verbose_name = _("känd enhet")
        verbose_name_plural = _("kända enheter")
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.made_at:%Y-%m-%d}"


class Judgement(models.Model):
    """What came of a commitment, with the facts as they stood when it was proposed. Never changed, only followed."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="judgements", verbose_name=_("löfte"))
    commitment_key = models.SlugField(_("åtagande"), max_length=80)
    number = models.PositiveSmallIntegerField(_("ordning"))
    promised = models.PositiveIntegerField(_("lovat antal"), null=True, blank=True)
    at_least = models.BooleanField(_("minst"), default=False)
    reported = models.PositiveIntegerField(_("redovisat antal"))
    unit = models.CharField(_("vad som räknas"), max_length=60, blank=True)
    proposed_at = models.DateTimeField(_("föreslagen"))
    public_on = models.DateField(_("publik från"))
    case_number_municipality = models.CharField(_("kommunens diarienummer"), max_length=60, blank=True)
    case_number_police = models.CharField(_("polisens diarienummer"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("bedömning")
        verbose_name_plural = _("bedömningar")
        ordering = ["promise", "commitment_key", "number"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "commitment_key", "number"], name="judgement_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.commitment_key} ({self.number})"

    @property
    def facts(self) -> Facts:
        return Facts(promised=self.promised, at_least=self.at_least, reported=self.reported, unit=self.unit)


class PartyView(models.Model):
    """One party's view of a judged commitment: a verdict, or only words beside the other's."""

    VERDICTS = [
        (Verdict.DONE.value, _("Genomfört")),
        (Verdict.PARTLY.value, _("Delvis genomfört")),
        (Verdict.NOT_DONE.value, _("Inte genomfört")),
        (Verdict.CANNOT_BE_JUDGED.value, _("Kan inte bedömas")),
    ]

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    judgement = models.ForeignKey(
        Judgement, on_delete=models.PROTECT, related_name="views", verbose_name=_("bedömning")
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("part"))
    verdict = models.CharField(_("bedömning"), max_length=20, choices=VERDICTS, blank=True)
    evidence = models.TextField(_("underlag"), blank=True)
    reason = models.TextField(_("skäl"), blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("inlagt av")
    )
    told_by = models.CharField(_("enligt"), max_length=120, blank=True)
    told_how = models.CharField(_("hur det kom"), max_length=10, choices=ToldHow, blank=True)
    told_on = models.DateField(_("när det sades"), null=True, blank=True)
    given_at = models.DateTimeField(_("lämnad"))
    public_on = models.DateField(_("publik från"))

    class Meta:
        verbose_name = _("parts bedömning")
        verbose_name_plural = _("parters bedömningar")
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["judgement", "party"], name="one_view_a_party_and_judgement"),
            models.CheckConstraint(condition=~Q(verdict="") | ~Q(reason=""), name="view_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.judgement}: {self.party}"
