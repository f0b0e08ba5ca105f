"""Tables made by hand: what is hidden, what the audit finds, and what can no longer be hidden."""

import doctest
from importlib import import_module

import numpy as np
import pytest

from loftet.analysis.disclosure import (
    Knowledge,
    NothingReleased,
    Register,
    Relation,
    Standing,
    Suppression,
    audit,
    n_k_dominance,
    p_percent,
    register,
    small_counts,
    suppress,
    total_bounds,
)
from loftet.analysis.marks import Mark

MODULES = ("register", "rules", "knowledge", "audit", "suppression", "microdata", "rounding")
TWO_BY_TWO = [
    Relation("row1", ("a", "b")),
    Relation("row2", ("c", "d")),
    Relation("column1", ("a", "c")),
    Relation("column2", ("b", "d")),
    Relation("all", ("row1", "row2")),
    Relation("all", ("column1", "column2")),
]


def two_by_two(a: int, b: int, c: int, d: int) -> Register:
    names = ("a", "b", "c", "d", "row1", "row2", "column1", "column2", "all")
    return register(names, [a, b, c, d, a + b, c + d, a + c, b + d, a + b + c + d], TWO_BY_TWO)


def one_sum(**parts: float) -> Register:
    return register(("all", *parts), [sum(parts.values()), *parts.values()], [Relation("all", tuple(parts))])


def hidden(found: Suppression) -> set[str]:
    return {name for name, is_hidden in zip(found.names, found.hidden, strict=True) if is_hidden}


def limits(found: Suppression, name: str) -> tuple[float, float]:
    row = found.names.index(name)
    return found.audit.low[row], found.audit.high[row]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_are_true(module: str) -> None:
    found = doctest.testmod(import_module(f"loftet.analysis.disclosure.{module}"))
    assert found.attempted
    assert not found.failed


def test_one_small_cell_of_two_by_two_takes_the_other_three_with_it() -> None:
    cells = two_by_two(2, 10, 20, 30)
    found = suppress(cells, small_counts(cells.counts))
    assert hidden(found) == {"a", "b", "c", "d"}
    assert limits(found, "a") == (1, 11)
    assert found.audit.holds
    assert found.already_disclosed == found.already_narrowed == ()
    assert found.loss == pytest.approx(4 + np.log([3, 11, 21, 31]).sum())
    assert found.least_loss == pytest.approx(found.loss)


def test_hidden_cells_are_nan_and_marked() -> None:
    cells = two_by_two(2, 10, 20, 30)
    found = suppress(cells, small_counts(cells.counts))
    assert np.array_equal(np.isnan(found.published), found.hidden)
    assert np.array_equal(found.marks, np.where(found.hidden, int(Mark.SUPPRESSED), 0))


def test_the_small_cell_alone_is_worked_out() -> None:
    cells = two_by_two(2, 10, 20, 30)
    found = audit(cells, np.array(cells.names) == "a", small_counts(cells.counts))
    assert not found.holds
    assert found.exposed == ("a",)
    assert found.is_worked_out.all()


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    cells = two_by_two(5, 10, 20, 0)
    found = suppress(cells, small_counts(cells.counts))
    assert not found.hidden.any()
    assert found.loss == found.least_loss == 0


def test_everything_is_hidden_where_a_total_would_tell() -> None:
    cells = one_sum(a=1, b=2)
    found = suppress(cells, small_counts(cells.counts))
    assert hidden(found) == {"all", "a", "b"}


def test_one_sum_of_a_single_part_hides_both() -> None:
    cells = one_sum(a=3, b=0)
    found = suppress(cells, small_counts(cells.counts))
    assert hidden(found) == {"all", "a"}
    assert limits(found, "a") == (1, np.inf)


def test_rows_of_zero_are_shown_and_hide_nothing() -> None:
    cells = two_by_two(2, 30, 0, 0)
    found = suppress(cells, small_counts(cells.counts))
    assert not hidden(found) & {"c", "d", "row2"}
    assert {"a", "column1"} <= hidden(found)
    assert limits(found, "c") == (0, 0)


def test_zeros_that_nobody_knows_can_hide_others() -> None:
    cells = two_by_two(1, 30, 40, 0)
    dear_margins = np.where(np.char.str_len(np.array(cells.names)) > 1, 100.0, 1.0)
    assert "d" not in hidden(suppress(cells, small_counts(cells.counts), loss=dear_margins))
    mere_outsider = Knowledge(zeros=False, contribution=0)
    found = suppress(cells, small_counts(cells.counts), loss=dear_margins, knowledge=mere_outsider)
    assert hidden(found) == {"a", "b", "c", "d"}
    assert limits(found, "a")[0] <= 1 < 5 <= limits(found, "a")[1]


def test_two_small_cells_that_add_up_to_too_little_need_a_third() -> None:
    cells = one_sum(a=1, b=2, c=20, d=30)
    found = suppress(cells, small_counts(cells.counts))
    assert hidden(found) == {"a", "b", "c"}


def test_who_is_counted_himself_learns_no_more() -> None:
    """Of 2 + 3 an outsider holds 0 to 5 possible, but each of the two knows that his own cell is not empty."""
    cells = one_sum(a=2, b=3)
    shown = np.array(cells.names) != "all"
    outsider = audit(cells, shown, small_counts(cells.counts), knowledge=Knowledge(contribution=0))
    insider = audit(cells, shown, small_counts(cells.counts))
    assert (outsider.low[1], outsider.high[1]) == (0, 5)
    assert (insider.low[1], insider.high[1]) == (1, 4)
    assert outsider.holds
    assert not insider.holds


def linked_tables() -> Register:
    """Offences by area and by month: each table can hide its small cell, but they share the areas' totals."""
    names = ("north", "south", "north young", "north old", "south young", "south old", "north May", "north June")
    return register(
        names,
        [22, 60, 2, 20, 30, 30, 10, 12],
        [
            Relation("north", ("north young", "north old")),
            Relation("south", ("south young", "south old")),
            Relation("north", ("north May", "north June")),
        ],
    )


def test_a_margin_in_two_tables_is_hidden_in_both_or_in_neither() -> None:
    cells = linked_tables()
    dear_complement = np.where(np.array(cells.names) == "north old", 100.0, 1.0)
    found = suppress(cells, small_counts(cells.counts), loss=dear_complement)
    assert "north" in hidden(found)
    assert len(hidden(found) & {"north May", "north June"}) == 1
    assert found.audit.holds


def test_the_stated_loss_decides() -> None:
    cells = one_sum(a=2, b=10, c=30)
    small = small_counts(cells.counts)
    assert hidden(suppress(cells, small)) == {"a", "b"}
    assert hidden(suppress(cells, small, loss=[9, 9, 9, 1])) == {"a", "c"}


def test_a_table_of_three_variables_is_protected() -> None:
    rng = np.random.default_rng(4)
    inner = rng.poisson(6, (3, 3, 3))
    cells = three_way(inner)
    found = suppress(cells, small_counts(cells.counts))
    assert found.audit.holds
    assert found.least_loss == pytest.approx(found.loss)


def three_way(inner: np.ndarray) -> Register:
    full = inner
    for axis in range(3):
        full = np.concatenate([full, full.sum(axis=axis, keepdims=True)], axis=axis)
    names = np.array([f"{place}" for place in np.ndindex(full.shape)], object).reshape(full.shape)
    sums = [
        Relation(line[-1], tuple(line[:-1]))
        for axis in range(3)
        for line in np.moveaxis(names, axis, -1).reshape(-1, full.shape[axis])
    ]
    return register(names.ravel().tolist(), full.ravel(), sums)


def test_areas_within_areas_are_protected_at_every_level() -> None:
    cells = register(
        ("municipality", "town", "country", "centre", "harbour", "east", "west"),
        [100, 42, 58, 2, 40, 28, 30],
        [
            Relation("municipality", ("town", "country")),
            Relation("town", ("centre", "harbour")),
            Relation("country", ("east", "west")),
        ],
    )
    found = suppress(cells, small_counts(cells.counts))
    assert hidden(found) == {"centre", "harbour"}
    dear_harbour = suppress(cells, small_counts(cells.counts), loss=[1, 1, 1, 1, 100, 1, 1])
    assert {"centre", "town"} < hidden(dear_harbour)
    assert "harbour" not in hidden(dear_harbour)
    assert dear_harbour.audit.holds


def two_editions(standing: Standing) -> Register:
    return register(
        ("old", "new", "joined"),
        [100, 101, 1],
        [Relation("new", ("old", "joined"))],
        standing=[standing, Standing.ASKED, Standing.UNASKED],
    )


def test_an_edition_that_differs_by_one_person_from_the_last_is_held_back() -> None:
    cells = two_editions(Standing.PUBLISHED)
    found = suppress(cells, small_counts(cells.counts))
    assert hidden(found) == {"new", "joined"}
    assert found.published[0] == 100


def test_what_anyone_can_read_elsewhere_is_knowledge_and_not_hidden() -> None:
    cells = two_editions(Standing.KNOWN)
    found = suppress(cells, small_counts(cells.counts))
    assert hidden(found) == {"new", "joined"}


def test_a_known_small_cell_needs_no_protection() -> None:
    cells = register(
        ("all", "a", "b"), [12, 2, 10], [Relation("all", ("a", "b"))], standing=[0, int(Standing.KNOWN), 0]
    )
    found = suppress(cells, small_counts(cells.counts))
    assert not found.hidden.any()
    assert found.already_disclosed == ()


def test_a_total_known_elsewhere_leaves_only_the_parts_to_hide() -> None:
    cells = one_sum(a=2, b=10, c=30)
    known = register(
        cells.names, cells.counts, [Relation("all", ("a", "b", "c"))], standing=[int(Standing.KNOWN), 0, 0, 0]
    )
    found = suppress(known, small_counts(known.counts), loss=[1, 1, 1, 9])
    assert hidden(found) == {"a", "b"}


def test_what_earlier_editions_give_away_is_named() -> None:
    cells = register(
        ("all", "a", "b"), [12, 2, 10], [Relation("all", ("a", "b"))], standing=[int(Standing.PUBLISHED), 0, 1]
    )
    found = suppress(cells, small_counts(cells.counts))
    assert found.already_disclosed == ("a",)
    assert hidden(found) == {"a"}


def test_a_small_cell_that_was_published_is_named_and_stays_published() -> None:
    cells = register(("a", "b"), [2, 10], [], standing=[int(Standing.PUBLISHED), 0])
    found = suppress(cells, small_counts(cells.counts))
    assert found.already_disclosed == ("a",)
    assert not found.hidden.any()


def test_what_is_known_too_nearly_is_named_and_not_given_away_further() -> None:
    """Two parts that both have somebody are at least two together."""
    cells = one_sum(a=1, b=1)
    found = suppress(cells, small_counts(cells.counts))
    assert found.already_narrowed == ("all",)
    assert limits(found, "all") == (2, np.inf)
    assert hidden(found) == {"all", "a", "b"}


def test_an_earlier_share_is_knowledge() -> None:
    cells = one_sum(a=2, b=10, c=30)
    low, high = total_bounds(0.24, 42, decimals=2)
    assert (low, high) == (10, 10)
    found = suppress(cells, small_counts(cells.counts), knowledge=Knowledge(least={"b": low}, most={"b": high}))
    assert hidden(found) >= {"a", "c"}


def test_a_share_of_many_leaves_more_than_one_count() -> None:
    assert total_bounds(0.24, 1000, decimals=2) == (235, 245)
    assert total_bounds(2.5, 10, decimals=1, is_whole=False) == pytest.approx((24.5, 25.5))
    with pytest.raises(ValueError, match="no whole number"):
        total_bounds(0.333, 2, decimals=3)
    with pytest.raises(ValueError, match="must be above zero"):
        total_bounds(0.5, 0, decimals=1)


def test_amounts_are_protected_by_what_the_rule_asks() -> None:
    owners = np.array([90.5, 5.0, 2.25, 30.0, 30.0, 30.0, 40.0, 50.0, 60.0])
    place = np.repeat([1, 2, 3], 3)
    totals = np.bincount(place, owners)
    totals[0] = totals.sum()
    cells = register(("all", "a", "b", "c"), totals, [Relation("all", ("a", "b", "c"))], is_whole=False)
    asked = p_percent(place, owners, cell_count=4)
    assert asked.is_sensitive.tolist() == [False, True, False, False]
    assert asked.high[1] == pytest.approx(totals[1] + 0.1 * 90.5 - 2.25)
    found = suppress(cells, asked)
    assert hidden(found) == {"a", "b"}
    assert limits(found, "a")[1] >= asked.high[1]


def test_dominance_takes_the_n_largest_together() -> None:
    place, parts = [0, 0, 0, 1, 1, 1], [50, 40, 10, 40, 30, 30]
    assert n_k_dominance(place, parts, cell_count=2, n=2, k_share=0.8).is_sensitive.tolist() == [True, False]
    assert n_k_dominance(place, parts, cell_count=2).is_sensitive.tolist() == [False, False]
    assert p_percent([0], [7], cell_count=2).is_sensitive.tolist() == [True, False]


def test_rules_are_joined_and_chosen_from() -> None:
    both = small_counts([3, 9, 9]).joined(n_k_dominance([1, 2, 2], [9, 5, 4], cell_count=3))
    assert both.is_sensitive.tolist() == [True, True, False]
    assert both.where([False, True, True]).is_sensitive.tolist() == [False, True, False]


def test_the_same_register_gives_the_same_pattern_in_any_order() -> None:
    rng = np.random.default_rng(8)
    cells = three_way(rng.poisson(5, (2, 2, 3)))
    first = suppress(cells, small_counts(cells.counts), loss=np.ones(len(cells.names)))
    for _ in range(2):
        order = rng.permutation(len(cells.names))
        other = cells.reordered(order)
        again = suppress(other, small_counts(other.counts), loss=np.ones(len(other.names)))
        assert hidden(again) == hidden(first)


def test_a_pattern_near_the_least_loss_is_within_the_gap_and_protects() -> None:
    cells = three_way(np.random.default_rng(5).poisson(5, (3, 3, 3)))
    exact = suppress(cells, small_counts(cells.counts))
    near = suppress(cells, small_counts(cells.counts), gap=0.2)
    assert near.audit.is_protected.tolist() == exact.audit.is_protected.tolist()
    assert near.least_loss <= exact.loss + 1e-6 <= near.loss + 2e-6
    assert near.loss <= 1.2 * near.least_loss + 1e-6


def test_out_of_time_nothing_is_released() -> None:
    cells = two_by_two(2, 10, 20, 30)
    with pytest.raises(NothingReleased, match="1e-09 seconds"):
        suppress(cells, small_counts(cells.counts), seconds=1e-9)
    with pytest.raises(NothingReleased):
        audit(cells, np.ones(9, bool), small_counts(cells.counts), seconds=1e-9)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ([-1, 2, 3], r"counts\[0\] = -1.0 is negative"),
        ([3, 1.5, 1.5], r"counts\[1\] = 1.5 is not a whole number"),
        ([np.nan, 1, 2], r"counts\[0\] = nan is not a finite number"),
        ([np.inf, 1, 2], r"counts\[0\] = inf is not a finite number"),
        ([4, 1, 2], r"relations\[0\]: 'all' is not the sum of its parts, by 1"),
        ([3, 3], "names has 3 rows but counts has 2"),
        ([], "counts is empty"),
    ],
)
def test_a_register_that_cannot_be_is_refused(counts: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        register(("all", "a", "b"), counts, [Relation("all", ("a", "b"))])


def test_names_standings_and_relations_are_checked() -> None:
    with pytest.raises(ValueError, match="'a' twice"):
        register(("a", "a"), [1, 1], [])
    with pytest.raises(ValueError, match=r"relations\[0\] has 'b', which is not among the cells"):
        register(("a",), [1], [Relation("a", ("b",))])
    with pytest.raises(ValueError, match=r"standing\[1\] = 9.0 is no standing"):
        register(("a", "b"), [1, 1], [], standing=[0, 9])
    with pytest.raises(ValueError, match="standing has shape"):
        register(("a", "b"), [1, 1], [], standing=[0])


def test_arguments_of_other_lengths_are_refused() -> None:
    cells = one_sum(a=2, b=10)
    small = small_counts(cells.counts)
    with pytest.raises(ValueError, match="requirement has 2 rows"):
        suppress(cells, small_counts([2, 10]))
    with pytest.raises(ValueError, match="excludes the true figure 12"):
        suppress(cells, small_counts([2, 2, 10]))
    with pytest.raises(ValueError, match="loss has shape"):
        suppress(cells, small, loss=[1, 1])
    with pytest.raises(ValueError, match=r"loss\[1\] = 0.0 must be above zero"):
        suppress(cells, small, loss=[1, 0, 1])
    with pytest.raises(ValueError, match="gap = 1"):
        suppress(cells, small, gap=1)
    with pytest.raises(ValueError, match="seconds = 0"):
        suppress(cells, small, seconds=0)
    with pytest.raises(ValueError, match=r"hidden has shape \(2,\)"):
        audit(cells, [True, False], small)
    with pytest.raises(ValueError, match="there is no cell 'x'"):
        suppress(cells, small, knowledge=Knowledge(most={"x": 1}))
    with pytest.raises(ValueError, match="knowledge excludes the true figure 10 of 'b'"):
        suppress(cells, small, knowledge=Knowledge(most={"b": 9}))


def test_rules_refuse_what_is_no_contribution() -> None:
    with pytest.raises(ValueError, match=r"contributions\[1\] = -1.0 is negative"):
        p_percent([0, 0], [1, -1], cell_count=1)
    with pytest.raises(ValueError, match=r"cells\[0\] = 1.0 is not one of the 1 cells"):
        p_percent([1], [1], cell_count=1)
    with pytest.raises(ValueError, match="k_share"):
        n_k_dominance([0], [1], cell_count=1, k_share=1)
    with pytest.raises(ValueError, match="n = 0"):
        n_k_dominance([0], [1], cell_count=1, n=0)
    with pytest.raises(ValueError, match="threshold = 1"):
        small_counts([1], threshold=1)
    with pytest.raises(ValueError, match=r"figures\[0\] = -1.0 is a negative count"):
        small_counts([-1])
