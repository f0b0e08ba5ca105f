"""The reader of promises: text in, `PromiseDocument` out. Pure: no file, no clock, no network."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loftet.sources.promise_text.actors import mentions
from loftet.sources.promise_text.bearers import Parties, acting, joint_bearers
from loftet.sources.promise_text.blocks import MAX_CHARACTERS, Block, BlockKind, TextTooLong, read_blocks
from loftet.sources.promise_text.periods import FoundPeriod, find_period, find_start, impossible_days
from loftet.sources.promise_text.places import (
    Gazetteer,
    district_of,
    geography,
    police_area,
    several_municipalities,
    text_municipalities,
    title_municipalities,
    towns_in,
)
from loftet.sources.promise_text.prose import PROMISE_OF_YEARS
from loftet.sources.promise_text.reader import read_blocks_of_promise
from loftet.sources.promise_text.reading import Reading
from loftet.sources.promise_text.record import (
    Bearer,
    Lines,
    PartyKind,
    Period,
    PromiseDocument,
    PromiseRecord,
    Refused,
    Signatory,
    UnreadLine,
)
from loftet.sources.promise_text.sections import PROMISE_WORD, Section, is_title, section_of
from loftet.sources.promise_text.sentences import sentences
from loftet.sources.promise_text.signatories import signature_blocks
from loftet.sources.promise_text.tables import rows_understood
from loftet.sources.promise_text.text import TextDocument
from loftet.sources.scb.municipality import municipality_codes

EMPTY = "Texten är tom. Klistra in eller ladda upp texten till ett medborgarlöfte."
NOTHING_PROMISED = (
    "Texten innehåller inget medborgarlöfte som går att läsa. "
    "Kontrollera att det är rätt text, på svenska, och försök igen."
)
TOO_LONG = f"Texten är för lång för ett medborgarlöfte (över {MAX_CHARACTERS} tecken). Klistra in bara löftet."

SWEDISH = re.compile(r"\b(?:och|att|polisen|kommunen|ska|som)\b")
PROMISES = re.compile(rf"\b(?:{PROMISE_WORD}|lovar|löfte\w*|åtar\s+sig|utlova\w*|åtagande\w*)\b", re.IGNORECASE)


class NoPromise(ValueError):
    """The text holds no promise; the message says so in a sentence for whoever gave the text."""


def read_promise(document: TextDocument, *, municipalities: Mapping[str, str] | None = None) -> PromiseDocument:
    """The promises of the text, newest first.

    `municipalities` gives the code of each municipality by its name; without it all of Sweden's are known.
    Every line with words is in a field (its `Lines`, or those in `read_from`) or in `unread`.

    Raises:
        NoPromise: the text is empty, too long, in another language or about something else.
    """
    try:
        blocks, _ = read_blocks(document)
    except TextTooLong as error:
        raise NoPromise(TOO_LONG) from error
    if not blocks:
        raise NoPromise(EMPTY)
    gazetteer = Gazetteer(municipality_codes() if municipalities is None else municipalities)
    page = Page(rows_understood(blocks), gazetteer)
    promises = page.promises()
    if not _holds_promise(page, promises):
        raise NoPromise(NOTHING_PROMISED)
    return PromiseDocument(promises=promises, unread=_unread(document, promises), refused=page.refused())


def _holds_promise(page: "Page", promises: Sequence[PromiseRecord]) -> bool:
    if not SWEDISH.search(page.text) or not PROMISES.search(page.text):
        return False
    found = any(promise.commitments or promise.focus_areas or promise.goals for promise in promises)
    return found and (page.names_police or page.names_municipality or bool(page.title))


def _unread(document: TextDocument, promises: Sequence[PromiseRecord]) -> list[UnreadLine]:
    read: set[int] = set()
    for promise in promises:
        for lines in lines_of(promise):
            read.update(range(lines.first, lines.last + 1))
    return [
        UnreadLine(line=line.number, text=line.text.strip())
        for line in document.lines
        if line.text.strip() and line.number not in read
    ]


def lines_of(promise: PromiseRecord) -> list[Lines]:
    """All lines of the input that a promise was read from."""
    fields = [
        *(commitment.lines for commitment in promise.commitments),
        *(goal.lines for goal in promise.goals),
        *(signatory.lines for signatory in promise.signatories),
        *(passage.lines for passage in promise.passages),
    ]
    own = [lines for lines in fields if lines]
    return own + [lines for group in promise.read_from.values() for lines in group]


def _acting_in(block: Block) -> list[Bearer]:
    """Those who act in the block, alone or together."""
    found: list[Bearer] = []
    for sentence in sentences(block.text[:4000]):
        if actors := acting(sentence, Parties(())):
            found.extend(actors.bearers)
        found.extend(joint_bearers(sentence))
    return found


@dataclass(frozen=True, slots=True)
class Segment:
    """The blocks of one promise of the page."""

    blocks: tuple[Block, ...]
    place: str | None = None
    """The place it is for, where the page holds one promise a place."""


class Page:
    """A text with one promise or several."""

    def __init__(self, blocks: Sequence[Block], gazetteer: Gazetteer) -> None:
        self.blocks = blocks
        self.gazetteer = gazetteer
        self.text = "\n".join(block.text for block in blocks)
        named = {mention.party for block in blocks for mention in mentions(block.text[:4000])}
        self.names_police = PartyKind.POLICE in named
        self.names_municipality = PartyKind.MUNICIPALITY in named
        headed = next((block.text for block in blocks if block.kind is BlockKind.HEADING), "")
        self.title = next((block.text for block in blocks if is_title(block.text)), headed)
        self.municipalities = self._municipalities()
        self.police_area = police_area(self.text)
        self.parties = self._parties()

    def _municipalities(self) -> list[str]:
        titled = [
            name
            for block in self.blocks
            if is_title(block.text)
            for name in title_municipalities(block.text, self.gazetteer)
        ]
        several = several_municipalities(
            [sentence for block in self.blocks for sentence in sentences(block.text[:4000])], self.gazetteer
        )
        if len(set(titled)) > 1:
            return list(dict.fromkeys(titled))
        if several:
            return sorted(several, key=lambda name: name not in titled)
        counted = text_municipalities(self.text, self.gazetteer) or towns_in(self.text, self.gazetteer)
        return titled[:1] or [name for name, _ in counted.most_common(1)]

    def promises(self) -> list[PromiseRecord]:
        records = [record for segment in self._segments() if (record := self._promise(segment))]
        return sorted(records, key=_newest_first)

    def refused(self) -> list[Refused]:
        return [
            Refused(
                line=block.first,
                text=written,
                reason=f"{written} finns inte i kalendern. Perioden lämnas öppen tills någon rättar datumet.",
            )
            for block in self.blocks
            for written in impossible_days(block.text[:4000])
        ]

    def _segments(self) -> list[Segment]:
        starts = _period_starts(self.blocks) or _place_starts(self.blocks, self.gazetteer)
        if not starts:
            return [Segment(tuple(self.blocks))]
        bounds = [place for place, _ in starts] + [len(self.blocks)]
        segments = [
            Segment(tuple(self.blocks[first:last]), name)
            for (first, name), last in zip(starts, bounds[1:], strict=True)
        ]
        return [replace(segments[0], blocks=(*self.blocks[: bounds[0]], *segments[0].blocks)), *segments[1:]]

    def _parties(self) -> Parties:
        """Those who give the promise: police and municipality, unless the text is one party's alone."""
        acting_parties = {bearer.party for block in self.blocks for bearer in _acting_in(block)}
        named = f"{self.municipalities[0]} kommun" if self.municipalities else ""
        police = Bearer(party=PartyKind.POLICE, name="Polisen")
        municipality = Bearer(party=PartyKind.MUNICIPALITY, name=named if named and named in self.text else "Kommunen")
        if PartyKind.MUNICIPALITY not in acting_parties and POLICE_ALONE.search(self.text):
            return Parties((police,))
        bearers = ((self.names_police, police), (self.names_municipality, municipality))
        return Parties(tuple(bearer for is_named, bearer in bearers if is_named) or (police, municipality))

    def _promise(self, segment: Segment) -> PromiseRecord | None:
        signed = signature_blocks(segment.blocks)
        taken = {place for block in signed for place in range(block.first_block, block.last_block + 1)}
        body = [block for place, block in enumerate(segment.blocks) if place not in taken]
        reading = read_blocks_of_promise(body, self.parties)
        for block in signed:
            reading.signatories.extend(block.signatories)
            for place in range(block.first_block, block.last_block + 1):
                reading.note("signatories", segment.blocks[place])
        return self._record(reading, segment)

    def _record(self, reading: Reading, segment: Segment) -> PromiseRecord:
        title = next(
            (title for title in reading.titles if find_period(title)),
            reading.titles[0] if reading.titles else self.title,
        )
        municipality = self.municipalities[0] if self.municipalities else None
        district = (
            segment.place or district_of(self.title, self.municipalities) or district_of(title, self.municipalities)
        )
        return PromiseRecord(
            title=title,
            municipality=municipality,
            municipality_code=self.gazetteer.codes.get(municipality) if municipality else None,
            police_area=self.police_area,
            geography=geography(self.municipalities, district),
            period=_period(reading, segment.blocks),
            introduction=reading.told("introduction"),
            purpose=reading.told("purpose"),
            builds_on=reading.told("builds_on"),
            picture=reading.told("picture"),
            sources=reading.sources,
            lead_in=reading.told("lead_in"),
            focus_areas=reading.used_areas(),
            commitments=reading.commitments,
            goals=reading.goals,
            follow_up=reading.follow_up(),
            validity=reading.told("validity"),
            revision_clause=reading.told("revision_clause"),
            reservation=reading.told("reservation"),
            signatories=_once(reading),
            passages=reading.passages,
            read_from=reading.read_from,
        )


def _once(reading: Reading) -> list[Signatory]:
    """The signatories, each once though a sentence and the block both name her."""
    return list({signatory.name: signatory for signatory in reversed(reading.signatories)}.values())[::-1]


def _period(reading: Reading, blocks: Sequence[Block]) -> Period | None:
    """The period of the most trusted place that tells one."""
    if reading.periods:
        period = max(reading.periods, key=lambda found: found[0])[1].period
        return period if period.start else _with_start(period, blocks)
    told = (
        find_period(sentence)
        for block in blocks
        for sentence in sentences(block.text)
        if PERIOD_CUE.search(sentence) and PROMISED.search(sentence) and not PAST.search(sentence)
    )
    found = next((period for period in told if period), None)
    return found.period if found else None


def _with_start(period: Period, blocks: Sequence[Block]) -> Period:
    """The period with the first day that another sentence tells ("Med början den 17 november 2016 …")."""
    begun = (find_start(sentence) for block in blocks for sentence in sentences(block.text))
    start = next((day for day in begun if day and (period.end is None or day < period.end)), None)
    return replace(period, start=start)


POLICE_ALONE = re.compile(
    rf"\b(?:lokalpolisområde(?:t)?\s+\w+s|polisens|polismyndighetens)\s+(?:\w+\s)?{PROMISE_WORD}", re.IGNORECASE
)
PERIOD_CUE = re.compile(r"\b(?:under|med början|för|perioden|gäller|löper|åren?)\b.{0,60}20\d\d", re.IGNORECASE)


PROMISED = re.compile(
    r"\b(?:löfte\w*|lova\w*|åtar|arbeta\w*|samverka\w*|genomför\w*|prioritera\w*|gäller|löper"
    r"|aktivitet\w*)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:har|hade|var|genomförd\w*|genomförts|gjordes?|visade|framkom\w*|undertecknad\w*|kartläggning\w*"
    r"|statistik|enkät\w*|mätning\w*|\w+ades|nytt|nästa|uppföljning\w*|följa?s)\b",
    re.IGNORECASE,
)


def _newest_first(record: PromiseRecord) -> tuple[int, int]:
    period = record.period
    end = (period.end or period.start) if period else None
    return (0, -end.toordinal()) if end else (0 if period is None else 1, 0)


def _period_starts(blocks: Sequence[Block]) -> list[tuple[int, str | None]]:
    """Where each of several promises begins: at titles with different years."""
    starts: list[tuple[int, FoundPeriod]] = []
    listed = False
    for place, block in enumerate(blocks):
        listed = listed or block.kind is BlockKind.ITEM
        if block.kind is BlockKind.ITEM or len(block.text) > 120 or section_of(block.text) is not Section.TITLE:
            continue
        period = find_period(block.text)
        if period and not starts and listed:
            starts.extend(
                (0, earlier)
                for earlier in [_period_before(blocks[:place])]
                if earlier and _years(earlier) != _years(period)
            )
        if period and all(_years(period) != _years(earlier) for _, earlier in starts):
            starts.append((place, period))
    return [(place, None) for place, _ in starts] if len(starts) > 1 else []


def _period_before(blocks: Sequence[Block]) -> FoundPeriod | None:
    """The period of a promise that has none in its title: "Medborgarlöftet 2020/2021 handlar om …"."""
    told = (sentence for block in blocks for sentence in sentences(block.text) if PROMISE_OF_YEARS.search(sentence))
    return next((period for sentence in told if (period := find_period(sentence))), None)


def _years(found: FoundPeriod) -> tuple[date | None, date | None]:
    return found.period.start, found.period.end


def _place_starts(blocks: Sequence[Block], gazetteer: Gazetteer) -> list[tuple[int, str | None]]:
    """Where each of several promises begins on a page with one a place; a whole municipality is none."""
    titled = [
        (place, match["place"])
        for place, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and (match := PLACE_TITLE.match(block.text))
        if not gazetteer.match(re.sub(r"\s+(?:kommun|stad)s?$", "", match["place"]))
    ]
    if len({name for _, name in titled}) > 1:
        return list(titled)
    headed: list[tuple[int, str | None]] = []
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and section_of(block.text) is None and not mentions(block.text):
            under = _until_heading(blocks, place + 1)
            if re.search(PROMISE_WORD, under, re.IGNORECASE) and find_period(under):
                headed.append((place, block.text))
    return headed if len(headed) > 1 else []


PLACE_TITLE = re.compile(
    rf"{PROMISE_WORD}\s+(?:för|vid|i|på)\s+(?P<place>[A-ZÅÄÖ][\wåäö/ -]{{2,50}}?)(?:\s+20\d\d.*)?$", re.IGNORECASE
)


def _until_heading(blocks: Sequence[Block], place: int) -> str:
    words: list[str] = []
    for block in blocks[place : place + 12]:
        if block.kind is BlockKind.HEADING:
            break
        words.append(block.text)
    return " ".join(words)
