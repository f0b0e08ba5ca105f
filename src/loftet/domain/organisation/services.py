import secrets
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.account.rules import token_hash
from loftet.domain.account.services import add_user, choose_password
from loftet.domain.audit import services as audit
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.letters import invitation_letter, welcome_letter
from loftet.domain.organisation.models import Department, FunctionSwitch, Invitation, Membership, Party
from loftet.domain.organisation.rules import INVITATION_LIFETIME, InvitationRefusal, side_of
from loftet.domain.organisation.selectors import has_taken_place, refusal_of_invitation, switched_on
from loftet.domain.place.models import Municipality, PoliceArea


class AlreadyMember(Exception):
    """The person has a role in the municipality."""


class LastAdministrator(Exception):
    """Without this person nobody could administer the municipality."""


class DepartmentMissing(Exception):
    """Whoever reports for a department belongs to one."""


class InvitationRefused(Exception):
    def __init__(self, refusal: InvitationRefusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


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
        _enter_both_authorities(municipality, actor=user)
        audit.record(actor=user, action="join", on=membership, municipality_code=municipality.code)
    return membership


@transaction.atomic
def add_member(
    municipality: Municipality,
    *,
    actor: User | None,
    email: str,
    name: str,
    role: Membership.Role,
    party: str = Membership.Side.MUNICIPALITY,
    department: Department | None = None,
    function: str = "",
) -> Membership:
    """A person's role; a user is made where the address has none. She gets in by `invite_member`.

    Args:
        party: asked of signatories and readers; for the others it follows from the role.
        department: of somebody who reports.
        function: what the person is, "Kommunpolis", as it stands in public where she approves a promise.

    Raises:
        AlreadyMember: the person has a role here.
        DepartmentMissing: a reporter without a department.
    """
    if role == Membership.Role.REPORTER and department is None:
        raise DepartmentMissing
    user = User.objects.filter(email__iexact=email.strip()).first() or add_user(email=email, name=name)
    if Membership.objects.filter(municipality=municipality, user=user).exists():
        raise AlreadyMember(email)
    membership = Membership.objects.create(
        municipality=municipality,
        user=user,
        role=role,
        party=side_of(role, party),
        department=department if role == Membership.Role.REPORTER else None,
        function=function.strip(),
    )
    _enter_both_authorities(municipality, actor=actor)
    audit.record(actor=actor, action="add_member", on=membership, municipality_code=municipality.code)
    return membership


@transaction.atomic
def invite_member(
    municipality: Municipality,
    *,
    membership: Membership,
    actor: User,
    address_of: Callable[[str], str],
    sign_in_address: str,
) -> str:
    """Send the person a link where she chooses her password; links sent to her earlier open no more.

    The mail is erased from the outbox when it is delivered, as it holds the link.

    Args:
        address_of: from the link's token to its whole address.
        sign_in_address: for whoever has signed in before: she is told that she has a role here, and gets no link.

    Returns:
        The link, for an administrator whose mail does not work; empty for whoever signs in as usual.
    """
    Invitation.objects.filter(membership=membership, used_at=None).delete()
    if has_taken_place(membership):
        subject, text = welcome_letter(membership, inviter=str(actor), link=sign_in_address)
        enqueue_message(to=membership.user.email, subject=subject, text=text, municipality_code=municipality.code)
        return ""
    token, expires_at = secrets.token_urlsafe(32), timezone.now() + INVITATION_LIFETIME
    invitation = Invitation.objects.create(
        municipality=municipality, membership=membership, token_sha256=token_hash(token), expires_at=expires_at
    )
    subject, text = invitation_letter(membership, inviter=str(actor), link=address_of(token))
    enqueue_message(
        to=membership.user.email,
        subject=subject,
        text=text,
        municipality_code=municipality.code,
        erase_on_delivery=True,
        expires_at=expires_at,
    )
    audit.record(actor=actor, action="invite", on=invitation, municipality_code=municipality.code)
    return address_of(token)


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str) -> Membership:
    """The person takes her place under the name and with the password that she chose. The password is validated.

    Raises:
        InvitationRefused: unknown, used or expired.
    """
    # The lock makes the second of two at once wait, and then see that the link is used.
    invitations = Invitation.objects.select_for_update()
    invitation = invitations.filter(token_sha256=token_hash(token)).first()
    refusal = refusal_of_invitation(token)
    if refusal or invitation is None:
        raise InvitationRefused(refusal or InvitationRefusal.UNKNOWN)
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    membership = invitation.membership
    choose_password(user=membership.user, name=name, password=password)
    audit.record(actor=membership.user, action="accept", on=invitation, municipality_code=membership.municipality.code)
    return membership


@transaction.atomic
def remove_member(municipality: Municipality, *, membership: Membership, actor: User | None) -> None:
    """Takes the role away; the person's account and what she did stay.

    Raises:
        LastAdministrator: nobody else administers the municipality.
    """
    administrators = Membership.objects.select_for_update().filter(
        municipality=municipality, role=Membership.Role.ADMINISTRATOR
    )
    if [administrator.pk for administrator in administrators] == [membership.pk]:
        raise LastAdministrator(membership)
    audit.record(actor=actor, action="remove_member", on=membership, municipality_code=municipality.code)
    membership.delete()


@transaction.atomic
def switch_function(municipality: Municipality, *, function: Function, on: bool, actor: User | None) -> None:
    """Show a function to everyone in the municipality or hide it; what was written in it is kept."""
    if on == (function in switched_on(municipality)):
        return
    choice, _ = FunctionSwitch.objects.update_or_create(
        municipality=municipality, function=function.value, defaults={"on": on}
    )
    action = "switch_on" if on else "switch_off"
    audit.record(actor=actor, action=action, on=choice, municipality_code=municipality.code)


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


def _enter_both_authorities(municipality: Municipality, *, actor: User | None) -> None:
    """Whoever works here does it for one of them, and beside the other: no page has to enter them."""
    for kind in (Party.Kind.MUNICIPALITY, Party.Kind.POLICE):
        enter_authority(municipality, kind=kind, actor=actor)


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
