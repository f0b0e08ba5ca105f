"""What each role may do: the one table that pages, services and menus ask."""

from datetime import datetime, timedelta
from enum import StrEnum

INVITATION_LIFETIME = timedelta(days=14)


class Role(StrEnum):
    """The values of `Membership.Role`."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    POLICE = "police"
    REPORTER = "reporter"
    SIGNATORY = "signatory"
    READER = "reader"


class Action(StrEnum):
    READ = "read"
    """Everything in the workspace that is not another party's own draft."""
    DRAFT = "draft"
    """Write a promise and the agreement, and propose what is written."""
    APPROVE = "approve"
    """Say yes to a promise for one's party."""
    PUBLISH = "publish"
    PLAN = "plan"
    """Write a follow-up plan, or accept one for one's party."""
    REPORT = "report"
    REVIEW = "review"
    """Let one's party's reports become public, send back the other's."""
    JUDGE = "judge"
    MEET = "meet"
    """Call meetings and write what they decided."""
    MAP = "map"
    """Bring in figures and places, and correct them."""
    LISTEN = "listen"
    """Read weekly reports, contributions and tips that nobody has reviewed, and decide what becomes of them."""
    ARCHIVE = "archive"
    """Hand out, enter in the register, withdraw a text."""
    CHOOSE_FUNCTIONS = "choose_functions"
    ADMINISTER = "administer"
    """The site and the people."""


_WORK = frozenset(
    {
        Action.READ,
        Action.DRAFT,
        Action.PLAN,
        Action.REPORT,
        Action.REVIEW,
        Action.JUDGE,
        Action.MEET,
        Action.MAP,
        Action.LISTEN,
    }
)

# The municipality answers for the site: only its own people publish. Whoever writes a promise for the municipality does
# not approve it; the police, with one or two persons here, decide that among themselves.
ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ADMINISTRATOR: _WORK | {Action.PUBLISH, Action.ARCHIVE, Action.CHOOSE_FUNCTIONS, Action.ADMINISTER},
    Role.COORDINATOR: _WORK | {Action.PUBLISH, Action.ARCHIVE, Action.CHOOSE_FUNCTIONS},
    Role.POLICE: _WORK | {Action.APPROVE},
    Role.REPORTER: frozenset({Action.READ, Action.REPORT}),
    Role.SIGNATORY: frozenset({Action.READ, Action.APPROVE}),
    Role.READER: frozenset({Action.READ}),
}


def may(role: str, action: Action) -> bool:
    """Whether a member of that role may do something in her municipality.

    Raises:
        ValueError: no such role.
    """
    return action in ALLOWED[Role(role)]


class InvitationRefusal(StrEnum):
    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


def invitation_refusal(*, used_at: datetime | None, expires_at: datetime, now: datetime) -> InvitationRefusal | None:
    """Why a known invitation does not open at `now`; None when it does."""
    if used_at is not None:
        return InvitationRefusal.USED
    return InvitationRefusal.EXPIRED if expires_at <= now else None


def side_of(role: str, wanted: str) -> str:
    """The party that a member of the role stands for: signatories and readers choose, for the others it follows."""
    if Role(role) in (Role.SIGNATORY, Role.READER):
        return wanted
    return "police" if Role(role) is Role.POLICE else "municipality"
