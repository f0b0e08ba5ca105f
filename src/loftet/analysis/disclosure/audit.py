"""The audit: an attacker's attempt to work out each hidden cell from everything that he can read."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Flags, Numbers, truths
from loftet.analysis.disclosure.deadline import Deadline
from loftet.analysis.disclosure.knowledge import Knowledge, Prior, prior_of
from loftet.analysis.disclosure.piece import Piece, farthest, pieces
from loftet.analysis.disclosure.register import Register, Standing
from loftet.analysis.disclosure.rules import Requirement

FAR = 10.0
"""A cell that can be so many times the largest figure of its piece away is called unlimited."""
FARTHER = 1000.0
"""The other cells may go so many times farther, so that it is never they that stop it."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What an attacker can say of each cell: its figure lies between `low` and `high`, both of which are possible."""

    names: tuple[str, ...]
    low: Numbers
    high: Numbers
    """Infinite where nothing limits it. Equal to `low` where the figure is known or can be worked out."""
    is_sensitive: Flags
    is_protected: Flags
    """Where the interval holds all that the requirement asks, or nothing is asked."""

    @property
    def is_worked_out(self) -> Flags:
        """Where the figure is known exactly."""
        return self.low == self.high

    @property
    def holds(self) -> bool:
        return bool(self.is_protected.all())

    @property
    def exposed(self) -> tuple[str, ...]:
        """The names of the cells that are not protected."""
        return tuple(self.names[row] for row in np.flatnonzero(~self.is_protected))


def audit(
    cells: Register,
    hidden: ArrayLike,
    requirement: Requirement,
    *,
    knowledge: Knowledge | None = None,
    seconds: float = 60.0,
) -> Audit:
    """The narrowest interval in which an attacker can place each hidden cell, given everything else.

    What it answers: can anybody work out what we hide, from all tables, margins and editions together?

    Args:
        cells: the register: everything published or known, and how it adds up.
        hidden: (n,), what is not shown. Cells of earlier editions and known ones count as read all the same.
        requirement: (n,), what must remain possible, from `small_counts`, `p_percent` or `n_k_dominance`.
        knowledge: what the attacker knows beforehand; `Knowledge()` if not given.
        seconds: after which it gives up.
    Returns:
        The limits of every cell, each of which a table reaches that agrees with all that is published and is checked
        by adding; whole numbers where the cell is whole.
    Raises:
        ValueError: if a length differs or the knowledge excludes the truth.
        NothingReleased: if the time runs out.
    Assumes:
        the register holds every sum and every publication, and the attacker nothing but `knowledge`. The limits are
        proved; that each number between them is possible as well is not (with sums that are more than two-way there
        can be gaps), nor is anything said of how likely each is.
    Reference:
        Fischetti & Salazar, Management Science 47 (2001) 1008-1027; Hundepool et al. (Wiley 2012), 4.3.
    Example:
        >>> from loftet.analysis.disclosure import Relation, register, small_counts
        >>> table = register(["all", "a", "b"], [12, 2, 10], [Relation("all", ("a", "b"))])
        >>> audit(table, [False, True, False], small_counts(table.counts)).exposed
        ('a',)
    """
    is_hidden = checked_hidden(cells, hidden)
    prior = prior_of(cells, knowledge or Knowledge())
    return audit_within(cells, is_hidden, requirement, prior, Deadline(seconds))


def audit_within(cells: Register, hidden: Flags, requirement: Requirement, prior: Prior, deadline: Deadline) -> Audit:
    """The audit for an attacker who knows the prior limits of each cell."""
    checked_requirement(cells, requirement)
    asked = requirement.where(cells.standing != Standing.KNOWN)
    lowest, highest = cells.counts.copy(), cells.counts.copy()
    for piece in pieces(cells, hidden, prior):
        lowest[piece.cells], highest[piece.cells] = limits(piece, cells.counts[piece.cells], deadline)
    slack = np.where(cells.is_whole, 0, 1e-6 * np.maximum(1, cells.counts))
    narrow = (lowest > asked.low + slack) | (highest < asked.high - slack)
    return Audit(cells.names, lowest, highest, asked.is_sensitive, ~narrow)


def limits(piece: Piece, figures: Numbers, deadline: Deadline) -> tuple[Numbers, Numbers]:
    """The least and the most that each cell of a piece can be, each reached by a possible table."""
    reach = FAR * piece.scale
    least, most = np.zeros(len(figures)), np.zeros(len(figures))
    for place in range(len(figures)):
        least[place] = -_distance(piece, place, -1.0, reach, deadline)
        most[place] = _distance(piece, place, 1.0, reach, deadline)
    return figures + least, np.where(most < reach, figures + most, np.inf)


def _distance(piece: Piece, place: int, sign: float, reach: float, deadline: Deadline) -> float:
    """How far the cell can be above (sign 1) or below (-1) its true figure, up to the reach."""
    down, up = (np.minimum(each, FARTHER * reach) for each in (piece.down, piece.up))
    up[place] = min(up[place], reach)
    aim = np.zeros(len(piece.cells))
    aim[place] = sign
    return float(sign * farthest(piece, aim, down, up, deadline).deviations[place])


def checked_hidden(cells: Register, hidden: ArrayLike) -> Flags:
    """What is hidden of what can still be.

    Raises:
        ValueError: if it is not one truth value for each cell.
    """
    given = truths("hidden", hidden)
    if given.shape != cells.counts.shape:
        raise ValueError(f"hidden has shape {given.shape} but the register has {len(cells.names)} cells")
    return given & cells.is_hideable


def checked_requirement(cells: Register, requirement: Requirement) -> None:
    """Refuse a requirement of other cells.

    Raises:
        ValueError: if its length differs or it excludes the true figure of a cell.
    """
    if requirement.low.shape != cells.counts.shape or requirement.high.shape != cells.counts.shape:
        raise ValueError(f"requirement has {len(requirement.low)} rows but the register has {len(cells.names)}")
    outside = (requirement.low > cells.counts) | (requirement.high < cells.counts)
    if np.any(outside):
        row = int(np.argmax(outside))
        raise ValueError(f"requirement[{row}] excludes the true figure {cells.counts[row]:g} of {cells.names[row]!r}")
