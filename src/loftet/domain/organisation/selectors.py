from collections.abc import Sequence

from django.db.models import QuerySet

from loftet.domain.account.models import User
from loftet.domain.organisation.models import Department, Membership, Party
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
    return Membership.objects.filter(municipality=municipality).select_related("user").order_by("user__name", "pk")


def parties(municipality: Municipality) -> QuerySet[Party]:
    return Party.objects.filter(municipality=municipality).order_by("kind", "name")


def departments(municipality: Municipality) -> QuerySet[Department]:
    return Department.objects.filter(municipality=municipality).select_related("party").order_by("name")
