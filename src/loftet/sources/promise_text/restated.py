"""Commitments that a page states twice: once shortly at its top, once where it tells what will be done."""

from bisect import bisect_right
from collections.abc import Sequence

from loftet.sources.promise_text.goals import content_words
from loftet.sources.promise_text.record import CommitmentRecord

ALIKE = 0.6
"""Share of the words of either that both have."""
ALMOST_THE_SAME = 0.7
WORDS_IN_COMMON = 2
MOST = 200
"""A page with more commitments is no promise, and each would be compared with each."""


def without_restated(
    commitments: Sequence[CommitmentRecord], section_starts: Sequence[int]
) -> tuple[list[CommitmentRecord], list[CommitmentRecord]]:
    """The commitments each once, and those that another says as well or more fully.

    `section_starts` are the lines at which sections begin, rising: within a section nothing is restated.
    """
    if len(commitments) > MOST:
        return list(commitments), []
    kept: list[CommitmentRecord] = []
    restated: list[CommitmentRecord] = []
    sections: list[int] = []
    for commitment in commitments:
        section = bisect_right(section_starts, commitment.lines.first) if commitment.lines else 0
        place = next(
            (at for at, earlier in enumerate(kept) if sections[at] != section and _alike(earlier, commitment)), None
        )
        if place is None:
            kept.append(commitment)
            sections.append(section)
        elif _figures(commitment) > _figures(kept[place]):
            restated.append(kept[place])
            kept[place] = commitment
        else:
            restated.append(commitment)
    return kept, restated


def _alike(one: CommitmentRecord, other: CommitmentRecord) -> bool:
    if one.focus_area != other.focus_area:
        return False
    words, others = content_words(one.text), content_words(other.text)
    common = len(words & others)
    same_bearers = {bearer.party for bearer in one.bearers} == {bearer.party for bearer in other.bearers}
    return common >= WORDS_IN_COMMON and common >= (ALIKE if same_bearers else ALMOST_THE_SAME) * len(words | others)


def _figures(commitment: CommitmentRecord) -> int:
    return sum(value is not None for value in (commitment.count, commitment.recurrence))
