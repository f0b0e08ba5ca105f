"""Variances by replication: the jackknife and the bootstrap of clusters within strata, for any statistic."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from loftet.analysis.arguments import Numbers, refuse, whole
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.labels import Codes

Statistic = Callable[[Numbers], "float | Numbers"]
"""From weights (n,) to one or several figures."""
MOST_WORK = 20_000_000_000
"""Replicates times respondents: beyond it, a replicate variance takes hours and the linearised one moments."""


@dataclass(frozen=True, slots=True)
class Replicates:
    """How the weights are varied: `factor(r)` multiplies the weights of each cluster in replicate r."""

    design: Design
    kind: Literal["jackknife", "bootstrap"]
    scale: Numbers
    """(R,) what each replicate's squared deviation counts for."""
    _clusters: Codes
    """Jackknife: the cluster that each replicate leaves out."""
    _factors: Numbers
    """Bootstrap: (R, clusters)."""

    def __len__(self) -> int:
        return len(self.scale)

    def weights(self) -> Iterator[Numbers]:
        """(n,) weights of each replicate in turn, calibrated anew if the design is calibrated."""
        design = self.design
        start = design.weights if design.calibration is None else design.calibration.start
        stratum = _strata_of_clusters(design)
        for number in range(len(self)):
            factor = self._factors[number] if self.kind == "bootstrap" else self._left_out(number, stratum)
            varied = start * factor[design.clusters]
            yield varied if design.calibration is None else design.calibration.refit(varied)

    def _left_out(self, number: int, stratum: Codes) -> Numbers:
        design, cluster = self.design, self._clusters[number]
        drawn = design.units_in_stratum[stratum[cluster]]
        factor = np.where(stratum == stratum[cluster], drawn / (drawn - 1), 1.0)
        factor[cluster] = 0
        return factor


@dataclass(frozen=True, slots=True)
class ReplicateEstimate:
    """The statistic at the design's weights (q,), and its covariances (q, q) from the replicates."""

    value: Numbers
    standard_error: Numbers
    covariance: Numbers
    replicate_count: int


def jackknife(design: Design) -> Replicates:
    """One replicate for each cluster, which is left out while the others of its stratum stand in.

    What it answers: how sure is a figure for which no formula is at hand, such as a ratio of ratios.

    Args:
        design: one stage; one stratum gives JK1, several give JKn, each with its finite population correction.

    Returns:
        As many replicates as there are clusters in strata that were not surveyed as a whole.

    Raises:
        ValueError: a stratum with one cluster drawn, a second stage, or so many clusters that it would take hours.

    Assumes: a smooth statistic. It misleads for quantiles.

    Reference: Wolter, Introduction to Variance Estimation (2007), ch. 4.

    Example:
        >>> import numpy as np
        >>> from loftet.analysis.survey import survey_design
        >>> answers = np.array([1.0, 2.0, 3.0, 4.0])
        >>> found = replicate(jackknife(survey_design([50.0] * 4)), lambda w: w @ answers / w.sum())
        >>> round(float(found.standard_error[0]), 4)
        0.6455
    """
    stratum = _strata_of_clusters(design)
    _one_stage(design)
    drawn, population = design.units_in_stratum[stratum], design.population_in_stratum[stratum]
    left_out = np.flatnonzero(1 - drawn / population >= 1e-7)
    _affordable(design, len(left_out))
    refuse("units in stratum", drawn, (drawn == 1) & (drawn < population), "cannot be left out: its stratum is empty")
    scale = ((1 - drawn / population) * (drawn - 1) / drawn)[left_out]
    return Replicates(design, "jackknife", scale, left_out, np.empty((0, 0)))


def bootstrap(design: Design, *, replicates: int, rng: np.random.Generator) -> Replicates:
    """Replicates that draw one cluster fewer than there are from each stratum, with replacement, and rescale.

    What it answers: as `jackknife`, for statistics that are not smooth too, such as quantiles.

    Args:
        design: one stage.
        replicates: how many, 500 or more for limits.
        rng: where chance comes from.

    Returns:
        The replicates; the finite population correction shrinks each draw towards the sample.

    Raises:
        ValueError: fewer than two replicates, a stratum with one cluster drawn, a second stage.

    Assumes: several clusters in each stratum. The error itself is uncertain by 1 / sqrt(2 * replicates).

    Reference: Rao, Wu and Yue, Survey Methodology 18 (1992).

    Example:
        >>> import numpy as np
        >>> from loftet.analysis.survey import survey_design
        >>> design = survey_design([50.0] * 4)
        >>> len(bootstrap(design, replicates=100, rng=np.random.default_rng(1)))
        100
    """
    whole("replicates", replicates, 2)
    _one_stage(design)
    _affordable(design, replicates)
    stratum = _strata_of_clusters(design)
    drawn, population = design.units_in_stratum[stratum], design.population_in_stratum[stratum]
    refuse("units in stratum", drawn, (drawn == 1) & (drawn < population), "cannot be drawn from")
    times = np.stack([_drawn_times(stratum, design.units_in_stratum, rng) for _ in range(replicates)])
    shrink = np.sqrt(np.maximum(1 - drawn / population, 0))
    factors = 1 + shrink * (times * drawn / np.maximum(drawn - 1, 1) - 1)
    return Replicates(design, "bootstrap", np.full(replicates, 1 / (replicates - 1)), np.empty(0, np.int64), factors)


def replicate(replicates: Replicates, statistic: Statistic, *, around_estimate: bool = False) -> ReplicateEstimate:
    """A statistic and its error from replicates.

    What it answers: how sure is any figure that can be worked out from weights.

    Args:
        replicates: from `jackknife` or `bootstrap`.
        statistic: from weights (n,) to a number or to (q,).
        around_estimate: deviations from the estimate and not from the replicates' mean (R's `mse = TRUE`).

    Returns:
        The estimate (q,), its error and covariances.

    Raises:
        ValueError: a statistic that is not finite in a replicate; names the first.

    Assumes: as the replicates.

    Reference: Wolter (2007).

    Example:
        >>> import numpy as np
        >>> from loftet.analysis.survey import survey_design
        >>> replicate(jackknife(survey_design([50.0] * 4)), lambda w: w.sum()).value
        array([200.])
    """
    value = np.atleast_1d(np.asarray(statistic(replicates.design.weights), np.float64))
    found = np.stack([np.atleast_1d(np.asarray(statistic(weights), np.float64)) for weights in replicates.weights()])
    refuse("replicates", found, ~np.isfinite(found), "is not finite")
    deviation = found - (value if around_estimate else found.mean(axis=0))
    spread = (deviation * replicates.scale[:, None]).T @ deviation
    return ReplicateEstimate(value, np.sqrt(np.diag(spread)), spread, len(replicates))


def _drawn_times(stratum: Codes, drawn: Numbers, rng: np.random.Generator) -> Numbers:
    """How often each cluster is drawn, when each stratum gives one fewer than it has."""
    order = np.argsort(stratum, kind="stable")
    starts = np.append(0, np.cumsum(drawn)[:-1]).astype(np.int64)
    draws = np.repeat(np.arange(len(drawn)), np.maximum(drawn - 1, 0).astype(np.int64))
    picked = starts[draws] + np.floor(rng.random(len(draws)) * drawn[draws]).astype(np.int64)
    times = np.bincount(order[picked], minlength=len(stratum)).astype(np.float64)
    # A stratum surveyed as a whole, with one cluster, is always there.
    times[drawn[stratum] == 1] = 1
    return times


def _strata_of_clusters(design: Design) -> Codes:
    stratum = np.empty(design.cluster_count, np.int64)
    stratum[design.clusters] = design.strata.codes
    return stratum


def _one_stage(design: Design) -> None:
    if len(design.groupings) > 2:
        raise ValueError("design has a second stage: its variance is had by linearisation")


def _affordable(design: Design, replicates: int) -> None:
    if replicates * (len(design) + design.cluster_count) > MOST_WORK:
        raise ValueError(f"design has {design.cluster_count} clusters: too many for {replicates} replicates")
