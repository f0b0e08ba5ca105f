"""Who signed: a name with a title on the next line, two columns flattened, or a sentence that tells it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loftet.sources.promise_text.blocks import Block, BlockKind
from loftet.sources.promise_text.record import Lines, PartyKind, Signatory

WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéèüáó]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?"
NAME = rf"(?:{WORD}|[A-ZÅÄÖ]\.?)(?:\s+(?:von|af|de|van|der|Mc{WORD}|{WORD}|[A-ZÅÄÖ]\.)){{1,3}}"
A_NAME = re.compile(NAME)
PARTY_MARK = re.compile(r"\s*\((?:s|m|c|l|mp|v|kd|sd|fp)\)", re.IGNORECASE)
COLUMNS = re.compile(r"\t+|\s{2,}")

# Stem of the title, its form when made regular, and the party it speaks for.
TITLES: tuple[tuple[str, str, PartyKind], ...] = (
    (r"kommunstyrelsens?\s+(?:\w+\s+)?vice\s+ordf\w*", "Kommunstyrelsens vice ordförande", PartyKind.MUNICIPALITY),
    (r"kommunstyrelsens?\s+ordf(?:örande|\.)?", "Kommunstyrelsens ordförande", PartyKind.MUNICIPALITY),
    (r"ordf(?:örande|\.)?,?\s+(?:i\s+)?kommunstyrelsen", "Kommunstyrelsens ordförande", PartyKind.MUNICIPALITY),
    (r"ks\s+ordf(?:örande|\.)?", "Kommunstyrelsens ordförande", PartyKind.MUNICIPALITY),
    (r"kommunalråd", "Kommunalråd", PartyKind.MUNICIPALITY),
    (r"borgarråd", "Borgarråd", PartyKind.MUNICIPALITY),
    (r"(?:bitr(?:ädande|\.)?\s+)?kommundirektör", "Kommundirektör", PartyKind.MUNICIPALITY),
    (r"kommunchef", "Kommunchef", PartyKind.MUNICIPALITY),
    (r"stadsdirektör", "Stadsdirektör", PartyKind.MUNICIPALITY),
    (r"stadsdelsdirektör", "Stadsdelsdirektör", PartyKind.MUNICIPALITY),
    (r"säkerhetschef", "Säkerhetschef", PartyKind.MUNICIPALITY),
    (r"(?:säkerhets|trygghets)samordnare", "Säkerhetssamordnare", PartyKind.MUNICIPALITY),
    (r"(?:social|utbildnings|förvaltnings|skol|kultur-? och fritids)chef", "Förvaltningschef", PartyKind.MUNICIPALITY),
    (r"(?:ordf(?:örande|\.)?)(?:\s+i\s+[\wåäö]+)?", "Ordförande", PartyKind.MUNICIPALITY),
    (r"(?:lokal)?polisområdes?\s?chef", "Lokalpolisområdeschef", PartyKind.POLICE),
    (r"chef(?:en)?,?\s+(?:för\s+)?(?:lokalpolisområde(?:t)?|lpo)", "Lokalpolisområdeschef", PartyKind.POLICE),
    (r"lpo-?\s?chef", "Lokalpolisområdeschef", PartyKind.POLICE),
    (r"lokalpolischef", "Lokalpolischef", PartyKind.POLICE),
    (r"områdespolischef", "Områdespolischef", PartyKind.POLICE),
    (r"polischef", "Polischef", PartyKind.POLICE),
    (r"lokalområdespolis(?:chef)?", "Lokalpolisområdeschef", PartyKind.POLICE),
    (r"kommunpolis", "Kommunpolis", PartyKind.POLICE),
    (r"gruppchef", "Gruppchef", PartyKind.POLICE),
    (r"(?:vd|verkställande\s+direktör)", "Verkställande direktör", PartyKind.THIRD_PARTY),
)  # fmt: skip
CONTACTS = {"Kommunpolis", "Säkerhetssamordnare", "Gruppchef"}
ACTING_MARK = r"(?:t\.?\s?f\.?|tillförordnad|vik(?:arierande|\.)?|stf|ställföreträdande|biträdande)"
TITLE = re.compile("|".join(f"(?P<t{place}>\\b{stem})" for place, (stem, _, _) in enumerate(TITLES)), re.IGNORECASE)
TITLE_HINTS = ("chef", "ordf", "råd", "direktör", "samordnare", "polis", "vd")
REAL_ACTING = re.compile(r"(?:t\.?\s?f\.?|tillförordnad|vik(?:arierande|\.)?)\b", re.IGNORECASE)
SIGNED = re.compile(
    r"\b(?:undertecknad?e?s?|undertecknat|undertecknats|skrev\s+(?:på|under)|skrivit\s+(?:på|under)"
    r"|skrevs\s+under|signera(?:de|des|t|ts)|för\s+(?:polismyndigheten|kommunen|polisen))\b",
    re.IGNORECASE,
)
DATE_LINE = re.compile(
    rf"(?:{WORD}\s+)?(?:den\s+)?\d{{1,2}}\s+\w+\s+20\d\d\.?|(?:{WORD},?\s+)?20\d\d-\d\d-\d\d|ort\s+(?:och"
    rf"|/)\s*datum.*|{WORD}\s+20\d\d-\d\d-\d\d|[._\s]{{5,}}",
    re.IGNORECASE,
)
FOR_PARTY = re.compile(
    r"(?:för|å)\s+(?:polis\w*|[\wÅÄÖåäö]+s?\s+kommuns?|kommunen"
    r"|lokalpolisområde\s.{3,40})(?:s\s+vägnar)?:?",
    re.IGNORECASE,
)
TITLE_PLACE = re.compile(
    rf"\w*\s+(?:(?:i|för)\s+)?(?:lokalpolisområdet?\s+)?(?:(?:södra|norra|västra|östra)\s+{WORD}"
    rf"|(?<=för\s){WORD}|(?<=\si\s){WORD}|(?<=område\s){WORD}|(?<=LPO\s){WORD})"
)
TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    signatories: tuple[Signatory, ...]
    first_block: int
    """Where in the list of blocks it begins."""
    last_block: int


def title_in(text: str) -> re.Match[str] | None:
    """The first title in the text."""
    low = text.lower()
    return TITLE.search(text) if any(hint in low for hint in TITLE_HINTS) else None


def titles_in(text: str) -> list[re.Match[str]]:
    """All titles in the text."""
    return list(TITLE.finditer(text)) if title_in(text) else []


def signature_blocks(blocks: Sequence[Block]) -> list[SignatureBlock]:
    """The runs of short lines that hold names and titles."""
    found: list[SignatureBlock] = []
    place = 0
    while place < len(blocks):
        run = _run(blocks, place)
        if (
            run > place
            and _anybody_signs(blocks[place:run])
            and (signatories := _signatories([line for block in blocks[place:run] for line in _lines(block)]))
        ):
            found.append(SignatureBlock(tuple(signatories), place, run - 1))
        place = max(run, place + 1)
    return found


def _anybody_signs(blocks: Sequence[Block]) -> bool:
    """Whether somebody signs here; a local officer or coordinator alone is whom to turn to."""
    titles = [match for block in blocks for match in titles_in(block.text)]
    return any(match.lastgroup and TITLES[int(match.lastgroup[1:])][1] not in CONTACTS for match in titles)


def told_signatories(sentence: str, lines: Lines) -> list[Signatory]:
    """Signatories that a sentence names: "Kommunchef Ada Berg och … undertecknade idag"."""
    if not SIGNED.search(sentence):
        return []
    return [signatory for title, name in _pairs_in(sentence) if (signatory := _signatory(name, title, lines))]


def _pairs_in(sentence: str) -> Iterator[tuple[str, str]]:
    """Titles with the name that stands beside each, before or after it."""
    titles = [(_start_of_title(sentence, match), _title_end(sentence, match.end())) for match in titles_in(sentence)]
    bare = PARTY_MARK.sub(lambda mark: " " * len(mark[0]), sentence)
    for start, end in titles:
        bare = bare[:start] + "-" * (end - start) + bare[end:]
    names = list(A_NAME.finditer(bare))
    for start, end in titles:
        after = next(
            (
                name
                for name in names
                if 0 <= name.start() - end <= 45 and not PARTS_NAMES.search(sentence[end : name.start()])
            ),
            None,
        )
        before = next((name for name in reversed(names) if 0 <= start - name.end() <= 12), None)
        chosen = (
            before
            if before and re.fullmatch(r"\s*(?:\(\w+\))?\s*,\s*", sentence[before.end() : start])
            else after or before
        )
        if chosen is not None:
            names.remove(chosen)
            yield sentence[start:end].strip(" ,"), chosen[0]


PARTS_NAMES = re.compile(r"[.;]|\boch\b")


def _title_end(sentence: str, end: int) -> int:
    """Where the title ends with its place: "chef för lokalpolisområde Katrineholm", "… för södra Lappland"."""
    place = TITLE_PLACE.match(sentence, end)
    return place.end() if place else end


def _run(blocks: Sequence[Block], place: int) -> int:
    """End of the run of blocks, from `place` on, that could be a signature block."""
    end = place
    while end < len(blocks) and _may_sign(blocks[end]):
        end += 1
    return end


def _may_sign(block: Block) -> bool:
    if block.kind is BlockKind.RULE:
        return False
    if block.kind is BlockKind.ITEM or max(map(len, block.raw), default=0) > 2 * TITLE_LENGTH:
        return False
    return all(_is_name(line) or _is_title(line) or _is_place(line) for line, _ in _lines(block))


def _lines(block: Block) -> list[tuple[str, int]]:
    raw = block.raw or (block.text,)
    return [(line.strip(), min(block.first + place, block.last)) for place, line in enumerate(raw) if line.strip()]


def _is_name(line: str) -> bool:
    bare = PARTY_MARK.sub("", line).strip(" ,/_.")
    if title_in(bare) or len(bare) > 90:
        return False
    return all(A_NAME.fullmatch(part.strip(" ,")) for part in COLUMNS.split(bare)) or _two_names(bare) is not None


def _two_names(line: str) -> tuple[str, ...] | None:
    """Two names that lost the columns between them: "Ada Berg Bo Dahl"."""
    words = line.split()
    if len(words) in (4, 6) and all(re.fullmatch(WORD, word) for word in words):
        half = len(words) // 2
        return " ".join(words[:half]), " ".join(words[half:])
    return None


def _is_title(line: str) -> bool:
    match = title_in(line)
    if (
        match is None
        or len(line) > TITLE_LENGTH * 2
        or (line.rstrip().endswith((".", ":", "!")) and not line.rstrip().endswith("ordf."))
    ):
        return False
    return match.start() <= 45 and not re.search(
        r"\b(?:ska|skall|lovar|kommer|har|är|kan|och\s+kommun|genomför|arbetar|undertecknade)\b", line
    )


def _is_place(line: str) -> bool:
    return bool(
        DATE_LINE.fullmatch(line)
        or FOR_PARTY.fullmatch(line)
        or re.fullmatch(
            rf"{WORD}s?\s+(?:kommun|stad)|Polis(?:en|myndigheten)|[Ll]okalpolisområde\s+{WORD}(?:\s{WORD})?", line
        )
    )


def _signatories(lines: Sequence[tuple[str, int]]) -> list[Signatory]:
    """Names with the titles that follow them; two names before two titles belong together in order."""
    found: list[Signatory] = []
    names: list[tuple[str, int]] = []
    titles: list[tuple[str, int]] = []
    for line, number in [*lines, ("", 0)]:
        if line and _is_title(line):
            inline = _name_with_title(line)
            if inline:
                found.append(_made(inline[0], inline[1], number, number))
            else:
                titles.extend((title, number) for title in _titles(line, len(names)))
        elif (line and _is_name(line)) or not line:
            if titles or not line:
                found.extend(
                    _made(name, title, first, last) for (name, first), (title, last) in zip(names, titles, strict=False)
                )
                left = names[len(titles) :] if titles else names
                found.extend(_made(name, "", first, first) for name, first in left if not line and not titles and found)
                names, titles = [], []
            names.extend((name, number) for name in _names(line))
    return found if any(signatory.title for signatory in found) else []


def _name_with_title(line: str) -> tuple[str, str] | None:
    """ "Ada Berg, kommundirektör" or "Kommundirektör Ada Berg" on one line."""
    pairs = list(_pairs_in(line))
    if len(pairs) == 1 and not COLUMNS.search(line):
        title, name = pairs[0]
        rest = line.replace(title, "", 1).replace(name, "", 1)
        return (name, title) if len(PARTY_MARK.sub("", rest).strip(" ,/–-")) <= 30 else None
    return None


def _names(line: str) -> list[str]:
    bare = PARTY_MARK.sub("", line).strip(" ,/_.")
    if not bare:
        return []
    return list(_two_names(bare) or [part.strip(" ,") for part in COLUMNS.split(bare)])


def _titles(line: str, wanted: int) -> list[str]:
    """The titles of a line: by its columns, or by where each begins if the columns are lost."""
    columns = [part.strip() for part in COLUMNS.split(line.strip()) if part.strip()]
    if len(columns) > 1 or wanted < 2:
        return columns
    starts = [_start_of_title(line, match) for match in titles_in(line)]
    if len(starts) < 2:
        return columns
    return [line[start:end].strip(" ,") for start, end in zip(starts, [*starts[1:], len(line)], strict=True)]


def _start_of_title(line: str, match: re.Match[str]) -> int:
    acting = re.search(rf"(?:/\s*)?(?:{ACTING_MARK}\s+)?$", line[: match.start()], re.IGNORECASE)
    return acting.start() if acting else match.start()


def _made(name: str, title: str, first: int, last: int) -> Signatory:
    return _signatory(name, title, Lines(first=first, last=last)) or Signatory(
        name=name, title=title, lines=Lines(first=first, last=last)
    )


def _signatory(name: str, title: str, lines: Lines) -> Signatory | None:
    match = title_in(title)
    if match is None or match.lastgroup is None:
        return None
    _, regular, party = TITLES[int(match.lastgroup[1:])]
    acting = REAL_ACTING.search(title[: match.start()]) is not None
    return Signatory(name=name, title=title, title_normalised=regular, party=party, acting=acting, lines=lines)
