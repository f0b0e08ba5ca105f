"""The variance of linearised estimates, domain by domain, without a matrix of respondents by cells.

For the rows of a domain and the influences of q estimates, the residual after calibration is e - x b, where b (p, q)
needs only the domain's rows. Its weighted sums over a grouping expand into sums over those rows and sums over all:

    sum of kappa (T - S b)^2 = sum of kappa T^2 - 2 b' (sum of kappa S T) + b' (sum of kappa S S') b

where T are the domain's weighted sums of e in each group and S, once for each design, all rows' weighted sums of x.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.labels import Codes, Labels

BELOW_ROUNDING = 1e-13
"""A variance that is less than this share of the squares it came from is zero."""
CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class _Grouped:
    """A grouping with what calibration needs of it: S, the weighted sums of the auxiliary columns by group."""

    codes: Codes | None
    factor: Numbers
    columns: "sparse.csr_array | None"


class Variance:
    """The variances of influences on a design: prepared once, asked for each domain."""

    __slots__ = ("_design", "_groupings", "_squared_columns")

    def __init__(self, design: Design) -> None:
        self._design = design
        self._groupings = [
            _Grouped(each.codes, each.factor, _group_columns(design, each.codes, len(each.factor)))
            for each in design.groupings
        ]
        self._squared_columns = _squared_columns(self._groupings)

    def of(self, rows: Codes, influence: Numbers) -> Numbers:
        """(q,) variances of q estimates, from their unweighted influence (r, q) in the rows of a domain.

        The rows come in the order of the design, as `domain_rows` gives them; outside them the influence is zero.
        """
        design, weighted = self._design, influence * self._design.weights[rows, None]
        calibration = design.calibration
        total, size = np.zeros(influence.shape[1]), np.zeros(influence.shape[1])
        explained = np.zeros((0 if calibration is None else calibration.columns.shape[1], influence.shape[1]))
        factors, average = self._first_stage_factors(rows)
        for place, grouping in enumerate(self._groupings):
            present, sums = _sums(grouping.codes, rows, weighted)
            kappa = factors[place][present] if place < 2 else grouping.factor[present]
            counted = sums * kappa[:, None]
            squares = np.einsum("gq,gq->q", sums, counted)
            total += squares * (average if place < 2 else 1)
            size += np.abs(squares)
            if grouping.columns is not None:
                explained += grouping.columns[present].T @ counted
        if calibration is not None and self._squared_columns is not None:
            beta = calibration.coefficients(rows, influence)
            average = self._averaged_over_all()
            total += average * (beta * (self._squared_columns @ beta - 2 * explained)).sum(axis=0)
        return np.where(total > BELOW_ROUNDING * size, total, 0)

    def _first_stage_factors(self, rows: Codes) -> tuple[tuple[Numbers, Numbers], float]:
        """Factors of clusters and strata for this domain, and how much the strata that tell stand for.

        Where lonely strata matter, a domain has the strata it occurs in; a calibrated design has them all.
        """
        design = self._design
        clusters, strata = design.groupings[0], design.groupings[1]
        plain = (clusters.factor, strata.factor)
        if design.calibration is not None:
            return plain, self._averaged_over_all()
        if design.lonely not in ("adjust", "average") or not (design.is_averaged.any() or design.lonely_domains):
            return plain, 1.0
        count = _clusters_present(design, rows)
        alone = (count == 1) & (design.units_in_stratum > 1) & design.lonely_domains & (strata.factor != 0)
        if design.lonely == "adjust":
            return (clusters.factor, np.where(alone, 0, strata.factor)), 1.0
        unknown = (design.is_averaged | alone) & (count > 0)
        stratum_of_cluster = np.empty(design.cluster_count, np.int64)
        stratum_of_cluster[design.clusters] = design.strata.codes
        kept = (np.where(alone[stratum_of_cluster], 0, clusters.factor), np.where(alone, 0, strata.factor))
        return kept, _average_factor(count > 0, unknown)

    def _averaged_over_all(self) -> float:
        unknown = self._design.is_averaged
        return _average_factor(np.ones_like(unknown), unknown)


def covariance(design: Design, influence: Numbers) -> Numbers:
    """(q, q) covariances of q estimates, from their unweighted influence (n, q) in the order of the data.

    Lonely strata that are to be averaged count over the whole design.
    """
    residual = influence
    if design.calibration is not None:
        every = np.arange(len(design))
        residual = influence - design.calibration.columns @ design.calibration.coefficients(every, influence)
    weighted = residual * design.weights[:, None]
    found = np.zeros((influence.shape[1], influence.shape[1]))
    for grouping in design.groupings:
        codes = np.arange(len(design)) if grouping.codes is None else grouping.codes
        sums = _indicator(codes, len(grouping.factor)).T @ weighted
        found += (sums * grouping.factor[:, None]).T @ sums
    return found * _average_factor(np.ones_like(design.is_averaged), design.is_averaged)


def domain_rows(design: Design, domain: Labels) -> Iterator[Codes]:
    """The rows of each domain in turn, in the order of the design."""
    codes = domain.codes[design.order]
    narrow = codes.astype(np.uint16) if len(domain.names) <= 65_535 else codes
    ordered = design.order[np.argsort(narrow, kind="stable")]
    ends = np.cumsum(np.bincount(codes, minlength=len(domain.names)))
    for start, end in zip(np.append(0, ends[:-1]), ends, strict=True):
        yield ordered[start:end]


def degrees_of_freedom(design: Design, rows: Codes, answered: Flags | None, questions: int) -> Numbers:
    """(q,) clusters less strata among the rows of a domain (in the order of the design) that answered."""
    clusters, strata = design.clusters[rows], design.strata.codes[rows]
    if answered is None or answered.all():
        return np.full(questions, float(_run_count(clusters) - _run_count(strata)))
    found = np.empty(questions)
    for question in range(questions):
        here = answered[:, question]
        found[question] = _run_count(clusters[here]) - _run_count(strata[here])
    return found


def evenness(design: Design, rows: Codes, answered: Flags | None, questions: int) -> Numbers:
    """(q,) what unequal weights leave of the degrees of freedom, from 0 to 1.

    Satterthwaite's degrees of freedom of a sum of squares whose terms vary as the squared weights of the clusters.
    """
    weights = design.weights[rows, None]
    codes = design.groupings[0].codes
    squares = _sums(codes, rows, weights if answered is None else weights * answered)[1] ** 2
    fourth = (squares * squares).sum(axis=0)
    count = np.count_nonzero(squares, axis=0)
    share = np.divide(squares.sum(axis=0) ** 2, count * fourth, out=np.zeros(len(fourth)), where=fourth > 0)
    return np.broadcast_to(share, (questions,))


def _run_count(sorted_codes: Codes) -> int:
    return int(np.count_nonzero(np.diff(sorted_codes))) + 1 if len(sorted_codes) else 0


def _runs(sorted_codes: Codes) -> Codes:
    return np.concatenate(([0], np.flatnonzero(np.diff(sorted_codes)) + 1, [len(sorted_codes)]))


def _sums(codes: Codes | None, rows: Codes, weighted: Numbers) -> tuple[Codes, Numbers]:
    """The groups that occur in the rows and the sums over each; rows of a group stand together."""
    if codes is None or len(rows) == 0:
        return rows, weighted
    mine = codes[rows]
    bounds = _runs(mine)
    if len(bounds) == len(rows) + 1:
        return mine, weighted
    gather = sparse.csr_array((np.ones(len(rows)), np.arange(len(rows)), bounds), shape=(len(bounds) - 1, len(rows)))
    return mine[bounds[:-1]], gather @ weighted


def _group_columns(design: Design, codes: Codes | None, groups: int) -> "sparse.csr_array | None":
    if design.calibration is None:
        return None
    weighted = sparse.csr_array(sparse.diags_array(design.weights) @ design.calibration.columns)
    return weighted if codes is None else sparse.csr_array(_indicator(codes, groups).T @ weighted)


def _squared_columns(groupings: list[_Grouped]) -> "sparse.csr_array | None":
    found = None
    for each in groupings:
        if each.columns is not None:
            squares = each.columns.T @ (sparse.diags_array(each.factor) @ each.columns)
            found = squares if found is None else found + squares
    return found


def _indicator(codes: Codes, groups: int) -> "sparse.csr_array":
    return sparse.csr_array((np.ones(len(codes)), codes, np.arange(len(codes) + 1)), shape=(len(codes), groups))


def _clusters_present(design: Design, rows: Codes) -> Numbers:
    """How many clusters of each stratum the rows have."""
    first = _runs(design.clusters[rows])[:-1]
    return np.bincount(design.strata.codes[rows[first]], minlength=len(design.strata.names)).astype(np.float64)


def _average_factor(present: Flags, unknown: Flags) -> float:
    """Strata that are there by strata that tell their variance."""
    known = int((present & ~unknown).sum())
    if known == 0 and unknown.any():
        raise ValueError("lonely = average has no stratum with two units to average")
    return float(present.sum()) / known if known else 1.0
