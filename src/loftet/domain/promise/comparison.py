"""This year's promise beside last year's: what goes on, what is new and what was dropped."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Generic, TypeVar

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from loftet.sources.promise_text.record import CommitmentRecord, GoalRecord, PromiseRecord

T = TypeVar("T")

# Per cent; the tests hold pairs from both sides.
LIKENESS = 60
# Words that tell one commitment from another as little as the parties do.
_SAYS_LITTLE = re.compile(
    r"\b(?:polis(?:en)?|kommun(?:en)?|\w+(?:förvaltningen|tjänsten)|och|en|ett|att|i|på|med|till|för|av|om|de|den|det|vid"
    r"|ska|lovar|gör|håller|ordnar|varje|genomför(?:a|s)?|gemensam(?:t|ma)?|tillsammans|nya|fler|under|ökar?|minskar?)\b"
)


_DETAILS = ("place", "window", "target_group", "condition", "vague", "problem", "cause", "focus_area")


class Change(StrEnum):
    WORDS = "words"
    BEARERS = "bearers"
    AMOUNT = "amount"
    """Count, lower bound or interval."""
    DETAILS = "details"
    """Where, when, for whom, on what condition, against which problem."""
    MEASURE = "measure"
    """Indicator, baseline, target or direction of a goal."""


@dataclass(frozen=True, slots=True)
class Continued(Generic[T]):
    old: T
    new: T
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared(Generic[T]):
    continued: tuple[Continued[T], ...]
    """In the order of the newer promise."""
    new: tuple[T, ...]
    dropped: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    focus_areas: Compared[str]
    commitments: Compared[CommitmentRecord]
    goals: Compared[GoalRecord]


class PieceKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: PieceKind
    text: str


def compare_promises(old: PromiseRecord, new: PromiseRecord) -> Comparison:
    """Pairs by the key that was carried over, then by likeness of the words, each row once."""
    return Comparison(
        focus_areas=_compare(old.focus_areas, new.focus_areas, _no_key, _itself, _same_words),
        commitments=_compare(old.commitments, new.commitments, _commitment_key, _commitment_text, _commitment_changes),
        goals=_compare(old.goals, new.goals, _goal_key, _goal_text, _goal_changes),
    )


def word_difference(old_text: str, new_text: str) -> tuple[Piece, ...]:
    """The newer text with what was taken away and put in, word by word; neighbours of one kind are joined."""
    old_words, new_words = _words(old_text), _words(new_text)
    pieces: list[Piece] = []
    for operation, i, j, k, m in SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece(PieceKind.SAME, "".join(new_words[k:m])))
            continue
        if i < j:
            pieces.append(Piece(PieceKind.REMOVED, "".join(old_words[i:j])))
        if k < m:
            pieces.append(Piece(PieceKind.ADDED, "".join(new_words[k:m])))
    return tuple(pieces)


def likeness(old_text: str, new_text: str) -> float:
    """0 to 100, whatever the order and case of words; who acts and small words do not count."""
    if old_text == new_text:
        return 100.0
    old_words, new_words = _telling_words(old_text), _telling_words(new_text)
    return (token_set_ratio(old_words, new_words) + token_sort_ratio(old_words, new_words)) / 2


def _telling_words(text: str) -> str:
    words = re.sub(r"[^\w\s]", " ", text.casefold())
    return " ".join(_SAYS_LITTLE.sub(" ", words).split()) or words


def _compare(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], str | None],
    text: Callable[[T], str],
    changes: Callable[[T, T], tuple[Change, ...]],
) -> Compared[T]:
    pairs = _pairs_by_key([key(row) for row in old], [key(row) for row in new])
    pairs |= _pairs_by_likeness([text(row) for row in old], [text(row) for row in new], pairs)
    return Compared(
        continued=tuple(Continued(old[i], new[k], changes(old[i], new[k])) for k, i in sorted(pairs.items())),
        new=tuple(row for k, row in enumerate(new) if k not in pairs),
        dropped=tuple(row for i, row in enumerate(old) if i not in pairs.values()),
    )


def _pairs_by_key(old_keys: list[str | None], new_keys: list[str | None]) -> dict[int, int]:
    place_of = {key: i for i, key in enumerate(old_keys) if key}
    return {k: place_of[key] for k, key in enumerate(new_keys) if key in place_of}


def _pairs_by_likeness(old: list[str], new: list[str], paired: dict[int, int]) -> dict[int, int]:
    """The likest first, so that a row is not taken by one that is less like it."""
    candidates = [
        (likeness(old[i], new[k]), -abs(i - k), -k, -i)
        for k in range(len(new))
        if k not in paired
        for i in range(len(old))
        if i not in paired.values()
    ]
    pairs: dict[int, int] = {}
    for alike, _, k, i in sorted(candidates, reverse=True):
        if alike >= LIKENESS and -k not in pairs and -i not in pairs.values():
            pairs[-k] = -i
    return pairs


def _words(text: str) -> list[str]:
    """Words and signs, each with the space before it: a lone space is never all that two texts share."""
    return re.findall(r"\s*(?:\w+|[^\w\s])|\s+", text)


def _no_key(_: str) -> None:
    return None


def _itself(area: str) -> str:
    return area


def _same_words(old: str, new: str) -> tuple[Change, ...]:
    return () if old == new else (Change.WORDS,)


def _commitment_key(commitment: CommitmentRecord) -> str | None:
    return commitment.id


def _commitment_text(commitment: CommitmentRecord) -> str:
    return commitment.text


def _commitment_changes(old: CommitmentRecord, new: CommitmentRecord) -> tuple[Change, ...]:
    changed = {
        Change.WORDS: old.text != new.text,
        Change.BEARERS: {bearer.name for bearer in old.bearers} != {bearer.name for bearer in new.bearers},
        Change.AMOUNT: (old.count, old.at_least, old.recurrence) != (new.count, new.at_least, new.recurrence),
        Change.DETAILS: any(getattr(old, name) != getattr(new, name) for name in _DETAILS),
    }
    return tuple(change for change, holds in changed.items() if holds)


def _goal_key(goal: GoalRecord) -> str | None:
    return goal.id


def _goal_text(goal: GoalRecord) -> str:
    return goal.text


def _goal_changes(old: GoalRecord, new: GoalRecord) -> tuple[Change, ...]:
    changed = {
        Change.WORDS: old.text != new.text,
        Change.MEASURE: (old.direction, old.measure) != (new.direction, new.measure),
    }
    return tuple(change for change, holds in changed.items() if holds)
