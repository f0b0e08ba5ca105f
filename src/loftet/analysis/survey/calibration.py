"""Weights made to agree with known totals, and what that does to the variance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from loftet.analysis.arguments import Numbers, numbers, positive
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.labels import Codes, Labels, coded, pairs

Method = Literal["linear", "raking", "logit"]
Residual = Literal["joint", "sequential"]
MOST_ROUNDS = 500
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
    found = [_margin(margin, len(design)) for margin in margins]
    _same_sum(margins, [wanted for _, wanted in found])
    columns = _side_by_side([_indicators(labels) for labels, _ in found])
    _few_enough(columns.shape[1])

    def refit(start: Numbers) -> Numbers:
        return _raked(start, found, tolerance)

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
    factor = _factor(method, bounds)

    def refit(start: Numbers) -> Numbers:
        return _solved(start, matrix, wanted, factor, tolerance)

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
    for name in margin.totals:
        if name not in labels.names:
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


def _cross(columns: "sparse.csr_array", weights: Numbers) -> Numbers:
    return np.asarray((columns.T @ (sparse.diags_array(weights) @ columns)).toarray())


def _pseudo_inverse(columns: "sparse.csr_array", weights: Numbers) -> Numbers:
    """Scaled first: a column of incomes beside one of ones would else be taken for rank deficiency."""
    cross = _cross(columns, weights)
    scale = 1 / np.sqrt(np.maximum(np.diag(cross), np.finfo(float).tiny))
    inverse: Numbers = scale[:, None] * np.linalg.pinv(cross * scale[:, None] * scale, hermitian=True, rcond=1e-12)
    return inverse * scale


def _swept(columns: "sparse.csr_array", levels: list[int]) -> Numbers:
    """From the sums by level to the coefficients after ten rounds of subtracting each margin's unweighted means."""
    cross = _cross(columns, np.ones(columns.shape[0]))
    solution = np.zeros_like(cross)
    ends = np.cumsum(levels)
    for _ in range(SWEEPS):
        for end, count in zip(ends, levels, strict=True):
            block = slice(int(end) - count, int(end))
            left = np.eye(len(cross))[block] - cross[block] @ solution
            solution[block] += left / np.diag(cross)[block, None]
    return solution


def _raked(start: Numbers, margins: list[tuple[Labels, Numbers]], tolerance: float) -> Numbers:
    """Proportional fitting in the cells that occur: as many steps as rows would take, on far fewer numbers."""
    cell = margins[0][0].codes
    for labels, _ in margins[1:]:
        cell = pairs(cell, labels.codes)
    before = np.bincount(cell, start)
    first = np.unique(cell, return_index=True)[1]
    levels = [labels.codes[first] for labels, _ in margins]
    now, worst = before.copy(), np.inf
    for _ in range(MOST_ROUNDS * 10):
        for codes, (_, wanted) in zip(levels, margins, strict=True):
            reached = np.bincount(codes, now, len(wanted))
            now *= np.divide(wanted, reached, out=np.zeros_like(wanted), where=reached > 0)[codes]
        worst = max(
            float(np.max(np.abs(np.bincount(codes, now, len(wanted)) / wanted - 1)))
            for codes, (_, wanted) in zip(levels, margins, strict=True)
        )
        if worst <= tolerance:
            return start * np.divide(now, before, out=np.zeros_like(now), where=before > 0)[cell]
    raise ValueError(f"margins cannot be met: {worst:.2g} of a total is left after {MOST_ROUNDS * 10} rounds")


Factor = Callable[[Numbers], tuple[Numbers, Numbers]]


def _factor(method: Method, bounds: tuple[float, float] | None) -> Factor:
    """From the linear predictor to what the weight is multiplied by, and the derivative."""
    low, high = bounds or (-np.inf, np.inf)
    if not low < 1 < high:
        raise ValueError(f"bounds = {bounds} must have 1 between them")
    if method == "linear":
        return lambda u: (np.clip(1 + u, low, high), ((1 + u >= low) & (1 + u <= high)).astype(np.float64))
    if method == "raking":
        return lambda u: _bounded_exponential(u, low, high)
    if method != "logit":
        raise ValueError(f"method = {method!r} must be linear, raking or logit")
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ValueError("bounds must be given for logit")
    return lambda u: _logit_factor(u, low, high)


def _bounded_exponential(u: Numbers, low: float, high: float) -> tuple[Numbers, Numbers]:
    with np.errstate(over="ignore"):
        grown = np.exp(u)
    inside = (grown >= low) & (grown <= high)
    return np.clip(grown, low, high), np.where(inside, grown, 0)


def _logit_factor(u: Numbers, low: float, high: float) -> tuple[Numbers, Numbers]:
    steepness = (high - low) / ((1 - low) * (high - 1))
    with np.errstate(over="ignore"):
        # The share of the way from low to high; written so that no exponential of a large number is divided.
        share = 1 / (1 + (high - 1) / (1 - low) * np.exp(-steepness * u))
    return low + (high - low) * share, (high - low) * steepness * share * (1 - share)


def _solved(start: Numbers, columns: "sparse.csr_array", wanted: Numbers, factor: Factor, tolerance: float) -> Numbers:
    """Newton's method for the multipliers, with halved steps where a whole one overshoots."""
    scale = np.sqrt(np.maximum(np.asarray((columns.multiply(columns)).T @ start), np.finfo(float).tiny) / start.sum())
    scaled = sparse.csr_array(columns @ sparse.diags_array(1 / scale))
    goal = wanted / scale
    eta = np.zeros(len(goal))
    allowed = tolerance * (np.abs(goal) + 1e-3 * start.sum())
    times, slope = factor(scaled @ eta)
    left = goal - scaled.T @ (start * times)
    for _ in range(MOST_ROUNDS):
        if np.all(np.abs(left) <= allowed):
            return start * times
        step = np.linalg.pinv(_cross(scaled, start * slope), hermitian=True, rcond=1e-13) @ left
        for _halving in range(40):
            times, slope = factor(scaled @ (eta + step))
            after = goal - scaled.T @ (start * times)
            if np.all(np.isfinite(after)) and np.linalg.norm(after) < np.linalg.norm(left):
                break
            step = step / 2
        else:
            break
        eta, left = eta + step, after
    column = int(np.argmax(np.abs(left) - allowed))
    raise ValueError(
        f"totals cannot be met: column {column} ends {left[column] * scale[column]:.3g} from {wanted[column]:.6g}"
    )
