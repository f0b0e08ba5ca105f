"""What one line of text is: cleaned, and told from the page around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from loftet.sources.promise_text.text import TextLine

MARGIN = 120
"""The widest line of a text that is broken into lines."""
UNBROKEN = 1_000_000
BROKEN_LINES = 2
"""So many lines must be seen to be broken before a margin is believed in."""

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]")
LIGATURES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\ufb01": "fi", "\ufb02": "fl"})
SPACES = re.compile(r"\s+")
# A word broken by a margin that is no longer there: "digitali-sera", "trygghets- skapande".
BROKEN_WORD = re.compile(
    r"(?<=[a-zåäö]{3})-(?:(?=(?:ser(?:a|ar|at|ing\w*)|ning\w*|ande|ende|heten?|liga?|värden?)\b)"
    r"| (?!(?:och|eller|samt|respektive|till|å)\b)(?=[a-zåäö]{3}))"
)
INLINE_BULLET = re.compile(r"(?<=\S)\s+[•●▪]\s+(?=\S)")

# The page around the text: menus, consent, prints of time and size, links to files.
AROUND = re.compile(
    r"""(?:
      sök(?:\ på\ \S+)?|meny|stäng(?:\ meny)?|till\ toppen(?:\ av\ sidan)?|till\ innehåll\S*(?:\ på\ sidan)?
    | lyssna|skriv\ ut
    | dela(?:\ sidan)?|gå\ till\ innehåll\S*|hoppa\ till\ .{3,40}|kontakta\ oss|logga\ in|other\ languages|languages?
    | start(?:sida)?|hem|tillbaka|nästa|föregående|sidfot|sidhuvud|läs\ mer(?:\ här)?|facebook|twitter|linkedin
    | godkänn(?:\ alla)?|acceptera.{0,30}|javascript\ är\ .{5,200}|vi\ rekommenderar\ att\ java.{5,200}
    | (?:sidan\ |sidans\ innehåll\ )?(?:senast\ |uppdaterades\ )?
      (?:uppdaterad|publicerad|publicerat|granskad|uppdaterat)s?(?:\ senast)?\b.{0,60}
    | (?:bild|foto(?:graf)?):\ .{0,80}|(?:hjälpte|hade\ du\ nytta)\ .{5,80}\?|tack\ för\ att\ du\ hjälper.{0,40}
    | sid(?:a|\.)?\ \d{1,3}(?:\ ?(?:av|\(|/)\ ?\d{1,3}\)?)?|\d{1,3}\ ?(?:\(|/)\ ?\d{1,3}\)?
    | med\ anledning\ av\ tidigare\ problem\ med\ utskrifter.{0,120}|du\ är\ här:?.{0,200}|klicka\ på\ bilden.{0,60}
    )[.!]?""",
    re.VERBOSE,
)
LINK_TO_FILE = re.compile(r"\.pdf$|\bpdf, [\d.,]+ [km]b\b|öppnas i (?:ett )?nytt fönster|\b(?:kakor|cookies)\b")
LINK_LENGTH = 200
LONGEST_AROUND = 400


def clean_lines(lines: Iterable[TextLine]) -> Iterable[TextLine]:
    """The lines without unseen characters; items that were flattened onto one line stand on their own again."""
    for line in lines:
        text = BROKEN_WORD.sub("", UNSEEN.sub("", line.text).translate(LIGATURES))
        first, *items = INLINE_BULLET.split(text) if any(glyph in text for glyph in "•●▪") else [text]
        yield replace(line, text=first.rstrip())
        for item in items:
            yield replace(line, text=f"• {item}")


def stands_around(line: TextLine) -> bool:
    """Whether the line belongs to the page and not to the promise."""
    text = line.text.strip()
    if line.heading or len(text) > LONGEST_AROUND:
        return False
    low = text.lower()
    return (len(text) <= LINK_LENGTH and LINK_TO_FILE.search(low) is not None) or AROUND.fullmatch(low) is not None


def margin(lines: Sequence[TextLine]) -> int:
    """The width, in characters, at which the text is broken into lines; `UNBROKEN` where nothing shows that it is.

    A line is known to be broken where the next goes on in small letters.
    """
    if any(len(line.text) > MARGIN + 10 for line in lines):
        return UNBROKEN
    broken = [
        len(line.text.rstrip())
        for line, following in pairwise(lines)
        if line.text.strip() and following.text.strip()[:1].islower()
    ]
    return max(broken) if len(broken) >= BROKEN_LINES else UNBROKEN
