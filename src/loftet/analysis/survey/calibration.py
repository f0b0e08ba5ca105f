"""Weights made to agree with known totals, and what that does to the variance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from loftet.analysis.arguments import Numbers, between, numbers, positive
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.labels import Codes, Labels, coded
from loftet.analysis.survey.solver import Method, calibrated_weights, cross_products, factor_of, raked_weights

Residual = Literal["joint", "sequential"]
SWEEPS = 10
MOST_COLUMNS = 2000
"""Auxiliary columns that a dense solution is made for; post-strata are solved cell by cell and have no such limit."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Known numbers of persons by the levels of one variable: `labels` (n,), `totals` from label to persons."""

    name: str
    labels: ArrayLike
    totals: Mapping[Any, float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How to take from an influence what the known totals explain, and how to reach those totals."""

    columns: "sparse.csr_array"
    """(n, p) auxiliary variables."""
    weighted_columns: "sparse.csr_array"
    """(n, p) the same, times the weights of the regression: those before calibration, or one each (sequential)."""
    solution: Numbers
    """(p, p), or (p,) where the columns do not overlap."""
    start: Numbers
    """(n,) the weights before calibration."""
    refit: Callable[[Numbers], Numbers]
    """From other starting weights to calibrated ones: for replicates."""

    def coefficients(self, rows: Codes, influence: Numbers) -> Numbers:
        """(p, q): the regression of an influence that is zero outside the rows."""
        explained = self.weighted_columns[rows].T @ influence
        return self.solution[:, None] * explained if self.solution.ndim == 1 else self.solution @ explained


def post_stratify(design: Design, labels: ArrayLike, totals: Mapping[Any, float]) -> Design:
    """The design with weights that add up to the known number of persons in each cell.

    What it answers: what the survey says if each cell (age by sex, say) counts for as many as live there.

    Args:
        design: the design.
        labels: (n,) cell of each respondent.
        totals: persons in each cell; every cell must have respondents and the reverse.

    Returns:
        A design with n rows; variances use the residual from the cells' means.

    Raises:
        ValueError: a label without total, a total without respondents or not above zero, an earlier calibration.

    Assumes: those who did not answer resemble those of their cell who did. Cells with few respondents make the weights
        and the variance large.

    Reference: Särndal, Swensson and Wretman (1992), 7.6.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> design = survey_design([10.0] * 4)
        >>> post_stratify(design, ["K", "K", "K", "M"], {"K": 30, "M": 30}).weights
        array([10., 10., 10., 30.])
    """
    cells, wanted = _margin(Margin("labels", labels, totals), len(design))
    columns = _indicators(cells)

    def refit(start: Numbers) -> Numbers:
        reached = np.bincount(cells.codes, start, len(wanted))
        return start * np.divide(wanted, reached, out=np.zeros_like(wanted), where=reached > 0)[cells.codes]

    solution = 1 / np.bincount(cells.codes, design.weights)
    return _calibrated(
        design, Calibration(columns, _weighted(columns, design.weights), solution, design.weights, refit)
    )


def rake(
    design: Design, margins: Sequence[Margin], *, residual: Residual = "joint", tolerance: float = 1e-12
) -> Design:
    """The design with weights that agree with the known totals of several variables at once.

    What it answers: what the survey says if sex, age and area each count for as many as live there.

    Args:
        design: the design.
        margins: two or more variables with their totals, all adding up to the same number of persons.
        residual: for the variance. "joint": regression on all margins at once, weighted by the weights before raking
            (R's `calibrate`). "sequential": ten unweighted sweeps, margin by margin (R's `rake`).
        tolerance: how far from its total a margin may end, as a share of it.

    Returns:
        A design with n rows.

    Raises:
        ValueError: a label without total, a total without respondents or not above zero, margins with different sums,
            totals that no weights above zero can meet, an earlier calibration.

    Assumes: the chance to answer is a product of one factor for each margin. With two margins the residuals are equal
        where the weights before raking are; with three they can differ by about a thousandth of the error.

    Reference: Deming and Stephan, Annals of Mathematical Statistics 11 (1940); Deville, Särndal and Sautory, JASA 88
        (1993).

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> design = survey_design([10.0] * 4)
        >>> sex = Margin("sex", ["K", "K", "M", "M"], {"K": 24, "M": 16})
        >>> age = Margin("age", ["old", "young", "old", "young"], {"old": 20, "young": 20})
        >>> rake(design, [sex, age]).weights.round(6)
        array([12., 12.,  8.,  8.])
    """
    if not margins:
        raise ValueError("margins is empty")
    between("tolerance", tolerance, 0, 1)
    if residual not in get_args(Residual):
        raise ValueError(f"residual = {residual!r} must be joint or sequential")
    found = [_margin(margin, len(design)) for margin in margins]
    _same_sum(margins, [wanted for _, wanted in found])
    columns = _side_by_side([_indicators(labels) for labels, _ in found])
    _few_enough(columns.shape[1])

    def refit(start: Numbers) -> Numbers:
        return raked_weights(start, found, tolerance)

    if residual == "sequential":
        weights, solution = np.ones(len(design)), _swept(columns, [len(wanted) for _, wanted in found])
    else:
        weights, solution = design.weights, _pseudo_inverse(columns, design.weights)
    return _calibrated(design, Calibration(columns, _weighted(columns, weights), solution, design.weights, refit))


def calibrate(
    design: Design,
    *,
    margins: Sequence[Margin] = (),
    columns: ArrayLike | None = None,
    totals: ArrayLike | None = None,
    method: Method = "linear",
    bounds: tuple[float, float] | None = None,
    tolerance: float = 1e-12,
) -> Design:
    """The design with weights that agree with known totals of labels and of numbers, changed as little as possible.

    What it answers: as `rake`, where totals of numbers (incomes, ages) are known too, or weights must keep in bounds.

    Args:
        design: the design.
        margins: variables with their totals.
        columns: (n, p) numbers known for each respondent.
        totals: (p,) their sums in the population.
        method: "linear" (the regression estimator), "raking" (weights stay above zero) or "logit" (needs bounds).
        bounds: the least and the most that a weight may be multiplied by, with 1 between them.
        tolerance: how far from its total a column may end, as a share of it.

    Returns:
        A design with n rows; variances use the joint regression residual.

    Raises:
        ValueError: totals that cannot be met (within the bounds), what `rake` refuses, "logit" without bounds, or
            a linear weight that came out at or below zero.

    Assumes: as `rake`. Narrow bounds hide that the sample does not resemble the population.

    Reference: Deville and Särndal, JASA 87 (1992).

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> design = survey_design([10.0] * 4)
        >>> calibrate(design, columns=[[1, 20], [1, 30], [1, 40], [1, 50]], totals=[40, 1600]).weights.round(6)
        array([ 4.,  8., 12., 16.])
    """
    between("tolerance", tolerance, 0, 1)
    found = [_margin(margin, len(design)) for margin in margins]
    _same_sum(margins, [wanted for _, wanted in found])
    parts = [_indicators(labels) for labels, _ in found]
    sums = [wanted for _, wanted in found]
    if columns is not None:
        given = numbers("columns", columns)
        if given.ndim != 2 or len(given) != len(design):
            raise ValueError(f"columns has shape {given.shape} but the design has {len(design)} rows")
        wanted = numbers("totals", () if totals is None else totals)
        if wanted.shape != (given.shape[1],):
            raise ValueError(f"totals has shape {wanted.shape} but columns has {given.shape[1]} columns")
        parts.append(sparse.csr_array(given))
        sums.append(wanted)
    if not parts:
        raise ValueError("margins and columns are both empty")
    matrix, wanted = _side_by_side(parts), np.concatenate(sums)
    _few_enough(matrix.shape[1])
    factor = factor_of(method, bounds)

    def refit(start: Numbers) -> Numbers:
        return calibrated_weights(start, matrix, wanted, factor, tolerance)

    solution = _pseudo_inverse(matrix, design.weights)
    return _calibrated(design, Calibration(matrix, _weighted(matrix, design.weights), solution, design.weights, refit))


def _calibrated(design: Design, calibration: Calibration) -> Design:
    if design.calibration is not None:
        raise ValueError("the design is calibrated already: calibrate once, to all totals together")
    return replace(design, weights=positive("calibrated weights", calibration.refit(design.weights)),
                   calibration=calibration)  # fmt: skip


def _margin(margin: Margin, rows: int) -> tuple[Labels, Numbers]:
    labels = coded(margin.name, margin.labels)
    if len(labels) != rows:
        raise ValueError(f"{margin.name} has {len(labels)} rows but the design has {rows}")
    for code, name in enumerate(labels.names):
        if name not in margin.totals:
            row = int(np.flatnonzero(labels.codes == code)[0])
            raise ValueError(f"{margin.name}[{row}] = {name} has no total")
    found = set(labels.names)
    for name in margin.totals:
        if name not in found:
            raise ValueError(f"{margin.name}: the total of {name} cannot be met, it has no respondents")
    return labels, positive(f"totals of {margin.name}", [margin.totals[name] for name in labels.names])


def _same_sum(margins: Sequence[Margin], totals: list[Numbers]) -> None:
    for margin, wanted in zip(margins[1:], totals[1:], strict=True):
        if not np.isclose(wanted.sum(), totals[0].sum(), rtol=1e-8):
            raise ValueError(
                f"the totals of {margin.name} add up to {wanted.sum():.15g} "
                f"but those of {margins[0].name} to {totals[0].sum():.15g}"
            )


def _few_enough(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise ValueError(f"margins have {columns} levels together: at most {MOST_COLUMNS}")


def _indicators(labels: Labels) -> "sparse.csr_array":
    rows = len(labels)
    return sparse.csr_array((np.ones(rows), labels.codes, np.arange(rows + 1)), shape=(rows, len(labels.names)))


def _side_by_side(parts: "list[sparse.csr_array]") -> "sparse.csr_array":
    return sparse.csr_array(sparse.hstack(parts, format="csr"))


def _weighted(columns: "sparse.csr_array", weights: Numbers) -> "sparse.csr_array":
    return sparse.csr_array(sparse.diags_array(weights) @ columns)


def _pseudo_inverse(columns: "sparse.csr_array", weights: Numbers) -> Numbers:
    """Scaled first: a column of incomes beside one of ones would else be taken for rank deficiency."""
    cross = cross_products(columns, weights)
    scale = 1 / np.sqrt(np.maximum(np.diag(cross), np.finfo(float).tiny))
    inverse: Numbers = scale[:, None] * np.linalg.pinv(cross * scale[:, None] * scale, hermitian=True, rcond=1e-12)
    return inverse * scale


def _swept(columns: "sparse.csr_array", levels: list[int]) -> Numbers:
    """From the sums by level to the coefficients after ten rounds of subtracting each margin's unweighted means."""
    cross = cross_products(columns, np.ones(columns.shape[0]))
    solution = np.zeros_like(cross)
    ends = np.cumsum(levels)
    for _ in range(SWEEPS):
        for end, count in zip(ends, levels, strict=True):
            block = slice(int(end) - count, int(end))
            left = np.eye(len(cross))[block] - cross[block] @ solution
            solution[block] += left / np.diag(cross)[block, None]
    return solution
