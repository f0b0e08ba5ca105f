"""What points at a person in a text that somebody wrote freely, and the text without it.

Numbers, e-mail addresses and plates are found by their form, addresses and names by the words around them. Names can
slip through, so a person reviews before anything is public. Nothing is stored here and nothing is fetched.
"""

import re
from collections.abc import Iterator

from loftet.sources.free_text.account_name import account_names
from loftet.sources.free_text.digits import other_numbers
from loftet.sources.free_text.email_address import email_addresses
from loftet.sources.free_text.finding import Finding, Kind, MaskedText
from loftet.sources.free_text.identity_number import identity_numbers
from loftet.sources.free_text.personal_name import personal_names
from loftet.sources.free_text.plain_text import plain_text
from loftet.sources.free_text.registration_plate import registration_plates
from loftet.sources.free_text.street_address import street_addresses
from loftet.sources.free_text.telephone import telephones

Span = tuple[int, int, Kind]
IN_PLACE_OF_WORDS = re.compile(rf"\[(?:{'|'.join(Kind)})\]")


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """What points at a person, in the order of the text; no two findings overlap."""
    found = _found(text)
    further = found
    # What stood in the way of a finding, or too far from it, may be gone when the first ones are: a text that is masked
    # is looked through until nothing more is found in it.
    while further:
        left, places = _left(text, found)
        further = [(places[start], places[end], kind) for start, end, kind in _found(left)]
        found = _apart([*found, *further])
    return tuple(Finding(start, end, kind, text[start:end]) for start, end, kind in found)


def _found(text: str) -> list[Span]:
    plain = plain_text(text)
    taken = [match.span() for match in IN_PLACE_OF_WORDS.finditer(plain.text)]
    spans = [span for span in _spans(plain.text, taken) if not _overlaps(span, taken)]
    return _apart([(*plain.written(start, end), kind) for start, end, kind in spans])


def _overlaps(span: Span, taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _apart(found: list[Span]) -> list[Span]:
    """Of two readings of the same words the first and longest is kept, stretched over both."""
    spans: list[Span] = []
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        overlaps = spans and span[0] < spans[-1][1]
        spans.append(_joined(spans.pop(), span) if overlaps else span)
    return spans


def _left(text: str, found: list[Span]) -> tuple[str, list[int]]:
    """The text with the kinds in place of the words, and where each of its signs stood in the text."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for start, end, kind in found:
        word = f"[{kind}]"
        parts += [text[at:start], word]
        places += [*range(at, start), *[start] * len(word)]
        at = end
    return "".join([*parts, text[at:]]), [*places, *range(at, len(text) + 1)]


def _joined(first: Span, second: Span) -> Span:
    return first[0], max(first[1], second[1]), first[2]


def masked(text: str) -> MaskedText:
    """The text with "[telefonnummer]" and the like in place of what was found. Masked again it stays as it is."""
    findings = find_personal_data(text)
    left, _ = _left(text, [(finding.start, finding.end, finding.kind) for finding in findings])
    return MaskedText(left, findings)


def _spans(text: str, taken: list[tuple[int, int]]) -> Iterator[Span]:
    """`taken` is where the words of a person stood before they were masked."""
    persons = [(*span, Kind.NAME) for span in personal_names(text)]
    if "@" in text or "at" in text.lower() or "snabel" in text.lower():
        persons += [(*span, Kind.EMAIL) for span in email_addresses(text)]
    persons += [(*span, Kind.ACCOUNT) for span in account_names(text)]
    persons += _numbers(text)
    starts = [start for start, _, _ in persons] + [start for start, _ in taken]
    yield from ((*span, Kind.ADDRESS) for span in street_addresses(text, starts))
    yield from persons


def _numbers(text: str) -> list[Span]:
    others = other_numbers(text)
    # "0701234567" is a mobile telephone before it is somebody born in January 2007.
    found = [(*span, Kind.TELEPHONE) for span in telephones(text) if not _is_mostly(others, *span)]
    found += [(*span, Kind.IDENTITY_NUMBER) for span in identity_numbers(text)]
    found += [(*span, Kind.PLATE) for span in registration_plates(text)]
    return found


def _is_mostly(others: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether more than half of the words from `start` to `end` belong to numbers of another kind."""
    covered = sum(max(0, min(end, other_end) - max(start, other_start)) for other_start, other_end in others)
    return 2 * covered > end - start
