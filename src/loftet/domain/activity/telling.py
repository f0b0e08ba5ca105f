"""When a word about a commitment is asked for, and of whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loftet.domain.activity.occurrences import Window, is_rule, occurrences
from loftet.domain.activity.rules import QUARTER, Authority, PlanTerms, bearing_authorities
from loftet.sources.promise_text.record import CommitmentRecord, PartyKind

# After the last day the outcome is still asked for, but not for ever.
ASKED_AFTER_THE_END = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A contact, as far as it decides what is asked of it."""

    id: int
    authority: Authority
    department: str = ""
    function: str = ""


def asked_rhythm(commitment: CommitmentRecord, plan: PlanTerms | None, *, reporting: str | None) -> str:
    """How often a word is asked for, as an RFC 5545 rule; empty where nobody has said that one is awaited."""
    if plan and plan.rhythm:
        return plan.rhythm
    if commitment.condition:
        return ""
    counted = commitment.count or (plan and plan.count)
    own = (plan and plan.recurrence) or commitment.recurrence or (QUARTER if counted else "")
    return next((rule for rule in (reporting, own) if rule and is_rule(rule)), "")


def untold_window(
    rhythm: str, *, start: date, end: date, told_of: Iterable[date], nothing_on: Iterable[date] = (), today: date
) -> Window | None:
    """The latest window that is over and of which nothing has been told; None when nothing is asked for.

    Args:
        start: the first day that is asked about.
        told_of: the days of the deeds that reports are about, whether or not they are public yet.
        nothing_on: the days on which somebody said that nothing was done yet.
    """
    if not rhythm or today > end + ASKED_AFTER_THE_END:
        return None
    windows = occurrences(rhythm, start=start, end=end) if start <= end else ()
    over = [window for window in windows if window.last < today]
    told = _days_told_of(windows, told_of, nothing_on)
    return over[-1] if over and max(told, default=date.min) < over[-1].first else None


def _days_told_of(windows: Sequence[Window], told_of: Iterable[date], nothing_on: Iterable[date]) -> list[date]:
    """That nothing is done answers what was asked when it was said; where nothing was, it is about its own day."""
    told = list(told_of)
    for day in sorted(nothing_on):
        asked = next((window for window in reversed(windows) if window.last < day), None)
        open_then = asked and max((each for each in told if each <= day), default=date.min) < asked.first
        told.append(asked.last if asked and open_then else day)
    return told


def addressees(commitment: CommitmentRecord, function: str, contacts: Sequence[Addressee]) -> tuple[Addressee, ...]:
    """Who is asked about a commitment: of each bearing authority those with the plan's function, else its departments'.

    Args:
        function: the contact function that the plan names; empty where it names none.
    """
    asked = (
        _of_authority(authority, commitment, function, contacts)
        for authority in sorted(bearing_authorities(commitment.bearers))
    )
    return tuple(contact for contacts_of_one in asked for contact in contacts_of_one)


def _of_authority(
    authority: Authority, commitment: CommitmentRecord, function: str, contacts: Sequence[Addressee]
) -> list[Addressee]:
    own = [contact for contact in contacts if contact.authority is authority]
    named = [contact for contact in own if function and contact.function.casefold() == function.casefold()]
    if named:
        return named
    departments = {bearer.name for bearer in commitment.bearers if bearer.party is PartyKind.DEPARTMENT}
    of_departments = [contact for contact in own if contact.department in departments]
    return of_departments or [contact for contact in own if not contact.department]
