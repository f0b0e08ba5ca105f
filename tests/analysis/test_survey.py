"""Surveys: what must hold of any design, what is refused, and the same figures from another library."""

import doctest
from importlib import import_module
from typing import Any, cast

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.analysis.marks import Mark
from loftet.analysis.survey import (
    Margin,
    Reason,
    association,
    bootstrap,
    calibrate,
    change,
    design_effect,
    difference_in_means,
    false_discovery,
    holm,
    jackknife,
    mean,
    mean_covariance,
    means_by,
    nonresponse,
    post_stratify,
    quantile,
    rake,
    rank_test,
    ratio,
    regression,
    replicate,
    share,
    survey_design,
    total,
)

MODULES = (
    "answers", "calibration", "design", "estimates", "means", "models", "quantiles", "rao_scott", "replicates",
    "response", "spread", "totals", "waves", "comparison",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_docstrings_give_what_they_say(name: str) -> None:
    assert doctest.testmod(import_module(f"loftet.analysis.survey.{name}")).failed == 0


def clustered(seed: int = 1, strata: int = 5, clusters: int = 4, persons: int = 6) -> dict[str, Any]:
    """Persons in clusters in strata, with unequal weights, two variables and three questions."""
    rng = np.random.default_rng(seed)
    stratum = np.repeat(np.arange(strata), clusters * persons)
    cluster = np.repeat(np.arange(strata * clusters), persons)
    n = len(stratum)
    return {
        "stratum": stratum, "cluster": cluster, "weight": rng.uniform(5, 30, n), "population": np.full(n, 40),
        "sex": np.array(["K", "M"])[rng.integers(0, 2, n)], "age": rng.integers(0, 3, n),
        "area": rng.integers(0, 4, n), "answers": rng.normal(50 + stratum[:, None], 10, (n, 3)),
    }  # fmt: skip


def margins_of(people: dict[str, Any]) -> list[Margin]:
    rng, whole = np.random.default_rng(9), people["weight"].sum()
    found = []
    for name in ("sex", "age", "area"):
        levels = np.unique(people[name]).tolist()
        there = [people["weight"][people[name] == level].sum() for level in levels]
        parts = rng.uniform(0.85, 1.15, len(levels)) * there
        found.append(Margin(name, people[name], dict(zip(levels, whole * parts / parts.sum(), strict=True))))
    return found


def design_of(people: dict[str, Any], **options: Any) -> Any:
    return survey_design(people["weight"], strata=people["stratum"], clusters=people["cluster"],
                         population=people["population"], **options)  # fmt: skip


@pytest.mark.parametrize("way", ["plain", "raked", "sequential", "linear"])
def test_the_grouped_sums_give_the_variance_that_the_whole_matrix_of_residuals_gives(way: str) -> None:
    """Against the textbook: residuals of every respondent in every cell, deviations from stratum means, squared."""
    people = clustered()
    design = design_of(people)
    if way == "raked":
        design = rake(design, margins_of(people))
    elif way == "sequential":
        design = rake(design, margins_of(people), residual="sequential")
    elif way == "linear":
        design = calibrate(design, margins=margins_of(people))
    found = mean(design, people["answers"], domain=people["area"])
    w, indicators = (
        design.weights,
        np.column_stack(
            [people[name] == level for name in ("sex", "age", "area") for level in np.unique(people[name])]
        ).astype(float),
    )
    for place, area in enumerate(found.domains):
        here = (people["area"] == area)[:, None]
        influence = here * (people["answers"] - found.value[place]) / w[here[:, 0]].sum()
        if way in ("raked", "linear"):
            half = np.sqrt(people["weight"])[:, None]
            fit = np.linalg.lstsq(indicators * half, influence * half, rcond=None)[0]
            influence -= indicators @ fit
        elif way == "sequential":
            for _ in range(10):
                for name in ("sex", "age", "area"):
                    for level in np.unique(people[name]):
                        group = people[name] == level
                        influence[group] -= influence[group].mean(axis=0)
        expected = np.zeros(3)
        for stratum in range(5):
            sums = np.stack([
                (w[:, None] * influence)[people["cluster"] == cluster].sum(axis=0)
                for cluster in range(4 * stratum, 4 * stratum + 4)
            ])  # fmt: skip
            expected += (1 - 4 / 40) * 4 * sums.var(axis=0, ddof=1)
        np.testing.assert_allclose(found.standard_error[place] ** 2, expected, rtol=1e-10)


def test_the_covariance_of_all_cells_has_the_variances_on_its_diagonal() -> None:
    people = clustered()
    design = rake(design_of(people), margins_of(people))
    spread = mean_covariance(design, people["answers"], domain=people["area"])
    errors = mean(design, people["answers"], domain=people["area"]).standard_error
    np.testing.assert_allclose(np.diag(spread), errors.ravel() ** 2, rtol=1e-10)


def test_a_report_of_all_questions_by_all_variables_is_each_mean_by_itself() -> None:
    people = clustered()
    design = rake(design_of(people), margins_of(people))
    report = means_by(design, people["answers"], domains={name: people[name] for name in ("sex", "age")})
    for name, table in report.items():
        for question in range(3):
            alone = mean(design, people["answers"][:, question], domain=people[name])
            np.testing.assert_allclose(table.standard_error[:, question], alone.standard_error, rtol=1e-12)
            np.testing.assert_allclose(table.high[:, question], alone.high, rtol=1e-12)


def test_the_order_of_the_rows_and_the_names_of_the_labels_do_not_matter() -> None:
    people = clustered()
    shuffled = np.random.default_rng(3).permutation(len(people["weight"]))
    moved = {name: each[shuffled] for name, each in people.items()}
    moved["stratum"] = np.array([f"stratum {9 - code}" for code in moved["stratum"]])
    first, second = (
        mean(rake(design_of(each), margins_of(each)), each["answers"], domain=each["area"]) for each in (people, moved)
    )
    np.testing.assert_allclose(first.standard_error, second.standard_error, rtol=1e-10)


def test_what_is_known_by_calibration_has_no_error() -> None:
    people = clustered()
    design = post_stratify(design_of(people), people["area"], dict.fromkeys(range(4), 500.0))
    known = total(design, people["area"][:, None] == np.arange(4))
    np.testing.assert_allclose(known.value, 500)
    np.testing.assert_allclose(known.standard_error, 0, atol=1e-6)


def test_units_surveyed_as_a_whole_have_no_error() -> None:
    assert total(survey_design([1.0] * 5, population=5), [1, 2, 3, 4, 5]).standard_error == 0


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 1000))
@settings(max_examples=25, deadline=None)
def test_weights_scale_totals_and_leave_means(seed: int, times: float) -> None:
    people = clustered(seed, strata=2, clusters=3, persons=3)
    design = survey_design(people["weight"], strata=people["stratum"], clusters=people["cluster"])
    scaled = survey_design(people["weight"] * times, strata=people["stratum"], clusters=people["cluster"])
    first, second = mean(design, people["answers"]), mean(scaled, people["answers"])
    np.testing.assert_allclose(first.standard_error, second.standard_error, rtol=1e-9)
    first, second = total(design, people["answers"]), total(scaled, people["answers"])
    np.testing.assert_allclose(first.standard_error * times, second.standard_error, rtol=1e-9)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_calibrated_weights_meet_their_totals_and_their_bounds(seed: int) -> None:
    people = clustered(seed)
    design, margins = design_of(people), margins_of(people)
    ways = {"raked": rake(design, margins), "linear": calibrate(design, margins=margins),
            "within": calibrate(design, margins=margins, bounds=(0.5, 2)),
            "logit": calibrate(design, margins=margins, method="logit", bounds=(0.5, 2))}  # fmt: skip
    for name, found in ways.items():
        for margin in margins:
            for label, persons in margin.totals.items():
                assert found.weights[np.asarray(margin.labels) == label].sum() == pytest.approx(persons, rel=1e-9)
        if name in ("within", "logit"):
            times = found.weights / people["weight"]
            assert times.min() >= 0.5 - 1e-9
            assert times.max() <= 2 + 1e-9


@given(st.integers(0, 60), st.integers(1, 60))
def test_limits_of_a_share_hold_it_and_lie_between_nothing_and_all(positive: int, more: int) -> None:
    answers = [1] * positive + [0] * more
    if len(answers) < 2:
        answers += [0]
    design = survey_design([7.0] * len(answers))
    for limits in (None, "korn_graubard", "logit", "likelihood", "wilson"):
        found = mean(design, answers, limits=limits)
        assert 0 <= found.low <= found.value + 1e-12
        assert found.value - 1e-12 <= found.high <= 1


def test_korn_and_graubard_in_a_simple_random_sample_are_clopper_and_pearson() -> None:
    """R: qbeta(.025, 39 * .175, 39 * .825 + 1), qbeta(.975, 39 * .175 + 1, 39 * .825); binom.test(0, 40)$conf.int."""
    found = mean(survey_design([7.0] * 40), [1] * 7 + [0] * 33)
    assert found.low == pytest.approx(0.0723550339078, rel=1e-8)
    assert found.high == pytest.approx(0.3301465684446, rel=1e-8)
    nobody = mean(survey_design([7.0] * 40), [0] * 40)
    assert nobody.low == 0
    assert nobody.high == pytest.approx(0.0880973028788, rel=1e-8)


def test_a_missing_answer_leaves_the_domain_and_not_the_design() -> None:
    people = clustered()
    design, answers = design_of(people), people["answers"].copy()
    gone = np.random.default_rng(4).random(answers.shape) < 0.2
    answers[gone] = np.nan
    marks = np.where(gone, int(Mark.MISSING), 0)
    marks[5, 1] |= Mark.PRELIMINARY
    found = mean(design, answers, marks=marks)
    for question in range(3):
        as_domain = mean(design, np.where(gone, 0, answers)[:, question], domain=~gone[:, question])
        assert found.value[question] == pytest.approx(as_domain.value[1])
        assert found.standard_error[question] == pytest.approx(as_domain.standard_error[1])
    assert found.answer_count.tolist() == (~gone).sum(axis=0).tolist()
    assert found.marks.tolist() == [0, int(Mark.PRELIMINARY), 0]


def test_a_cell_that_nobody_answered_says_so() -> None:
    design = survey_design([10.0] * 6)
    marks = np.array([0, 0, 0, 4, 4, 4])
    found = mean(design, [1, 0, 1, np.nan, np.nan, np.nan], marks=marks, domain=["a"] * 3 + ["b"] * 3)
    assert found.reason.tolist() == [Reason.KNOWN, Reason.NOBODY_ANSWERED]
    assert np.isnan([found.value[1], found.standard_error[1], found.low[1], found.high[1]]).all()
    assert np.isfinite([found.value[0], found.low[0]]).all()


def test_a_single_respondent_tells_no_limits() -> None:
    found = mean(survey_design([10.0] * 4), [1, 2, 3, 4], domain=["a", "b", "b", "b"])
    assert found.reason.tolist() == [Reason.NO_DEGREES_OF_FREEDOM, Reason.KNOWN]
    assert np.isnan(found.low[0])
    assert ratio(survey_design([10.0] * 2), [1, 2], [0, 0]).reason == Reason.WHOLE_IS_ZERO


def test_the_jackknife_and_the_bootstrap_come_near_the_linearised_error() -> None:
    people = clustered(strata=6, clusters=8)
    design = rake(design_of(people), margins_of(people))
    answers = people["answers"][:, 0]

    def figure(weights: Any) -> Any:
        return weights @ answers / weights.sum()

    linearised = float(mean(design, answers).standard_error)
    left_out = replicate(jackknife(design), figure)
    assert left_out.replicate_count == 48
    assert left_out.standard_error[0] == pytest.approx(linearised, rel=0.1)
    drawn = replicate(bootstrap(design, replicates=800, rng=np.random.default_rng(1)), figure)
    assert drawn.standard_error[0] == pytest.approx(linearised, rel=0.15)


def test_the_jackknife_of_a_total_is_the_linearised_variance() -> None:
    people = clustered()
    answers = people["answers"][:, 0]
    for options in ({"strata": people["stratum"]}, {}):  # JKn and JK1
        design = survey_design(people["weight"], clusters=people["cluster"], population=people["population"], **options)
        found = replicate(jackknife(design), lambda weights: weights @ answers, around_estimate=True)
        assert found.standard_error[0] == pytest.approx(float(total(design, answers).standard_error))


def test_the_same_people_asked_twice_change_less_uncertainly() -> None:
    rng = np.random.default_rng(8)
    first = rng.normal(50, 10, 60)
    answers = np.concatenate([first, first + rng.normal(2, 3, 60)])
    wave, person = np.repeat([2025, 2026], 60), np.tile(np.arange(60), 2)
    same = change(survey_design([10.0] * 120, clusters=person), answers, wave=wave)
    others = change(survey_design([10.0] * 120, strata=wave), answers, wave=wave)
    assert same.change == pytest.approx(float(others.change))
    assert same.standard_error < others.standard_error / 2
    assert same.covariance > 0
    assert others.covariance == pytest.approx(0, abs=1e-12)


def test_adjusted_p_values_are_those_of_the_textbook() -> None:
    """R: p.adjust(c(.01, .02, .03, .04, .5), "holm") and "BH"."""
    p = [0.01, 0.02, 0.03, 0.04, 0.5]
    np.testing.assert_allclose(holm(p), [0.05, 0.08, 0.09, 0.09, 0.5])
    np.testing.assert_allclose(false_discovery(p), [0.05, 0.05, 0.05, 0.05, 0.5])


def test_response_rates_by_group_tell_who_is_silent() -> None:
    rng = np.random.default_rng(2)
    group = np.repeat(["16-29", "30-64", "65-84"], 200)
    responded = rng.random(600) < np.repeat([0.3, 0.5, 0.7], 200)
    found = nonresponse(survey_design([10.0] * 600), responded, group)
    assert found.lowest_group == "16-29"
    assert found.test is not None
    assert found.test.p_value < 1e-6
    assert nonresponse(survey_design([10.0] * 600), np.ones(600), group).test is None


def test_a_million_strata_are_no_trouble() -> None:
    strata = np.repeat(np.arange(500_000), 2)
    design = survey_design(np.full(1_000_000, 2.0), strata=strata)
    found = mean(design, np.arange(1_000_000) % 7, domain=np.arange(1_000_000) % 3)
    assert design.degrees_of_freedom == 500_000
    assert np.all(found.standard_error > 0)
    # Neighbours share a stratum and never a domain.
    assert found.reason.tolist() == [Reason.NO_DEGREES_OF_FREEDOM] * 3
    with pytest.raises(ValueError, match=r"strata\[0\] = 0 has only one unit"):
        survey_design(np.full(1_000_000, 2.0), strata=np.arange(1_000_000))


@pytest.mark.parametrize(
    ("weights", "why"),
    [([1, 0, 1], r"weights\[1\] = 0.0 must be above zero"), ([1, -2, 1], r"weights\[1\] = -2.0 must be above zero"),
     ([1, np.inf, 1], r"weights\[1\] = inf is not a finite"), ([1, np.nan, 1], r"weights\[1\] = nan is not a finite"),
     ([], "weights is empty"), (["x", 1, 1], r"weights\[0\] = x is no number"),
     ([[1, 1]], "weights .*must have one axis"), (None, "weights .*must have one axis")],
)  # fmt: skip
def test_weights_that_are_none_are_refused(weights: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        survey_design(weights)


@pytest.mark.parametrize(
    ("options", "why"),
    [({"strata": [1, 1]}, "strata has 2 rows but weights has 3"),
     ({"strata": [1, 1, 2]}, r"strata\[2\] = 2 has only one unit"),
     ({"strata": ["a", None, "a"]}, r"strata\[1\] = None is not a label"),
     ({"strata": [1.0, np.nan, 1.0]}, r"strata\[1\] = nan is not a label"),
     ({"strata": np.array(["a", 1, "a"], dtype=object)}, r"strata\[1\] = 1 is a label of another kind"),
     ({"clusters": [1, 2]}, "clusters has 2 rows but weights has 3"),
     ({"population": [9, 8, 9]}, r"population\[1\] = 8.0 differs"),
     ({"population": 2}, r"population\[0\] = 2.0 is smaller than what was drawn"),
     ({"population": np.nan}, "population = nan is not a finite number"),
     ({"units": [1, 2, 3]}, "units need clusters, population and unit_population"),
     ({"clusters": [1, 1, 2], "population": 9, "units": [1, 2, 3], "unit_population": 9}, r"units\[2\] is the only"),
     ({"lonely": "ignore"}, "lonely = 'ignore' must be one of")],
)  # fmt: skip
def test_designs_that_cannot_be_are_refused(options: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        survey_design([1.0, 1.0, 1.0], **options)


def test_lonely_units_alone_cannot_be_averaged() -> None:
    design = survey_design([1.0, 1.0], strata=[1, 2], lonely="average")
    with pytest.raises(ValueError, match="no stratum with two units"):
        mean(design, [1, 2])


FOUR = survey_design([10.0] * 4)
SEX = ["K", "K", "M", "M"]


@pytest.mark.parametrize(
    ("call", "why"),
    [(lambda: mean(FOUR, [1, 2, 3]), r"answers has shape \(3,\) but the design has 4"),
     (lambda: mean(FOUR, [1, 2, np.nan, 4]), r"answers\[2\] = nan is not a finite"),
     (lambda: mean(FOUR, [1, 2, np.inf, 4]), r"answers\[2\] = inf is not a finite"),
     (lambda: mean(FOUR, np.empty((4, 0))), "answers is empty"),
     (lambda: mean(FOUR, [1, 2, 3, 4], marks=[0, 0]), r"marks has shape \(2,\)"),
     (lambda: mean(FOUR, [1, 2, 3, 4], domain=["a"]), "domain has 1 rows but the design has 4"),
     (lambda: mean(FOUR, [1, 2, 3, 4], limits="logit"), "is for answers 0 and 1: question 0 has others"),
     (lambda: mean(FOUR, [1, 0, 1, 0], limits=cast(Any, "exact")), "limits = 'exact' must be one of"),
     (lambda: mean(FOUR, [1, 0, 1, 0], confidence=95), "confidence = 95 must lie between 0 and 1"),
     (lambda: share(FOUR, cast(Any, ["a", "b", None, "a"])), r"answers\[2\] = None is not a label"),
     (lambda: ratio(FOUR, [1, 2, 3, 4], np.ones((4, 2))), "numerator has shape"),
     (lambda: quantile(FOUR, [1, 2, 3, 4], shares=[0.5, 1]), r"shares\[1\] = 1.0 must lie between 0 and 1"),
     (lambda: quantile(FOUR, np.ones((4, 2))), "answers has shape"),
     (lambda: design_effect(survey_design([0.1] * 4), [1, 2, 3, 4]), "is fewer persons than there are answers"),
     (lambda: change(FOUR, [1, 2, 3, 4], wave=[1, 2, 3, 3]), "wave has 3 labels but must have two"),
     (lambda: holm([]), "p_values is empty"),
     (lambda: false_discovery([0.5, 1.5]), r"p_values\[1\] = 1.5 is not between"),
     (lambda: association(FOUR, SEX, [1, 1, 1, 1]), "column has one answer"),
     (lambda: association(FOUR, SEX, [1, 2, 1, 2], marks=[4, 4, 4, 4]), "marks leave nobody"),
     (lambda: difference_in_means(FOUR, [1, 2, 3, 4], [1, 2, 3, 3]), "group has 3 labels"),
     (lambda: rank_test(FOUR, [1, 2, 3, 4], [1, 1, 1, 1]), "group has one label"),
     (lambda: regression(FOUR, [1, 2, 3, 4], [[1, 1]] * 4), "predictors determine each other"),
     (lambda: regression(FOUR, [1, 2, 3, 4], [[1]] * 3), "predictors has shape"),
     (lambda: regression(FOUR, [1, 2, 3, 4], [[1]] * 4, family=cast(Any, "probit")), "family = 'probit'"),
     (lambda: regression(FOUR, [0, 0, 1, 1], [[1, 0], [1, 0], [1, 1], [1, 1]], family="logit"), "is separated"),
     (lambda: regression(FOUR, [0, 0, 1, 2], [[1]] * 4, family="logit"), r"outcome\[3\] = 2.0 must lie"),
     (lambda: bootstrap(FOUR, replicates=1, rng=np.random.default_rng(1)), "replicates = 1 must be 2 or more"),
     (lambda: jackknife(survey_design([1.0] * 3, strata=[1, 1, 2], lonely="remove")), "cannot be left out"),
     (lambda: nonresponse(FOUR, [0, 1, 2, 1], SEX), r"responded\[2\] = 2.0 must be 0 or 1"),
     (lambda: jackknife(survey_design(np.ones(200_000))), "too many for 200000 replicates")],
)  # fmt: skip
def test_questions_without_an_answer_are_refused(call: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        call()


@pytest.mark.parametrize(
    ("call", "why"),
    [(lambda: post_stratify(FOUR, SEX, {"K": 20}), r"labels\[2\] = M has no total"),
     (lambda: post_stratify(FOUR, SEX, {"K": 20, "M": 20, "X": 5}), "the total of X cannot be met"),
     (lambda: post_stratify(FOUR, SEX, {"K": 20, "M": 0}), r"totals of labels\[1\] = 0.0 must be above zero"),
     (lambda: post_stratify(post_stratify(FOUR, SEX, {"K": 2, "M": 2}), SEX, {"K": 2, "M": 2}), "calibrated already"),
     (lambda: rake(FOUR, []), "margins is empty"),
     (lambda: rake(FOUR, [Margin("sex", SEX, {"K": 20, "M": 20})], residual=cast(Any, "both")), "residual = 'both'"),
     (lambda: rake(FOUR, [Margin("sex", SEX, {"K": 20, "M": 20}), Margin("age", [1, 2, 1, 2], {1: 20, 2: 30})]),
      "the totals of age add up to 50 but those of sex to 40"),
     (lambda: rake(FOUR, [Margin("sex", SEX, {"K": 20, "M": 20}), Margin("age", [1, 1, 2, 2], {1: 10, 2: 30})]),
      "margins cannot be met"),
     (lambda: rake(FOUR, [Margin("sex", ["K", "M"], {"K": 20, "M": 20})]), "sex has 2 rows but the design has 4"),
     (lambda: calibrate(FOUR), "margins and columns are both empty"),
     (lambda: calibrate(FOUR, columns=[[1, 1]] * 4, totals=[40]), r"totals has shape \(1,\)"),
     (lambda: calibrate(FOUR, columns=[[1, 1]] * 4, totals=[40, 50]), "totals cannot be met"),
     (lambda: calibrate(FOUR, columns=[[1, 1], [1, 1], [1, 3], [1, 3]], totals=[40, 200]),
      r"calibrated weights\[0\] = -20.0+\d* must be above zero"),
     (lambda: calibrate(FOUR, margins=[Margin("sex", SEX, {"K": 5, "M": 35})], bounds=(0.5, 1.5)),
      "totals cannot be met"),
     (lambda: calibrate(FOUR, margins=[Margin("sex", SEX, {"K": 5, "M": 35})], method="logit"), "bounds must be given"),
     (lambda: calibrate(FOUR, margins=[Margin("sex", SEX, {"K": 5, "M": 35})], bounds=(1.1, 2)), "must have 1 between"),
     (lambda: calibrate(FOUR, columns=[[1, np.nan]] * 4, totals=[1, 1]), r"columns\[0, 1\] = nan is not a finite")],
)  # fmt: skip
def test_totals_that_cannot_be_met_are_refused(call: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        call()


def test_another_library_gives_the_same_means_errors_and_raked_weights() -> None:
    """svy 0.35, a well-kept library: stratified with finite population correction, then raked (sequential residual)."""
    svy = pytest.importorskip("svy")
    rng = np.random.default_rng(5)
    n = 600
    stratum = rng.integers(0, 6, n)
    size = np.bincount(stratum) * np.array([5, 8, 12, 20, 30, 50])
    weights = (size / np.bincount(stratum))[stratum]
    age, sex = (np.array([f"L{code}" for code in rng.integers(0, levels, n)]) for levels in (4, 2))
    answers = rng.normal(50, 10, n)
    frame = pl.DataFrame({"h": stratum, "w": weights, "N": size[stratum], "age": age, "sex": sex, "y": answers})
    theirs = svy.Sample(frame, svy.Design(stratum="h", wgt="w", pop_size="N"))
    design = survey_design(weights, strata=stratum, population=size[stratum])
    whole = float(weights.sum())
    controls = {
        "age": {f"L{code}": whole / 4 for code in range(4)},
        "sex": {f"L{code}": whole / 2 for code in range(2)},
    }
    adjusted = theirs.weighting.rake(controls=controls, tol=1e-12)
    margins = [Margin("age", age, controls["age"]), Margin("sex", sex, controls["sex"])]
    for sample, ours in ((theirs, design), (adjusted, rake(design, margins, residual="sequential"))):
        table = sample.estimation.mean("y", by="age")
        found = mean(ours, answers, domain=age)
        estimates = sorted(table.estimates, key=lambda each: str(each.by_level))
        np.testing.assert_allclose(found.value, [each.est for each in estimates], rtol=1e-8)
        np.testing.assert_allclose(found.standard_error, [each.se for each in estimates], rtol=1e-6)
