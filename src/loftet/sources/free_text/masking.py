"""What points at a person in a text that somebody wrote freely, and the text without it.

Numbers, e-mail addresses and plates are found by their form, addresses and names by the words around them. Names can
slip through, so a person reviews before anything is public. Nothing is stored here and nothing is fetched.
"""

from collections.abc import Iterator

from loftet.sources.free_text.digits import other_numbers
from loftet.sources.free_text.email_address import email_addresses
from loftet.sources.free_text.finding import Finding, Kind, MaskedText
from loftet.sources.free_text.identity_number import identity_numbers
from loftet.sources.free_text.personal_name import personal_names
from loftet.sources.free_text.registration_plate import registration_plates
from loftet.sources.free_text.street_address import street_addresses
from loftet.sources.free_text.telephone import telephones

Span = tuple[int, int, Kind]


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """What points at a person, in the order of the text; no two findings overlap."""
    spans: list[Span] = []
    for span in sorted(_spans(text), key=lambda span: (span[0], -span[1])):
        overlaps = spans and span[0] < spans[-1][1]
        # Of two readings of the same words the first and longest is kept, stretched over both.
        spans.append(_joined(spans.pop(), span) if overlaps else span)
    return tuple(Finding(start, end, kind, text[start:end]) for start, end, kind in spans)


def _joined(first: Span, second: Span) -> Span:
    return first[0], max(first[1], second[1]), first[2]


def masked(text: str) -> MaskedText:
    """The text with "[telefonnummer]" and the like in place of what was found."""
    findings = find_personal_data(text)
    parts, at = [], 0
    for finding in findings:
        parts += [text[at : finding.start], f"[{finding.kind}]"]
        at = finding.end
    return MaskedText("".join([*parts, text[at:]]), findings)


def _spans(text: str) -> Iterator[Span]:
    persons = [(*span, Kind.NAME) for span in personal_names(text)]
    persons += [(*span, Kind.EMAIL) for span in email_addresses(text)]
    if any(character.isdigit() for character in text):
        persons += _numbers(text)
        starts = [start for start, _, _ in persons]
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
