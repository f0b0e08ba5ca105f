"""Which cells must be protected, and how far from its figure an attacker must be kept."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import (
    Flags,
    Numbers,
    between,
    counts,
    not_empty,
    numbers,
    one_axis,
    refuse,
    same_length,
    whole,
)

MOST_LARGEST = 10**8
"""Contributions kept at once, which fit in memory."""
THRESHOLD = 5
"""Counts of one to four are hidden: offences in close relations, sexual offences, children (the brief, 3.6)."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must stay possible of each cell: every bit of `low` to `high`. NaN where nothing is asked."""

    low: Numbers
    high: Numbers

    @property
    def is_sensitive(self) -> Flags:
        return ~np.isnan(self.low)

    def where(self, chosen: ArrayLike) -> "Requirement":
        """The requirement of the chosen cells only: small counts of bicycles stolen need no hiding."""
        kept = np.asarray(chosen, np.bool_)
        return Requirement(np.where(kept, self.low, np.nan), np.where(kept, self.high, np.nan))

    def joined(self, other: "Requirement") -> "Requirement":
        """What satisfies both."""
        return Requirement(np.fmin(self.low, other.low), np.fmax(self.high, other.high))


def small_counts(figures: ArrayLike, *, threshold: int = THRESHOLD) -> Requirement:
    """Cells of one to just under the threshold: an outsider must hold both one and the threshold possible.

    What it answers: which counts stand for so few people that they could be recognised?

    Args:
        figures: (n,), counts.
        threshold: the smallest count that needs no hiding.
    Returns:
        For counts from 1 to threshold - 1: low 1, high the threshold. So nobody can tell which of the small counts it
        is, nor that it is a small one at all. Zero is shown: it stands for nobody.
    Raises:
        ValueError: names the first row that is no count, or says that the threshold is below 2.
    Assumes:
        that zero gives nothing away. It misleads where "nobody" is the secret (nobody in the class feels safe): hide
        the category instead. A cell equal to its total ("all of the eleven") is not a small count either.
    Reference:
        Hundepool et al., Statistical Disclosure Control (Wiley 2012), 5.2.
    Example:
        >>> small_counts([0, 1, 4, 5]).is_sensitive.tolist()
        [False, True, True, False]
    """
    given = counts("figures", figures)
    not_empty("figures", given)
    whole("threshold", threshold, 2)
    small = (given >= 1) & (given < threshold)
    return Requirement(np.where(small, 1.0, np.nan), np.where(small, float(threshold), np.nan))


def n_k_dominance(
    cells: ArrayLike, contributions: ArrayLike, *, cell_count: int, n: int = 1, k_share: float = 0.75
) -> Requirement:
    """The (n, k) rule: cells of which the n largest contributors make up more than the share k.

    What it answers: is an amount so much one contributor's that to publish it is to publish hers?

    Args:
        cells: (r,), the cell, from 0, of each contribution.
        contributions: (r,), from zero: the calls of a restaurant, the losses of a firm.
        cell_count: the number of cells.
        n: how many of the largest are taken together. k_share: the share, 0 to 1.
    Returns:
        For the sensitive cells the total plus and minus what would make it safe: sum of the n largest / k - total.
    Raises:
        ValueError: names the argument and the first row that is negative, not finite or of no cell.
    Assumes:
        contributors are the units of the secret: rows of one owner are added up before. It takes no notice of what the
        second largest knows of her own part, which is why `p_percent` is preferred.
    Reference:
        Hundepool et al., Statistical Disclosure Control (Wiley 2012), 4.2.1.
    Example:
        >>> n_k_dominance([0, 0, 1, 1], [90, 10, 50, 50], cell_count=2).high.tolist()
        [120.0, nan]
    """
    between("k_share", k_share, 0, 1)
    whole("n", n, 1)
    total, largest = _totals_and_largest(cells, contributions, cell_count, min(n, np.size(contributions)))
    together = largest.sum(axis=0)
    return _around(total, together / k_share - total)


def p_percent(cells: ArrayLike, contributions: ArrayLike, *, cell_count: int, p_share: float = 0.10) -> Requirement:
    """The p % rule: cells from which the second largest contributor can work out the largest to within the share p.

    What it answers: what does one contributor learn of another, when she takes her own part from the total?

    Args:
        cells: (r,), the cell, from 0, of each contribution.
        contributions: (r,), from zero.
        cell_count: the number of cells. p_share: how near the estimate may come, 0 to 1.
    Returns:
        For the sensitive cells the total plus and minus p * largest - (total - the two largest).
    Raises:
        ValueError: names the argument and the first row that is negative, not finite or of no cell.
    Assumes:
        contributors do not tell each other their parts. With one contributor alone the rule always holds.
    Reference:
        Hundepool et al., Statistical Disclosure Control (Wiley 2012), 4.2.2.
    Example:
        >>> p_percent([0, 0, 0, 1, 1, 1], [100, 50, 5, 100, 50, 20], cell_count=2).high.tolist()
        [160.0, nan]
    """
    between("p_share", p_share, 0, 1)
    total, (first, second) = _totals_and_largest(cells, contributions, cell_count, 2)
    return _around(total, p_share * first - (total - first - second))


def _around(total: Numbers, distance: Numbers) -> Requirement:
    sensitive = distance > 0
    low, high = np.maximum(total - distance, 0), total + distance
    return Requirement(np.where(sensitive, low, np.nan), np.where(sensitive, high, np.nan))


def _totals_and_largest(
    cells: ArrayLike, contributions: ArrayLike, cell_count: int, n: int
) -> tuple[Numbers, NDArray[np.float64]]:
    """The total of each cell and, (n, cells), its n largest contributions; zero where there are fewer."""
    place, amount = counts("cells", cells), numbers("contributions", contributions)
    one_axis("cells", place)
    one_axis("contributions", amount)
    same_length(contributions=amount, cells=place)
    if whole("cell_count", cell_count, 1) * n > MOST_LARGEST:
        raise ValueError(f"cell_count = {cell_count} with the {n} largest of each are more than {MOST_LARGEST}")
    refuse("cells", place, place >= cell_count, f"is not one of the {cell_count} cells")
    refuse("contributions", amount, amount < 0, "is negative")
    where = place.astype(np.intp)
    order = np.lexsort((-amount, where))
    starts = np.concatenate([[0], np.cumsum(np.bincount(where, minlength=cell_count))])[:-1]
    rank = np.arange(len(order)) - starts[where[order]]
    largest = np.zeros((n, cell_count))
    kept = rank < n
    largest[rank[kept], where[order][kept]] = amount[order][kept]
    return np.bincount(where, amount, cell_count).astype(np.float64), largest
