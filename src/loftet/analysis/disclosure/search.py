"""The search for the pattern: choose what to hide, try to work it out, cut off the choice that fails, choose again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.disclosure.cover import Choice, cut_by_more, cut_by_prices, first_cuts, least_loss
from loftet.analysis.disclosure.deadline import Deadline
from loftet.analysis.disclosure.knowledge import Prior
from loftet.analysis.disclosure.piece import pieces
from loftet.analysis.disclosure.register import Register, Standing
from loftet.analysis.disclosure.rules import Requirement
from loftet.analysis.disclosure.shortfall import TINY, Needs, Shortfall, shortfalls

REACH = 100.0
"""How many times the largest need other cells may go for one cell's sake: more than any chain of sums asks."""
EXACT_UP_TO = 150
"""With so many cells to choose from the least loss is found; with more, a pattern near it, and how near."""
GAP = 0.10
"""Within which the programmes on the way to a pattern near the least loss are solved."""
STALLED = 1e-3
"""Relative rise of the bound below which patterns in part are left for whole ones."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What to protect, from an attacker who knows the prior limits of each cell."""

    register: Register
    requirement: Requirement
    prior: Prior
    loss: Numbers

    def reordered(self, order: NDArray[np.intp]) -> "Problem":
        """The same problem with its cells in another order."""
        asked = Requirement(self.requirement.low[order], self.requirement.high[order])
        prior = Prior(self.prior.low[order], self.prior.high[order])
        return Problem(self.register.reordered(order), asked, prior, self.loss[order])


@dataclass(frozen=True, slots=True)
class Pattern:
    """Cells to hide, and a proved lower bound of the loss among those that need not be hidden for their own sake."""

    hidden: Flags
    least_loss: float


def attainable_needs(problem: Problem, deadline: Deadline) -> tuple[Needs, Flags]:
    """How far each sensitive cell must and can go, and which of them cannot as far as they must.

    Where hiding everything that can still be hidden is not enough, the need becomes what that reaches.
    """
    cells = problem.register
    asked = problem.requirement.where(cells.is_hideable)
    wanted_up, wanted_down = np.nan_to_num(asked.high - cells.counts), np.nan_to_num(cells.counts - asked.low)
    needs = Needs(
        np.minimum(wanted_up, problem.prior.high - cells.counts),
        np.minimum(wanted_down, cells.counts - problem.prior.low),
        REACH * max(1.0, wanted_up.max(initial=0), wanted_down.max(initial=0)),
    )
    for piece in pieces(cells, cells.is_hideable, problem.prior):
        for short in shortfalls(piece, needs, deadline):
            needs.of(short.sign)[short.cell] = short.reached
    return needs, (needs.up < wanted_up) | (needs.down < wanted_down)


class Search:
    """The cuts found so far, and what is tried to find more."""

    def __init__(self, problem: Problem, needs: Needs, deadline: Deadline) -> None:
        self._problem = problem
        self._needs = needs
        self._deadline = deadline
        self._choice = _choice(problem, needs)
        self._cuts = first_cuts(self._choice, needs)
        self._tried: dict[bytes, list[Shortfall]] = {}

    def pattern(self, gap: float | None) -> Pattern:
        """The pattern of least loss, or one within the gap, in which every cell can go as far as it needs.

        Raises:
            NothingReleased: if the time runs out.
        """
        allowed = self._default_gap if gap is None else gap
        bound = self._bound_in_parts()
        while True:
            hidden, proved = self._chosen(gap=min(allowed, GAP) / 2)
            bound = max(bound, proved)
            if not self._cut_off(hidden):
                return Pattern(hidden > 0.5, bound)
            if allowed:
                near = self._pruned(self._repaired(hidden))
                if self._loss(near) <= (1 + allowed) * (bound + self._forced_loss):
                    return Pattern(near > 0.5, bound)

    @property
    def _default_gap(self) -> float:
        return 0.0 if self._choice.candidates.sum() <= EXACT_UP_TO else np.inf

    @property
    def _forced_loss(self) -> float:
        return float(self._choice.loss[self._choice.forced].sum())

    def _loss(self, hidden: Numbers) -> float:
        return float(self._choice.loss @ hidden)

    def _chosen(self, *, kept: ArrayLike = 0, within: ArrayLike = 1, gap: float = 0.0) -> tuple[Numbers, float]:
        return least_loss(self._choice, self._cuts, self._deadline, kept=kept, within=within, gap=gap)

    def _bound_in_parts(self) -> float:
        """Cuts from patterns that hide cells in part: they are cheap, and bring the bound near the least loss."""
        bound = -1.0
        while True:
            parts, higher = least_loss(self._choice, self._cuts, self._deadline, parted=True)
            stalled, bound = higher <= bound * (1 + STALLED), higher
            found = [] if stalled else list(self._shortfalls_in_part(parts))
            if not found:
                return bound
            cuts = [cut_by_prices(self._choice, parts, each) for each in found]
            self._cuts += [cut for cut in cuts if cut is not None]

    def _shortfalls_in_part(self, parts: Numbers) -> Iterator[Shortfall]:
        problem = self._problem
        for piece in pieces(problem.register, parts > TINY, problem.prior):
            share = parts[piece.cells]
            down, up = np.minimum(piece.down, self._needs.reach), np.minimum(piece.up, self._needs.reach)
            in_part = replace(piece, down=down * share, up=up * share, is_whole=np.zeros(len(share), np.bool_))
            yield from shortfalls(in_part, self._needs, self._deadline)

    def _repaired(self, hidden: Numbers) -> Numbers:
        """The pattern with more hidden, until it protects."""
        while self._cut_off(hidden):
            hidden, _ = self._chosen(kept=hidden, gap=GAP)
        return hidden

    def _pruned(self, enough: Numbers) -> Numbers:
        """The part of a pattern that protects which loses least and still protects."""
        hidden, _ = self._chosen(within=enough, gap=GAP / 10)
        while self._cut_off(hidden):
            hidden, _ = self._chosen(within=enough, gap=GAP / 10)
        return hidden

    def _cut_off(self, hidden: Numbers) -> bool:
        """Whether the pattern fails to protect; if so, it will not be chosen again."""
        problem, found = self._problem, list[Shortfall]()
        for piece in pieces(problem.register, hidden > 0.5, problem.prior):
            same = piece.cells.tobytes()
            if same not in self._tried:
                self._tried[same] = shortfalls(piece, self._needs, self._deadline)
            found += self._tried[same]
        self._cuts += [cut_by_prices(self._choice, hidden, each) or cut_by_more(self._choice, hidden) for each in found]
        return bool(found)


def _choice(problem: Problem, needs: Needs) -> Choice:
    cells = problem.register
    up, down = problem.prior.high - cells.counts, cells.counts - problem.prior.low
    forced = cells.is_hideable & (problem.requirement.is_sensitive | (cells.standing == Standing.UNASKED))
    candidates = (cells.standing == Standing.ASKED) & ~forced & (up + down > 0)
    return Choice(cells, candidates, forced, np.minimum(up, needs.reach), np.minimum(down, needs.reach), problem.loss)
