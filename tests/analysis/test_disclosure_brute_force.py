"""Against enumeration: every whole-number table that agrees with what is published, and every pattern there is."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from loftet.analysis.disclosure import (
    Knowledge,
    Register,
    Relation,
    Requirement,
    Standing,
    audit,
    register,
    small_counts,
    suppress,
)

MOST = 4
"""No inner cell is larger, which everybody knows: so the tables can be counted."""
THRESHOLD = 3
PUBLISHED, HIDEABLE = Standing.PUBLISHED, Standing.ASKED


@dataclass(frozen=True)
class Tables:
    """A register whose every cell is a sum of inner cells, and all values that these can have together."""

    cells: Register
    inner: tuple[str, ...]
    possible: NDArray[np.int8]
    """(tables, cells): every table of inner cells from 0 to MOST that satisfies the sums."""

    @property
    def knowledge(self) -> Knowledge:
        return Knowledge(most=dict.fromkeys(self.inner, MOST))

    @property
    def requirement(self) -> Requirement:
        return small_counts(self.cells.counts, threshold=THRESHOLD)

    def limits(self, hidden: NDArray[np.bool_]) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        """Of each cell, over the tables that agree with what is shown; hidden cells are empty just if they are."""
        counts, out = self.cells.counts, ~hidden | ~self.cells.is_hideable
        agrees = np.all(self.possible[:, out] == counts[out], axis=1)
        agrees &= np.all((self.possible > 0) == (counts > 0), axis=1)
        return self.possible[agrees].min(axis=0), self.possible[agrees].max(axis=0)

    def protects(self, hidden: NDArray[np.bool_], asked: Requirement) -> bool:
        low, high = self.limits(hidden)
        return not np.any((low > asked.low) | (high < asked.high))

    def attainable(self) -> Requirement:
        """What is left of the requirement if everything is hidden that can be."""
        low, high = self.limits(np.ones(len(self.cells.names), np.bool_))
        asked = self.requirement.where(self.cells.is_hideable)
        return Requirement(np.maximum(asked.low, low), np.minimum(asked.high, high))


def two_by_two(inner: list[int], standing: list[int]) -> Tables:
    sums = {"r1": "ab", "r2": "cd", "c1": "ac", "c2": "bd", "all": "abcd"}
    more = [Relation("all", ("r1", "r2")), Relation("all", ("c1", "c2"))]
    return _tables("abcd", sums, more, inner, standing)


def linked(inner: list[int], standing: list[int]) -> Tables:
    """Two tables of two by two with a margin in common: x = a + b = e + f, y = c + d = g + h."""
    sums = {"x": "ab", "y": "cd", "c1": "ac", "c2": "bd", "d1": "eg", "d2": "fh", "all": "abcd"}
    more = [
        Relation("x", ("e", "f")),
        Relation("y", ("g", "h")),
        Relation("all", ("x", "y")),
        Relation("all", ("c1", "c2")),
        Relation("all", ("d1", "d2")),
    ]
    return _tables("abcdefgh", sums, more, inner, standing)


def _tables(letters: str, sums: dict[str, str], more: list[Relation], inner: list[int], standing: list[int]) -> Tables:
    names = (*letters, *sums)
    adds = np.array([[letter in parts for letter in letters] for parts in (*letters, *sums.values())], float)
    counts = adds @ np.array(inner, float)
    relations = [Relation(total, tuple(parts)) for total, parts in sums.items()] + more
    made = register(names, counts, relations, standing=standing)
    grid = np.array(list(product(range(MOST + 1), repeat=len(letters))), np.int8)
    grid = grid[np.all((grid > 0) == (np.array(inner) > 0), axis=1)]
    every = (grid @ adds.T.astype(np.int8)).astype(np.int8)
    every = every[np.all((made.relations @ every.T) == 0, axis=0)]
    return Tables(made, tuple(letters), every)


counts_of_four = st.lists(st.integers(0, MOST), min_size=4, max_size=4)
standings = st.lists(
    st.sampled_from([int(at) for at in (HIDEABLE, HIDEABLE, HIDEABLE, PUBLISHED)]), min_size=15, max_size=15
)
patterns = st.lists(st.booleans(), min_size=15, max_size=15)


@st.composite
def linked_tables(draw: st.DrawFn) -> Tables:
    a, b, c, d = draw(counts_of_four)
    e = draw(st.integers(max(0, a + b - MOST), min(MOST, a + b)))
    g = draw(st.integers(max(0, c + d - MOST), min(MOST, c + d)))
    return linked([a, b, c, d, e, a + b - e, g, c + d - g], draw(standings))


@st.composite
def single_tables(draw: st.DrawFn) -> Tables:
    return two_by_two(draw(counts_of_four), draw(standings)[:9])


@given(linked_tables(), patterns)
@settings(max_examples=15, deadline=None)
def test_the_audit_finds_the_same_limits_as_all_tables_that_there_are(tables: Tables, pattern: list[bool]) -> None:
    hidden = np.array(pattern)
    found = audit(tables.cells, hidden, tables.requirement, knowledge=tables.knowledge)
    low, high = tables.limits(hidden)
    assert found.low.tolist() == low.tolist()
    assert found.high.tolist() == high.tolist()


@given(linked_tables())
@settings(max_examples=15, deadline=None)
def test_no_table_that_agrees_with_what_is_published_brings_a_hidden_cell_nearer(tables: Tables) -> None:
    found = suppress(tables.cells, tables.requirement, knowledge=tables.knowledge)
    assert tables.protects(found.hidden, tables.attainable())
    low, high = tables.limits(found.hidden)
    asked = tables.requirement
    beyond = np.isin(found.names, (*found.already_disclosed, *found.already_narrowed))
    assert np.array_equal(beyond, (low > asked.low) | (high < asked.high))


@given(single_tables())
@settings(max_examples=25, deadline=None)
def test_no_pattern_that_protects_loses_less(tables: Tables) -> None:
    found = suppress(tables.cells, tables.requirement, knowledge=tables.knowledge)
    loss = 1 + np.log1p(tables.cells.counts)
    asked, attainable = tables.requirement.is_sensitive, tables.attainable()
    free = tables.cells.is_hideable
    least = min(
        loss[hidden & free].sum()
        for hidden in map(np.array, product([False, True], repeat=9))
        if np.all(hidden[asked & free]) and tables.protects(hidden, attainable)
    )
    assert np.isclose(found.loss, least)
    assert np.isclose(found.least_loss, least)
