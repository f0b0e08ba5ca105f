"""Places and hours against R: spdep, spatstat, surveillance, NearRepeat, SpatialEpi."""

from collections.abc import Callable
from functools import partial

import numpy as np
import polars as pl
import pytest
from scipy.special import ndtr, pdtr, pdtrc

from loftet.analysis.hotspots import (
    Autocorrelation,
    Neighbours,
    Window,
    geary,
    general_g,
    given_neighbours,
    kernel_density,
    kernel_density_at,
    knox_test,
    local_g,
    local_moran,
    moran,
    near_repeat_table,
    scan_statistic,
    scott_bandwidth,
)
from loftet.analysis.hotspots.kernel_density import Edge
from loftet.analysis.hotspots.neighbours import Weights
from loftet.analysis.hotspots.scan import Model
from tests.analysis.oracle import CASES, Case, case

pytestmark = pytest.mark.shared
CLOSE = 1e-8
IN_METRES = 1000
"""The places of New York lie in a plane of their own, in a unit near a kilometre."""


def four_errors(p_value: float, draws: int) -> float:
    return 4 * np.sqrt(p_value * (1 - p_value) / draws)


@pytest.fixture(scope="module")
def columbus() -> Case:
    return case("space_local_columbus")


@pytest.fixture(scope="module")
def borders() -> Neighbours:
    pairs = pl.read_csv(CASES / "space_local_columbus" / "neighbours.csv").to_numpy() - 1
    return given_neighbours(pairs, place_count=49)


@pytest.mark.parametrize(
    ("statistic", "key", "names"),
    [
        (moran, "moran_W_randomisation", "Moran I statistic"),
        (partial(moran, null="normality"), "moran_W_normality", "Moran I statistic"),
        (geary, "geary_W_randomisation", "Geary C statistic"),
        (general_g, "globalG_B", "Global G statistic"),
    ],
)  # fmt: skip
def test_the_figures_of_the_whole_map_are_those_of_spdep(
    statistic: Callable[..., Autocorrelation], key: str, names: str, columbus: Case, borders: Neighbours
) -> None:
    expected = columbus.expected[key]
    found = statistic(columbus.input["value"], neighbours=borders)
    assert found.value == pytest.approx(expected["estimate"][names], rel=CLOSE)
    assert found.expected == pytest.approx(expected["estimate"]["Expectation"], rel=CLOSE)
    assert found.variance == pytest.approx(expected["estimate"]["Variance"], rel=CLOSE)
    assert found.z_score == pytest.approx(np.ravel(expected["statistic"])[0], rel=CLOSE)
    assert found.p_value == pytest.approx(np.ravel(expected["p"])[0], rel=CLOSE)
    assert found.reason is None


def test_shuffled_maps_reach_morans_figure_as_seldom_as_in_spdep(columbus: Case, borders: Neighbours) -> None:
    found = moran(columbus.input["value"], neighbours=borders, draws=9999, rng=np.random.default_rng(1))
    expected = columbus.expected["moran_mc_9999_greater"]["p"]
    assert found.permutation_p_value == pytest.approx(expected, abs=four_errors(expected, 9999))


@pytest.mark.parametrize("include_self", [True, False])
@pytest.mark.parametrize(("weights", "letter"), [("binary", "B"), ("row", "W")])
def test_gi_and_gi_star_are_those_of_spdep(
    include_self: bool, weights: Weights, letter: str, columbus: Case, borders: Neighbours
) -> None:
    found = local_g(
        columbus.input["value"], neighbours=borders, include_self=include_self, weights=weights, draws=0
    )  # fmt: skip
    key = f"Gi_{'star_' if include_self else ''}{letter}"
    np.testing.assert_allclose(found.z_score, columbus.expected[key], rtol=CLOSE)


def test_p_of_gi_star_is_adjusted_as_in_r(columbus: Case, borders: Neighbours) -> None:
    found = local_g(columbus.input["value"], neighbours=borders, draws=0)
    np.testing.assert_allclose(found.p_value, columbus.expected["Gi_star_B_p_two_sided"], rtol=CLOSE)
    np.testing.assert_allclose(found.adjusted_p_value, columbus.expected["Gi_star_B_p_BH"], rtol=CLOSE)


@pytest.mark.parametrize("is_conditional", [True, False])
def test_the_local_moran_is_that_of_spdep(is_conditional: bool, columbus: Case, borders: Neighbours) -> None:
    expected = columbus.expected[f"localmoran_W_{'conditional' if is_conditional else 'total'}"]
    found = local_moran(columbus.input["value"], neighbours=borders, is_conditional=is_conditional, draws=0)
    names = {"value": "Ii", "expected": "E", "variance": "Var", "z_score": "Z", "p_value": "p"}
    for ours, theirs in names.items():
        np.testing.assert_allclose(getattr(found, ours), expected[theirs], rtol=CLOSE, err_msg=ours)
    assert found.surroundings.tolist() == [name.lower() for name in columbus.expected["quadrant"]]


def test_conditional_draws_come_near_the_normal_p_of_gi_star(columbus: Case, borders: Neighbours) -> None:
    drawn = local_g(columbus.input["value"], neighbours=borders, draws=9999, rng=np.random.default_rng(1))
    gi = np.array(columbus.expected["Gi_B"])
    assert np.corrcoef(np.log(drawn.p_value), np.log(2 * ndtr(-np.abs(gi))))[0, 1] > 0.99


@pytest.fixture(scope="module")
def chicago() -> Case:
    return case("space_kde_chicago")


@pytest.mark.parametrize(
    ("edge", "key"),
    [("none", "intensity_no_edge"), ("uniform", "intensity_edge_uniform"), ("diggle", "intensity_edge_diggle")],
)
def test_the_density_at_chosen_spots_is_that_of_spatstat(edge: Edge, key: str, chicago: Case) -> None:
    spots = np.column_stack([chicago.expected["grid_points"][axis] for axis in "xy"])
    found = kernel_density_at(
        chicago.input.select("x", "y"), at=spots, window=Window(*chicago.expected["window"]),
        bandwidth=chicago.expected["sigma"], edge=edge, per=1,
    )  # fmt: skip
    np.testing.assert_allclose(found, chicago.expected[key], rtol=CLOSE)


def test_the_density_at_the_points_leaves_each_of_them_out(chicago: Case) -> None:
    found = kernel_density_at(
        chicago.input.select("x", "y"), window=Window(*chicago.expected["window"]), bandwidth=90, edge="none", per=1
    )
    expected = chicago.expected["at_points_leave_one_out_no_edge"]
    np.testing.assert_allclose(found[: len(expected)], expected, rtol=CLOSE)


def test_the_grid_is_within_two_per_cent_of_spatstats_greatest_density(chicago: Case) -> None:
    window, expected = Window(*chicago.expected["window"]), chicago.expected["pixel64_edge"]
    found = kernel_density(
        chicago.input.select("x", "y"), window=window, bandwidth=90, pixels=(64, 64), per=1
    )  # fmt: skip
    tolerance = 0.02 * expected["max"]
    assert found.density.max() == pytest.approx(expected["max"], abs=tolerance)
    assert found.density.mean() == pytest.approx(expected["mean"], abs=tolerance)
    assert found.density.mean() * window.area == pytest.approx(expected["integral"], rel=0.02)


def test_scotts_bandwidth_is_that_of_spatstat(chicago: Case) -> None:
    found = scott_bandwidth(chicago.input.select("x", "y"))
    np.testing.assert_allclose(found, chicago.expected["bw_scott"], rtol=CLOSE)


@pytest.fixture(scope="module")
def burglaries() -> Case:
    return case("space_knox_synthetic")


def test_knox_counts_and_expects_the_pairs_that_surveillance_does(burglaries: Case) -> None:
    expected = burglaries.expected["poisson_approx"]
    found = knox_test(
        burglaries.input.select("x", "y"), times=burglaries.input["t"], metres=150, days=7,
        draws=1999, rng=np.random.default_rng(1),
    )  # fmt: skip
    (both, time_only), (place_only, neither) = expected["table"]["values"]
    assert found.near_both_count == both == expected["statistic"]
    assert found.near_time_count == both + time_only
    assert found.near_place_count == both + place_only
    assert found.pair_count == both + time_only + place_only + neither
    assert found.incident_count == burglaries.expected["n"]
    assert found.expected == pytest.approx(expected["expected"], rel=CLOSE)
    # surveillance takes the chance of more pairs than were seen; ours, a p value, is of as many or more.
    of_as_many = pdtr(both, found.expected) - pdtr(both - 1, found.expected)
    assert pdtrc(both, found.expected) == pytest.approx(expected["p"], rel=CLOSE)
    assert found.poisson_p_value == pytest.approx(expected["p"] + of_as_many, rel=1e-2, abs=1e-15)


def test_knox_shuffles_vary_as_those_of_surveillance(burglaries: Case) -> None:
    expected = burglaries.expected["permutation"]
    found = knox_test(
        burglaries.input.select("x", "y"), times=burglaries.input["t"], metres=150, days=7,
        draws=expected["B"], rng=np.random.default_rng(2),
    )  # fmt: skip
    assert found.p_value == pytest.approx(expected["p"], abs=four_errors(expected["p"], expected["B"]))
    error_of_spread = expected["sd_null"] / np.sqrt(2 * expected["B"])
    assert found.standard_deviation == pytest.approx(expected["sd_null"], abs=4 * np.sqrt(2) * error_of_spread)


def test_the_near_repeat_table_is_that_of_nearrepeat(burglaries: Case) -> None:
    expected = burglaries.expected["near_repeat"]
    found = near_repeat_table(
        burglaries.input.select("x", "y"), times=np.floor(burglaries.input["t"]),
        metres=expected["distance_breaks"], days=expected["day_breaks"], rng=np.random.default_rng(1),
    )  # fmt: skip
    assert found.observed.tolist() == expected["observed"]["values"]
    # Both means are of shuffles, theirs of 199 counts that vary about as Poisson counts do.
    tolerance = 4 * found.ratio / np.sqrt(found.expected) * np.sqrt(1 / 199 + 1 / found.draw_count)
    assert np.all(np.abs(found.ratio - expected["knox_ratio"]["values"]) < tolerance)
    theirs = np.array(expected["p"]["values"])
    assert np.all(np.abs(found.p_value - theirs) < 4 * np.sqrt(theirs * (1 - theirs) / 199) + 1 / 200)


@pytest.fixture(scope="module")
def new_york() -> Case:
    return case("space_scan_ny")


@pytest.mark.parametrize(
    ("model", "key", "draws"),
    [("poisson", "poisson_most_likely", 1999), ("binomial", "binomial_most_likely_999", 999)],
)
def test_the_most_likely_cluster_is_that_of_spatialepi(model: Model, key: str, draws: int, new_york: Case) -> None:
    expected = new_york.expected[key]
    found = scan_statistic(
        new_york.input.select("x", "y").to_numpy() * IN_METRES, cases=new_york.input["cases"],
        population=new_york.input["pop"], model=model, bound_share=new_york.expected["bound"],
        draws=draws, rng=np.random.default_rng(1),
    )  # fmt: skip
    cluster = found.most_likely
    assert cluster is not None
    assert (cluster.places + 1).tolist() == expected["location_ids_1based"]
    assert cluster.case_count == expected["cases"]
    assert new_york.input["pop"].to_numpy()[cluster.places].sum() == expected["population"]
    assert cluster.expected == pytest.approx(expected["expected"], rel=CLOSE)
    assert cluster.ratio == pytest.approx(expected["smr"], rel=CLOSE)
    assert cluster.log_likelihood_ratio == pytest.approx(expected["log_likelihood_ratio"], rel=CLOSE)
    assert cluster.p_value == pytest.approx(expected["p"], abs=four_errors(expected["p"], draws))
    assert found.secondary == ()
    assert new_york.expected["poisson_secondary"] == []


@pytest.mark.slow
def test_p_of_the_cluster_in_as_many_draws_as_spatialepi(new_york: Case) -> None:
    expected = new_york.expected["poisson_most_likely"]["p"]
    draws = new_york.expected["simulations"]
    found = scan_statistic(
        new_york.input.select("x", "y").to_numpy() * IN_METRES, cases=new_york.input["cases"],
        population=new_york.input["pop"], draws=draws, rng=np.random.default_rng(3),
    )  # fmt: skip
    assert found.most_likely is not None
    assert found.most_likely.p_value == pytest.approx(expected, abs=four_errors(expected, draws))
