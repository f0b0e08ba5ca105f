"""What people said of safety where they live or work, on what occasion, and what the municipality answered.

No row names whoever said it. An address for the answer lies in a row of its own, which is taken away when it has
served.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.domain.agreement.models import FocusArea
from loftet.domain.dialogue.contribution.rules import LONGEST_TEXT, LONGEST_WORDS
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality


class Occasion(models.Model):
    """When and how people were asked. Whoever comes by herself never stands for everybody."""

    class Kind(models.TextChoices):
        SQUARE = "square", _("Torget")
        SAFETY_WALK = "safety_walk", _("Trygghetsvandring")
        MEETING = "meeting", _("Möte")
        WEB_FORM = "web_form", _("Webbformulär")
        EMPLOYEE = "employee", _("Medarbetardialog")
        OTHER = "other", _("Annat")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="dialogue_occasions", verbose_name=_("kommun")
    )
    kind = models.CharField(_("slag"), max_length=20, choices=Kind)
    on = models.DateField(_("dag"))
    place = models.CharField(_("plats"), max_length=120)
    held_by = models.CharField(_("hölls av"), max_length=120)
    came_count = models.PositiveIntegerField(_("hur många som kom"), null=True, blank=True)
    reached_by = models.CharField(_("så nåddes de"), max_length=300, blank=True)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("medarbetare hos")
    )

    class Meta:
        verbose_name = _("dialogtillfälle")
        verbose_name_plural = _("dialogtillfällen")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="employee") & Q(party__isnull=False)) | (~Q(kind="employee") & Q(party=None)),
                name="employee_dialogue_and_no_other_has_a_party",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.place}, {self.on}"


class Answer(models.Model):
    """What was decided of one or several contributions, in the municipality's own words."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Vi gjorde")
        NOT_DONE = "not_done", _("Vi gjorde inte, för att")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="dialogue_answers", verbose_name=_("kommun")
    )
    said = models.CharField(_("ni sa"), max_length=LONGEST_WORDS, help_text="The municipality's words, masked.")
    outcome = models.CharField(_("det blev"), max_length=10, choices=Outcome)
    text = models.TextField(_("svar"), max_length=LONGEST_TEXT, help_text="Masked.")
    decided_on = models.DateField(_("bestämt"))
    decided_by = models.CharField(_("av"), max_length=120)
    contribution_count = models.PositiveIntegerField(
        _("antal synpunkter"), default=0, help_text="Stays when the contributions themselves are disposed of."
    )
    sent_at = models.DateTimeField(_("skickat"), null=True, blank=True)
    published_at = models.DateTimeField(_("publicerat"), null=True, blank=True)

    class Meta:
        verbose_name = _("svar på synpunkter")
        verbose_name_plural = _("svar på synpunkter")
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return self.said[:80]


class ContributionImport(models.Model):
    """A spreadsheet that was read. The file itself is not kept."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, related_name="imports", verbose_name=_("tillfälle")
    )
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField(_("läst"))
    row_count = models.PositiveIntegerField(_("rader"))
    stored_count = models.PositiveIntegerField(_("sparade"))

    class Meta:
        verbose_name = _("inläsning av synpunkter")
        verbose_name_plural = _("inläsningar av synpunkter")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "sha256"], name="contributions_of_a_file_imported_once")
        ]

    def __str__(self) -> str:
        return f"{self.imported_at:%Y-%m-%d} {self.stored_count}"


class Contribution(models.Model):
    """What one person said. All words are masked before they are stored."""

    class Source(models.TextChoices):
        PAGE = "page", _("Tyck till på webben")
        TYPED = "typed", _("Inskriven")
        IMPORTED = "imported", _("Inläst från fil")

    class State(models.TextChoices):
        UNREVIEWED = "unreviewed", _("Att granska")
        REVIEWED = "reviewed", _("Granskad")
        DECIDED = "decided", _("Beslutad")
        ANSWERED = "answered", _("Besvarad")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("kommun")
    )
    occasion = models.ForeignKey(
        Occasion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("tillfälle"),
    )
    source = models.CharField(_("kom in"), max_length=10, choices=Source)
    state = models.CharField(_("läge"), max_length=12, choices=State, default=State.UNREVIEWED)
    idempotency_key = models.CharField(max_length=64)
    received_at = models.DateTimeField(_("kom in den"))
    problem = models.TextField(_("problem"), max_length=LONGEST_TEXT)
    place_text = models.CharField(_("plats"), max_length=LONGEST_WORDS, blank=True)
    when_text = models.CharField(_("när på dygnet eller i veckan"), max_length=LONGEST_WORDS, blank=True)
    proposal = models.TextField(_("förslag"), max_length=LONGEST_TEXT, blank=True)
    focus_area = models.ForeignKey(
        FocusArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fokusområde")
    )
    wants_answer = models.BooleanField(_("vill ha svar"), default=False)
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name=_("svar")
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("synpunkt")
        verbose_name_plural = _("synpunkter")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["municipality", "state"], name="contribution_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "idempotency_key"], name="contribution_stored_once_for_its_key"
            ),
            models.CheckConstraint(
                condition=(Q(source="page") & Q(occasion=None)) | (~Q(source="page") & Q(occasion__isnull=False)),
                name="contribution_has_an_occasion_unless_left_on_the_page",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["decided", "answered"]) & Q(answer__isnull=False))
                | (Q(state__in=["unreviewed", "reviewed"]) & Q(answer=None)),
                name="contribution_is_decided_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.problem[:80]


class ContributorAddress(models.Model):
    """Where the answer goes. Kept apart, and taken away by the municipality's decision on disposal."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="address", verbose_name=_("synpunkt")
    )
    email = models.EmailField(_("e-post"))
    told_at = models.DateTimeField(_("fick svar"), null=True, blank=True)

    class Meta:
        verbose_name = _("adress för svar")
        verbose_name_plural = _("adresser för svar")

    def __str__(self) -> str:
        return str(self.contribution_id)
