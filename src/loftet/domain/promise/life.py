"""The life of a promise: from draft to followed up, and whose yes it needs on the way. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from loftet.sources.promise_text.record import PartyKind, PromiseRecord

# A code that was typed before this long ago says nothing of who sits there now.
SECOND_FACTOR_LIFETIME = timedelta(minutes=5)
APPROVING_PARTIES = (PartyKind.MUNICIPALITY, PartyKind.POLICE)


class PromiseState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    RECORDED = "recorded"
    """As `AGREED`, for a promise that was signed elsewhere: it has not begun."""
    IN_FORCE = "in_force"
    REVISED = "revised"
    """In force, in other words than those it began with."""
    ENDED = "ended"
    FOLLOWED_UP = "followed_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLife:
    """What has happened to a promise."""

    start: date
    end: date
    recorded: bool = False
    proposed: bool = False
    """A proposal waits for somebody's yes."""
    binding_editions: int = 0
    """Editions that every party had approved, or that tell what was signed elsewhere."""
    followed_up_on: date | None = None


def state_of(promise: PromiseLife, today: date) -> PromiseState:
    """Where the promise is in its life that day. What binds nobody never comes into force, however old it is."""
    if not promise.binding_editions:
        return PromiseState.PROPOSED if promise.proposed else PromiseState.DRAFT
    if promise.followed_up_on and promise.followed_up_on <= today:
        return PromiseState.FOLLOWED_UP
    if today > promise.end:
        return PromiseState.ENDED
    if today < promise.start:
        return PromiseState.RECORDED if promise.recorded else PromiseState.AGREED
    return PromiseState.REVISED if promise.binding_editions > 1 else PromiseState.IN_FORCE


def parties_to_approve(record: PromiseRecord, earlier: Iterable[PartyKind] = ()) -> tuple[PartyKind, ...]:
    """Those that bear something in the promise or sign it, and those that approved the words it replaces.

    A department stands under its municipality. A promise that names neither authority needs both.
    """
    bearers = (bearer.party for commitment in record.commitments for bearer in commitment.bearers)
    signatories = (signatory.party for signatory in record.signatories)
    named = {
        PartyKind.MUNICIPALITY if party is PartyKind.DEPARTMENT else party
        for party in (*bearers, *signatories, *earlier)
    }
    return tuple(party for party in APPROVING_PARTIES if party in named) or APPROVING_PARTIES


def second_factor_is_fresh(confirmed_at: datetime, now: datetime) -> bool:
    return timedelta(0) <= now - confirmed_at <= SECOND_FACTOR_LIFETIME
