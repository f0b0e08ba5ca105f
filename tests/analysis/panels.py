"""Made-up counts whose effect is known, for the proofs of effects."""

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def panel(
    rng: np.random.Generator,
    *,
    treated: int,
    comparisons: int,
    periods: int = 48,
    level: float = 6.0,
    theta: float = 5.0,
    between: float = 0.15,
    lasting: float = 0.0,
    ratio: float = 1.0,
) -> Counts:
    """Municipalities of very different size, small treated ones first; the measure begins halfway.

    `theta` widens each month's count, `between` is the standard deviation of municipalities' own log changes at the
    start of the measure, `lasting` the correlation of neighbouring months.
    """
    units = treated + comparisons
    sizes = level * np.exp(rng.normal(0.3, 0.7, units))
    sizes[:treated] = level
    wave = np.exp(0.2 * np.sin(2 * np.pi * np.arange(periods) / 12))
    mean = sizes[:, None] * wave[None, :]
    mean[:, periods // 2 :] *= np.exp(rng.normal(0, between, units))[:, None]
    if lasting:
        mean *= np.exp(0.3 * np.array([drift(rng, periods, lasting) for _ in range(units)]) - 0.045)
    mean[:treated, periods // 2 :] *= ratio
    return rng.negative_binomial(theta, theta / (theta + mean))


def series(
    rng: np.random.Generator,
    *,
    periods: int,
    start: int,
    level: float,
    theta: float,
    lasting: float,
    ratio: float = 1.0,
) -> Counts:
    """Monthly counts with season, trend and, if wanted, months that are like their neighbours."""
    time = np.arange(periods)
    mean = level * np.exp(0.25 * np.sin(2 * np.pi * time / 12) - 0.03 * time / 12)
    mean[start:] *= ratio
    if lasting:
        mean = mean * np.exp(0.35 * drift(rng, periods, lasting))
    return rng.negative_binomial(theta, theta / (theta + mean))


def drift(rng: np.random.Generator, periods: int, lasting: float) -> NDArray[np.float64]:
    """An autoregression of variance 1."""
    steps = rng.normal(0, 1, periods)
    for period in range(1, periods):
        steps[period] = lasting * steps[period - 1] + np.sqrt(1 - lasting**2) * steps[period]
    return steps
