"""What a published promise leaves open, for those who read it: never more than a reader needs."""

from dataclasses import dataclass
from enum import StrEnum

from loftet.domain.promise.rules import KINDS_WITH_PLACE, KINDS_WITHOUT_COUNT, names_whole_period, shows_no_deed
from loftet.sources.promise_text.record import BearerFound, CommitmentKind, CommitmentRecord, PromiseRecord


class Gap(StrEnum):
    CONDITIONAL = "conditional"
    NO_BEARER = "no_bearer"
    BEARER_ASSUMED = "bearer_assumed"
    NO_DEED = "no_deed"
    NO_COUNT = "no_count"
    VAGUE_REPETITION = "vague_repetition"
    NO_TIME = "no_time"
    NO_PLACE = "no_place"


@dataclass(frozen=True, slots=True)
class Opening:
    gap: Gap
    literal: str = ""
    """The words of the text that it is about: "regelbundet", "vid behov"."""


@dataclass(frozen=True, slots=True)
class Trackability:
    """How much of a promise a reader can follow."""

    commitment_count: int
    with_interval: int
    with_count: int
    """A number and no interval; with an interval the number is a part of it."""
    with_either: int
    conditional: int
    goals_count: int
    goals_with_measure: int
    tells_reporting_interval: bool


# Work that residents may wait for or attend, so that it matters when it comes.
_KINDS_WITH_TIME = frozenset(
    {
        CommitmentKind.PHYSICAL_ENVIRONMENT,
        CommitmentKind.SAFETY_WALK,
        CommitmentKind.DIALOGUE,
        CommitmentKind.LECTURE,
        CommitmentKind.SCHOOL_VISIT,
        CommitmentKind.SITUATIONAL_PICTURE,
    }
)


def openings(commitment: CommitmentRecord) -> tuple[Opening, ...]:
    """What the text leaves open about one commitment, most important first; at most three."""
    return (*_bearer_openings(commitment), *_deed_openings(commitment))


def trackability(promise: PromiseRecord) -> Trackability:
    """Counts of what the promise lets a reader follow."""
    commitments = promise.commitments
    follow_up = promise.follow_up
    with_interval = sum(bool(commitment.recurrence) for commitment in commitments)
    with_count = sum(commitment.count is not None and not commitment.recurrence for commitment in commitments)
    return Trackability(
        commitment_count=len(commitments),
        with_interval=with_interval,
        with_count=with_count,
        with_either=with_interval + with_count,
        conditional=sum(bool(commitment.condition) for commitment in commitments),
        goals_count=len(promise.goals),
        goals_with_measure=sum(goal.measure is not None for goal in promise.goals),
        tells_reporting_interval=bool(follow_up and (follow_up.interval or follow_up.recurrence)),
    )


def _bearer_openings(commitment: CommitmentRecord) -> tuple[Opening, ...]:
    if not commitment.bearers:
        return (Opening(Gap.NO_BEARER),)
    if commitment.bearer_found is BearerFound.INFERRED:
        return (Opening(Gap.BEARER_ASSUMED, ", ".join(bearer.name for bearer in commitment.bearers)),)
    return ()


def _deed_openings(commitment: CommitmentRecord) -> tuple[Opening, ...]:
    if commitment.condition:
        return (Opening(Gap.CONDITIONAL, commitment.condition),)
    measured = bool(commitment.recurrence) or commitment.count is not None
    # What is never said to be done can have no number, time or place: one sentence is enough.
    if not measured and (vague := shows_no_deed(commitment.text)):
        return (Opening(Gap.NO_DEED, vague[0]),)
    return (*_amount_openings(commitment, measured), *_place_openings(commitment))


def _amount_openings(commitment: CommitmentRecord, measured: bool) -> tuple[Opening, ...]:
    if measured:
        return ()
    if commitment.vague:
        return (Opening(Gap.VAGUE_REPETITION, commitment.vague),)
    found = () if commitment.kind in KINDS_WITHOUT_COUNT else (Opening(Gap.NO_COUNT),)
    if commitment.kind in _KINDS_WITH_TIME and not commitment.window and not names_whole_period(commitment):
        return (*found, Opening(Gap.NO_TIME))
    return found


def _place_openings(commitment: CommitmentRecord) -> tuple[Opening, ...]:
    known = commitment.place or commitment.target_group or commitment.kind not in KINDS_WITH_PLACE
    return () if known else (Opening(Gap.NO_PLACE),)
