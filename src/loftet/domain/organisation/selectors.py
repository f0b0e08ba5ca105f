from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.account.rules import token_hash
from loftet.domain.organisation.functions import FUNCTIONS, Function
from loftet.domain.organisation.models import Department, FunctionSwitch, Invitation, Membership, Party
from loftet.domain.organisation.rules import InvitationRefusal, invitation_refusal
from loftet.domain.place.models import Municipality


def membership_of(user: User, municipality_slug: str) -> Membership | None:
    """What an active user may do in a municipality, with the municipality; None where nothing."""
    memberships = Membership.objects.select_related("municipality", "user")
    return memberships.filter(user=user, user__is_active=True, municipality__slug=municipality_slug).first()


def memberships_of(user: User) -> Sequence[Membership]:
    """The user's roles, by the names of the municipalities."""
    return list(Membership.objects.filter(user=user).select_related("municipality").order_by("municipality__name"))


def members(municipality: Municipality) -> QuerySet[Membership]:
    """Everyone with a role in the municipality, by name."""
    rows = Membership.objects.filter(municipality=municipality).select_related("user", "department")
    return rows.order_by("user__name", "pk")


def has_taken_place(membership: Membership) -> bool:
    """Whether the person has a way of signing in, or has done it: until then only an invitation lets her in."""
    return membership.user.has_usable_password() or membership.user.last_login is not None


def invitation_of(token: str) -> Invitation | None:
    rows = Invitation.objects.select_related("membership__user", "membership__municipality")
    return rows.filter(token_sha256=token_hash(token)).first()


def refusal_of_invitation(token: str) -> InvitationRefusal | None:
    """Why the link with this token opens nothing now; None when it does."""
    invitation = invitation_of(token)
    if invitation is None:
        return InvitationRefusal.UNKNOWN
    return invitation_refusal(used_at=invitation.used_at, expires_at=invitation.expires_at, now=timezone.now())


def parties(municipality: Municipality) -> QuerySet[Party]:
    return Party.objects.filter(municipality=municipality).order_by("kind", "name")


def departments(municipality: Municipality) -> QuerySet[Department]:
    return Department.objects.filter(municipality=municipality).select_related("party").order_by("name")


def authority(municipality: Municipality, kind: str) -> Party:
    """The municipality itself or its police: both are entered when the first person gets a role."""
    return Party.objects.filter(municipality=municipality, kind=kind).order_by("pk")[:1].get()


def switched_on(municipality: Municipality) -> frozenset[Function]:
    """The functions that are used in the municipality; what is not among them is nowhere to be seen."""
    chosen = dict(FunctionSwitch.objects.filter(municipality=municipality).values_list("function", "on"))
    return frozenset(one.function for one in FUNCTIONS if chosen.get(one.function, one.from_the_start))


def municipalities_in_use() -> QuerySet[Municipality]:
    """Real ones that somebody works in; what is invented is nobody's operation."""
    return Municipality.objects.filter(memberships__isnull=False, example=False).distinct()
