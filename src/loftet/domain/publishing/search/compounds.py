"""Whether a word is a part of a compound: "inbrott" of "bostadsinbrott", but "bar" not of "barn"."""

import re
from collections.abc import Callable, Iterator

from loftet.domain.publishing.search.words import VOWELS, field_stems, stem

SHORTEST_PART = 3
SURE_PART = 6
"""From this length a part at the end of a word is no coincidence, even where what stands before it is unknown."""
SHORTEST_UNKNOWN = 4
UNSTRESSED_VOWEL_LOST = re.compile(r"(?<=[bcdfgkmnpst])(?=l$)")
# What may stand between two parts: linking letters, and endings that the stem of the first part has lost.
LINKS = ("", "s", "e", "a", "o", "u", "es", "en", "ar", "er", "or", "an", "ans", "et", "ets", "se")
# These make a new word of the verb that follows and no compound with it: "undersökning" is no kind of "sökning".
PARTICLES = frozenset(
    {"fram", "före", "genom", "kring", "mellan", "miss", "över", "under", "efter", "åter", "sam", "sär"}
)


def forms_in_compounds(part: str) -> set[str]:
    """How the stem may be written within a compound: "cykl" is "cykel" in "cykelstöld"."""
    return {part, UNSTRESSED_VOWEL_LOST.sub("e", part)}


def compound_remainders(part: str, word: str) -> Iterator[str]:
    """What would have to be words of their own for `part` to be a part of `word` (both stems).

    With it a vocabulary can be asked about all of them at once, before `is_part_of`.
    """
    for form, at in _places(part, word):
        yield from _starts(word[:at])
        yield from _rests(form, word[at + len(form) :])


def is_part_of(part: str, word: str, *, is_word: Callable[[str], bool]) -> bool:
    """Whether the stem `part` is one of the words that the stem `word` is put together of.

    `is_word` tells whether a stem is a word of its own in the texts; the words of the field are known besides.
    """
    if len(part) < SHORTEST_PART or part == word:
        return part == word
    return any(
        _stands_before(word[:at], form, is_word) and _stands_after(form, word[at + len(form) :], is_word)
        for form, at in _places(part, word)
    )


def _places(part: str, word: str) -> Iterator[tuple[str, int]]:
    for form in forms_in_compounds(part):
        for match in re.finditer(f"(?={re.escape(form)})", word):
            yield form, match.start()


def _stands_before(before: str, part: str, is_word: Callable[[str], bool]) -> bool:
    if not before:
        return True
    if any(_is_known(start, is_word) for start in _starts(before)):
        return True
    unknown_enough = len(before) >= SHORTEST_UNKNOWN and not VOWELS.isdisjoint(before) and before not in PARTICLES
    return len(part) >= SURE_PART and unknown_enough


def _stands_after(part: str, after: str, is_word: Callable[[str], bool]) -> bool:
    return not after or any(_is_known(rest, is_word) for rest in _rests(part, after))


def _starts(before: str) -> Iterator[str]:
    """`before` without the link that may end it."""
    for link in LINKS:
        if before.endswith(link) and len(before) - len(link) >= SHORTEST_PART:
            yield stem(before.removesuffix(link))


def _rests(part: str, after: str) -> Iterator[str]:
    """`after` without the link that may begin it, and without the second half of a doubled consonant of `part`."""
    for joined in {after, after.removeprefix(part[-1])}:
        for link in LINKS:
            if joined.startswith(link) and len(joined) - len(link) >= SHORTEST_PART:
                yield joined.removeprefix(link)


def _is_known(candidate: str, is_word: Callable[[str], bool]) -> bool:
    """Whether it is a word, or two words of the field in one."""
    if candidate in field_stems() or (len(candidate) >= SHORTEST_UNKNOWN and is_word(candidate)):
        return True
    return any(
        stem(candidate[:at]) in field_stems() and not field_stems().isdisjoint(_rests(candidate[:at], candidate[at:]))
        for at in range(SHORTEST_PART, len(candidate) - SHORTEST_PART + 1)
    )
