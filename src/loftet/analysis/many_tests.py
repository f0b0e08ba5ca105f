"""P values that allow for having looked at many: areas, places, cells of a table."""

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import Numbers, not_empty, numbers, one_axis, refuse


def holm(p_values: ArrayLike) -> Numbers:
    """P values that allow for looking at many, so that none is a false find with the usual chance (Holm).

    What it answers: which of the areas changed, when a single false claim would be one too many.

    Args:
        p_values: (m,) from 0 to 1.

    Returns:
        (m,) adjusted p values, in the same order.

    Raises:
        ValueError: no p values, or one that is not between 0 and 1.

    Assumes: nothing about how the tests depend on each other. With many areas little is found.

    Reference: Holm, Scandinavian Journal of Statistics 6 (1979).

    Example:
        >>> holm([0.01, 0.04, 0.03])
        array([0.03, 0.06, 0.06])
    """
    p = _checked(p_values)
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.maximum.accumulate((len(p) - np.arange(len(p))) * p[order]), 1)
    return adjusted


def false_discovery(p_values: ArrayLike) -> Numbers:
    """P values that allow for looking at many, so that few of the finds are false (Benjamini and Hochberg).

    What it answers: which areas are worth a closer look, when one in twenty of them may be chance.

    Args:
        p_values: (m,) from 0 to 1.

    Returns:
        (m,) adjusted p values, in the same order.

    Raises:
        ValueError: no p values, or one that is not between 0 and 1.

    Assumes: tests that are independent or rise together (Benjamini and Yekutieli 2001), as neighbouring places do.
    It misleads when the places were chosen after a look at the map.

    Reference: Benjamini and Hochberg, JRSS B 57 (1995).

    Example:
        >>> false_discovery([0.01, 0.04, 0.03])
        array([0.03, 0.04, 0.04])
    """
    p = _checked(p_values)
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    return adjusted


def _checked(p_values: ArrayLike) -> Numbers:
    p = np.atleast_1d(numbers("p_values", p_values))
    one_axis("p_values", p)
    not_empty("p_values", p)
    refuse("p_values", p, (p < 0) | (p > 1), "is not between 0 and 1")
    return p
