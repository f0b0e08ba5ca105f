"""A small valid call of every public function of the statistics, with what no element of its arrays may be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from loftet.analysis import alerts, disclosure, effects, hotspots, rates, statements, survey, trends
from loftet.analysis.survey import Margin

ANY = (np.nan, np.inf, -np.inf)
COUNT = (*ANY, -1, 0.5)
ABOVE_ZERO = (*ANY, 0, -1)
FROM_ZERO = (*ANY, -1)
SHARE = (*ANY, -0.1, 1.1)
TRUTH = (2, np.nan)
LABEL = (np.nan,)
"""What no element of an array may be, by what is asked of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A small valid call: its arrays with what no element may be, and its settings."""

    function: Callable[..., Any]
    arrays: dict[str, tuple[Any, tuple[Any, ...]]]
    settings: dict[str, Any]
    allowed: frozenset[str]
    """Corruptions that are none here, as "argument corruption"."""

    def __call__(self, **changed: Any) -> Any:
        arrays = {name: values for name, (values, _) in self.arrays.items()}
        return self.function(**{**arrays, **self.settings, **changed})


def asked(
    function: Callable[..., Any], arrays: dict[str, tuple[Any, tuple[Any, ...]]], *allowed: str, **settings: Any
) -> Asked:
    return Asked(function, arrays, settings, frozenset(allowed))


def drawn() -> np.random.Generator:
    return np.random.default_rng(1)


COUNTS = (np.array([4.0, 5, 3, 7, 6]), COUNT)
EXPOSURES = (np.array([900.0, 800, 950, 700, 990]), ABOVE_ZERO)
ROWS = {"count": COUNTS, "exposure": EXPOSURES}
PAIRS = {"count_before": COUNTS, "exposure_before": EXPOSURES, "count_after": COUNTS, "exposure_after": EXPOSURES}
TABLE = np.array([[4.0, 5, 3], [7, 6, 2], [1, 2, 3]])
STRATA = {"count": (TABLE, COUNT), "exposure": (TABLE * 100, ABOVE_ZERO)}

MONTHS = drawn().poisson(9, 48).astype(float)
SERIES = {"events": (MONTHS, COUNT), "exposure": (np.full(48, 2.0), ABOVE_ZERO)}
DAYS = np.arange("2018-01", "2025-01", dtype="datetime64[M]").astype("datetime64[D]")
LONG = {
    "counts": (drawn().poisson(9, 84).astype(float), COUNT),
    "exposure": (np.full(84, 2.0), ABOVE_ZERO),
    "dates": (DAYS, (np.datetime64("NaT"), DAYS[3])),
}
PANEL = {
    "events": (drawn().poisson(20, (8, 12)).astype(float), COUNT),
    "exposure": (np.full((8, 12), 2.0), ABOVE_ZERO),
    "treated": (np.array([1] + 7 * [0]), TRUTH),
}
OUTCOMES = {"outcomes": (drawn().normal(50, 2, (22, 20)), ANY)}

GROUND = drawn().uniform(0, 3_000, (24, 2)) + np.array([500_000, 6_300_000])
SQUARE = hotspots.Window(west=500_000, east=503_000, south=6_300_000, north=6_303_000)
RING = hotspots.given_neighbours([(i, (i + d) % 24) for i in range(24) for d in (1, -1)], place_count=24)
POINTS = {"points": (GROUND, ANY)}
TIMED = {**POINTS, "times": (np.arange(24.0), ANY)}
VALUES = {"values": (np.arange(24.0) + 1, ANY)}
HOURS = np.datetime64("2026-03-02T22:00:00") + np.arange(6) * np.timedelta64(3600, "s")
NO_TIME = (np.datetime64("NaT"),)
SCANNED = {**POINTS, "cases": (np.arange(24.0), COUNT), "population": (np.full(24, 99.0), FROM_ZERO)}
PER_TIME = {**SCANNED, "cases": (np.ones((24, 4)), COUNT), "expected": (np.full((24, 4), 3.0), FROM_ZERO)}

STRATUM = np.repeat([0.0, 1, 2], 8)
DESIGN = survey.survey_design(np.linspace(5, 9, 24), strata=STRATUM, clusters=np.repeat(np.arange(12), 2))
HALVES = np.tile([0.0, 1], 12)
ANSWERS = (drawn().normal(5, 1, 24), ANY)
YES_OR_NO = (np.tile([0.0, 1, 1, 0, 1, 0], 4), ANY)
DOMAIN = {"answers": ANSWERS, "domain": (HALVES, LABEL)}
GROUPS = {"answers": ANSWERS, "group": (HALVES, LABEL)}
MARGIN = Margin("sex", HALVES, {0.0: 80.0, 1.0: 90.0})

CELLS = disclosure.register(["all", "a", "b", "c"], [42, 2, 10, 30], [disclosure.Relation("all", ("a", "b", "c"))])
SMALL = disclosure.small_counts(CELLS.counts)
HIDDEN = np.array([0.0, 1, 1, 0])
KEY = b"sixteen bytes at least"
PARTS = {"cells": (np.array([0.0, 0, 1, 1]), (*COUNT, 9)), "contributions": (np.array([90.0, 10, 50, 50]), FROM_ZERO)}

ASKED = (
    asked(rates.crude_rate, ROWS),
    asked(rates.count_dispersion, {**ROWS, "group": (np.zeros(5), LABEL)}),
    asked(rates.count_test, {"count": COUNTS, "expected": (np.full(5, 4.0), ABOVE_ZERO)}),
    asked(rates.funnel, ROWS, common_rate=0.01),
    asked(rates.middle_half, {"rate": (np.arange(5.0), ANY)}, "rate short", "rate deep"),
    asked(rates.overdispersed_rate, {**ROWS, "dispersion": (np.full(5, 1.5), ABOVE_ZERO),
          "degrees_of_freedom": (np.full(5, 9.0), (np.nan, 0, -1))}),
    asked(rates.overdispersed_rate_ratio, {**PAIRS, "dispersion": (np.full(5, 1.5), ABOVE_ZERO),
          "degrees_of_freedom": (np.full(5, 9.0), (np.nan, 0, -1))}),
    asked(rates.rate_change, PAIRS),
    asked(rates.rate_difference, PAIRS),
    asked(rates.rate_ratio, PAIRS),
    asked(rates.rate_ratio_test, PAIRS),
    asked(rates.rolling_rate, ROWS, window=2),
    asked(rates.rolling_sum, {"count": COUNTS}, "count short", "count deep", window=2),
    asked(rates.shrunken_rates, {**ROWS, "group": (np.zeros(5), LABEL)}),
    asked(rates.standardised_rate, {**STRATA, "standard": (np.array([5.0, 3, 2]), FROM_ZERO)}),
    asked(rates.standardised_ratio, {**STRATA, "standard_count": (np.array([5.0, 3, 2]), COUNT),
          "standard_exposure": (np.array([500.0, 300, 200]), ABOVE_ZERO)}),
    asked(statements.smallest_detectable_change, {}, count_before=20),
    asked(statements.what_can_be_said, {}, count_before=20, count_after=9),
    asked(statements.what_shares_can_say, {}, share_before=0.2, share_after=0.3, standard_error=0.01),
    asked(trends.change_points, SERIES, "events 2", fewest_beside=12, draws=9, rng=drawn()),
    asked(trends.checked_series, SERIES, marks=None),
    asked(trends.decompose, SERIES),
    asked(trends.forecast, {"exposure": (np.full(3, 2.0), ABOVE_ZERO)}, fitted=trends.trend(MONTHS), periods=3),
    asked(trends.seasonal_design, {}, times=np.arange(24), per_year=12, harmonics=2),
    asked(trends.trend, SERIES),
    asked(alerts.cusum, {"counts": COUNTS, "expected": (np.full(3, 4.0), ABOVE_ZERO)}, "counts deep", first=2),
    asked(alerts.likelihood_cusum, {"counts": COUNTS, "expected": (np.full(3, 4.0), ABOVE_ZERO)}, "counts deep",
          first=2, log_ratio=0.4),
    asked(alerts.ears, {"counts": (MONTHS, COUNT), "periods": (np.array([40, 44]), COUNT)},
          "counts short", "counts deep", "periods short"),
    asked(alerts.farrington, {**LONG, "periods": (np.array([80, 82]), (*COUNT, 99))}, "counts deep", "periods short",
          frequency=12, years=5),
    asked(alerts.farrington_flexible, {**LONG, "periods": (np.array([80, 82]), (*COUNT, 99))}, "counts deep",
          "periods short", frequency=12, years=5, newest_excluded=6, seasonal_levels=4),
    asked(survey.survey_design, {
        "weights": (np.linspace(5, 9, 24), ABOVE_ZERO), "strata": (STRATUM, LABEL),
        "clusters": (np.repeat(np.arange(12.0), 2), LABEL), "population": (np.full(24, 40.0), ABOVE_ZERO)}),
    asked(survey.survey_design, {
        "clusters": (np.repeat(np.arange(12.0), 2), LABEL), "population": (np.full(24, 40.0), ABOVE_ZERO),
        "units": (np.arange(24.0), LABEL), "unit_population": (np.full(24, 9.0), ABOVE_ZERO)}),
    asked(survey.association, {"row": (HALVES, LABEL), "column": (YES_OR_NO[0], LABEL)}, design=DESIGN),
    asked(survey.bootstrap, {}, design=DESIGN, replicates=9, rng=drawn()),
    asked(survey.jackknife, {}, design=DESIGN),
    asked(survey.calibrate, {"columns": (np.column_stack([np.ones(24), HALVES]), ANY),
          "totals": (np.array([170.0, 90.0]), ANY)}, design=DESIGN),
    asked(survey.calibrate, {}, design=DESIGN, margins=(MARGIN,), bounds=(0.5, 2.0), method="logit"),
    asked(survey.rake, {}, design=DESIGN, margins=(MARGIN,)),
    asked(survey.post_stratify, {"labels": (HALVES, LABEL)}, design=DESIGN, totals=MARGIN.totals),
    asked(survey.change, {"answers": ANSWERS, "wave": (HALVES, LABEL), "domain": (YES_OR_NO[0], LABEL)}, "answers deep",
          design=DESIGN),
    asked(survey.design_effect, DOMAIN, "answers deep", design=DESIGN),
    asked(survey.difference_in_means, GROUPS, design=DESIGN),
    asked(survey.difference_in_ranks, GROUPS, design=DESIGN),
    asked(survey.rank_test, GROUPS, design=DESIGN),
    asked(survey.false_discovery, {"p_values": (np.array([0.1, 0.2, 0.3]), SHARE)}, "p_values short"),
    asked(survey.holm, {"p_values": (np.array([0.1, 0.2, 0.3]), SHARE)}, "p_values short"),
    asked(survey.mean, DOMAIN, "answers deep", design=DESIGN),
    asked(survey.total, DOMAIN, "answers deep", design=DESIGN),
    asked(survey.share, {"answers": (YES_OR_NO[0], LABEL), "domain": (HALVES, LABEL)}, design=DESIGN),
    asked(survey.quantile, {**DOMAIN, "shares": (np.array([0.25, 0.5, 0.75]), (*SHARE, 0, 1))}, "shares short",
          design=DESIGN),
    asked(survey.population_variance, DOMAIN, "answers deep", design=DESIGN),
    asked(survey.mean_covariance, DOMAIN, "answers deep", design=DESIGN),
    asked(survey.ratio, {"numerator": ANSWERS, "denominator": ANSWERS, "domain": (HALVES, LABEL)}, "numerator deep",
          "denominator deep", design=DESIGN),
    asked(survey.means_by, {"answers": ANSWERS}, "answers deep", design=DESIGN, domains={"sex": HALVES}),
    asked(survey.nonresponse, {"responded": (YES_OR_NO[0], TRUTH), "group": (HALVES, LABEL)}, design=DESIGN),
    asked(survey.regression, {"outcome": ANSWERS, "predictors": (np.column_stack([np.ones(24), HALVES]), ANY)},
          design=DESIGN),
    asked(effects.checked_panel, PANEL, start=6, marks=None),
    asked(effects.difference_in_differences, PANEL, start=6),
    asked(effects.event_study, PANEL, start=6, furthest=3),
    asked(effects.pre_trend_check, PANEL, start=6),
    asked(effects.interrupted_time_series, SERIES, start=24),
    asked(effects.synthetic_control, OUTCOMES, "outcomes short", start=12),
    asked(hotspots.geary, VALUES, neighbours=RING, rng=drawn()),
    asked(hotspots.general_g, {"values": (VALUES["values"][0], FROM_ZERO)}, neighbours=RING, rng=drawn()),
    asked(hotspots.moran, VALUES, neighbours=RING, rng=drawn()),
    asked(hotspots.local_g, VALUES, neighbours=RING, rng=drawn(), draws=9),
    asked(hotspots.local_moran, VALUES, neighbours=RING, rng=drawn(), draws=9),
    asked(hotspots.given_neighbours, {"pairs": (np.array([(0.0, 1), (1, 0), (1, 2)]), (*COUNT, 9))}, "pairs short",
          "pairs empty", place_count=3),
    asked(hotspots.hours_of_week, {"earliest": (HOURS, NO_TIME), "latest": (HOURS, NO_TIME)}, rng=drawn(), draws=9),
    asked(hotspots.kernel_density, POINTS, "points short", window=SQUARE, bandwidth=500, pixels=(16, 16)),
    asked(hotspots.kernel_density_at, {**POINTS, "at": (GROUND, ANY)}, "points short", "at short", window=SQUARE,
          bandwidth=500),
    asked(hotspots.knox_test, TIMED, metres=500, days=3, rng=drawn(), draws=9),
    asked(hotspots.near_repeat_table, {**TIMED, "metres": (np.array([0.0, 100, 200]), FROM_ZERO),
          "days": (np.array([0.0, 7, 14]), FROM_ZERO)}, "metres short", "days short", rng=drawn(), draws=9),
    asked(hotspots.nearest_neighbours, POINTS, "points short"),
    asked(hotspots.neighbours_within, POINTS, "points short", metres=500),
    asked(hotspots.scan_statistic, {**SCANNED, "expected": (np.full(24, 3.0), FROM_ZERO)}, rng=drawn(), draws=9),
    asked(hotspots.space_time_scan, PER_TIME, rng=drawn(), draws=9),
    asked(hotspots.scott_bandwidth, POINTS, "points short"),
    asked(disclosure.audit, {"hidden": (HIDDEN, TRUTH)}, cells=CELLS, requirement=SMALL),
    asked(disclosure.audit_rounded, {"rounded": (np.array([42.0, 3, 9, 30]), COUNT)}, cells=CELLS),
    asked(disclosure.controlled_rounding, {}, cells=CELLS, key=KEY),
    asked(disclosure.n_k_dominance, PARTS, cell_count=2),
    asked(disclosure.p_percent, PARTS, cell_count=2),
    asked(disclosure.random_rounding, {"figures": (np.array([0.0, 1, 2]), COUNT)}, names=["a", "b", "c"], key=KEY),
    asked(disclosure.register, {"counts": (np.array([12.0, 2, 10]), COUNT), "standing": (np.zeros(3), COUNT),
          "is_whole": (np.ones(3), TRUTH)}, names=["all", "a", "b"],
          relations=[disclosure.Relation("all", ("a", "b"))]),
    asked(disclosure.small_counts, {"figures": (np.array([0.0, 1, 2]), COUNT)}, "figures short", "figures deep"),
    asked(disclosure.suppress, {"loss": (np.ones(4), FROM_ZERO)}, cells=CELLS, requirement=SMALL),
    asked(disclosure.total_bounds, {}, mean=0.125, base=40, decimals=3),
)  # fmt: skip
