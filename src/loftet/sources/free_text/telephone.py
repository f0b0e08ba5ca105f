"""Telephone numbers, Swedish and international, in whatever groups they are written."""

import re
from collections.abc import Iterator

from loftet.sources.free_text.digits import GAP

# The trunk prefix, an area code in one piece, and 8 to 11 digits in all.
SWEDISH = re.compile(
    rf"(?<![A-ZÅÄÖ\d])(?<!\d[-./:,])(?:\(0[1-9]\d{{0,2}}\)|0[1-9]\d{{0,2}}|\(0\){GAP}[1-9]\d?)(?:{GAP}\d){{4,9}}(?!\d)"
)
FEWEST, MOST = 8, 11
INTERNATIONAL = re.compile(
    rf"(?<!\d)(?:[+]{GAP}[1-9]\d{{0,2}}(?:{GAP}\d){{6,13}}|00{GAP}[1-9]\d{{0,2}}(?:{GAP}\d){{7,13}})(?!\d)"
)
SWEDISH_WITHOUT_PLUS = re.compile(rf"(?<!\d)46{GAP}7\d(?:{GAP}\d){{7}}(?!\d)")
# After these words any digits are a number to call, an area code or none.
AFTER_WORD = re.compile(
    r"\b(?:tel|tele|telefon(?:en|nummer|numret|nr)?|tfn|mob|mobil(?:en|nummer|numret|nr)?|nummer(?:et)?(?=\s+är|:)"
    r"|numret|(?:mitt|hans|hennes|deras|vårt)\s+nr|ring(?:er|a|de|t|as)?|sms(?::?a|:?ar)?|nås|nå|swish(?:a|nummer)?|whatsapp|signal)\b"
    r"(?:[\s:.,=-]|\b(?:nr|nummer|är|på|till|mig|mej|honom|henne|oss|dem|gärna|om|via|eller|sms|telefon|mobil|den|direkt)"
    rf"\b){{0,12}}(?P<number>\d(?:{GAP}\d){{4,10}})(?!\d|[.,:]\d)",
    re.IGNORECASE,
)
# "noll sju noll, ett sjutton fyrtio ...": five numbers or more in words after the trunk prefix or an area code.
_WORD = (
    r"(?:noll|nolla|en|ett|etta|två|tvåa|tre|trea|fyr(?:a|tio)|fem|femma|sexa?|sju|sjua|åtta|nio|nia|tio|elva|tolv"
    r"|(?:tret|fjor|fem|sex|sjut|ar|nit)ton|(?:tju|tret|fyr|fem|sex|sjut|åt|nit)tio|tjugo)"
)
_NUMBER = rf"(?:{_WORD}{{1,2}}|\d{{1,3}})"
IN_WORDS = re.compile(
    rf"\b(?:noll|0\d{{1,3}})(?:[\s,.-]{{1,3}}{_NUMBER}\b){{0,9}}?(?:[\s,.-]{{1,3}}{_WORD}{{1,2}}\b)(?:[\s,.-]{{1,3}}{_NUMBER}\b){{2,9}}",
    re.IGNORECASE,
)
# 112, 114 14 to the police (077-114 14 00 from abroad), 1177, 113 13 and the helplines on 116.
PUBLIC = re.compile(rf"112\b|114{GAP}14\b|1177\b|113{GAP}13\b|116{GAP}\d{{3}}\b")
POLICE_FROM_ABROAD = re.compile(r"(?:\+46|0046|46|0)771141400")
EIGHT_DIGIT_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
SIX_DIGIT_DAY = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers stand; those that call an authority from anywhere in the country are none."""
    for form in (INTERNATIONAL, SWEDISH, SWEDISH_WITHOUT_PLUS):
        for match in form.finditer(text):
            called = re.sub(r"[^\d+]", "", match[0])
            if POLICE_FROM_ABROAD.fullmatch(called) is None and (form is not SWEDISH or FEWEST <= len(called) <= MOST):
                yield match.span()
    yield from (match.span() for match in IN_WORDS.finditer(text))
    for match in AFTER_WORD.finditer(text):
        number = match["number"]
        if not (PUBLIC.match(number) or EIGHT_DIGIT_DAY.fullmatch(number) or SIX_DIGIT_DAY.fullmatch(number)):
            yield match.span("number")
