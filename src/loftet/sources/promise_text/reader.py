"""A walk through the blocks of one promise."""

from collections.abc import Sequence
from dataclasses import replace

from loftet.sources.promise_text.bearers import Parties
from loftet.sources.promise_text.blocks import Block, BlockKind
from loftet.sources.promise_text.goals import carried_by
from loftet.sources.promise_text.headings import Headings
from loftet.sources.promise_text.items import Items
from loftet.sources.promise_text.prose import Prose
from loftet.sources.promise_text.reading import Reading
from loftet.sources.promise_text.restated import without_restated
from loftet.sources.promise_text.standing import LISTED, Standing, lists_by_place, promises_in_prose_alone
from loftet.sources.promise_text.tables import TableRow


def read_blocks_of_promise(blocks: Sequence[Block], parties: Parties) -> Reading:
    """What the blocks of one promise say, read in order: headings change what the words below them mean."""
    reading = Reading()
    standing = Standing(parties=parties, only_prose=promises_in_prose_alone(blocks))
    items = Items(reading, standing)
    prose = Prose(reading, standing, items)
    headings = Headings(reading, standing, items, prose)
    lists = lists_by_place(blocks)
    last_list = max((place for place, block in enumerate(blocks) if block.kind in LISTED), default=-1)
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        standing.list_follows = place < last_list
        if block.kind is BlockKind.ITEM:
            if not items.read(block, following):
                prose.read(block)
            continue
        standing.parents = []
        if isinstance(block, TableRow):
            items.read_row(block)
        elif block.kind is not BlockKind.RULE and not headings.read(block, following, has_list=lists[place]):
            prose.read(block)
    return _finished(reading, headings.section_starts)


def _finished(reading: Reading, section_starts: Sequence[int]) -> Reading:
    """Without what is stated twice and areas that nothing belongs to, and with the goals that are carried marked."""
    reading.commitments, restated = without_restated(reading.commitments, section_starts)
    for commitment in restated:
        if commitment.lines:
            reading.add_passage_at("", commitment.text, commitment.lines)
    is_carried = carried_by(reading.commitments)
    reading.goals = [replace(goal, carried=is_carried(goal)) for goal in reading.goals]
    return reading
