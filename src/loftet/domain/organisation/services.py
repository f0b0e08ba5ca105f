from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.audit import services as audit
from loftet.domain.organisation.models import Department, Membership, Party
from loftet.domain.place.models import Municipality, PoliceArea


class AlreadyMember(Exception):
    """The person has a role in the municipality."""


class LastAdministrator(Exception):
    """Without this person nobody could administer the municipality."""


@transaction.atomic
def join_as_administrator(municipality: Municipality, *, user: User) -> Membership:
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
        audit.record(actor=user, action="join", on=membership, municipality_code=municipality.code)
    return membership


@transaction.atomic
def add_member(municipality: Municipality, *, actor: User, email: str, name: str, role: Membership.Role) -> Membership:
    """A person's role; a user is made where the address has none. She sets her password by a link.

    Raises:
        AlreadyMember: the person has a role here.
    """
    user = User.objects.filter(email__iexact=email.strip()).first() or add_user(email=email, name=name)
    if Membership.objects.filter(municipality=municipality, user=user).exists():
        raise AlreadyMember(email)
    membership = Membership.objects.create(municipality=municipality, user=user, role=role)
    audit.record(actor=actor, action="add_member", on=membership, municipality_code=municipality.code)
    return membership


@transaction.atomic
def remove_member(municipality: Municipality, *, membership: Membership, actor: User) -> None:
    """Takes the role away; the person's account and what she did stay.

    Raises:
        LastAdministrator: nobody else administers the municipality.
    """
    administrators = Membership.objects.select_for_update().filter(
        municipality=municipality, role=Membership.Role.ADMINISTRATOR
    )
    if not [other for other in administrators if other.pk != membership.pk]:
        raise LastAdministrator(membership)
    audit.record(actor=actor, action="remove_member", on=membership, municipality_code=municipality.code)
    membership.delete()


@transaction.atomic
def enter_authority(municipality: Municipality, *, kind: Party.Kind, actor: User | None) -> Party:
    """The municipality itself or its police, under a plain name until somebody writes the full one."""
    party = Party.objects.filter(municipality=municipality, kind=kind).order_by("pk").first()
    if party:
        return party
    name = "Polismyndigheten" if kind == Party.Kind.POLICE else municipality.authority
    party = Party.objects.create(municipality=municipality, kind=kind, name=name)
    audit.record(actor=actor, action="enter", on=party, municipality_code=municipality.code)
    return party


@transaction.atomic
def enter_other_party(municipality: Municipality, *, name: str, actor: User | None) -> Party:
    """A body that is neither the municipality nor the police, by its name."""
    party, made = Party.objects.get_or_create(municipality=municipality, name=name, defaults={"kind": Party.Kind.OTHER})
    if made:
        audit.record(actor=actor, action="enter", on=party, municipality_code=municipality.code)
    return party


@transaction.atomic
def enter_department(municipality: Municipality, *, name: str, actor: User | None) -> Department:
    """A department of the municipality, by its name."""
    party = enter_authority(municipality, kind=Party.Kind.MUNICIPALITY, actor=actor)
    department, made = Department.objects.get_or_create(party=party, name=name, defaults={"municipality": municipality})
    if made:
        audit.record(actor=actor, action="enter", on=department, municipality_code=municipality.code)
    return department


@transaction.atomic
def describe_authority(
    municipality: Municipality,
    *,
    kind: Party.Kind,
    actor: User | None,
    name: str,
    police_area: PoliceArea | None = None,
) -> Party:
    """The municipality or its police under the full name that the agreement uses."""
    party = enter_authority(municipality, kind=kind, actor=actor)
    party.name, party.police_area = name, police_area
    party.save(update_fields=["name", "police_area"])
    audit.record(actor=actor, action="describe", on=party, municipality_code=municipality.code)
    return party
