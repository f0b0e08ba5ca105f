"""Whether counts vary more than chance lets them, and limits that are as much wider."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincc, ndtr, stdtrit

from loftet.analysis.arguments import Numbers, between, numbers, positive, refuse
from loftet.analysis.marks import Marks
from loftet.analysis.rates.blocks import in_blocks
from loftet.analysis.rates.conditional import doubled, exact_odds, tails
from loftet.analysis.rates.gamma_poisson import likeliest_gamma_poisson
from loftet.analysis.rates.groups import checked_groups
from loftet.analysis.rates.poisson import exact_limits
from loftet.analysis.rates.rows import checked_pairs, checked_rows


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much wider than Poisson the counts of each group are; every array has an element a group."""

    group: NDArray[np.generic]
    """The labels in order."""
    rate: Numbers
    """The group's common rate, per unit of exposure."""
    dispersion: Numbers
    """Quasi-Poisson: variance / mean, by Pearson's sum of squares. About 1 is chance alone."""
    degrees_of_freedom: Numbers
    p_value: Numbers
    """That the counts vary no more than chance: small speaks for over-dispersion."""
    shape: Numbers
    """Negative binomial (R's theta): variance = mean + mean^2 / shape. Infinite where the counts are no wider."""
    marks: Marks
    left_out_count: NDArray[np.int64]

    def of_expected(self, expected: Numbers) -> Numbers:
        """The negative binomial's variance / mean of counts with these expectations, an element a group."""
        return 1 + expected / self.shape


@dataclass(frozen=True, slots=True)
class OverdispersedRate:
    """Rates with limits as wide as the dispersion asks for; every array has the shape of the rows."""

    rate: Numbers
    low: Numbers
    high: Numbers
    per: float
    marks: Marks
    confidence: float


@dataclass(frozen=True, slots=True)
class OverdispersedRatio:
    """Ratios of rates, after to before, with limits and test as wide as the dispersion asks for."""

    ratio: Numbers
    low: Numbers
    high: Numbers
    p_value: Numbers
    marks: Marks
    confidence: float


def count_dispersion(
    count: ArrayLike, exposure: ArrayLike, *, group: ArrayLike | None = None, marks: ArrayLike | None = None
) -> Dispersion:
    """How much more the counts of a group vary round a common rate than chance lets them.

    What it answers: "do burglaries come one by one here, or in waves, so that ordinary limits are too narrow?"

    Args:
        count: cases, (units,), such as the months of a place or the places of a year. NaN only where marked.
        exposure: what they arose from, (units,), above zero.
        group: (units,) labels; none means one group. At least three known units in each.
        marks: (units,), the bits of `Mark`; units that are not known are left out and counted.
    Returns:
        Of each group the quasi-Poisson dispersion with its test, and the negative binomial's shape.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or without exposure,
            whose group has fewer than three known units, or no case at all.
    Assumes:
        one rate in the whole group: a trend or a season in it counts as dispersion too (`loftet.analysis.trends` takes
        them out). The test wants some five expected cases a unit.
    Misleads when:
        few units were seen: with twelve months the dispersion is known to about a factor of two.
    Reference:
        McCullagh & Nelder, Generalized Linear Models, 2nd ed. 1989, section 6.2; Hilbe, Negative Binomial Regression,
        2nd ed. 2011.

    >>> found = count_dispersion([9, 2, 14, 3, 21, 5], [1, 1, 1, 1, 1, 1])
    >>> f"{found.dispersion[0]:.1f} times as wide, p {found.p_value[0]:.5f}"
    '6.0 times as wide, p 0.00001'
    """
    units = checked_groups(count, exposure, group, marks, fewest=3)
    cases, of = units.total(units.count), units.total(units.exposure)
    refuse("count", cases, cases == 0, "is all there is in a group: nothing can be said of its dispersion")
    expected = units.exposure * (cases / of)[units.group]
    freedom = units.size() - 1
    squares = units.total((units.count - expected) ** 2 / expected)
    return Dispersion(
        group=units.labels,
        rate=cases / of,
        dispersion=squares / freedom,
        degrees_of_freedom=freedom,
        p_value=gammaincc(freedom / 2, squares / 2),
        shape=likeliest_gamma_poisson(units).shape,
        marks=units.group_marks,
        left_out_count=units.left_out_count,
    )


def overdispersed_rate(
    count: ArrayLike,
    exposure: ArrayLike,
    *,
    dispersion: ArrayLike,
    degrees_of_freedom: ArrayLike = np.inf,
    per: float = 100_000,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> OverdispersedRate:
    """A rate with limits for counts whose variance is `dispersion` times their mean.

    What it answers: "how sure is this rate, when burglaries come in waves?"

    Args:
        count, exposure, per, confidence, marks: as in `crude_rate`.
        dispersion: variance / mean, (rows,) or one number: quasi-Poisson's, or 1 + expected / shape of a negative
            binomial (`Dispersion.of_expected`). Below 1 counts as 1.
        degrees_of_freedom: of the dispersion, (rows,) or one number; with few the limits are wider, by Student's tails.
    Returns:
        The rate and Garwood's limits of count / dispersion cases.
    Raises:
        ValueError: as in `crude_rate`, and for a dispersion or degrees of freedom that are not above zero.
    Assumes:
        that the dispersion found elsewhere (other months, other places) holds here.
    Misleads when:
        the dispersion comes from a trend, which is no chance.
    Reference:
        McCullagh & Nelder, Generalized Linear Models, 2nd ed. 1989, section 6.2.

    >>> seen = overdispersed_rate(31, 10_500, dispersion=2.4, degrees_of_freedom=35)
    >>> f"{seen.rate:.0f} from {seen.low:.0f} to {seen.high:.0f}"
    '295 from 153 to 514'
    """
    positive("per", per)
    rows = checked_rows(count, exposure, marks)
    wider, tail = _checked_width(dispersion, degrees_of_freedom, confidence, rows.count.shape)

    def limits(cases: Numbers, of: Numbers, wide: Numbers, outside: Numbers) -> tuple[Numbers, ...]:
        low, high = exact_limits(cases / wide, outside)
        return cases / of * per, low * wide / of * per, high * wide / of * per

    rate, low, high = in_blocks(limits, rows.count, rows.exposure, wider, tail)
    return OverdispersedRate(rate, low, high, per, rows.marks, float(confidence))


def overdispersed_rate_ratio(
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    count_after: ArrayLike,
    exposure_after: ArrayLike,
    *,
    dispersion: ArrayLike,
    degrees_of_freedom: ArrayLike = np.inf,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> OverdispersedRatio:
    """The ratio of two rates for counts whose variance is `dispersion` times their mean.

    What it answers: "did it fall, seen against how much it swings from month to month anyway?"

    Args:
        count_before, exposure_before, count_after, exposure_after, confidence, marks: as in `rate_ratio`.
        dispersion, degrees_of_freedom: as in `overdispersed_rate`, one for both periods.
    Returns:
        The ratio with exact central limits and p value of count / dispersion cases.
    Raises:
        ValueError: as in `rate_ratio`, and for a dispersion or degrees of freedom that are not above zero.
    Assumes:
        that the dispersion found elsewhere holds in both periods.
    Misleads when:
        one of the periods is where the dispersion was found: the change itself then widens the limits.
    Reference:
        McCullagh & Nelder, Generalized Linear Models, 2nd ed. 1989, section 6.2.

    >>> seen = overdispersed_rate_ratio(60, 1, 38, 1, dispersion=2.4, degrees_of_freedom=35)
    >>> f"{seen.ratio:.2f} from {seen.low:.2f} to {seen.high:.2f}, p {seen.p_value:.2f}"
    '0.63 from 0.31 to 1.26, p 0.20'
    """
    pairs = checked_pairs(count_before, exposure_before, count_after, exposure_after, marks)
    wider, tail = _checked_width(dispersion, degrees_of_freedom, confidence, pairs.before.shape)

    def compare(before: Numbers, after: Numbers, odds: Numbers, wide: Numbers, outside: Numbers) -> tuple[Numbers, ...]:
        low, high = exact_odds(after / wide, before / wide, outside)
        here = tails(after / wide, before / wide, odds)
        return after / before / odds, low / odds, high / odds, doubled(here.at_most, here.at_least)

    odds = pairs.exposure_after / pairs.exposure_before
    ratio, low, high, p_value = in_blocks(compare, pairs.before, pairs.after, odds, wider, tail)
    return OverdispersedRatio(ratio, low, high, p_value, pairs.marks, float(confidence))


def _checked_width(
    dispersion: ArrayLike, degrees_of_freedom: ArrayLike, confidence: float, shape: tuple[int, ...]
) -> tuple[Numbers, Numbers]:
    """At least 1 each, and the tail outside each limit, in the shape of the rows."""
    tail = (1 - between("confidence", confidence, 0, 1)) / 2
    wider = np.maximum(positive("dispersion", dispersion), 1.0)
    # Infinite ones are allowed: of a dispersion that is known. NaN falls to the next line.
    freedom = numbers("degrees_of_freedom", degrees_of_freedom, except_at=np.array(True))
    refuse("degrees_of_freedom", freedom, ~(freedom > 0), "must be above zero")
    outside = np.where(np.isinf(freedom), tail, ndtr(stdtrit(np.where(np.isinf(freedom), 1.0, freedom), tail)))
    for name, given in {"dispersion": wider, "degrees_of_freedom": outside}.items():
        if given.shape not in {(), shape}:
            raise ValueError(f"{name} has shape {given.shape} but the counts have shape {shape}")
    return np.broadcast_to(wider, shape), np.broadcast_to(outside, shape)
