"""The register: every cell that is or might be published, what is known of it, and how cells add up to each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array

from loftet.analysis.arguments import Flags, Numbers, not_empty, numbers, one_axis, refuse, truths

CLOSE = 1e-9
"""Relative error up to which a sum of numbers that are not whole still adds up."""


class Standing(IntEnum):
    """What has become of a cell so far."""

    ASKED = 0
    """Wanted now: shown, unless something is against it."""
    PUBLISHED = 1
    """Stands in an earlier edition: nothing takes it back."""
    KNOWN = 2
    """An official figure that anyone can read elsewhere: what an attacker knows, not what is hidden."""
    UNASKED = 3
    """Never shown, but what is shown must not give it away: the people between two editions, a finer table."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One sum that everybody knows to hold: total = parts - minus."""

    total: str
    parts: tuple[str, ...]
    minus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """Cells of all tables and editions together. Two tables with a cell of the same name share it."""

    names: tuple[str, ...]
    counts: Numbers
    """(n,): the true figures."""
    relations: csr_array
    """(m, n): `relations @ counts` is zero."""
    standing: NDArray[np.int8]
    is_whole: Flags
    """(n,): whole numbers, as counts are; the others are sums of amounts."""

    @property
    def is_hideable(self) -> Flags:
        """Not out yet: neither in an earlier edition nor known elsewhere."""
        return (self.standing == Standing.ASKED) | (self.standing == Standing.UNASKED)

    def rows(self, names: Iterable[str]) -> NDArray[np.intp]:
        """Where the cells of these names stand.

        Raises:
            ValueError: names the first that is not in the register.
        """
        row_of = {name: row for row, name in enumerate(self.names)}
        wanted = tuple(names)
        for name in wanted:
            if name not in row_of:
                raise ValueError(f"there is no cell {name!r}")
        return np.array([row_of[name] for name in wanted], np.intp)

    def reordered(self, order: NDArray[np.intp]) -> "Register":
        """The same register with its cells in another order, and its sums in the order of their cells, each once."""
        matrix = self.relations[:, order].tocsr()
        matrix.sort_indices()
        ends = [slice(*each) for each in pairwise(matrix.indptr.tolist())]
        row_of = {(tuple(matrix.indices[at]), tuple(matrix.data[at])): row for row, at in enumerate(ends)}
        kept = [row_of[each] for each in sorted(row_of)]
        return Register(
            tuple(self.names[row] for row in order),
            self.counts[order],
            matrix[kept].tocsr(),
            self.standing[order],
            self.is_whole[order],
        )


def register(
    names: Sequence[str],
    counts: ArrayLike,
    relations: Iterable[Relation],
    *,
    standing: ArrayLike | None = None,
    is_whole: ArrayLike = True,
) -> Register:
    """Cells and the sums between them, checked: every sum holds for the true figures.

    What it answers: what could be read or worked out from everything that we publish, taken together?

    Args:
        names: n names, each once; a cell of several tables (a shared margin) is one cell.
        counts: (n,), the true figures, from zero. Amounts are allowed where `is_whole` is false.
        relations: the sums that hold between cells: margins, areas and their parts, an edition and the one before.
        standing: (n,) of `Standing`; all are asked for if not given.
        is_whole: (n,) or one for all: whether a figure is a whole number, which an attacker knows.
    Returns:
        The register.
    Raises:
        ValueError: names the first cell that is twice there, negative, fractional or of no known standing, or the
            first sum that does not hold or that has a cell which is not in the register.
    Assumes:
        every sum that an outsider knows is given: one that is left out is one that the audit cannot use, and the
        register would be called safe though it is not. The same holds for a table that is published but not in it.
    Reference:
        Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapters 4 and 5.
    Example:
        >>> cells = register(["all", "women", "men"], [12, 2, 10], [Relation("all", ("women", "men"))])
        >>> cells.relations.toarray().tolist()
        [[-1.0, 1.0, 1.0]]
    """
    given = numbers("counts", counts)
    one_axis("counts", given)
    not_empty("counts", given)
    if len(names) != len(given):
        raise ValueError(f"names has {len(names)} rows but counts has {len(given)}")
    doubled = next((name for name, times in Counter(names).items() if times > 1), None)
    if doubled is not None:
        raise ValueError(f"names has {doubled!r} twice")
    whole = truths("is_whole", is_whole)
    if whole.shape not in {(), given.shape}:
        raise ValueError(f"is_whole has shape {whole.shape} but counts has shape {given.shape}")
    whole = np.broadcast_to(whole, given.shape).copy()
    refuse("counts", given, given < 0, "is negative")
    refuse("counts", given, whole & (given != np.floor(given)), "is not a whole number")
    sums = tuple(relations)
    matrix = _matrix(names, sums)
    _refuse_false_sums(matrix, given, sums)
    return Register(tuple(names), given, matrix, _checked_standing(standing, given.shape), whole)


def _matrix(names: Sequence[str], relations: tuple[Relation, ...]) -> csr_array:
    column = {name: place for place, name in enumerate(names)}
    entries: list[tuple[int, int, float]] = []
    for row, relation in enumerate(relations):
        signed = [(relation.total, -1.0)]
        signed += [(name, 1.0) for name in relation.parts] + [(name, -1.0) for name in relation.minus]
        for name, sign in signed:
            if name not in column:
                raise ValueError(f"relations[{row}] has {name!r}, which is not among the cells")
            entries.append((row, column[name], sign))
    rows, columns, signs = (np.array(each) for each in zip(*entries, strict=True)) if entries else ([], [], [])
    shape = (len(relations), len(names))
    return csr_array(coo_array((np.asarray(signs, float), (np.asarray(rows, int), np.asarray(columns, int))), shape))


def _refuse_false_sums(matrix: csr_array, counts: Numbers, relations: tuple[Relation, ...]) -> None:
    off = matrix @ counts
    false = np.abs(off) > CLOSE * np.maximum(1, np.abs(matrix) @ counts)
    if np.any(false):
        row = int(np.argmax(false))
        raise ValueError(f"relations[{row}]: {relations[row].total!r} is not the sum of its parts, by {-off[row]:g}")


def _checked_standing(standing: ArrayLike | None, shape: tuple[int, ...]) -> NDArray[np.int8]:
    if standing is None:
        return np.full(shape, Standing.ASKED, np.int8)
    given = numbers("standing", standing)
    if given.shape != shape:
        raise ValueError(f"standing has shape {given.shape} but counts has shape {shape}")
    refuse("standing", given, ~np.isin(given, [int(each) for each in Standing]), "is no standing")
    return given.astype(np.int8)
