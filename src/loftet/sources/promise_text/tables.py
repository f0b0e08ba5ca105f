"""Tables of commitments: which column says what is done, by whom, when and for which area."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from loftet.sources.promise_text.bearers import only_actors
from loftet.sources.promise_text.blocks import Block, BlockKind
from loftet.sources.promise_text.quantities import quantities
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.sources.promise_text.signatories import title_in

COLUMNS = {
    "deed": r"(?:planerad\w*\s+)?(?:aktivitet|åtgärd|insats|löfte|vad|åtagande|medborgarlöfte|det här"
    r"|genomförande)\w*(?:\s.*)?",
    "who": r"(?:ansvar|aktör|utförare|vem|part|av vem|genomförs av|huvudansvar)\w*(?:\s.*)?",
    "when": r"(?:när|tid|tidplan|tidsplan|intervall|frekvens|hur ofta|period|omfattning|antal|start|klart"
    r"|målvärde)\w*(?:\s.*)?",
    "area": r"(?:fokus|prioriterat|insats|problem)?\s?(?:område|fokusområde|inriktning|tema|problem)\w*(?:\s.*)?",
    "goal": r"(?:mål|effekt|förväntad|önskad|syfte)\w*(?:\s.*)?",
    "where": r"(?:plats|var|ort)\b.*",
    "target": r"(?:målgrupp|för vem)\w*.*",
    "follow": r"(?:uppföljning|indikator|mått)\w*.*",
}
COLUMN = {name: re.compile(words, re.IGNORECASE) for name, words in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class TableRow(Block):
    """A row with its cells by what they say."""

    deed: str = ""
    who: str = ""
    when: str = ""
    area: str = ""
    goal: str = ""
    where: str = ""
    target: str = ""

    def completed(self, commitment: CommitmentRecord) -> CommitmentRecord:
        """The commitment with what the other cells add to it."""
        told = quantities(self.when)
        return replace(
            commitment,
            recurrence=commitment.recurrence or told.recurrence,
            count=commitment.count if commitment.count is not None else told.count,
            at_least=commitment.at_least if commitment.count is not None else told.at_least,
            condition=commitment.condition or told.condition,
            window=commitment.window
            or told.window
            or (
                self.when if self.when and not (told.recurrence or told.count or told.vague or told.condition) else None
            ),
            vague=None if told.count or told.recurrence else commitment.vague or told.vague,
            place=commitment.place or self.where or None,
            target_group=commitment.target_group or self.target or None,
        )


def rows_understood(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the rows of each table read by its header; rows that are none become paragraphs again."""
    result: list[Block] = []
    place = 0
    while place < len(blocks):
        end = place
        while end < len(blocks) and blocks[end].kind in (BlockKind.ROW, BlockKind.RULE):
            end += 1
        table = [block for block in blocks[place:end] if block.kind is BlockKind.ROW]
        if table:
            result.extend(_table(blocks[place:end]))
            place = end
        else:
            result.append(blocks[place])
            place += 1
    return result


def _table(blocks: Sequence[Block]) -> list[Block]:
    rows = [block for block in blocks if block.kind is BlockKind.ROW]
    names = _header(rows[0].cells)
    if names:
        return [
            replace(rows[0], kind=BlockKind.RULE),
            *(_row(row, names) for row in rows[1:]),
            *(block for block in blocks if block.kind is BlockKind.RULE),
        ]
    if (
        len(rows) < 2
        or any(title_in(row.text) for row in rows)
        or not any("|" in row.raw[0] or len(row.cells) > 1 for row in rows)
    ):
        return [
            replace(block, kind=BlockKind.PARAGRAPH, cells=()) if block.kind is BlockKind.ROW else block
            for block in blocks
        ]
    return [_row(block, _guessed(block.cells)) if block.kind is BlockKind.ROW else block for block in blocks]


def _header(cells: Sequence[str]) -> list[str]:
    """What each column says, by its header; empty if the row is no header."""
    names = [
        next((name for name, pattern in COLUMN.items() if len(cell) <= 40 and pattern.fullmatch(cell.strip(" :*"))), "")
        for cell in cells
    ]
    return names if "deed" in names and len([name for name in names if name]) > 1 else []


def _guessed(cells: Sequence[str]) -> list[str]:
    """What each cell says where no header tells: an actor, or the longest text."""
    longest = max(range(len(cells)), key=lambda column: len(cells[column]))
    return ["who" if only_actors(cell) else "deed" if column == longest else "" for column, cell in enumerate(cells)]


def _row(block: Block, names: Sequence[str]) -> Block:
    found = {name: cell for name, cell in zip(names, block.cells, strict=False) if name and name != "follow" and cell}
    values: dict[str, Any] = {item.name: getattr(block, item.name) for item in fields(Block)}
    return TableRow(**(values | found))
