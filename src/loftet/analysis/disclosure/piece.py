"""Hidden cells that hang together, and the tables that remain possible of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_array, csr_array
from scipy.sparse.csgraph import connected_components

from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.disclosure.deadline import Deadline, NothingReleased
from loftet.analysis.disclosure.knowledge import Prior
from loftet.analysis.disclosure.register import CLOSE, Register

ROUNDING = 1e-5
"""How far from a whole number the solver may leave one: ten times its own tolerance."""
SOLVED, OUT_OF_TIME = 0, 1

Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Piece:
    """Hidden cells linked by sums. What is possible are deviations d from the truth: sums @ d = 0, -down <= d <= up."""

    cells: Index
    sums: csr_array
    rows: Index
    """The relations of the register that `sums` are."""
    down: Numbers
    up: Numbers
    is_whole: Flags
    scale: float
    """The largest figure, against which sums of amounts are judged."""


@dataclass(frozen=True, slots=True)
class Farthest:
    """A possible table that goes farthest, as deviations."""

    deviations: Numbers
    relaxed: float
    """The distance without regard to whole numbers: an upper bound of it."""
    prices: Numbers
    """What each sum holds back, from which a cut is made."""


def pieces(register: Register, hidden: Flags, prior: Prior) -> Iterator[Piece]:
    """The hidden cells in groups such that what is learnt of one group tells nothing of another."""
    free = np.flatnonzero(hidden & (prior.high > prior.low))
    if not len(free):
        return
    between = register.relations[:, free].tocsr()
    of_cell = _groups(between)
    order = np.argsort(of_cell, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(of_cell[order])) + 1):
        yield _piece(register, between, free[members], members, prior)


def _groups(between: csr_array) -> NDArray[np.int32]:
    """(k,): the number of the group of each free cell; two cells of one sum are in one group."""
    sums, cells = between.shape
    touching = block_array([[None, between], [between.T, None]])
    return connected_components(touching, directed=False)[1][sums : sums + cells]


def _piece(register: Register, between: csr_array, cells: Index, members: Index, prior: Prior) -> Piece:
    columns = between[:, members].tocsr()
    rows = np.flatnonzero(np.diff(columns.indptr))
    figures = register.counts[cells]
    return Piece(
        cells=cells,
        sums=columns[rows].tocsr(),
        rows=rows,
        down=figures - prior.low[cells],
        up=prior.high[cells] - figures,
        is_whole=register.is_whole[cells],
        scale=float(max(1.0, figures.max())),
    )


def farthest(piece: Piece, aim: Numbers, down: Numbers, up: Numbers, deadline: Deadline) -> Farthest:
    """The possible table with the largest `aim @ d`, within the given finite reach.

    First without regard to whole numbers, which is enough for most tables; then, if needed, with.

    Raises:
        NothingReleased: if the time runs out or the solver's answer does not add up.
    """
    options = {"time_limit": deadline.left()}
    relaxed = linprog(-aim, A_eq=piece.sums, b_eq=np.zeros(len(piece.rows)), bounds=_pairs(down, up), options=options)
    _refuse_unsolved(relaxed.status, relaxed.message)
    table, prices = relaxed.x, -np.asarray(relaxed.eqlin.marginals)
    if not _is_whole_table(piece, table):
        table = _farthest_whole(piece, aim, down, up, deadline)
    return Farthest(_verified(piece, table, down, up), float(-relaxed.fun), prices)


def _farthest_whole(piece: Piece, aim: Numbers, down: Numbers, up: Numbers, deadline: Deadline) -> Numbers:
    found = milp(
        -aim,
        integrality=piece.is_whole.astype(int),
        bounds=Bounds(-down, up),
        constraints=LinearConstraint(piece.sums, 0, 0),
        options={"time_limit": deadline.left()},
    )
    _refuse_unsolved(found.status, found.message)
    return np.asarray(found.x)


def _pairs(down: Numbers, up: Numbers) -> Numbers:
    return np.column_stack([-down, up])


def _refuse_unsolved(status: int, message: str) -> None:
    if status == OUT_OF_TIME:
        raise NothingReleased("the solver ran out of time")
    if status != SOLVED:
        raise NothingReleased(f"the solver found no answer: {message}")


def _is_whole_table(piece: Piece, table: Numbers) -> bool:
    return bool(np.all(np.abs(table - np.round(table))[piece.is_whole] <= ROUNDING))


def _verified(piece: Piece, table: Numbers, down: Numbers, up: Numbers) -> Numbers:
    """The table with its whole numbers made exact, checked by adding: the proof does not rest on the solver.

    Raises:
        NothingReleased: if it does not add up.
    """
    exact = np.where(piece.is_whole, np.round(table), np.clip(table, -down, up))
    slack = 0.0 if np.all(piece.is_whole) else CLOSE * 1e3 * piece.scale
    adds_up = np.all(np.abs(piece.sums @ exact) <= slack)
    if not (adds_up and np.all(exact <= up + slack) and np.all(exact >= -down - slack)):
        raise NothingReleased("the solver's table does not add up")
    return exact
