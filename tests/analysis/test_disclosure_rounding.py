"""Rounding to base three: unbiased, the same in every edition, adding up, and audited."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.analysis.disclosure import (
    NothingReleased,
    Register,
    Relation,
    Standing,
    audit_rounded,
    controlled_rounding,
    random_rounding,
    register,
)

KEY = b"a key of twenty bytes"
inner_counts = st.lists(st.integers(0, 7), min_size=4, max_size=4)


def two_by_two(inner: list[int]) -> Register:
    a, b, c, d = inner
    names = ("a", "b", "c", "d", "row1", "row2", "column1", "column2")
    sums = {"row1": "ab", "row2": "cd", "column1": "ac", "column2": "bd"}
    counts = [a, b, c, d, a + b, c + d, a + c, b + d]
    return register(names, counts, [Relation(total, tuple(parts)) for total, parts in sums.items()])


def test_the_mean_over_many_names_is_the_count() -> None:
    for figure in range(7):
        rounded = random_rounding(np.full(20_000, figure), [f"{figure} {row}" for row in range(20_000)], key=KEY)
        assert np.all(rounded % 3 == 0)
        assert np.all(np.abs(rounded - figure) < 3)
        share = figure % 3 / 3
        assert abs(rounded.mean() - figure) <= 4 * 3 * np.sqrt(share * (1 - share) / 20_000)


def test_the_same_cell_rounds_the_same_in_every_edition_and_table() -> None:
    first = random_rounding([1, 2, 4, 5], ["a", "b", "c", "d"], key=KEY)
    second = random_rounding([5, 4, 9, 2, 1], ["d", "c", "new", "b", "a"], key=KEY)
    assert second.tolist() == [first[3], first[2], 9, first[1], first[0]]


def test_another_key_rounds_otherwise() -> None:
    names = [str(row) for row in range(100)]
    ones = np.ones(100)
    assert not np.array_equal(random_rounding(ones, names, key=KEY), random_rounding(ones, names, key=KEY[::-1]))


def test_a_larger_count_never_rounds_to_less() -> None:
    names = [str(row) for row in range(200)]
    series = np.array([random_rounding(np.full(200, figure), names, key=KEY) for figure in range(12)])
    assert np.all(np.diff(series, axis=0) >= 0)


@given(inner_counts)
@settings(max_examples=20, deadline=None)
def test_controlled_rounding_adds_up_and_keeps_every_count_uncertain(inner: list[int]) -> None:
    cells = two_by_two(inner)
    rounded = controlled_rounding(cells, key=KEY)
    assert not np.any(cells.relations @ rounded)
    assert np.all(np.abs(rounded - cells.counts) < 3)
    found = audit_rounded(cells, rounded)
    assert np.all(found.is_protected[cells.counts % 3 > 0])


@given(inner_counts, st.integers(0, 255))
@settings(max_examples=20, deadline=None)
def test_the_audit_of_rounded_tables_equals_enumeration(inner: list[int], salt: int) -> None:
    cells = two_by_two(inner)
    rounded = random_rounding(cells.counts, cells.names, key=KEY + bytes([salt]))
    found = audit_rounded(cells, rounded)
    ranges = [range(int(max(0, each - 2)), int(each) + 3) for each in rounded[:4]]
    tables = np.array([(a, b, c, d, a + b, c + d, a + c, b + d) for a, b, c, d in product(*ranges)])
    tables = tables[np.all(np.abs(tables - rounded) <= 2, axis=1)]
    assert found.low.tolist() == tables.min(axis=0).tolist()
    assert found.high.tolist() == tables.max(axis=0).tolist()


def test_roundings_that_do_not_add_up_can_give_a_count_away() -> None:
    cells = register(("all", "a", "b"), [4, 2, 2], [Relation("all", ("a", "b"))])
    assert audit_rounded(cells, [6, 0, 0]).exposed == ("all", "a", "b")
    assert audit_rounded(cells, controlled_rounding(cells, key=KEY)).holds


def test_an_exact_total_published_before_narrows_the_rounded_parts() -> None:
    relations = [Relation("all", ("a", "b"))]
    cells = register(("all", "a", "b"), [4, 2, 2], relations, standing=[int(Standing.PUBLISHED), 0, 0])
    found = audit_rounded(cells, [4, 0, 0])
    assert found.exposed == ("a", "b")


def test_tables_without_any_controlled_rounding_release_nothing() -> None:
    """Three ones that are known to be equal round alike, to 0 or 9 together, but their sum is 3 and stays."""
    equal = [Relation("x", ("y",)), Relation("y", ("z",)), Relation("three", ("x", "y", "z"))]
    cells = register(("x", "y", "z", "three"), [1, 1, 1, 3], equal)
    with pytest.raises(NothingReleased, match="no rounding of these tables adds up"):
        controlled_rounding(cells, key=KEY)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match=r"figures\[0\] = -1.0 is a negative count"):
        random_rounding([-1], ["a"], key=KEY)
    with pytest.raises(ValueError, match=r"figures\[0\] = 0.5 is not a whole number"):
        random_rounding([0.5], ["a"], key=KEY)
    with pytest.raises(ValueError, match="names has 1 rows but figures has 2"):
        random_rounding([1, 2], ["a"], key=KEY)
    with pytest.raises(ValueError, match="key has 3 bytes"):
        random_rounding([1], ["a"], key=b"abc")
    with pytest.raises(ValueError, match="base = 1"):
        random_rounding([1], ["a"], key=KEY, base=1)
    cells = two_by_two([1, 2, 3, 4])
    with pytest.raises(ValueError, match=r"rounded\[0\] = 6.0 is no rounding of its count"):
        audit_rounded(cells, [6, 3, 3, 3, 3, 6, 3, 6])
    with pytest.raises(ValueError, match="rounded has shape"):
        audit_rounded(cells, [3])
    with pytest.raises(NothingReleased):
        audit_rounded(cells, [0, 3, 3, 3, 3, 6, 3, 6], seconds=1e-9)
    amounts = register(("a",), [1.5], [], is_whole=False)
    with pytest.raises(ValueError, match=r"counts\[0\] = 1.5 is not a whole number"):
        controlled_rounding(amounts, key=KEY)
