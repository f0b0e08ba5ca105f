"""How weights are found that meet known totals: proportional fitting, and Newton's method."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from scipy import sparse

from loftet.analysis.arguments import Numbers
from loftet.analysis.survey.labels import Labels, pairs

Method = Literal["linear", "raking", "logit"]
MOST_ROUNDS = 500


def cross_products(columns: "sparse.csr_array", weights: Numbers) -> Numbers:
    """(p, p) weighted sums of products of the columns."""
    return np.asarray((columns.T @ (sparse.diags_array(weights) @ columns)).toarray())


def raked_weights(start: Numbers, margins: list[tuple[Labels, Numbers]], tolerance: float) -> Numbers:
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


def factor_of(method: Method, bounds: tuple[float, float] | None) -> Factor:
    """From the linear predictor to what the weight is multiplied by, and the derivative.

    Raises:
        ValueError: an unknown method, or bounds that do not have 1 between them or that logit lacks.
    """
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


def calibrated_weights(
    start: Numbers, columns: "sparse.csr_array", wanted: Numbers, factor: Factor, tolerance: float
) -> Numbers:
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
        step = np.linalg.pinv(cross_products(scaled, start * slope), hermitian=True, rcond=1e-13) @ left
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
