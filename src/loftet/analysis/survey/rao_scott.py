"""Do two questions go together: Rao and Scott's tests of a table of shares."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from loftet.analysis.arguments import Flags, Numbers, one_axis, same_length
from loftet.analysis.marks import checked_marks, unknown
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.labels import MOST_COLUMNS, Labels, coded
from loftet.analysis.survey.linearised import covariance
from loftet.analysis.survey.models import answering_degrees

Statistic = Literal["F", "chi_squared", "saddlepoint", "wald", "adjusted_wald"]
NEAR_ZERO = 1e-4


@dataclass(frozen=True, slots=True)
class Association:
    """The test of no association, and the estimated table."""

    statistic: float
    degrees_of_freedom: float
    error_degrees_of_freedom: float
    """Infinite for `chi_squared`."""
    p_value: float
    rows: tuple[object, ...]
    columns: tuple[object, ...]
    table: Numbers
    """Persons in each cell."""
    answer_count: int


def association(
    design: Design,
    row: ArrayLike,
    column: ArrayLike,
    *,
    statistic: Statistic = "F",
    marks: ArrayLike | None = None,
) -> Association:
    """Do the answers to one question differ by the answers to another?

    What it answers: does feeling unsafe go with area, when the sample is clustered and weighted.

    Args:
        design: n respondents.
        row: (n,) labels.
        column: (n,) labels.
        statistic: "F" (Rao and Scott's second-order correction referred to F), "chi_squared" (the same Pearson
            statistic with the first-order correction), "saddlepoint" (its distribution approximated directly), "wald"
            or "adjusted_wald" (the latter for few clusters).
        marks: (n,) bits; who has a missing answer to either is left out as a domain.

    Returns:
        The test, with the estimated numbers of persons.

    Raises:
        ValueError: a question with one answer, nobody who answered, more cells than the design's degrees of freedom can
            tell ("wald"), mixed lengths.

    Assumes: a handful of respondents in each cell. "wald" rejects too often with few clusters.

    Reference: Rao and Scott, Annals of Statistics 12 (1984); Thomas and Rao, JASA 82 (1987); Kuonen, Biometrika 86
        (1999) for the saddlepoint.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> design = survey_design([50.0] * 8)
        >>> test = association(design, [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 1, 1])
        >>> test.table
        array([[150.,  50.],
               [ 50., 150.]])
    """
    if statistic not in get_args(Statistic):
        raise ValueError(f"statistic = {statistic!r} must be one of {', '.join(get_args(Statistic))}")
    here = ~unknown(checked_marks(marks, (len(design),)))
    if not here.any():
        raise ValueError("marks leave nobody who answered")
    rows, columns = _answers("row", row, here), _answers("column", column, here)
    shape = len(rows.names), len(columns.names)
    if min(shape) < 2:
        raise ValueError(f"{'row' if shape[0] < 2 else 'column'} has one answer: nothing to compare")
    if shape[0] * shape[1] > MOST_COLUMNS:
        raise ValueError(f"row and column have {shape[0]} times {shape[1]} answers: at most {MOST_COLUMNS} pairs")
    weights = np.where(here, design.weights, 0)
    cell = rows.codes * shape[1] + columns.codes
    persons = np.bincount(cell, weights, shape[0] * shape[1]).astype(np.float64)
    share = (persons / weights.sum()).reshape(shape)
    if (share.sum(axis=0) == 0).any() or (share.sum(axis=1) == 0).any():
        raise ValueError("marks leave an answer that nobody gave")
    indicator = (cell[:, None] == np.arange(len(persons))) & here[:, None]
    is_wald = statistic in ("wald", "adjusted_wald")
    # Wald's test is of the numbers of persons, whose sum varies too; the others are of shares.
    centre = 0 if is_wald else share.ravel() * here[:, None]
    spread = covariance(design, (indicator - centre) / weights.sum())
    degrees = answering_degrees(design, here)
    if degrees <= 0:
        raise ValueError("row and column have no degrees of freedom: as many strata as clusters answered")
    test = _wald if is_wald else _pearson
    return Association(*test(share, spread, degrees, int(here.sum()), statistic), rows.names, columns.names,
                       persons.reshape(shape), int(here.sum()))  # fmt: skip


def _answers(name: str, given: ArrayLike, here: Flags) -> Labels:
    """Coded; who did not answer gets the label of one who did, and a weight of zero."""
    asked = np.asarray(given)
    one_axis(name, asked)
    same_length(design=here, **{name: asked})
    return coded(name, np.where(here, asked, asked[here.argmax()]))


def _wald(
    share: Numbers, spread: Numbers, degrees: int, count: int, statistic: Statistic
) -> tuple[float, float, float, float]:
    """Of the differences from what independence would give, all but the first row and column."""
    height, width = share.shape
    across, down = share.sum(axis=1), share.sum(axis=0)
    difference = (share - np.outer(across, down))[1:, 1:].ravel()
    slopes = np.zeros((height, width, height, width))
    for i in range(height):
        for j in range(width):
            slopes[i, j] += across[i] * down[j]
            slopes[i, j, i, j] += 1
            slopes[i, j, i, :] -= down[j]
            slopes[i, j, :, j] -= across[i]
    inner = slopes[1:, 1:].reshape(-1, height * width)
    variance = inner @ spread @ inner.T
    free = len(difference)
    if free > degrees or np.linalg.matrix_rank(variance, hermitian=True) < free:
        raise ValueError(f"statistic = {statistic} needs at least {free} degrees of freedom: the design tells too few")
    found = float(difference @ np.linalg.solve(variance, difference)) / free
    below = degrees
    if statistic == "adjusted_wald":
        below = degrees - free + 1
        found *= below / degrees
    return found, free, below, float(special.fdtrc(free, below, found))


def _pearson(
    share: Numbers, spread: Numbers, degrees: int, count: int, statistic: Statistic
) -> tuple[float, float, float, float]:
    expected = np.outer(share.sum(axis=1), share.sum(axis=0))
    pearson = count * float(((share - expected) ** 2 / expected).sum())
    effects = _generalised_design_effects(share, spread, count)
    mean = float(effects.mean())
    if mean <= 0:
        raise ValueError("row and column have no sampling variance: their table is known by design")
    if statistic == "chi_squared":
        return pearson, len(effects), np.inf, float(special.chdtrc(len(effects), pearson / mean))
    free = float(effects.sum() ** 2 / (effects**2).sum())
    below = free * degrees
    if statistic == "saddlepoint":
        return pearson, free, below, _saddlepoint(pearson, effects, below)
    scaled = pearson / float(effects.sum())
    return scaled, free, below, float(special.fdtrc(free, below, scaled))


def _generalised_design_effects(share: Numbers, spread: Numbers, count: int) -> Numbers:
    """Eigenvalues of the interaction's design effects: all one in a simple random sample."""
    height, width = share.shape
    ones = np.ones((height, width))
    main = [ones.ravel()]
    main += [np.repeat(np.eye(height)[i], width) for i in range(1, height)]
    main += [np.tile(np.eye(width)[j], height) for j in range(1, width)]
    additive = np.column_stack(main)
    saturated = np.column_stack(
        [np.outer(np.eye(height)[i], np.eye(width)[j]).ravel() for i in range(1, height) for j in range(1, width)]
    )
    contrast = saturated - additive @ np.linalg.lstsq(additive, saturated, rcond=None)[0]
    inverse = np.divide(1, share.ravel(), out=np.zeros(share.size), where=share.ravel() > 0)
    simple = contrast.T @ (contrast * inverse[:, None]) / count
    actual = (contrast * inverse[:, None]).T @ spread @ (contrast * inverse[:, None])
    return np.asarray(np.linalg.eigvals(np.linalg.solve(simple, actual)).real)


def _saddlepoint(statistic: float, effects: Numbers, below: float) -> float:
    """P(sum of effects times chi-squares > statistic times a mean chi-square on `below`), after Kuonen."""
    from scipy import optimize  # noqa: PLC0415 - slow to import, and wanted for this alone

    scale = np.append(effects, -statistic / below)
    # Whole degrees of freedom below, as R has it: rounded down, which errs on the safe side.
    freedom = np.append(np.ones(len(effects)), max(1, np.floor(below)))
    scale = scale / scale.max()

    def slope(zeta: float) -> float:
        return float((freedom * scale / (1 - 2 * zeta * scale)).sum())

    low, high = 0.99999 / (2 * scale.min()), 0.99999 / (2 * scale.max())
    zeta = float(optimize.brentq(slope, low, high, xtol=1e-14))
    if abs(zeta) < NEAR_ZERO:
        fit = float(effects.sum() ** 2 / (effects**2).sum())
        return float(special.fdtrc(fit, below, statistic / float(effects.sum())))
    cumulant = -float((freedom * np.log(1 - 2 * zeta * scale)).sum()) / 2
    curvature = 2 * float((freedom * scale**2 / (1 - 2 * zeta * scale) ** 2).sum())
    root = np.sign(zeta) * np.sqrt(-2 * cumulant)
    return float(special.ndtr(-(root + np.log(zeta * np.sqrt(curvature) / root) / root)))
