"""When a map says "cannot tell", and false discoveries among many places kept rare."""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, not_empty, numbers, one_axis, refuse

FEWEST = 20
"""Of fewer incidents (or places) than this, one alone is more than a twentieth of all that the map shows."""


class Reason(StrEnum):
    """Why a map or a table of incidents can tell nothing."""

    TOO_FEW_INCIDENTS = "fewer than 20 incidents: one of them would decide what the map shows"
    TOO_FEW_PLACES = "fewer than 20 places: there is too little to compare each of them with"
    TOO_FEW_TOGETHER = "even the densest spot rests on fewer than 10 incidents"
    ALL_EQUAL = "all values are equal"
    NO_NEIGHBOURS = "no place has a neighbour"
    NO_PAIRS = "no two incidents are near in both place and time, and none would be by chance"


def few_incidents(count: int) -> Reason | None:
    """The reason, if there are too few incidents."""
    return Reason.TOO_FEW_INCIDENTS if count < FEWEST else None


def adjusted_p_values(p_values: ArrayLike) -> Numbers:
    """The p values after Benjamini and Hochberg: choosing those up to q keeps the false discovery rate at q.

    What it answers: which of many places may be pointed out, if at most a share q of those pointed out may be false?

    Args:
        p_values: (n,), 0 to 1.
    Returns:
        (n,): the smallest false discovery rate at which each would be pointed out. As R's `p.adjust(p, "BH")`.
    Raises:
        ValueError: names the first row that is not a number from 0 to 1, or says that there is none.
    Assumes:
        independent tests or positively dependent ones (Benjamini and Yekutieli 2001), as neighbouring places are. It
        misleads when the places were chosen after a look at the map.
    Reference:
        Benjamini & Hochberg, J. R. Stat. Soc. B 57 (1995) 289-300.
    Example:
        >>> adjusted_p_values([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
        [0.04, 0.0533, 0.0533, 0.5]
    """
    given = numbers("p_values", p_values)
    one_axis("p_values", given)
    not_empty("p_values", given)
    refuse("p_values", given, (given < 0) | (given > 1), "must lie between 0 and 1")
    order = np.argsort(given)[::-1]
    ranks = np.arange(len(given), 0, -1)
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum.accumulate(np.minimum(given[order] * len(given) / ranks, 1))
    return adjusted
