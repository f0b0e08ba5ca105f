"""The largest count that chance explains, given what was expected and how far counts stray."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtr, ndtri, pdtr, pdtrc

from loftet.analysis.arguments import Numbers

Threshold = Literal["delta", "nbPlugin", "muan"]
Power = Literal["2/3", "1/2", "none"]
EXPONENTS: dict[str, float] = {"2/3": 2 / 3, "1/2": 1 / 2, "none": 1.0}
ROUNDING = 1e-14
LARGEST_SEARCHED = 1e12


@dataclass(frozen=True, slots=True)
class Bound:
    """All of the shape of the expected counts."""

    upper: Numbers
    p_value: Numbers
    """Of a count as high as this one or higher."""


def transformed_bound(
    counts: Numbers, expected: Numbers, standard_error: Numbers, dispersion: Numbers, *, tail: float, power: Power
) -> Bound:
    """Normal limits of a power of the count, with what is not known of the expected count in it ("delta")."""
    exponent = EXPONENTS[power]
    spread = dispersion + standard_error**2 / expected
    deviation = exponent * np.sqrt(expected ** (2 * exponent - 1) * spread)
    middle = expected**exponent
    upper = (middle - ndtri(tail) * deviation) ** (1 / exponent)
    return Bound(upper, ndtr((middle - counts**exponent) / deviation))


def count_bound(counts: Numbers, mean: Numbers, dispersion: Numbers, *, tail: float) -> Bound:
    """The quantile of a negative binomial with this mean and dispersion, of Poisson where the dispersion is 1."""
    return Bound(upper_quantile(1 - tail, mean, dispersion), tail_probability(counts, mean, dispersion))


def tail_probability(counts: Numbers, mean: Numbers, dispersion: Numbers) -> Numbers:
    """Of a count as high or higher."""
    wide = dispersion > 1
    size = mean / np.where(wide, dispersion - 1, np.nan)
    of_wide = betainc(np.maximum(counts, 0.5), size, 1 - 1 / dispersion)
    above = np.where(wide, of_wide, pdtrc(np.maximum(counts - 1, 0), mean))
    return np.where(np.isfinite(mean), np.where(counts > 0, above, 1.0), np.nan)


def probability_up_to(counts: Numbers, mean: Numbers, dispersion: Numbers) -> Numbers:
    wide = dispersion > 1
    found = np.empty_like(mean)
    found[wide] = betainc(mean[wide] / (dispersion[wide] - 1), counts[wide] + 1, 1 / dispersion[wide])
    found[~wide] = pdtr(counts[~wide], mean[~wide])
    return found


def upper_quantile(probability: float, mean: Numbers, dispersion: Numbers) -> Numbers:
    """The smallest whole number that is not exceeded with this probability; NaN where the mean is not finite."""
    answer = np.full(mean.shape, np.nan)
    told = np.isfinite(mean) & np.isfinite(dispersion)
    # Beyond the largest count anyone has seen, neighbouring whole numbers are soon one and the same to a float.
    huge = told & (mean * dispersion > LARGEST_SEARCHED)
    answer[huge] = np.ceil(normal_guess(probability, mean[huge], dispersion[huge]))
    searched = told & ~huge
    answer[searched] = _smallest_reaching(probability * (1 - ROUNDING), mean[searched], dispersion[searched])
    return answer


def normal_guess(probability: float, mean: Numbers, dispersion: Numbers) -> Numbers:
    """Cornish and Fisher's first terms."""
    z = ndtri(probability)
    return np.asarray(mean + z * np.sqrt(mean * dispersion) + (2 * dispersion - 1) * (z * z - 1) / 6)


def _smallest_reaching(probability: float, mean: Numbers, dispersion: Numbers) -> Numbers:
    """A bracket around a guess, widened as far as needed and then halved."""
    high = np.maximum(np.ceil(normal_guess(probability, mean, dispersion) - 0.5), 0)
    low = high - 1
    short = np.arange(len(mean))
    step = 1.0
    while (short := short[~reaches(probability, high[short], mean[short], dispersion[short])]).size:
        low[short] = high[short]
        high[short] += step
        step *= 2
    far, step = np.flatnonzero(low >= 0), 1.0
    while (far := far[(low[far] >= 0)]).size:
        far = far[reaches(probability, low[far], mean[far], dispersion[far])]
        high[far] = low[far]
        low[far] = np.maximum(low[far] - step, -1)
        step *= 2
    while (open_ := np.flatnonzero(high - low > 1)).size:
        middle = np.floor((low[open_] + high[open_]) / 2)
        enough = reaches(probability, middle, mean[open_], dispersion[open_])
        high[open_[enough]] = middle[enough]
        low[open_[~enough]] = middle[~enough]
    return high


def reaches(probability: float, counts: Numbers, mean: Numbers, dispersion: Numbers) -> NDArray[np.bool_]:
    return np.asarray(probability_up_to(counts, mean, dispersion) >= probability)
