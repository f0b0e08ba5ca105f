"""Where a pattern does not yet protect: what an attacker would learn too much of, and what would stop him."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from loftet.analysis.arguments import Numbers
from loftet.analysis.disclosure.deadline import Deadline
from loftet.analysis.disclosure.piece import Farthest, Piece, farthest

TINY = 1e-6
"""Relative distance that does not count as missing."""


@dataclass(frozen=True, slots=True)
class Needs:
    """(n,): how far above and below its figure each cell must be able to go; zero where nothing is asked.

    `reach` limits how far the others may go for it, so that an unlimited cell has a finite part in a cut.
    """

    up: Numbers
    down: Numbers
    reach: float

    def of(self, sign: float) -> Numbers:
        return self.up if sign > 0 else self.down


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A cell that cannot go as far as it must, upwards (sign 1) or downwards (-1)."""

    piece: Piece
    cell: int
    sign: float
    need: float
    reached: float
    prices: Numbers | None
    """Of the piece's sums, where they alone prove it; None where only whole numbers stand in the way."""


def shortfalls(piece: Piece, needs: Needs, deadline: Deadline) -> list[Shortfall]:
    """The cells of a piece that are not protected. One table can prove many cells, so all are tried together first."""
    missing = {
        (place, sign) for sign in (1.0, -1.0) for place in np.flatnonzero(needs.of(sign)[piece.cells] > 0).tolist()
    }
    if len(missing) > 2:
        for sign in (1.0, -1.0):
            _strike_out(missing, _all_together(piece, needs, sign, missing, deadline), piece, needs)
    return list(_one_by_one(piece, needs, missing, deadline))


def _one_by_one(piece: Piece, needs: Needs, missing: set[tuple[int, float]], deadline: Deadline) -> Iterator[Shortfall]:
    for place, sign in sorted(missing):
        if (place, sign) not in missing:
            continue
        found = _alone(piece, needs, place, sign, deadline)
        _strike_out(missing, found.deviations, piece, needs)
        if (place, sign) in missing:
            need = float(needs.of(sign)[piece.cells[place]])
            prices = found.prices if found.relaxed < need * (1 - TINY) else None
            reached = float(sign * found.deviations[place])
            yield Shortfall(piece, int(piece.cells[place]), sign, need, reached, prices)


def _alone(piece: Piece, needs: Needs, place: int, sign: float, deadline: Deadline) -> Farthest:
    down, up = np.minimum(piece.down, needs.reach), np.minimum(piece.up, needs.reach)
    own = up if sign > 0 else down
    own[place] = min(own[place], needs.of(sign)[piece.cells[place]])
    aim = np.zeros(len(piece.cells))
    aim[place] = sign
    return farthest(piece, aim, down, up, deadline)


def _all_together(
    piece: Piece, needs: Needs, sign: float, missing: set[tuple[int, float]], deadline: Deadline
) -> Numbers:
    """A table in which as many of the missing as possible go as far as they must."""
    down, up = np.minimum(piece.down, needs.reach), np.minimum(piece.up, needs.reach)
    own = up if sign > 0 else down
    aim = np.zeros(len(piece.cells))
    places = [place for place, direction in sorted(missing) if direction == sign]
    own[places] = np.minimum(own[places], needs.of(sign)[piece.cells[places]])
    aim[places] = sign / needs.of(sign)[piece.cells[places]]
    return farthest(piece, aim, down, up, deadline).deviations


def _strike_out(missing: set[tuple[int, float]], table: Numbers, piece: Piece, needs: Needs) -> None:
    """Remove what the table proves."""
    for sign in (1.0, -1.0):
        need = needs.of(sign)[piece.cells]
        for place in np.flatnonzero((need > 0) & (sign * table >= need * (1 - TINY))):
            missing.discard((int(place), sign))
