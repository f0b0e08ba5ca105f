"""Of every public function of the statistics: bad input is a ValueError that names the argument and the row."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest

from loftet.analysis import alerts, disclosure, effects, hotspots, rates, statements, survey, trends
from loftet.analysis.marks import Mark
from tests.analysis.valid_calls import (
    ABOVE_ZERO,
    ANY,
    ASKED,
    COUNT,
    FROM_ZERO,
    HOURS,
    LABEL,
    MONTHS,
    RING,
    SHARE,
    SQUARE,
    Asked,
    drawn,
)

AREAS = (rates, statements, trends, alerts, survey, effects, hotspots, disclosure)
TAKE_WHAT_WAS_CHECKED = {
    trends.judged, effects.panel_regression, effects.nearest_mixture, disclosure.default_loss, survey.replicate,
    disclosure.register_of_editions, statements.sentence, statements.sentence_of_shares,
}  # fmt: skip
"""Given nothing but objects that other functions have made, or arrays that they have checked."""

NO_SHARE = (-0.1, 0, 1, 1.1, np.nan)
NO_WHOLE = (0, -1, 0.5, np.nan, np.inf)
OUT_OF_RANGE: dict[str, tuple[Any, ...]] = {
    "confidence": NO_SHARE, "power": NO_SHARE, "alpha": NO_SHARE, "bound_share": (-0.1, 0, 1.1, np.nan),
    "k_share": NO_SHARE, "p_share": NO_SHARE, "largest_quiet_share": (-0.1, 2, np.nan),
    "largest_quiet_points": (-0.1, 2, np.nan), "trend_p_value": (-0.1, 1.1, np.nan),
    "per": ABOVE_ZERO, "dispersion": ABOVE_ZERO, "common_rate": ABOVE_ZERO, "degrees_of_freedom": (0, -1, np.nan),
    "kernel_density.window": (), "kernel_density_at.window": (),
    "metres": ABOVE_ZERO, "days": ABOVE_ZERO, "bandwidth": ABOVE_ZERO, "seconds": (0, -1, np.nan),
    "standard_error": ABOVE_ZERO, "years_per_knot": (0, -1, np.nan), "log_ratio": ABOVE_ZERO,
    "limit": ABOVE_ZERO, "allowance": FROM_ZERO, "extra_variance": FROM_ZERO, "least_deviation": FROM_ZERO,
    "tolerance": NO_SHARE, "gap": FROM_ZERO, "weights_threshold": ANY[:1],
    "draws": (-1, 0.5, np.nan, np.inf), "replicates": NO_WHOLE, "window": NO_WHOLE, "baseline": (2, *NO_WHOLE),
    "first": (-1, 99, 0.5, np.nan), "start": (-1, 0, 99, 0.5, np.nan), "furthest": NO_WHOLE, "longest": (99, *NO_WHOLE),
    "per_year": NO_WHOLE, "harmonics": (-1, 99, 0.5, np.nan), "lag": (-1, 0.5, np.nan), "fewest_beside": NO_WHOLE,
    "periods": NO_WHOLE, "frequency": NO_WHOLE, "years": NO_WHOLE, "half_window": (-1, 0.5, np.nan),
    "seasonal_levels": NO_WHOLE, "newest_excluded": (-1, 0.5, np.nan), "count": (99, *NO_WHOLE),
    "place_count": NO_WHOLE, "pixels": ((0, 5), (5, -1), (5, 0.5)), "cell_count": NO_WHOLE, "n": NO_WHOLE,
    "threshold": (1, 1.5, np.nan), "fewest": ((-1, 4), (5, 0), (np.nan, 4), (5, np.nan)),
    "audit_rounded.fewest": NO_WHOLE, "base": (1, *NO_WHOLE), "total_bounds.base": ABOVE_ZERO, "decimals": (-1, 0.5),
    "key": (b"short",), "mean": (*ANY, -1), "bounds": ((1.2, 2.0), (0.5, 0.9), (np.nan, 2.0)),
    "count_before": COUNT, "count_after": COUNT, "exposure_before": ABOVE_ZERO, "exposure_after": ABOVE_ZERO,
    "share_before": SHARE, "share_after": SHARE,
    **dict.fromkeys(("method", "limits", "lonely", "residual", "reference", "statistic", "scores", "edge", "null",
                     "model", "standardisation", "of", "weights"), ("no such",)),
}  # fmt: skip


def corrupted(call: Asked) -> Iterator[tuple[str, str, Any, str]]:
    """The argument, what is wrong with it, the array, and how the message must name it."""
    for name, (values, never) in call.arrays.items():
        array = np.asarray(values)
        for bad in never:
            worse = array.astype(float) if array.dtype.kind == "i" else array.copy()
            worse[(1,) * array.ndim] = bad
            yield name, str(bad), worse, f"{name}[1"
        yield name, "empty", array[:0], name
        yield name, "short", array[:-1], name
        yield name, "deep", array[..., None], name
        yield name, "objects", np.array([object() for _ in array.flat]).reshape(array.shape), name
        if never is not LABEL:
            yield name, "text", np.full(array.shape, "many"), name


def out_of_range(call: Asked) -> Iterator[tuple[str, Any]]:
    of = call.function.__name__
    for name in [each for each in inspect.signature(call.function).parameters if each not in call.arrays]:
        for value in OUT_OF_RANGE.get(f"{of}.{name}", OUT_OF_RANGE.get(name, ())):
            yield name, value


ARRAYS = [
    pytest.param(call, name, array, said, id=f"{call.function.__name__}-{name}-{what}")
    for call in ASKED
    for name, what, array, said in corrupted(call)
    if f"{name} {what}" not in call.allowed
]
SETTINGS = [
    pytest.param(call, name, value, id=f"{call.function.__name__}-{name}-{value}")
    for call in ASKED
    for name, value in out_of_range(call)
]


def refusal_of(call: Asked, name: str, value: Any) -> str:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  the caller looks at the message
        call(**{name: value})
    return str(refusal.value)


@pytest.mark.parametrize(("call", "name", "array", "said"), ARRAYS)
def test_an_array_that_is_wrong_is_refused_by_its_name_and_row(call: Asked, name: str, array: Any, said: str) -> None:
    assert said in refusal_of(call, name, array)


@pytest.mark.parametrize(("call", "name", "value"), SETTINGS)
def test_a_setting_out_of_range_is_refused_by_its_name(call: Asked, name: str, value: Any) -> None:
    assert name in refusal_of(call, name, value)


ON_CASES = {"scan_statistic": "cases", "space_time_scan": "cases", "rate_change": "count_{}"}
JUDGED = {"cusum": 2, "likelihood_cusum": 2, "ears": 40, "farrington": 80, "farrington_flexible": 80}
"""The first period that a method says something of; elsewhere the second row is hidden."""
TELL_NO_COUNT = {"design_effect", "mean_covariance"}
"""Give an array alone; `mean` of the same answers tells how many there are."""


def hidden(call: Asked, marks_name: str) -> tuple[str, Any, Any]:
    """The array that the marks speak of, with NaN in one row, and marks that say so."""
    of = call.function.__name__
    name = ON_CASES.get(of, next(iter(call.arrays))).format(marks_name.removeprefix("marks_"))
    values = np.array(call.arrays[name][0])
    row = (JUDGED.get(of, 1),) * (1 if name in {"points", "cases"} else values.ndim)
    values[row] = np.datetime64("NaT") if values.dtype.kind == "M" else np.nan
    marks = np.zeros(values.shape[: len(row)] if len(row) < values.ndim else values.shape, np.uint8)
    marks[row] = Mark.MISSING
    return name, values, marks


def figures(result: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a result, of those within it and of each of several results."""
    if is_dataclass(result):
        for field in fields(result):
            yield from figures(getattr(result, field.name), field.name)
    elif isinstance(result, tuple | dict):
        for each in result.values() if isinstance(result, dict) else result:
            yield from figures(each, name)
    else:
        yield name, result


MARKED = [
    pytest.param(call, name, id=f"{call.function.__name__}-{name}")
    for call in ASKED
    for name in inspect.signature(call.function).parameters
    if name.startswith("marks") and call.arrays
]


@pytest.mark.parametrize(("call", "marks_name"), MARKED)
def test_marks_that_are_none_are_refused_by_their_name(call: Asked, marks_name: str) -> None:
    _, _, marks = hidden(call, marks_name)
    for worse in (marks[:-1], marks + 16, marks - 1.0, marks + 0.5, marks.astype(str)):
        assert marks_name in refusal_of(call, marks_name, worse)


@pytest.mark.parametrize(("call", "marks_name"), MARKED)
def test_a_figure_marked_as_missing_is_taken_and_the_result_says_so(call: Asked, marks_name: str) -> None:
    name, values, marks = hidden(call, marks_name)
    told, whole = (list(figures(each)) for each in (call(**{name: values, marks_name: marks}), call()))
    is_marked = any(field.startswith("marks") and np.any(np.asarray(given) & Mark.MISSING) for field, given in told)
    counts = [[np.sum(each) for field, each in found if field.endswith("_count")] for found in (told, whole)]
    assert is_marked or counts[0] != counts[1] or call.function.__name__ in TELL_NO_COUNT


FREE = {
    "rng", "marks", "marks_before", "marks_after", "design", "cells", "requirement", "knowledge", "neighbours",
    "fitted", "margins", "totals", "domains", "times", "relations", "names", "goal", "measure", "family", "errors",
    "inference", "is_comparable", "is_whole", "is_conditional", "include_self", "only_current", "trend", "reweight",
    "replacement", "with_slope", "whole_design_degrees", "lonely_domains",
}  # fmt: skip
"""Objects that other functions have checked, truth values, and enumerations."""


def test_every_public_function_is_asked_about() -> None:
    public = {getattr(area, name) for area in AREAS for name in area.__all__}
    functions = {each for each in public if inspect.isfunction(each)}
    assert functions == {call.function for call in ASKED} | TAKE_WHAT_WAS_CHECKED


@pytest.mark.parametrize("function", dict.fromkeys(call.function for call in ASKED), ids=lambda each: each.__name__)
def test_every_argument_is_asked_about(function: Callable[..., Any]) -> None:
    calls = [call for call in ASKED if call.function is function]
    arrays = {name for call in calls for name in call.arrays}
    left = set(inspect.signature(function).parameters) - arrays - set(OUT_OF_RANGE) - FREE
    assert not left


MANY, FAR = 10**6, 10**12
EACH_ALONE = np.arange(MANY)
ONE_SPOT = np.tile([500_000.0, 6_300_000.0], (10**5, 1))
WHOLE = survey.survey_design(np.ones(MANY))
TOO_LARGE: dict[str, tuple[Callable[[], object], str]] = {
    "a million strata of one": (lambda: survey.survey_design(np.ones(MANY), strata=EACH_ALONE), r"strata\[0\]"),
    "a million domains": (lambda: survey.mean(WHOLE, EACH_ALONE, domain=EACH_ALONE), "domain"),
    "a million different answers": (lambda: survey.share(WHOLE, EACH_ALONE), "answers"),
    "a million rows of a table": (lambda: survey.association(WHOLE, EACH_ALONE, EACH_ALONE), "row"),
    "a million groups to test": (lambda: survey.rank_test(WHOLE, EACH_ALONE, EACH_ALONE), "group"),
    "a million clusters left out": (lambda: survey.jackknife(WHOLE), "design"),
    "a million groups of one": (
        lambda: rates.shrunken_rates(np.zeros(MANY), np.ones(MANY), group=EACH_ALONE), r"group\[0\]"),
    "no case anywhere": (lambda: rates.funnel(np.zeros(MANY), np.ones(MANY)), "count"),
    "exposures out of proportion": (
        lambda: statements.smallest_detectable_change(9, exposure_before=1e-300, exposure_after=1e300),
        "exposure_after"),
    "a series of zeros": (lambda: trends.trend(np.zeros(48)), "events"),
    "a million periods": (lambda: trends.change_points(np.zeros(MANY), rng=drawn()), "draws"),
    "a bend each second": (lambda: trends.decompose(MONTHS, years_per_knot=1e-9), "years_per_knot"),
    "a forecast for ever": (lambda: trends.forecast(trends.trend(MONTHS), periods=FAR), "periods"),
    "a year of seconds": (lambda: trends.trend(MONTHS, per_year=FAR, harmonics=10**9), "per_year"),
    "a million years": (lambda: alerts.farrington(MONTHS, years=MANY), "years"),
    "a hundred thousand municipalities": (
        lambda: effects.event_study(np.ones((10**5, 20)), treated=np.arange(10**5) == 0, start=10), "events"),
    "placebos without end": (lambda: effects.synthetic_control(np.ones((5000, 20)), start=10), "outcomes"),
    "all pairs at one spot": (lambda: hotspots.neighbours_within(ONE_SPOT, metres=10), "metres"),
    "near repeats at one spot": (
        lambda: hotspots.knox_test(ONE_SPOT, times=np.zeros(10**5), metres=10, days=5, rng=drawn()), "metres"),
    "one point's bandwidth": (lambda: hotspots.scott_bandwidth(ONE_SPOT[:1]), "points"),
    "places without end": (lambda: hotspots.given_neighbours([(0, 1)], place_count=FAR), "place_count"),
    "draws without end": (lambda: hotspots.hours_of_week(HOURS, HOURS, rng=drawn(), draws=FAR), "draws"),
    "cells without end": (lambda: disclosure.p_percent([0], [1], cell_count=FAR), "cell_count"),
}  # fmt: skip


@pytest.mark.parametrize("what", TOO_LARGE)
def test_what_would_never_end_or_fill_the_memory_is_refused_by_name(what: str) -> None:
    call, named = TOO_LARGE[what]
    with pytest.raises(ValueError, match=named):
        call()


def test_what_is_alike_everywhere_is_told_or_said_to_tell_nothing() -> None:
    certain = survey.survey_design(np.ones(MANY), strata=EACH_ALONE, lonely="certainty")
    assert survey.mean(certain, np.ones(MANY)).value == 1
    assert np.all(rates.crude_rate(np.zeros(10**5), np.ones(10**5)).low == 0)
    assert not statements.what_can_be_said(0, 0).may_say_percent
    assert not alerts.cusum(np.zeros((10**4, 30)), first=20, expected=np.ones(10)).is_alarm.any()
    assert not alerts.farrington_flexible(np.zeros(600)).is_alarm.any()
    zeros = np.zeros((50, 60))
    nothing = effects.difference_in_differences(zeros, treated=np.arange(50) == 0, start=30)
    assert nothing.shortage is effects.Shortage.ONLY_ZEROS
    assert effects.synthetic_control(zeros, start=30).p_value == 1
    assert effects.synthetic_control(zeros, start=30).finding is nothing.finding
    assert hotspots.moran(np.ones(24), neighbours=RING).reason is hotspots.Reason.ALL_EQUAL
    assert hotspots.kernel_density(ONE_SPOT[:1], window=SQUARE, bandwidth=500).reason is not None
    alone: dict[str, Any] = {"cases": [5], "population": [9], "rng": drawn()}
    assert hotspots.scan_statistic(ONE_SPOT[:1], **alone).reason is not None
    assert not disclosure.n_k_dominance([0], [0], cell_count=1, n=FAR).is_sensitive.any()
