from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.audit.services import record
from loftet.domain.organisation.models import Membership
from loftet.domain.place.models import Municipality


class AlreadyMember(Exception):
    """The person has a role in the municipality."""


class LastAdministrator(Exception):
    """Without this person nobody could administer the municipality."""


@transaction.atomic
def join_as_administrator(*, municipality: Municipality, user: User) -> Membership:
    """The role that an administrator of the installation takes in a municipality.

    Raises:
        PermissionError: the user does not administer the installation.
    """
    if not user.administers_installation:
        raise PermissionError("only an administrator of the installation joins a municipality alone")
    membership, made = Membership.objects.get_or_create(
        municipality=municipality, user=user, defaults={"role": Membership.Role.ADMINISTRATOR}
    )
    if made:
        record(actor=user, action="join", on=membership, municipality_code=municipality.code)
    return membership


@transaction.atomic
def add_member(*, municipality: Municipality, actor: User, email: str, name: str, role: Membership.Role) -> Membership:
    """A person's role; a user is made where the address has none. She sets her password by a link.

    Raises:
        AlreadyMember: the person has a role here.
    """
    user = User.objects.filter(email__iexact=email.strip()).first() or add_user(email=email, name=name)
    if Membership.objects.filter(municipality=municipality, user=user).exists():
        raise AlreadyMember(email)
    membership = Membership.objects.create(municipality=municipality, user=user, role=role)
    record(actor=actor, action="add_member", on=membership, municipality_code=municipality.code)
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, actor: User) -> None:
    """Takes the role away; the person's account and what she did stay.

    Raises:
        LastAdministrator: nobody else administers the municipality.
    """
    administrators = Membership.objects.select_for_update().filter(
        municipality=membership.municipality, role=Membership.Role.ADMINISTRATOR
    )
    if not [other for other in administrators if other.pk != membership.pk]:
        raise LastAdministrator(membership)
    record(actor=actor, action="remove_member", on=membership, municipality_code=membership.municipality_id)
    membership.delete()
