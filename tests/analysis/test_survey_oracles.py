"""Every survey figure that R gives for the stored cases, where a function of ours gives it too."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from loftet.analysis.marks import Mark
from loftet.analysis.survey import (
    Design,
    Estimates,
    Margin,
    association,
    calibrate,
    change,
    design_effect,
    difference_in_means,
    difference_in_ranks,
    mean,
    mean_covariance,
    population_variance,
    post_stratify,
    quantile,
    rake,
    rank_test,
    ratio,
    regression,
    share,
    survey_design,
    total,
)
from tests.analysis.oracle import CASES, case

pytestmark = pytest.mark.shared
TIGHT = 1e-8
Frame = pl.DataFrame
BASIC = {
    "svy_stratified": ("stype", "comp_imp"),
    "svy_cluster1": ("stype", "comp_imp"),
    "svy_cluster2": ("stype", "sch_wide"),
    "svy_citizen": ("age", "sex"),
}


@dataclass(frozen=True)
class Column:
    """A column of a case with its missing answers marked."""

    values: NDArray[Any]
    marks: NDArray[np.uint8]


def column(frame: Frame, name: str) -> Column:
    series = frame[name]
    marks = np.where(series.is_null(), int(Mark.MISSING), 0).astype(np.uint8)
    values = series.to_numpy() if series.dtype == pl.String else series.cast(pl.Float64).to_numpy()
    return Column(values, marks)


def design_of(frame: Frame, described: dict[str, str], **options: Any) -> Design:
    """The design that R's formulas describe."""
    ids = described["ids"].removeprefix("~").split("+")
    sizes = described["fpc"].removeprefix("~").split("+") if "fpc" in described else []

    def named(name: str) -> Any:
        return frame[described[name].removeprefix("~")].to_numpy() if name in described else None

    two_stages = len(ids) > 1
    return survey_design(
        named("weights"),
        strata=named("strata"),
        clusters=None if ids == ["1"] else frame[ids[0]].to_numpy(),
        population=frame[sizes[0]].to_numpy() if sizes else None,
        units=frame[ids[1]].to_numpy() if two_stages else None,
        unit_population=frame[sizes[1]].to_numpy() if two_stages else None,
        **options,
    )


def same(ours: Any, theirs: Any, relative: float = TIGHT) -> None:
    """Equal, taking what R has in order; a zero of R's may be a rounding error of the largest figure here."""
    given = np.asarray(list(theirs.values()) if isinstance(theirs, dict) else theirs, dtype=float).ravel()
    found = np.asarray(ours, dtype=float).ravel()
    assert found.shape == given.shape
    np.testing.assert_allclose(found, given, rtol=relative, atol=1e-12 * max(1.0, np.nanmax(np.abs(given))))


def same_estimates(ours: Estimates, theirs: dict[str, Any]) -> None:
    same(ours.value, theirs["estimate"])
    same(ours.standard_error, theirs["se"])


def same_limits(ours: Estimates, theirs: dict[str, Any]) -> None:
    same(np.column_stack([np.ravel(ours.low), np.ravel(ours.high)]), theirs["values"])


def z_and_t(estimate: Any, theirs: dict[str, Any]) -> None:
    """Estimate, error and both kinds of limits, from a function of limits and degrees of freedom."""
    for limits, name in (("wald_z", "ci95_z"), ("wald_t", "ci95_t")):
        if name in theirs:
            found = estimate(limits=limits, whole_design_degrees=True)
            same_estimates(found, theirs)
            same_limits(found, theirs[name])


@pytest.fixture(params=BASIC, scope="module")
def basic(request: pytest.FixtureRequest) -> tuple[Frame, Any, Design]:
    found = case(request.param)
    return found.input, found.expected, design_of(found.input, found.expected["design"])


def numbers_of(expected: Any) -> list[str]:
    return [name for name, each in expected.items() if isinstance(each, dict) and "mean_deff_replace" in each]


def categories_of(expected: Any) -> list[str]:
    return [name for name, each in expected.items() if isinstance(each, dict) and "unweighted_n" in each]


def test_the_design_has_the_peers_size_and_degrees_of_freedom(basic: Any) -> None:
    frame, expected, design = basic
    assert len(design) == expected["n"] == len(frame)
    assert design.degrees_of_freedom == expected["degf"]
    same(design.weights.sum(), expected["sum_weights"])


def test_means_and_totals_with_their_errors_limits_and_design_effects_are_the_peers(basic: Any) -> None:
    frame, expected, design = basic
    for name in numbers_of(expected):
        y, theirs = column(frame, name), expected[name]
        z_and_t(lambda y=y, **options: mean(design, y.values, marks=y.marks, **options), theirs["mean"])
        z_and_t(lambda y=y, **options: total(design, y.values, marks=y.marks, **options), theirs["total"])
        same(design_effect(design, y.values, marks=y.marks), theirs["mean"]["deff"])
        same(design_effect(design, y.values, marks=y.marks, of="total"), theirs["total"]["deff"])
        same(design_effect(design, y.values, marks=y.marks, replacement=True), theirs["mean_deff_replace"])


def test_population_variances_are_the_peers_with_the_respondents_counted_who_answered(basic: Any) -> None:
    frame, expected, design = basic
    for name in numbers_of(expected):
        y, theirs = column(frame, name), expected[name]["var"]
        found = population_variance(design, y.values, marks=y.marks)
        # R counts those who did not answer in n / (n - 1) too.
        everybody, answering = len(frame), float(found.answer_count)
        counted = (everybody / (everybody - 1)) / (answering / (answering - 1))
        same(found.value * counted, theirs["est"])
        same(found.standard_error * counted, theirs["se"])


def test_quantiles_with_woodruffs_limits_are_the_peers(basic: Any) -> None:
    frame, expected, design = basic
    for name in numbers_of(expected):
        y = column(frame, name)
        found = quantile(design, y.values, marks=y.marks, limits="wald_t")
        ours = np.column_stack([found.value, found.low, found.high, found.standard_error])
        same(ours, expected[name]["quantile_math_mean_interval"]["values"])


def test_joint_means_of_those_who_answered_both_and_their_covariance_are_the_peers(basic: Any) -> None:
    frame, expected, design = basic
    names = numbers_of(expected)
    columns = [column(frame, name) for name in names]
    both = np.bitwise_or.reduce([each.marks for each in columns])
    answers = np.column_stack([each.values for each in columns])
    marks = np.repeat(both[:, None], len(names), axis=1)
    theirs = expected["joint_mean"]
    z_and_t(lambda **options: mean(design, answers, marks=marks, **options), theirs)
    same(mean_covariance(design, answers, marks=marks), theirs["vcov"]["values"])


def test_shares_and_numbers_of_persons_of_each_answer_are_the_peers(basic: Any) -> None:
    frame, expected, design = basic
    for name in categories_of(expected):
        y, theirs = column(frame, name), expected[name]
        indicator = y.values[:, None] == np.array(sorted(set(y.values)))
        z_and_t(lambda y=y, **options: share(design, y.values, marks=y.marks, **options)[1], theirs["prop"])
        z_and_t(lambda x=indicator, **options: total(design, x, **options), theirs["total"])
        same(design_effect(design, indicator), theirs["prop"]["deff"])
        same(mean_covariance(design, indicator), theirs["prop"]["vcov"]["values"])
        same(indicator.sum(axis=0), theirs["unweighted_n"])


@pytest.mark.parametrize("name", ["svy_stratified", "svy_cluster1"])
def test_ratios_are_the_peers(name: str) -> None:
    found = case(name)
    design, theirs = design_of(found.input, found.expected["design"]), found.expected["ratio"]
    parts = [column(found.input, theirs[part].removeprefix("~")).values for part in ("numerator", "denominator")]
    ours = ratio(design, *parts, limits="wald_z")
    same(ours.value, theirs["est"])
    same(ours.standard_error, theirs["se"])
    same([ours.low, ours.high], theirs["ci95_z"])


@pytest.fixture(scope="module")
def raked() -> tuple[Frame, Any, dict[str, Design]]:
    found = case("svy_raked")
    frame, design = found.input, design_of(found.input, found.expected["design"])
    tables = {name: pl.read_csv(CASES / "svy_raked" / f"margin_{name}.csv") for name in ("stype", "sch_wide")}
    margins = [
        Margin(name, frame[name].to_numpy(), dict(zip(table[name], table["Freq"], strict=True)))
        for name, table in tables.items()
    ]
    cells = pl.read_csv(CASES / "svy_raked" / "poststrata.csv")
    totals = {f"{a} {b}": n for a, b, n in zip(cells["stype"], cells["sch_wide"], cells["Freq"], strict=True)}
    return frame, found.expected, {
        "base": design,
        "rake": rake(design, margins, residual="sequential"),
        "postStratify": post_stratify(design, (frame["stype"] + " " + frame["sch_wide"]).to_list(), totals),
        "calibrate_linear": calibrate(design, margins=margins),
        "calibrate_raking": rake(design, margins),
        "calibrate_logit_0.3_3": calibrate(design, margins=margins, method="logit", bounds=(0.3, 3)),
    }  # fmt: skip


CALIBRATIONS = {
    "base": "base", "rake": "rake", "postStratify": "poststratify", "calibrate_linear": "cal_linear",
    "calibrate_raking": "cal_raking", "calibrate_logit_0.3_3": "cal_logit",
}  # fmt: skip


@pytest.mark.parametrize("way", CALIBRATIONS)
def test_calibrated_weights_are_the_peers(way: str, raked: Any) -> None:
    theirs = pl.read_csv(CASES / "svy_raked" / "expected_weights.csv")[CALIBRATIONS[way]]
    same(raked[2][way].weights, theirs.to_numpy())


def test_calibrating_to_columns_and_totals_is_calibrating_to_margins(raked: Any) -> None:
    frame, expected, designs = raked
    levels = [("stype", "H"), ("stype", "M"), ("sch_wide", "Yes")]
    columns = np.column_stack([np.ones(len(frame)), *((frame[name] == level).to_numpy() for name, level in levels)])
    found = calibrate(designs["base"], columns=columns, totals=list(expected["calibration_totals"].values()))
    same(found.weights, designs["calibrate_linear"].weights)
    by_exponential = calibrate(
        designs["base"], columns=columns, totals=list(expected["calibration_totals"].values()), method="raking"
    )
    same(by_exponential.weights, designs["calibrate_raking"].weights)
    y = column(frame, "api00").values
    same(mean(found, y).standard_error, mean(designs["calibrate_linear"], y).standard_error)


@pytest.mark.parametrize("way", CALIBRATIONS)
def test_estimates_of_a_calibrated_design_are_the_peers(way: str, raked: Any) -> None:
    frame, expected, designs = raked
    design, theirs = designs[way], expected[way]
    w = design.weights
    same(w.sum(), theirs["sum_w"])
    same((w**2).sum(), theirs["sum_w2"])
    same(len(w) * (w**2).sum() / w.sum() ** 2, theirs["kish_deff"])
    for name in ("api00", "enroll"):
        y = column(frame, name).values
        z_and_t(lambda y=y, **options: mean(design, y, **options), theirs[name]["mean"])
        z_and_t(lambda y=y, **options: total(design, y, **options), theirs[name]["total"])
        same(design_effect(design, y), theirs[name]["mean"]["deff"])
    groups = column(frame, "comp_imp").values
    z_and_t(lambda **options: share(design, groups, **options)[1], theirs["comp_imp"]["prop"])
    indicator = groups[:, None] == np.array(["No", "Yes"])
    same(mean_covariance(design, indicator), theirs["comp_imp"]["prop"]["vcov"]["values"])
    by_group = mean(design, column(frame, "api00").values, domain=groups)
    same(by_group.value, theirs["domain"]["api00"])
    same(by_group.standard_error, theirs["domain"]["se"])


def test_domains_by_two_variables_are_the_peers() -> None:
    found = case("svy_domain")
    frame, expected = found.input, found.expected
    design, y = design_of(frame, expected["design"]), column(found.input, expected["y"]).values
    first, second = expected["by"]
    domain = (frame[second] + "." + frame[first]).to_list()  # R's order: the first varies fastest
    by_z = mean(design, y, domain=domain, limits="wald_z")
    theirs = expected["mean"]
    assert [f"{b}.{a}" for a, b in zip(theirs[first], theirs[second], strict=True)] == list(by_z.domains)
    same(by_z.value, theirs["api00"])
    same(by_z.standard_error, theirs["se"])
    same(by_z.low, theirs["ci_l"])
    same(by_z.high, theirs["ci_u"])
    same(by_z.relative_error, theirs["cv"])
    same(by_z.variance, theirs["var"])
    same(design_effect(design, y, domain=domain), theirs["DEff.api00"])
    same_limits(mean(design, y, domain=domain, limits="wald_t", whole_design_degrees=True), expected["mean_ci_t_degf"])
    sums = total(design, y, domain=domain)
    same(sums.value, expected["total"]["api00"])
    same(sums.standard_error, expected["total"]["se"])
    same(sums.relative_error, expected["total"]["cv"])
    same(by_z.answer_count, expected["count"]["counts"])
    assert design.degrees_of_freedom == expected["degf"]
    same(by_z.degrees_of_freedom, expected["domain_degf"]["degf"])
    names, awards = share(design, column(frame, "awards").values, domain=domain)
    for place, name in enumerate(names):
        same(awards.value[:, place], expected["prop"][f"awards{name}"])
        same(awards.standard_error[:, place], expected["prop"][f"se.awards{name}"])
    same(mean_covariance(design, y, domain=frame[first].to_list()), expected["mean_covmat"]["values"])


LIMITS: dict[str, Any] = {
    "logit": "logit", "likelihood": "likelihood", "asin": "arcsine", "beta": "korn_graubard", "mean": "wald_t",
    "xlogit": "logit",
}  # fmt: skip


@pytest.mark.parametrize("name", ["svy_ciprop", "svy_ciprop_rare"])
def test_limits_of_shares_by_every_method_are_the_peers(name: str) -> None:
    found = case(name)
    frame, expected = found.input, found.expected
    design, y = design_of(frame, expected["design"]), column(frame, expected["indicator"])
    assert design.degrees_of_freedom == expected["degf"]
    domain = frame[expected["by"]].to_list()
    for theirs, method in LIMITS.items():
        whole = mean(design, y.values, marks=y.marks, limits=method)
        assert_as_ciprop(whole, expected["overall"], theirs)
        parts = mean(design, y.values, marks=y.marks, domain=domain, limits=method)
        for place, label in enumerate(parts.domains):
            part = {field: np.asarray(getattr(parts, field))[place] for field in FIELDS}
            assert_as_ciprop(Estimates(**part, domains=(label,), confidence=0.95), expected["domains"][label], theirs)
            assert (y.values[np.array(domain) == label] == 1).sum() == expected["domains"][label]["positives"]
    at_90 = mean(design, y.values, marks=y.marks, limits="logit", confidence=0.9)
    same([at_90.low, at_90.high], expected["logit_90"])


FIELDS = (
    "value",
    "standard_error",
    "low",
    "high",
    "answer_count",
    "weight_sum",
    "degrees_of_freedom",
    "reason",
    "marks",
)


def assert_as_ciprop(ours: Estimates, theirs: dict[str, Any], method: str) -> None:
    assert ours.answer_count == theirs["n"]
    assert ours.degrees_of_freedom == theirs["degf"]
    if "error" in theirs[method]:
        return
    # R reads the likelihood's limits off a spline through some ten points; ours are where it is equal.
    relative = 5e-3 if method == "likelihood" else 1e-7 if method == "logit" else TIGHT
    same(ours.value, theirs[method]["p"], relative)
    same(ours.variance, theirs[method]["var"])
    same([ours.low, ours.high], [theirs[method]["lower"], theirs[method]["upper"]], relative)


STATISTICS: dict[str, Any] = {
    "F": "F", "Chisq": "chi_squared", "Wald": "wald", "adjWald": "adjusted_wald", "saddlepoint": "saddlepoint",
}  # fmt: skip


def test_tests_of_association_groups_and_terms_are_the_peers() -> None:
    found = case("svy_test")
    frame, expected = found.input, found.expected
    design, y = design_of(frame, expected["design"]), column(frame, expected["y"]).values
    group = frame[expected["group"]].to_list()
    assert design.degrees_of_freedom == expected["degf"]
    t = difference_in_means(design, y, group)
    theirs = expected["ttest"]
    same([t.statistic, t.degrees_of_freedom, t.p_value], [theirs[k] for k in ("statistic", "parameter", "p_value")])
    same([t.difference, t.low, t.high], [theirs["difference"], *theirs["ci95"]])
    row, across = (frame[name].to_list() for name in expected["chisq_vars"])
    for name, statistic in STATISTICS.items():
        test, theirs = association(design, row, across, statistic=statistic), expected["chisq"][name]
        same(test.statistic, theirs["statistic"])
        same(test.p_value, theirs["p_value"], 1e-4 if name == "saddlepoint" else TIGHT)
        if theirs["parameter"] is not None:
            free = np.ravel(theirs["parameter"])
            same([test.degrees_of_freedom, test.error_degrees_of_freedom][: len(free)], free)
    same(test.table, expected["table"]["values"])
    assert list(test.rows) == expected["table"]["rows"]
    assert list(test.columns) == expected["table"]["cols"]
    ranks, theirs = difference_in_ranks(design, y, group), expected["ranktest_wilcoxon"]
    same([ranks.statistic, ranks.degrees_of_freedom, ranks.p_value],
         [theirs[k] for k in ("statistic", "parameter", "p_value")])  # fmt: skip
    several, theirs = rank_test(design, y, row), expected["ranktest_kw"]
    # R has the statistic and its degrees of freedom under each other's names.
    same([several.degrees_of_freedom, several.statistic * several.degrees_of_freedom, several.p_value],
         [theirs["statistic"], theirs["parameter"][0][0], theirs["p_value"]])  # fmt: skip
    predictors = np.column_stack(
        [np.ones(len(frame)), np.array(group) == "Yes", np.array(row) == "H", np.array(row) == "M"]
    )
    fit = regression(design, y, predictors)
    same_coefficients(fit, expected["svyglm_gaussian"])
    wald, theirs = fit.wald_test([2, 3]), expected["regTermTest"]
    same([wald.statistic, wald.degrees_of_freedom, wald.error_degrees_of_freedom, wald.p_value],
         [theirs[k] for k in ("F", "df", "ddf", "p")])  # fmt: skip


def same_coefficients(fit: Any, theirs: dict[str, Any]) -> None:
    columns = (fit.coefficient, fit.standard_error, fit.statistic, fit.p_value)
    same(np.column_stack(columns), theirs["values"], 1e-7)


@pytest.mark.parametrize("panel", ["independent", "overlap_ids_person"])
def test_changes_between_waves_as_a_whole_and_in_each_area_are_the_peers(panel: str) -> None:
    found = case("svy_change")
    frame, expected = found.input, found.expected[panel]
    wave, area, y = frame["wave"].to_numpy(), frame["area"].to_list(), column(frame, found.expected["y"])
    if panel == "independent":
        strata = (frame["wave"].cast(pl.String) + "." + frame["stratum"].cast(pl.String)).to_list()
        design = survey_design(frame["w"].to_numpy(), strata=strata, population=frame["N"].to_numpy())
    else:
        design = survey_design(frame["w"].to_numpy(), strata=frame["stratum"].to_numpy(),
                               clusters=frame["person"].to_numpy())  # fmt: skip
    assert design.degrees_of_freedom == expected["degf"]
    by_wave = mean(design, y.values, marks=y.marks, domain=wave, limits="wald_z")
    same_estimates(by_wave, expected["by_wave"])
    same_limits(by_wave, expected["by_wave"]["ci95_z"])
    spread = mean_covariance(design, y.values, marks=y.marks, domain=wave)
    same(spread, expected["by_wave"]["vcov"])
    same(spread, expected["vcov"]["values"])
    whole = change(design, y.values, wave=wave, marks=y.marks, reference="normal")
    assert [str(each) for each in whole.waves] == found.expected["waves"]
    same([whole.first, whole.second], expected["by_wave"]["estimate"])
    same([whole.first_error, whole.second_error], expected["by_wave"]["se"])
    same(whole.covariance, spread[0, 1])
    same([whole.change, whole.standard_error, whole.statistic, whole.p_value],
         [expected[k] for k in ("change", "se", "z", "p_z")])  # fmt: skip
    later = np.column_stack([np.ones(len(frame)), wave == 2026])
    same_coefficients(regression(design, y.values, later, family="logit", marks=y.marks), expected["svyglm_logit"])
    theirs = expected["areas"]
    by_normal = change(design, y.values, wave=wave, domain=area, marks=y.marks, reference="normal")
    assert list(by_normal.domains) == theirs["area"]
    ours = {
        "n": by_normal.first_count + by_normal.second_count, "p1": by_normal.first, "p2": by_normal.second,
        "change": by_normal.change, "se": by_normal.standard_error, "z": by_normal.statistic, "p": by_normal.p_value,
        "p_holm": by_normal.p_holm, "p_BH": by_normal.p_false_discovery, "degf": by_normal.degrees_of_freedom,
        "p_t": change(design, y.values, wave=wave, domain=area, marks=y.marks).p_value,
    }  # fmt: skip
    for name, figures in ours.items():
        same(figures, theirs[name])


@pytest.mark.parametrize("domains_too", [False, True])
@pytest.mark.parametrize("lonely", ["remove", "certainty", "adjust", "average"])
def test_lonely_units_are_treated_as_the_peer_does(lonely: Any, domains_too: bool) -> None:
    found = case("svy_lonely_psu")
    frame = found.input
    expected = found.expected[f"{lonely}_domainadjust" if domains_too else lonely]
    design = design_of(frame, found.expected["design"], lonely=lonely, lonely_domains=domains_too)
    y = column(frame, found.expected["y"]).values
    z_and_t(lambda **options: mean(design, y, **options), expected["mean"])
    z_and_t(lambda **options: total(design, y, **options), expected["total"])
    by_group = mean(design, y, domain=frame[found.expected["by"]].to_list())
    assert list(by_group.domains) == expected["domain"]["age"]
    same(by_group.value, expected["domain"]["unsafe"])
    same(by_group.standard_error, expected["domain"]["se"])
