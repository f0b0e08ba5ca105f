"""What to hide so that nothing which must be hidden can be worked out, with the least loss."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Flags, Numbers, positive
from loftet.analysis.disclosure.audit import Audit, audit_within, checked_requirement
from loftet.analysis.disclosure.deadline import Deadline, NothingReleased
from loftet.analysis.disclosure.knowledge import Knowledge, prior_of
from loftet.analysis.disclosure.register import Register, Standing
from loftet.analysis.disclosure.rules import Requirement
from loftet.analysis.disclosure.search import Pattern, Problem, Search, attainable_needs
from loftet.analysis.marks import Mark, Marks


@dataclass(frozen=True, slots=True)
class Suppression:
    """A pattern that was proved. It exists only if nothing hidden can be worked out, save what already could."""

    names: tuple[str, ...]
    hidden: Flags
    """(n,): what must not be shown: small cells, those hidden for their sake, and all that was not asked for."""
    published: Numbers
    """(n,): the figures; NaN where hidden. Whether a cell is hidden for its own sake is for nobody to know."""
    marks: Marks
    loss: float
    """Of the cells asked for and hidden, by the stated weight."""
    least_loss: float
    """No pattern loses less."""
    already_disclosed: tuple[str, ...]
    """Sensitive cells whose figures earlier editions and known figures give away: nothing can hide them any longer."""
    already_narrowed: tuple[str, ...]
    """Sensitive cells that are known within less than is required, whatever else is hidden: such as a margin whose
    three parts each have somebody, which is at least three. They are not narrowed further."""
    audit: Audit


def default_loss(counts: Numbers) -> Numbers:
    """1 + ln(1 + count): each cell is one to its reader, and a margin, which more look for, is hidden later."""
    return 1 + np.log1p(counts)


def suppress(
    cells: Register,
    requirement: Requirement,
    *,
    loss: ArrayLike | None = None,
    knowledge: Knowledge | None = None,
    gap: float | None = None,
    seconds: float = 60.0,
) -> Suppression:
    """The pattern of hidden cells that loses least and from which nothing that must be hidden can be worked out.

    What it answers: what else must be left out, in all tables and editions, so that the small counts stay hidden?

    Args:
        cells: the register: all tables, margins and editions with the sums between them.
        requirement: (n,), which cells must be protected and how far: `small_counts`, `p_percent`, `n_k_dominance`.
        loss: (n,), above zero: what is lost if a cell is hidden. `default_loss` if not given.
        knowledge: what an attacker knows beforehand; `Knowledge()` if not given.
        gap: how much more than the least loss may be lost, as a share of it, to be done sooner. If not given,
            nothing with up to 150 cells to choose from; with more, as near as one round brings it: `least_loss` tells.
        seconds: after which nothing is released.
    Returns:
        The pattern, with the audit that proves it. The same register gives the same pattern, whatever the order of its
        cells and sums.
    Raises:
        ValueError: if a length differs, a loss is not above zero, or the knowledge excludes the truth.
        NothingReleased: if no pattern was found and proved in time.
    Assumes:
        as `audit`: all that is ever published from these microdata is in the register, earlier editions as PUBLISHED.
        A pattern is not a proof of harmlessness: a group all of whom answered the same is not a small count.
    Reference:
        Fischetti & Salazar, Management Science 47 (2001) 1008-1027.
    Example:
        >>> from loftet.analysis.disclosure import Relation, register, small_counts
        >>> table = register(["all", "a", "b", "c"], [42, 2, 10, 30], [Relation("all", ("a", "b", "c"))])
        >>> suppress(table, small_counts(table.counts)).published.tolist()
        [42.0, nan, nan, 30.0]
    """
    checked_requirement(cells, requirement)
    weights = default_loss(cells.counts) if loss is None else positive("loss", loss)
    if weights.shape != cells.counts.shape:
        raise ValueError(f"loss has shape {weights.shape} but the register has {len(cells.names)} cells")
    if gap is not None and not 0 <= gap < 1:
        raise ValueError(f"gap = {gap} must be from 0 to under 1")
    prior = prior_of(cells, knowledge or Knowledge())
    problem = Problem(cells, requirement, prior, weights)
    deadline = Deadline(seconds)
    pattern, short = _pattern(problem, gap, deadline)
    proof = audit_within(cells, pattern.hidden, requirement, prior, deadline)
    beyond_hiding = short | (cells.standing == Standing.PUBLISHED)
    if np.any(~proof.is_protected & ~beyond_hiding):
        raise NothingReleased(f"the audit finds {proof.exposed[0]!r} exposed")
    return _released(problem, pattern, proof)


def _pattern(problem: Problem, gap: float | None, deadline: Deadline) -> tuple[Pattern, Flags]:
    """The pattern, and which cells nothing can hide as far as they should be.

    It is sought in the order of the names: of two patterns that lose the same, always the same one is found.
    """
    order = np.argsort(np.array(problem.register.names))
    back = np.argsort(order)
    ordered = problem.reordered(order)
    needs, short = attainable_needs(ordered, deadline)
    found = Search(ordered, needs, deadline).pattern(gap)
    return Pattern(found.hidden[back], found.least_loss), short[back]


def _released(problem: Problem, pattern: Pattern, proof: Audit) -> Suppression:
    cells, hidden = problem.register, pattern.hidden
    lost = hidden & (cells.standing == Standing.ASKED)
    return Suppression(
        names=cells.names,
        hidden=hidden,
        published=np.where(hidden, np.nan, cells.counts),
        marks=np.where(hidden, int(Mark.SUPPRESSED), 0).astype(np.uint8),
        loss=float(problem.loss[lost].sum()),
        least_loss=pattern.least_loss + float(problem.loss[lost & proof.is_sensitive].sum()),
        already_disclosed=_names(cells, ~proof.is_protected & proof.is_worked_out),
        already_narrowed=_names(cells, ~proof.is_protected & ~proof.is_worked_out),
        audit=proof,
    )


def _names(cells: Register, chosen: Flags) -> tuple[str, ...]:
    return tuple(cells.names[row] for row in np.flatnonzero(chosen))
