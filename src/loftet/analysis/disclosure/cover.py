"""The integer programme that chooses what to hide: the least loss that satisfies every cut found so far."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.disclosure.deadline import Deadline, NothingReleased
from loftet.analysis.disclosure.piece import OUT_OF_TIME, SOLVED, Index
from loftet.analysis.disclosure.register import Register
from loftet.analysis.disclosure.shortfall import Needs, Shortfall


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from. Only candidates are chosen; forced cells are hidden whatever else is."""

    register: Register
    candidates: Flags
    forced: Flags
    up: Numbers
    """(n,): how far each cell could go if it were hidden, within the reach of the needs."""
    down: Numbers
    loss: Numbers


@dataclass(frozen=True, slots=True)
class Cut:
    """At least so much must be hidden: `parts @ hidden[cells] >= least`, over some of the candidates."""

    cells: Index
    parts: Numbers
    least: float


def first_cuts(choice: Choice, needs: Needs) -> list[Cut]:
    """What holds before any table was tried, from one sum at a time."""
    relations = choice.register.relations
    cuts: list[Cut] = []
    for row, (start, end) in enumerate(pairwise(relations.indptr.tolist())):
        cells = relations.indices[start:end]
        cuts += _companions(choice, cells)
        cuts += _counterweights(choice, needs, row, cells)
    return cuts


def _companions(choice: Choice, cells: Index) -> list[Cut]:
    """To hide a cell alone in a sum is to hide nothing."""
    if np.any(choice.forced[cells]):
        return []
    candidates = cells[choice.candidates[cells]]
    return [Cut(candidates, np.where(candidates == cell, -1.0, 1.0), 0) for cell in candidates]


def _counterweights(choice: Choice, needs: Needs, row: int, cells: Index) -> list[Cut]:
    """What a cell must be able to go, the others of the sum must be able to make up for."""
    cuts = []
    for cell in cells[choice.forced[cells]]:
        price = 1 / choice.register.relations[row, cell]
        for sign in (1.0, -1.0):
            need = needs.of(sign)[cell]
            prices = np.array([sign * price])
            cut = _priced(choice, np.array([row]), prices, cell=cell, sign=sign, need=need) if need > 0 else None
            if cut is not None:
                cuts.append(cut)
    return cuts


def cut_by_prices(choice: Choice, hidden: Numbers, shortfall: Shortfall) -> Cut | None:
    """What every pattern that protects the cell satisfies and this one, which may be in part, does not.

    None if the sums' prices do not tell: if only whole numbers stand in the way.
    """
    if shortfall.prices is None:
        return None
    rows, sign, need = shortfall.piece.rows, shortfall.sign, shortfall.need
    cut = _priced(choice, rows, shortfall.prices, cell=shortfall.cell, sign=sign, need=need)
    return cut if cut is not None and cut.parts @ hidden[cut.cells] < cut.least - 1e-6 else None


def cut_by_more(choice: Choice, hidden: Numbers) -> Cut:
    """Something outside a whole pattern that fails must be hidden, for to hide less than it fails too."""
    outside = np.flatnonzero(choice.candidates & (hidden < 0.5))
    return Cut(outside, np.ones(len(outside)), 1)


def _priced(choice: Choice, rows: Index, prices: Numbers, *, cell: int, sign: float, need: float) -> Cut | None:
    """The cut that these prices of the sums make, by the duality of linear programmes; None if it asks nothing.

    Whatever the prices, the cell can go no farther than the hidden cells' own reaches, each weighed by what the prices
    leave of its part, add up to.
    """
    pull = -(prices @ choice.register.relations[rows])
    pull[cell] += sign
    pull[np.abs(pull) < 1e-9] = 0
    parts = choice.up * np.maximum(pull, 0) + choice.down * np.maximum(-pull, 0)
    least = need - parts[choice.forced].sum()
    if least <= 1e-9:
        return None
    cells = np.flatnonzero(choice.candidates & (parts > 0))
    return Cut(cells, np.minimum(parts[cells], least) / least, 1)


def least_loss(
    choice: Choice,
    cuts: list[Cut],
    deadline: Deadline,
    *,
    kept: ArrayLike = 0,
    within: ArrayLike = 1,
    gap: float = 0.0,
    parted: bool = False,
) -> tuple[Numbers, float]:
    """(n,), 1 where a cell is hidden; and a proved lower bound of the loss of any pattern that satisfies the cuts.

    What is kept, (n,) of 0 and 1, stays hidden; what is not within, (n,) of 0 and 1, is shown. Parted, a cell can be
    hidden in part: no pattern, but soon found, and cut off in the same way.

    Raises:
        NothingReleased: if the time runs out.
    """
    chosen = np.flatnonzero(choice.candidates)
    lowest, highest = (np.broadcast_to(each, choice.loss.shape)[chosen] for each in (kept, within))
    hidden = choice.forced.astype(float)
    if not cuts or not len(chosen):
        return hidden, 0.0
    matrix = _rows_of(cuts, len(choice.loss))[:, chosen]
    found = milp(
        choice.loss[chosen],
        integrality=np.full(len(chosen), 0 if parted else 1),
        bounds=Bounds(lowest, highest),
        constraints=LinearConstraint(matrix, [cut.least - 1e-7 for cut in cuts], np.inf),
        options={"time_limit": deadline.left(), "mip_rel_gap": gap},
    )
    if found.status == OUT_OF_TIME:
        raise NothingReleased("the solver ran out of time")
    if found.status != SOLVED:
        raise NothingReleased(f"the solver found no pattern: {found.message}")
    hidden[chosen] = found.x if parted else found.x > 0.5
    return hidden, float(found.fun if parted else found.mip_dual_bound)


def _rows_of(cuts: list[Cut], cell_count: int) -> csr_array:
    starts = np.cumsum([0, *(len(cut.cells) for cut in cuts)])
    cells, parts = (np.concatenate(each) for each in zip(*((cut.cells, cut.parts) for cut in cuts), strict=True))
    return csr_array((parts, cells, starts), shape=(len(cuts), cell_count))
