from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Observation

part_of_an_address = RegexValidator(r"^[\w][\w –-]*$", _("Använd bara bokstäver, siffror, mellanslag och bindestreck."))


class Problem(models.Model):
    """What goes on, by a name that lasts: pictures describe it anew, commitments answer to it year after year."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="problems", verbose_name=_("kommun")
    )
    name = models.CharField(_("problem"), max_length=200)

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problem")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="problem_named_once_in_a_municipality")
        ]

    def __str__(self) -> str:
        return self.name


class Cause(models.Model):
    """Why a problem arises: a link in the chain of events that leads to it, and where the chain can be broken."""

    class Branch(models.TextChoices):
        VICTIM = "victim", _("Den som drabbas")
        OFFENDER = "offender", _("Den som begår brottet")
        PLACE = "place", _("Platsen eller tillfället")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="causes", verbose_name=_("kommun")
    )
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="causes", verbose_name=_("problem"))
    name = models.CharField(_("orsak"), max_length=200)
    branch = models.CharField(_("gren"), max_length=10, choices=Branch, blank=True)
    link = models.PositiveSmallIntegerField(
        _("led i händelsekedjan"), null=True, blank=True, help_text="1 comes first; empty where there is no chain."
    )
    speaks_for = models.TextField(_("talar för"), blank=True)
    speaks_against = models.TextField(_("talar emot"), blank=True)
    broken_how = models.TextField(_("så kan kedjan brytas här"), blank=True)
    broken_by = models.CharField(_("av vem"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("orsak")
        verbose_name_plural = _("orsaker")
        ordering = ["link", "pk"]
        constraints = [models.UniqueConstraint(fields=["problem", "name"], name="cause_named_once_for_a_problem")]

    def __str__(self) -> str:
        return self.name


class Picture(models.Model):
    """The joint situational picture (lägesbild) that the law asks for: a mapping, other information, an analysis.

    Law 2023:196, sections 4 and 6. Once it is adopted, `content` holds all that it said, and nothing of it changes.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="pictures", verbose_name=_("kommun")
    )
    name = models.CharField(
        _("namn"),
        max_length=60,
        validators=[part_of_an_address],
        help_text='What tells it from the others: "2026".',
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers", verbose_name=_("bygger på")
    )
    mapping = models.TextField(_("kartläggning: brottsligheten och dess omfattning"), blank=True)
    consequences = models.TextField(_("konsekvenser"), blank=True)
    other_information = models.TextField(_("annat av betydelse"), blank=True)
    analysis = models.TextField(_("analys"), blank=True)
    version = models.PositiveIntegerField(default=1)
    adopted_on = models.DateField(_("antagen den"), null=True, blank=True)
    adopted_by = models.CharField(_("antagen av"), max_length=200, blank=True)
    case_number = models.CharField(_("diarienummer"), max_length=60, blank=True)
    content = models.TextField(_("innehåll"), blank=True, help_text="One PictureRecord as JSON.")
    published_at = models.DateTimeField(_("publicerad"), null=True, blank=True)

    class Meta:
        verbose_name = _("lägesbild")
        verbose_name_plural = _("lägesbilder")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="picture_named_once_in_a_municipality"),
            models.CheckConstraint(
                condition=Q(adopted_on=None, adopted_by="", content="")
                | (Q(adopted_on__isnull=False) & ~Q(adopted_by="") & ~Q(content="")),
                name="adopted_picture_says_by_whom_and_what",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(adopted_on__isnull=False), name="published_picture_is_adopted"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Description(models.Model):
    """A problem as one picture describes it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    picture = models.ForeignKey(
        Picture, on_delete=models.CASCADE, related_name="descriptions", verbose_name=_("lägesbild")
    )
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, related_name="descriptions", verbose_name=_("problem")
    )
    what = models.TextField(_("vad händer"), blank=True)
    where = models.TextField(_("var"), blank=True)
    when = models.TextField(_("när"), blank=True)
    hit = models.TextField(_("vilka drabbas"), blank=True)
    extent = models.TextField(_("omfattning"), blank=True)
    consequences = models.TextField(_("konsekvenser"), blank=True)
    became = models.TextField(_("vad det blev av det sedan förra lägesbilden"), blank=True)
    rank = models.PositiveSmallIntegerField(_("prioritet"), null=True, blank=True)
    rank_reason = models.TextField(_("skäl till prioriteten"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("problem i lägesbilden")
        verbose_name_plural = _("problem i lägesbilden")
        ordering = [models.F("rank").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["picture", "problem"], name="problem_described_once_in_a_picture"),
            models.UniqueConstraint(fields=["picture", "rank"], name="rank_given_once_in_a_picture"),
            models.CheckConstraint(condition=Q(rank=None) | ~Q(rank_reason=""), name="rank_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.problem} {self.picture}"


class Evidence(models.Model):
    """What a description rests on, by reference: the figure itself, or where else it is told."""

    class Kind(models.TextChoices):
        FIGURE = "figure", _("Statistik")
        SURVEY = "survey", _("Trygghetsmätning")
        CONTRIBUTIONS = "contributions", _("Dialog")
        WEEKLY_REPORTS = "weekly_reports", _("Veckorapporter")
        MEETING = "meeting", _("Möte")
        OTHER = "other", _("Annat")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    description = models.ForeignKey(
        Description, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("problem i lägesbilden")
    )
    kind = models.CharField(_("slag av underlag"), max_length=20, choices=Kind)
    says = models.TextField(_("det visar"), blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)
    observation = models.ForeignKey(
        Observation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("tal")
    )
    # What it points at, as `audit` names it; empty where it is told in words alone.
    object_type = models.CharField(_("sak"), max_length=60, blank=True)
    object_id = models.CharField(_("sakens nummer"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("underlag")
        verbose_name_plural = _("underlag")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["description", "observation"], name="figure_cited_once_for_a_problem"),
            models.CheckConstraint(
                condition=Q(observation__isnull=False) | (~Q(says="") & ~Q(source="")),
                name="evidence_is_a_figure_or_says_what_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.says or str(self.observation)


class Criterion(models.Model):
    """What the parties agree to weigh problems by."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("lägesbild"))
    name = models.CharField(_("kriterium"), max_length=80)
    question = models.CharField(_("fråga"), max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField(_("vikt"), default=1)
    position = models.PositiveSmallIntegerField(_("ordning"))

    class Meta:
        verbose_name = _("kriterium")
        verbose_name_plural = _("kriterier")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["picture", "name"], name="criterion_named_once_in_a_picture"),
            models.CheckConstraint(condition=Q(weight__range=(1, 3)), name="criterion_weight_one_to_three"),
        ]

    def __str__(self) -> str:
        return self.name


class Score(models.Model):
    """One party's points for a problem by one criterion: its own draft until it is sent to the other."""

    class Side(models.TextChoices):
        MUNICIPALITY = Party.Kind.MUNICIPALITY.value, Party.Kind.MUNICIPALITY.label
        POLICE = Party.Kind.POLICE.value, Party.Kind.POLICE.label
        TOGETHER = "together", _("Tillsammans på mötet")

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    description = models.ForeignKey(
        Description, on_delete=models.CASCADE, related_name="scores", verbose_name=_("problem i lägesbilden")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="scores", verbose_name=_("kriterium")
    )
    side = models.CharField(_("part"), max_length=20, choices=Side)
    points = models.PositiveSmallIntegerField(_("poäng"))
    sent_at = models.DateTimeField(_("skickad till den andra parten"), null=True, blank=True)

    class Meta:
        verbose_name = _("poäng")
        verbose_name_plural = _("poäng")
        constraints = [
            models.UniqueConstraint(fields=["description", "criterion", "side"], name="score_once_a_side"),
            models.CheckConstraint(condition=Q(points__range=(1, 5)), name="score_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.criterion} {self.points}"
