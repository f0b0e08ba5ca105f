"""What Moran's I, Geary's C and general G vary by when the values are shuffled over the map."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from loftet.analysis.arguments import Numbers


@dataclass(frozen=True, slots=True)
class Weighing:
    """Sums of the weights, and n: S0, S1 and S2 are Cliff and Ord's names."""

    n: int
    s0: float
    s1: float
    s2: float

    @classmethod
    def of(cls, matrix: csr_array) -> "Weighing":
        both_ways = matrix + matrix.T
        s2 = ((matrix.sum(axis=0) + matrix.sum(axis=1)) ** 2).sum()
        return cls(matrix.shape[0], float(matrix.sum()), float((both_ways.multiply(both_ways)).sum() / 2), float(s2))


def moran_moments(weighing: Weighing, x: Numbers, *, is_normal: bool) -> tuple[float, float]:
    """Expected value and variance (Cliff & Ord 1981, equations 1.37 and 1.38)."""
    n, s0, s1, s2 = weighing.n, weighing.s0, weighing.s1, weighing.s2
    expected = -1 / (n - 1)
    if is_normal:
        return expected, (n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1)) - expected**2
    shuffled = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    heavy_tails = _kurtosis(x) * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return expected, (shuffled - heavy_tails) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2


def geary_moments(weighing: Weighing, x: Numbers) -> tuple[float, float]:
    """Expected value and variance (Cliff & Ord 1981, equation 1.45)."""
    n, s0, s1, s2 = weighing.n, weighing.s0, weighing.s1, weighing.s2
    k = _kurtosis(x)
    first = (n - 1) * s1 * (n**2 - 3 * n + 3 - k * (n - 1))
    second = (n - 1) * s2 * (n**2 + 3 * n - 6 - k * (n**2 - n + 2)) / 4
    third = s0**2 * (n**2 - 3 - k * (n - 1) ** 2)
    return 1.0, (first - second + third) / (n * (n - 2) * (n - 3) * s0**2)


def general_g_moments(weighing: Weighing, x: Numbers) -> tuple[float, float]:
    """Expected value and variance (Getis & Ord 1992, with 6 S0² in B1 as their correction of 1993 has it)."""
    n, s0, s1, s2 = weighing.n, weighing.s0, weighing.s1, weighing.s2
    m1, m2, m3, m4 = (float(np.sum(x**power)) for power in (1, 2, 3, 4))
    b0 = (n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2
    b1 = -((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0**2)
    b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0**2
    b4 = s1 - s2 + s0**2
    products = b0 * m2**2 + b1 * m4 + b2 * m1**2 * m2 + b3 * m1 * m3 + b4 * m1**4
    expected = s0 / (n * (n - 1))
    return expected, products / ((m1**2 - m2) ** 2 * n * (n - 1) * (n - 2) * (n - 3)) - expected**2


def _kurtosis(x: Numbers) -> float:
    z = x - x.mean()
    return float(len(x) * np.sum(z**4) / np.sum(z**2) ** 2)
