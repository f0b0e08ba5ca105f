"""The piece of a text that shows best why it was found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loftet.domain.publishing.search.words import Word, words_of

EXCERPT_LENGTH = 200
"""Characters, about two lines on a page."""
LEAD_LENGTH = 60
"""Characters that are shown before the first word found."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text, and whether it is a word that was searched for."""

    text: str
    found: bool


def excerpt(text: str, *, is_found: Callable[[str], bool]) -> tuple[Fragment, ...]:
    """At most about `EXCERPT_LENGTH` characters of `text`, where most of the found words stand together.

    `is_found` judges a word in small letters. An ellipsis stands where text was left out.
    """
    flat = " ".join(text.split())
    found = [word for word in words_of(flat) if is_found(word.text)]
    start, end = _window(flat, found)
    shown = _fragments(flat, start, end, [word for word in found if start <= word.start and word.end <= end])
    return (
        *((Fragment("… ", False),) if start > 0 else ()),
        *shown,
        *((Fragment(" …", False),) if end < len(flat) else ()),
    )


def highlighted(text: str, *, is_found: Callable[[str], bool]) -> tuple[Fragment, ...]:
    """The whole of `text`, with the words found marked: for a title."""
    return tuple(_fragments(text, 0, len(text), [word for word in words_of(text) if is_found(word.text)]))


def _window(text: str, found: Sequence[Word]) -> tuple[int, int]:
    if len(text) <= EXCERPT_LENGTH:
        return 0, len(text)
    first = max(found, key=lambda word: _words_within_reach(word, found), default=None)
    start = max(first.start - LEAD_LENGTH, 0) if first else 0
    start = min(start, len(text) - EXCERPT_LENGTH)
    if start > 0:
        start = text.find(" ", start) + 1
    end = min(start + EXCERPT_LENGTH, len(text))
    if end < len(text):
        end = text.rfind(" ", start, end)
    return (start, end) if end > start else (start, min(start + EXCERPT_LENGTH, len(text)))


def _words_within_reach(first: Word, found: Sequence[Word]) -> int:
    return sum(first.start <= word.start < first.start + EXCERPT_LENGTH - LEAD_LENGTH for word in found)


def _fragments(text: str, start: int, end: int, found: Sequence[Word]) -> list[Fragment]:
    fragments, at = [], start
    for word in found:
        fragments += [Fragment(text[at : word.start], False), Fragment(text[word.start : word.end], True)]
        at = word.end
    fragments.append(Fragment(text[at:end], False))
    return [fragment for fragment in fragments if fragment.text]
