"""The register made from our own microdata: all tables of all editions, and the people between two editions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import polars as pl

from loftet.analysis.arguments import Numbers
from loftet.analysis.disclosure.register import Register, Relation, Standing, register

ALL = 0
"""The place on every axis of the margin, which is the sum over the variable."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is published at one time: tables of counts from one row a person or incident.

    Each table is crossed by its variables and comes with all its margins. The empty table is the total alone.
    """

    name: str
    rows: pl.DataFrame
    tables: tuple[tuple[str, ...], ...]
    standing: Standing = Standing.ASKED


@dataclass(frozen=True, slots=True)
class _Axis:
    """A variable's values with the levels above them; the first place is all of them together."""

    variable: str
    labels: tuple[str, ...]
    leaves: tuple[str, ...]
    gathers: Numbers
    """(labels, leaves): one where the leaf belongs to the label."""
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    """A place, and those that it is the sum of."""


def register_of_editions(
    editions: Sequence[Edition],
    *,
    parents: Mapping[str, Mapping[str, str]] | None = None,
    categories: Mapping[str, Sequence[str]] | None = None,
    unit: str | None = None,
) -> Register:
    """Every cell of every table and edition, with the sums between tables, areas and editions.

    What it answers: what will readers be able to compare, if all this is published?

    Args:
        editions: earlier ones have the standing PUBLISHED.
        parents: for a variable with levels, which value each value belongs to: sub-area to area.
        categories: for a variable, all its values, so that those of nobody are cells too; else those in the rows.
        unit: the column that tells who a row is. Given, two editions that share units get cells (UNASKED) for those
            in one but not, or not with the same values, in the other: the difference between the editions is a table.
    Returns:
        A register with names such as "2025: area=North, sex=woman" and "2025: all".
    Raises:
        ValueError: names the first variable that is missing, has an empty value, or a value that has parts of its own.
    Assumes:
        a value means the same in all editions. Shares and means are not in it: show them only where the count and its
        base are both shown, and see `total_bounds` for those published already.
    Reference:
        Hundepool et al., Statistical Disclosure Control (Wiley 2012), 5.3 on linked tables.
    Example:
        >>> rows = pl.DataFrame({"area": ["North", "South", "South"]})
        >>> made = register_of_editions([Edition("2025", rows, (("area",),))])
        >>> dict(zip(made.names, made.counts.tolist()))
        {'2025: all': 3.0, '2025: area=North': 1.0, '2025: area=South': 2.0}
    """
    axes = _axes(editions, parents or {}, categories or {})
    counts: dict[str, float] = {}
    standing: dict[str, Standing] = {}
    relations: dict[Relation, None] = {}
    for each in (*editions, *(_differences(editions, unit) if unit else ())):
        for table in each.tables:
            names, figures = _crossed(each, [axes[variable] for variable in sorted(table)])
            counts.update(zip(names.ravel().tolist(), figures.ravel().tolist(), strict=True))
            standing.update(dict.fromkeys(names.ravel().tolist(), each.standing))
            relations.update(dict.fromkeys(_sums(names, [axes[variable] for variable in sorted(table)])))
    if unit:
        relations.update(dict.fromkeys(_between_editions(editions, counts)))
    return register(tuple(counts), list(counts.values()), relations, standing=[int(at) for at in standing.values()])


def _axes(
    editions: Sequence[Edition], parents: Mapping[str, Mapping[str, str]], categories: Mapping[str, Sequence[str]]
) -> dict[str, _Axis]:
    variables = sorted({variable for each in editions for table in each.tables for variable in table})
    return {
        variable: _axis(variable, _leaves(variable, editions, categories.get(variable)), parents.get(variable, {}))
        for variable in variables
    }


def _leaves(variable: str, editions: Sequence[Edition], categories: Sequence[str] | None) -> tuple[str, ...]:
    found: set[str] = set()
    for each in editions:
        if not any(variable in table for table in each.tables):
            continue
        if variable not in each.rows.columns:
            raise ValueError(f"rows of {each.name!r} have no {variable!r}")
        values = each.rows[variable]
        if values.null_count():
            row = values.is_null().arg_max()
            raise ValueError(f"{variable}[{row}] of {each.name!r} is empty: name the category of those without one")
        found.update(values.cast(pl.String).unique().to_list())
    if categories is None:
        return tuple(sorted(found))
    stranger = next(iter(sorted(found - set(categories))), None)
    if stranger is not None:
        raise ValueError(f"{variable} has the value {stranger!r}, which is not among its categories")
    return tuple(categories)


def _axis(variable: str, leaves: tuple[str, ...], parents: Mapping[str, str]) -> _Axis:
    lines = {leaf: _line(variable, leaf, parents) for leaf in leaves}
    upper = sorted({label for line in lines.values() for label in line})
    both = next((leaf for leaf in leaves if leaf in upper), None)
    if both is not None:
        raise ValueError(f"{variable} has rows with the value {both!r}, which has parts of its own")
    labels = ("", *upper, *leaves)
    place = {label: at for at, label in enumerate(labels)}
    gathers = np.zeros((len(labels), len(leaves)))
    for at, (leaf, line) in enumerate(lines.items()):
        gathers[[ALL, place[leaf], *(place[label] for label in line)], at] = 1
    children: dict[int, list[int]] = {}
    for label in labels[1:]:
        children.setdefault(place[parents[label]] if label in parents else ALL, []).append(place[label])
    return _Axis(variable, labels, leaves, gathers, tuple((up, tuple(down)) for up, down in sorted(children.items())))


def _line(variable: str, leaf: str, parents: Mapping[str, str]) -> list[str]:
    """All that a value belongs to, nearest first."""
    line: list[str] = []
    label = leaf
    while label in parents:
        label = parents[label]
        if label in line or label == leaf:
            raise ValueError(f"parents of {variable} go round in a circle at {label!r}")
        line.append(label)
    return line


def _crossed(edition: Edition, axes: list[_Axis]) -> tuple[np.ndarray, Numbers]:
    """The names and the counts of a table with all margins and levels, one axis a variable."""
    shape = tuple(len(axis.leaves) for axis in axes)
    figures = np.bincount(_places(edition.rows, axes), minlength=int(np.prod(shape))).reshape(shape).astype(float)
    for at, axis in enumerate(axes):
        figures = np.moveaxis(np.tensordot(axis.gathers, figures, (1, at)), 0, at)
    names = np.empty(figures.shape, object)
    for place in np.ndindex(figures.shape):
        values = [f"{axis.variable}={axis.labels[at]}" for axis, at in zip(axes, place, strict=True) if at != ALL]
        names[place] = f"{edition.name}: {', '.join(values) or 'all'}"
    return names, figures


def _places(rows: pl.DataFrame, axes: list[_Axis]) -> np.ndarray:
    """(rows,): in which inner cell of the table each row is."""
    place = np.zeros(len(rows), np.intp)
    for axis in axes:
        code = {leaf: at for at, leaf in enumerate(axis.leaves)}
        own = rows[axis.variable].cast(pl.String).replace_strict(code, return_dtype=pl.Int64)
        place = place * len(axis.leaves) + own.to_numpy()
    return place


def _sums(names: np.ndarray, axes: list[_Axis]) -> Iterator[Relation]:
    for at, axis in enumerate(axes):
        along = np.moveaxis(names, at, 0).reshape(len(axis.labels), -1)
        for up, down in axis.sums:
            for column in along.T:
                yield Relation(column[up], tuple(column[list(down)]))


def _pairs(editions: Sequence[Edition], unit: str) -> Iterator[tuple[Edition, Edition]]:
    """Earlier and later editions with units in common: only there is the difference fewer people than the tables."""
    for earlier, later in combinations(editions, 2):
        if earlier.rows[unit].is_in(later.rows[unit].implode()).any():
            yield earlier, later


def _differences(editions: Sequence[Edition], unit: str) -> Iterator[Edition]:
    """The rows of one edition that the other does not have, or not with the same values, both ways."""
    for earlier, later in _pairs(editions, unit):
        tables = tuple(table for table in later.tables if table in earlier.tables)
        same = [unit, *sorted({variable for table in tables for variable in table})]
        for this, other in ((later, earlier), (earlier, later)):
            rows = this.rows.join(other.rows.select(same).unique(), on=same, how="anti")
            yield Edition(_only(this, other), rows, tables, Standing.UNASKED)


def _only(this: Edition, other: Edition) -> str:
    return f"{this.name} not {other.name}"


def _between_editions(editions: Sequence[Edition], counts: Mapping[str, float]) -> Iterator[Relation]:
    """Later = earlier + those only in the later - those only in the earlier, for every cell that both have."""
    for earlier, later in combinations(editions, 2):
        added, gone = f"{_only(later, earlier)}: ", f"{_only(earlier, later)}: "
        for name in [name.removeprefix(added) for name in counts if name.startswith(added)]:
            yield Relation(f"{later.name}: {name}", (f"{earlier.name}: {name}", added + name), (gone + name,))
