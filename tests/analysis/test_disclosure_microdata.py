"""The register made from rows: margins, levels, tables that share cells, and the people between two editions."""

import numpy as np
import polars as pl
import pytest

from loftet.analysis.disclosure import Edition, Register, Standing, register_of_editions, small_counts, suppress

PARENTS = {"area": {"Centre": "Town", "Harbour": "Town", "Village": "Country"}}


def people(count: int) -> pl.DataFrame:
    rng = np.random.default_rng(1)
    return pl.DataFrame(
        {
            "id": np.arange(count),
            "area": rng.choice(["Centre", "Harbour", "Village"], count),
            "sex": rng.choice(["man", "woman"], count),
            "afraid": rng.choice(["yes", "no"], count, p=[0.2, 0.8]),
        }
    )


def counts(cells: Register) -> dict[str, float]:
    return dict(zip(cells.names, cells.counts.tolist(), strict=True))


def test_every_cell_is_the_number_of_rows_it_names() -> None:
    rows = people(60)
    cells = register_of_editions([Edition("2025", rows, (("area", "sex"), ("area", "afraid")))], parents=PARENTS)
    figures = counts(cells)
    # Five areas and all, by two sexes and all, and by two answers and all; the areas themselves are shared.
    assert len(cells.names) == 6 * 3 + 6 * 3 - 6
    assert figures["2025: all"] == 60
    town = rows.filter(pl.col("area").is_in(["Centre", "Harbour"]))
    assert figures["2025: area=Town"] == len(town)
    assert figures["2025: area=Town, sex=woman"] == len(town.filter(pl.col("sex") == "woman"))
    assert figures["2025: afraid=yes, area=Village"] == len(
        rows.filter((pl.col("area") == "Village") & (pl.col("afraid") == "yes"))
    )


def test_categories_of_nobody_are_cells_of_zero() -> None:
    rows = pl.DataFrame({"area": ["Centre"]})
    cells = register_of_editions([Edition("1", rows, (("area",),))], categories={"area": ("Centre", "Harbour")})
    assert counts(cells) == {"1: all": 1, "1: area=Centre": 1, "1: area=Harbour": 0}


def test_the_person_who_joined_between_two_editions_stays_hidden() -> None:
    rows = people(60)
    newcomer = rows.head(1).with_columns(id=pl.lit(999, pl.Int64))
    first = Edition("first", rows, (("area",),), Standing.PUBLISHED)
    second = Edition("second", pl.concat([rows, newcomer]), (("area",),))
    cells = register_of_editions([first, second], unit="id")
    assert counts(cells)["second not first: all"] == 1
    assert counts(cells)["first not second: all"] == 0
    found = suppress(cells, small_counts(cells.counts))
    shown = dict(zip(found.names, found.published.tolist(), strict=True))
    own = newcomer["area"].item()
    assert np.isnan(shown["second: all"])
    assert np.isnan(shown[f"second: area={own}"])
    assert shown["first: all"] == 60
    assert found.already_disclosed == ()


def test_who_moved_is_counted_as_gone_and_as_new() -> None:
    rows = people(60)
    moved = rows.with_columns(area=pl.when(pl.col("id") == 0).then(pl.lit("elsewhere")).otherwise(pl.col("area")))
    cells = register_of_editions([Edition("a", rows, (("area",),)), Edition("b", moved, (("area",),))], unit="id")
    assert counts(cells)["b not a: area=elsewhere"] == 1
    assert counts(cells)["a not b: all"] == 1


def test_editions_of_other_people_have_no_difference() -> None:
    rows = people(20)
    others = rows.with_columns(id=pl.col("id") + 1000)
    cells = register_of_editions([Edition("a", rows, (("area",),)), Edition("b", others, (("area",),))], unit="id")
    assert len(cells.names) == 8


@pytest.mark.parametrize(
    ("area", "parents", "message"),
    [
        (["Centre", None], {}, r"area\[1\] of '2025' is empty"),
        (["Centre", "Town"], {"Centre": "Town"}, "area has rows with the value 'Town', which has parts of its own"),
        (["Centre"], {"Centre": "Town", "Town": "Centre"}, "go round in a circle"),
    ],
)
def test_values_that_cannot_be_placed_are_refused(area: list[str], parents: dict[str, str], message: str) -> None:
    edition = Edition("2025", pl.DataFrame({"area": area}), (("area",),))
    with pytest.raises(ValueError, match=message):
        register_of_editions([edition], parents={"area": parents})


def test_variables_and_values_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="rows of '2025' have no 'age'"):
        register_of_editions([Edition("2025", people(3), (("age",),))])
    with pytest.raises(ValueError, match="'Village', which is not among its categories"):
        register_of_editions([Edition("2025", people(30), (("area",),))], categories={"area": ("Centre", "Harbour")})
