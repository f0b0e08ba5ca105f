"""Sentences of a paragraph."""

import re

STOP = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[\"”(]?[A-ZÅÄÖ0-9])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:t\.? ?ex|bl\.? ?a|s\.? ?k|m\.? ?m|m\.? ?fl|d\.? ?v\.? ?s|o\.? ?s\.? ?v|etc|kl|ca"
    r"|nr|inkl|exkl|ev|resp|st|tel|tex"
    r"|fr\.? ?o\.? ?m|t\.? ?o\.? ?m|f\.? ?n|t\.? ?f|tf|vik|e\.? ?d|s|kap|sid|enl|jan|feb|apr|aug|sep"
    r"|sept|okt|nov|dec|[A-ZÅÄÖ])\.$|^\d{1,2}\.$",
    re.IGNORECASE,
)


LONGEST = 2_000
PIECE = re.compile(rf".{{1,{LONGEST}}}(?:\s|$)|.{{{LONGEST}}}", re.DOTALL)


def sentences(text: str) -> list[str]:
    """The sentences of the text, in order, trimmed; an abbreviation ends none, and `LONGEST` characters end each."""
    found: list[str] = []
    for part in STOP.split(text):
        if found and ABBREVIATION.search(found[-1][-12:]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    pieces = (piece for part in found for piece in (PIECE.findall(part) if len(part) > LONGEST else [part]))
    return [piece.strip() for piece in pieces if piece.strip()]
