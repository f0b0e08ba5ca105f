from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation import rules
from loftet.domain.place.models import Municipality, PoliceArea


class Party(models.Model):
    """An authority or another body that can promise: the municipality, the police, a housing company."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Kommunen")
        POLICE = "police", _("Polisen")
        OTHER = "third_party", _("Annan")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="parties", verbose_name=_("kommun")
    )
    kind = models.CharField(_("slag"), max_length=20, choices=Kind)
    name = models.CharField(
        _("namn"), max_length=200, help_text=_("Till exempel Polismyndigheten genom lokalpolisområde Ängelholm")
    )
    police_area = models.ForeignKey(
        PoliceArea, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("lokalpolisområde")
    )

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parter")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="party_named_once_in_a_municipality"),
            models.CheckConstraint(
                condition=models.Q(police_area=None) | models.Q(kind="police"), name="party_with_police_area_is_police"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="departments", verbose_name=_("kommun")
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="departments", verbose_name=_("part"))
    name = models.CharField(_("namn"), max_length=120)

    class Meta:
        verbose_name = _("förvaltning")
        verbose_name_plural = _("förvaltningar")
        constraints = [models.UniqueConstraint(fields=["party", "name"], name="department_named_once_in_a_party")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person may do in a municipality, for which party and as what; `rules.may` says what a role may do."""

    class Role(models.TextChoices):
        ADMINISTRATOR = rules.Role.ADMINISTRATOR.value, _("Administratör")
        COORDINATOR = rules.Role.COORDINATOR.value, _("Samordnare")
        POLICE = rules.Role.POLICE.value, _("Polis")
        REPORTER = rules.Role.REPORTER.value, _("Rapportör i en förvaltning")
        SIGNATORY = rules.Role.SIGNATORY.value, _("Undertecknare")
        READER = rules.Role.READER.value, _("Läsare")

    class Side(models.TextChoices):
        MUNICIPALITY = Party.Kind.MUNICIPALITY.value, _("Kommunen")
        POLICE = Party.Kind.POLICE.value, _("Polisen")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("kommun")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("roll"), max_length=20, choices=Role)
    party = models.CharField(_("part"), max_length=20, choices=Side, default=Side.MUNICIPALITY)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("förvaltning")
    )
    function = models.CharField(_("funktion"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("roll")
        verbose_name_plural = _("roller")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "user"], name="one_role_a_person_and_municipality"),
            models.CheckConstraint(
                condition=~models.Q(role="police") | models.Q(party="police"), name="police_stands_for_the_police"
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=["administrator", "coordinator", "reporter"])
                | models.Q(party="municipality"),
                name="officials_stand_for_the_municipality",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="reporter") | models.Q(department__isnull=False),
                name="reporter_has_a_department",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class FunctionSwitch(models.Model):
    """What somebody has chosen of a function; without a row it is as it was from the start."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    function = models.CharField(_("funktion"), max_length=40, help_text="A value of `functions.Function`.")
    on = models.BooleanField(_("påslagen"))

    class Meta:
        verbose_name = _("vald funktion")
        verbose_name_plural = _("valda funktioner")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "function"], name="function_chosen_once_in_a_municipality")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.function}: {self.on}"


class Invitation(models.Model):
    """A link by which a person takes her place; only the hash of its token is kept."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun"))
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("roll")
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("skickad"), auto_now_add=True)
    expires_at = models.DateTimeField(_("gäller till"))
    used_at = models.DateTimeField(_("använd"), null=True, blank=True)

    class Meta:
        verbose_name = _("inbjudan")
        verbose_name_plural = _("inbjudningar")

    def __str__(self) -> str:
        return f"{self.membership}"
