"""Limits of a share, a mean and any other estimate from its variance and degrees of freedom."""

from typing import Literal, get_args

import numpy as np
from scipy import special

from loftet.analysis.arguments import Flags, Numbers

ShareLimits = Literal[
    "capped_korn_graubard", "korn_graubard", "wald_t", "wald_z", "logit", "likelihood", "arcsine", "wilson"
]


def t_quantile(confidence: float, degrees: Numbers) -> Numbers:
    """The upper two-sided quantile of t; NaN where there are no degrees of freedom."""
    with np.errstate(invalid="ignore"):
        found = special.stdtrit(np.where(degrees > 0, degrees, np.nan), 0.5 + confidence / 2)
    return np.asarray(found)


def wald_limits(value: Numbers, error: Numbers, confidence: float, degrees: Numbers | None) -> tuple[Numbers, Numbers]:
    """The value less and plus its error times the quantile of t, or of the normal distribution without degrees."""
    quantile = special.ndtri(0.5 + confidence / 2) if degrees is None else t_quantile(confidence, degrees)
    return value - quantile * error, value + quantile * error


def share_limits(
    share: Numbers,
    variance: Numbers,
    *,
    method: ShareLimits,
    confidence: float,
    count: Numbers,
    equal_weights_count: Numbers,
    degrees: Numbers,
) -> tuple[Numbers, Numbers]:
    """Limits of a share by any of the methods; by Korn and Graubard where nobody or everybody has the attribute.

    `equal_weights_count` is Kish's number of equally weighted respondents that the weights are worth: what is left to
    go by where the variance is zero because all answers are the same.
    """
    if method not in get_args(ShareLimits):
        raise ValueError(f"limits = {method!r} must be one of {', '.join(get_args(ShareLimits))}")
    if method in ("wald_t", "wald_z"):
        return wald_limits(share, np.sqrt(variance), confidence, degrees if method == "wald_t" else None)
    exact = _korn_graubard(
        share,
        variance,
        confidence=confidence,
        count=count,
        equal_weights_count=equal_weights_count,
        degrees=degrees,
        is_capped=method != "korn_graubard",
    )
    if method in ("korn_graubard", "capped_korn_graubard"):
        return exact
    inner = (share > 0) & (share < 1) & (variance > 0)
    p, v = np.where(inner, share, 0.5), np.where(inner, variance, 0.25)
    t = t_quantile(confidence, degrees)
    low, high = _transformed(method, p, v, t, count)
    return np.where(inner, low, exact[0]), np.where(inner, high, exact[1])


def _transformed(method: ShareLimits, p: Numbers, v: Numbers, t: Numbers, count: Numbers) -> tuple[Numbers, Numbers]:
    if method == "logit":
        half = t * np.sqrt(v) / (p * (1 - p))
        return special.expit(special.logit(p) - half), special.expit(special.logit(p) + half)
    if method == "arcsine":
        # As R has it, without folding at the ends: sin squared turns back below 0 and above a right angle.
        angle, half = np.arcsin(np.sqrt(p)), t * np.sqrt(v / (4 * p * (1 - p)))
        return np.sin(angle - half) ** 2, np.sin(angle + half) ** 2
    if method == "wilson":
        n = p * (1 - p) / v
        centre, half = p + t**2 / (2 * n), t * np.sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
        return (centre - half) / (1 + t**2 / n), (centre + half) / (1 + t**2 / n)
    return _likelihood(p, v, t, count)


def _korn_graubard(
    share: Numbers,
    variance: Numbers,
    *,
    confidence: float,
    count: Numbers,
    equal_weights_count: Numbers,
    degrees: Numbers,
    is_capped: bool,
) -> tuple[Numbers, Numbers]:
    """Clopper and Pearson at the effective number of respondents, scaled by the design's degrees of freedom.

    With few who have the attribute, the variance is often far too small by chance. Capped, the effective number is at
    most what the weights are worth, whatever the variance says.
    """
    spread = (variance > 0) & (share > 0) & (share < 1)
    effective = np.where(spread, share * (1 - share) / np.where(spread, variance, 1), equal_weights_count)
    if is_capped:
        effective = np.minimum(effective, equal_weights_count)
    with np.errstate(invalid="ignore", divide="ignore"):
        effective = effective * (t_quantile(confidence, count - 1) / t_quantile(confidence, degrees)) ** 2
    having, lacking, tail = effective * share, effective * (1 - share), (1 - confidence) / 2
    low = np.where(having > 0, special.betaincinv(np.maximum(having, 1e-300), lacking + 1, tail), 0)
    high = np.where(lacking > 0, special.betaincinv(having + 1, np.maximum(lacking, 1e-300), 1 - tail), 1)
    cannot = ~np.isfinite(effective)
    return np.where(cannot, np.nan, low), np.where(cannot, np.nan, high)


def _likelihood(p: Numbers, v: Numbers, t: Numbers, count: Numbers) -> tuple[Numbers, Numbers]:
    """Where twice the drop of the log likelihood of the effective sample reaches t squared, found by bisection."""
    allowed = t**2 * v / (p * (1 - p)) * count / (count - 1) / 2

    def drop(q: Numbers) -> Numbers:
        return np.asarray(special.rel_entr(p, q) + special.rel_entr(1 - p, 1 - q))

    ends = []
    for far in (np.zeros_like(p), np.ones_like(p)):
        near, out = p.copy(), far
        for _ in range(200):
            middle = (near + out) / 2
            beyond: Flags = drop(middle) > allowed
            near, out = np.where(beyond, near, middle), np.where(beyond, middle, out)
        ends.append((near + out) / 2)
    return ends[0], ends[1]
