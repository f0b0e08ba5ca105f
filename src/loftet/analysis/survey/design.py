"""How the respondents were drawn: weights, strata, clusters, a second stage, and what to do with lonely units.

The variance of any linearised estimate is a signed sum of squares over nested groupings: with z the weighted influence
of a row, `sum over groups g of kappa[g] * (sum of z in g) ** 2`. For a stratum with n of N clusters, kappa is
c = (1 - n/N) * n / (n - 1) for each cluster and -c / n for the stratum, and a second stage adds two such groupings.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Flags, Numbers, not_empty, numbers, one_axis, positive, refuse, same_length
from loftet.analysis.survey.labels import Codes, Labels, as_labels, coded, first_rows, pairs

if TYPE_CHECKING:
    from loftet.analysis.survey.calibration import Calibration

Lonely = Literal["error", "remove", "certainty", "adjust", "average"]
WHOLE_POPULATION = 1e-7
"""A stratum with less than this share left undrawn was surveyed as a whole: it has no sampling variance."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Rows in groups, and the factor of each group's squared sum; without `codes` each row is a group of its own."""

    codes: Codes | None
    factor: Numbers


@dataclass(frozen=True, slots=True)
class Design:
    """Made by `survey_design`; calibration gives a new one. Arrays over rows are in the order of the data."""

    weights: Numbers
    strata: Labels
    clusters: Codes
    cluster_count: int
    groupings: tuple[Grouping, ...]
    """Clusters and strata; then, with a second stage, its units and clusters again."""
    is_averaged: Flags
    """Strata whose variance is unknown and taken to be the average of the others."""
    order: Codes
    """The rows sorted by stratum, cluster and unit: groups are runs in it."""
    lonely: Lonely
    lonely_domains: bool
    units_in_stratum: Numbers
    population_in_stratum: Numbers
    calibration: "Calibration | None" = None

    def __len__(self) -> int:
        return len(self.weights)

    @property
    def degrees_of_freedom(self) -> int:
        """Clusters less strata."""
        return self.cluster_count - len(self.strata.names)


def survey_design(
    weights: ArrayLike | None = None,
    *,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    population: ArrayLike | None = None,
    units: ArrayLike | None = None,
    unit_population: ArrayLike | None = None,
    lonely: Lonely = "error",
    lonely_domains: bool = False,
) -> Design:
    """How these respondents were drawn, which every estimate starts from.

    What it answers: who stands for how many, and which respondents vary together.

    Args:
        weights: (n,) persons that each respondent stands for. Left out, they follow from the populations.
        strata: (n,) labels; each stratum was drawn from separately. None: one stratum.
        clusters: (n,) labels of what was drawn first (a school, a household, a person with several rows), told apart
            within strata. None: each row was drawn by itself.
        population: (n,) clusters there are in the row's stratum, for the finite population correction. None: so many
            that it does not matter.
        units: (n,) labels of what was drawn within the cluster at a second stage.
        unit_population: (n,) such units there are in the row's cluster.
        lonely: a stratum with one cluster drawn has no variance of its own. "error" refuses it; "remove" and
            "certainty" let it add nothing; "adjust" uses the squared deviation from the whole estimate; "average" lets
            it add what the other strata add on average.
        lonely_domains: treat a stratum in which a domain has one cluster in the same way ("adjust", "average"), though
            several were drawn. Without effect on a calibrated design, where every row counts in every domain.

    Returns:
        The design, of n rows.

    Raises:
        ValueError: a weight or population that is not above zero, a population smaller than what was drawn or unequal
            in a stratum, a lonely stratum with `lonely="error"`, a missing label, mixed lengths; names the first row.

    Assumes: the first stage is drawn without replacement with equal probability in a stratum. It misleads when
        respondents chose themselves, or when households were drawn but persons are given as clusters.

    Reference: Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), ch. 3-4; Lumley, Complex Surveys
        (2010), ch. 2.

    Example:
        >>> survey_design([10, 10, 20, 20], strata=["north", "north", "south", "south"]).degrees_of_freedom
        2
    """
    if lonely not in get_args(Lonely):
        raise ValueError(f"lonely = {lonely!r} must be one of {', '.join(get_args(Lonely))}")
    rows = _row_count(
        weights=weights,
        strata=strata,
        clusters=clusters,
        population=population,
        units=units,
        unit_population=unit_population,
    )
    strata_found = as_labels("strata", strata, rows)
    cluster_codes = np.arange(rows) if clusters is None else pairs(strata_found.codes, _of(clusters, "clusters", rows))
    first = _first_stage(strata_found, cluster_codes, population, lonely)
    codes = None if clusters is None else cluster_codes
    groupings: tuple[Grouping, ...] = (
        Grouping(codes, first.factor[_of_groups(strata_found.codes, cluster_codes)]),
        Grouping(strata_found.codes, first.centre),
    )
    order_keys: tuple[Codes, ...] = (cluster_codes, strata_found.codes)
    inverse_chance = (first.population / first.drawn)[strata_found.codes]
    if units is not None:
        if population is None or unit_population is None or clusters is None:
            raise ValueError("units need clusters, population and unit_population")
        unit_codes = pairs(cluster_codes, _of(units, "units", rows))
        second = _second_stage(cluster_codes, unit_codes, unit_population, lonely)
        share = (first.drawn / first.population)[_of_groups(strata_found.codes, cluster_codes)]
        groupings += (
            Grouping(unit_codes, (second.factor * share)[_of_groups(cluster_codes, unit_codes)]),
            Grouping(cluster_codes, second.centre * share),
        )
        order_keys = (unit_codes, *order_keys)
        inverse_chance = inverse_chance * (second.population / second.drawn)[cluster_codes]
    if weights is None and not np.all(np.isfinite(inverse_chance)):
        raise ValueError("weights may be left out only where population tells them")
    weights_found = positive("weights", inverse_chance if weights is None else weights)
    same_length(weights=weights_found, strata=strata_found.codes)
    return Design(
        weights=weights_found, strata=strata_found, clusters=cluster_codes, cluster_count=int(cluster_codes.max()) + 1,
        groupings=groupings, is_averaged=first.is_averaged, order=np.lexsort(order_keys), lonely=lonely,
        lonely_domains=lonely_domains, units_in_stratum=first.drawn, population_in_stratum=first.population,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stage:
    """For each stratum: how many were drawn of how many, and the factors of its squared sums."""

    drawn: Numbers
    population: Numbers
    factor: Numbers
    centre: Numbers
    is_averaged: Flags


def _first_stage(strata: Labels, clusters: Codes, population: ArrayLike | None, lonely: Lonely) -> _Stage:
    drawn = _units_within(strata.codes, clusters)
    size = _sizes("population", population, strata.codes, drawn)
    alone = _is_lonely(drawn, size)
    if lonely == "error" and alone.any():
        row = int(np.flatnonzero(alone[strata.codes])[0])
        label = strata.names[int(strata.codes[row])]
        raise ValueError(f"strata[{row}] = {label} has only one unit: choose how lonely units are treated")
    return _stage(drawn, size, alone, lonely)


def _second_stage(clusters: Codes, units: Codes, population: ArrayLike, lonely: Lonely) -> _Stage:
    drawn = _units_within(clusters, units)
    size = _sizes("unit_population", population, clusters, drawn)
    alone = _is_lonely(drawn, size)
    if alone.any() and lonely in ("error", "average"):
        row = int(np.flatnonzero(alone[clusters])[0])
        raise ValueError(f"units[{row}] is the only unit of its cluster: choose lonely remove, certainty or adjust")
    return _stage(drawn, size, alone, lonely)


def _stage(drawn: Numbers, population: Numbers, alone: Flags, lonely: Lonely) -> _Stage:
    undrawn = 1 - drawn / population
    undrawn[undrawn < WHOLE_POPULATION] = 0
    several = np.where(drawn > 1, undrawn * drawn / np.maximum(drawn - 1, 1), 0)
    factor = np.where(alone & (lonely == "adjust"), undrawn, several)
    return _Stage(drawn, population, factor, -several / drawn, alone & (lonely == "average"))


def _is_lonely(drawn: Numbers, population: Numbers) -> Flags:
    return (drawn == 1) & (1 - drawn / population >= WHOLE_POPULATION)


def _sizes(name: str, population: ArrayLike | None, groups: Codes, drawn: Numbers) -> Numbers:
    if population is None:
        return np.full(len(drawn), np.inf)
    given = numbers(name, population)
    each = np.broadcast_to(given, groups.shape) if given.ndim == 0 else given
    same_length(**{name: each, "strata": groups})
    size = each[first_rows(groups, len(drawn))]
    refuse(name, each, each != size[groups], "differs from another row of the same group")
    refuse(name, each, each < drawn[groups] * (1 - 1e-12), "is smaller than what was drawn")
    return size


def _units_within(groups: Codes, units: Codes) -> Numbers:
    return np.bincount(_of_groups(groups, units)).astype(np.float64)


def _of_groups(groups: Codes, units: Codes) -> Codes:
    """The group of each unit."""
    of = np.empty(int(units.max()) + 1, np.int64)
    of[units] = groups
    return of


def _of(labels: ArrayLike, name: str, rows: int) -> Codes:
    found = coded(name, labels)
    if len(found) != rows:
        raise ValueError(f"{name} has {len(found)} rows but there are {rows}")
    return found.codes


def _row_count(**given: ArrayLike | None) -> int:
    """One number may stand for the population of every stratum, or of every cluster."""
    sizes = ("population", "unit_population")
    arrays = {name: np.asarray(each) for name, each in given.items() if each is not None}
    arrays = {name: each for name, each in arrays.items() if each.ndim or name not in sizes}
    if not arrays:
        raise ValueError("weights must have one axis with a row for each respondent")
    for name, each in arrays.items():
        one_axis(name, each)
        not_empty(name, each)
    return same_length(**arrays)
