"""Rates of rare events with their limits."""

from dataclasses import dataclass
from typing import Literal, get_args

from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, between, one_of, positive
from loftet.analysis.marks import Marks
from loftet.analysis.rates.blocks import in_blocks
from loftet.analysis.rates.poisson import (
    byar_exact_limits,
    byar_limits,
    exact_limits,
    mid_p_limits,
    wald_limits,
)
from loftet.analysis.rates.rows import checked_rows

LimitMethod = Literal["exact", "mid-p", "byar", "byar-exact", "wald"]
LIMITS_OF_COUNT = {
    "exact": exact_limits,
    "mid-p": mid_p_limits,
    "byar": byar_limits,
    "byar-exact": byar_exact_limits,
    "wald": wald_limits,
}


@dataclass(frozen=True, slots=True)
class Rate:
    """Cases for so much exposure; every array has the shape of the rows."""

    rate: Numbers
    """Cases per `per` of exposure."""
    low: Numbers
    high: Numbers
    """Limits of the rate that the place would show in the long run."""
    per: float
    marks: Marks
    confidence: float
    method: LimitMethod


def crude_rate(
    count: ArrayLike,
    exposure: ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
    method: LimitMethod = "exact",
    marks: ArrayLike | None = None,
) -> Rate:
    """A rate and the limits between which chance alone leaves it.

    What it answers: "how common are burglaries here, and how sure is that figure?"

    Args:
        count: cases, (rows,) of any shape or one number. NaN only where marked.
        exposure: what they arose from, such as inhabitants times years; above zero.
        per: how much exposure the rate is given for.
        confidence: of the two-sided limits.
        method: "exact" (Garwood), "mid-p" (half of what was seen counts as outside), "byar" (cube root at count + 1/2:
            near mid-p, as epitools does it), "byar-exact" (cube root at count and count + 1: Breslow and Day's, near
            Garwood's) or "wald" (normal log rate, wide open at a count of zero).
        marks: (rows,), the bits of `Mark`.
    Returns:
        The rate, its limits and the marks of each row. A low limit is never below zero, where epitools' may be.
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or without exposure,
            arrays of different shapes, empty ones, and settings out of range.
    Assumes:
        Poisson counts: cases independent of each other, the exposure known.
    Misleads when:
        events come in clusters (see `count_dispersion`), or when places of different ages are compared (see
        `standardised_rate`).
    Reference:
        Garwood, Biometrika 28 (1936), 437-442; Breslow & Day, Statistical Methods in Cancer Research II (1987),
        section 2.3; Rothman & Boice, Epidemiologic Analysis (1979), on mid-p.

    >>> seen = crude_rate(7, 10_500)
    >>> f"{seen.rate:.1f} from {seen.low:.1f} to {seen.high:.1f} per {seen.per:,}"
    '66.7 from 26.8 to 137.4 per 100,000'
    """
    one_of("method", method, get_args(LimitMethod))
    tail = (1 - between("confidence", confidence, 0, 1)) / 2
    positive("per", per)
    rows = checked_rows(count, exposure, marks)

    def limits(cases: Numbers, of: Numbers) -> tuple[Numbers, ...]:
        low, high = LIMITS_OF_COUNT[method](cases, tail)
        return tuple(figure / of * per for figure in (cases, low, high))

    rate, low, high = in_blocks(limits, rows.count, rows.exposure)
    return Rate(rate, low, high, per, rows.marks, float(confidence), method)
