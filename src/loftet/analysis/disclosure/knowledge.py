"""What an attacker knows before he reads anything of ours."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from loftet.analysis.arguments import Flags, Numbers, numbers, positive, refuse, whole
from loftet.analysis.disclosure.register import Register


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an outsider, or one who is counted in a cell, knows beforehand."""

    zeros: bool = True
    """Cells with nobody are known to be empty: zeros are shown, and who lives there knows that there are none."""
    contribution: float = 1
    """Of every hidden cell that is not empty he knows this much: himself. At once in all cells, so that it holds for
    whoever tries; and since zeros are shown, a hidden cell tells that somebody is in it. Zero for a mere outsider."""
    least: Mapping[str, float] = field(default_factory=dict)
    """Cells of which he knows that they are no smaller, as from a share published earlier (`total_bounds`)."""
    most: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prior:
    """(n,) and (n,): the least and the most that each cell can be to an attacker who has read nothing hidden."""

    low: Numbers
    high: Numbers


def prior_of(register: Register, knowledge: Knowledge) -> Prior:
    """The knowledge as limits of every cell; what is out already is known exactly.

    Raises:
        ValueError: names the first cell whose true figure the knowledge excludes.
    """
    counts = register.counts
    low = np.minimum(counts, knowledge.contribution)
    high = np.where(knowledge.zeros & (counts == 0), 0, np.inf)
    for bound, pick, known in ((low, np.maximum, knowledge.least), (high, np.minimum, knowledge.most)):
        rows = register.rows(known)
        bound[rows] = pick(bound[rows], list(known.values()))
    _refuse_untrue(register, (low > counts) | (high < counts))
    out = ~register.is_hideable
    low[out] = high[out] = counts[out]
    return Prior(low, high)


def _refuse_untrue(register: Register, excluded: Flags) -> None:
    if np.any(excluded):
        row = int(np.argmax(excluded))
        raise ValueError(f"knowledge excludes the true figure {register.counts[row]:g} of {register.names[row]!r}")


def total_bounds(mean: float, base: float, *, decimals: int, is_whole: bool = True) -> tuple[float, float]:
    """The least and the most that a total can be, when its mean or share was published with the base.

    What it answers: what does "12.5 % of 40" give away?

    Args:
        mean: the published mean; a share from 0 to 1.
        base: the published number that it is a mean of.
        decimals: of the published mean, in the unit given here: 12.5 % is 0.125 and has three.
        is_whole: whether the total is known to be a whole number.
    Returns:
        The least and the most. Equal if the mean gives the total away, as all shares of small groups do.
    Raises:
        ValueError: if there is no base, or no total gives this mean.
    Assumes:
        rounding to the nearest; a half may have gone either way.
    Reference:
        Hundepool et al., Statistical Disclosure Control (Wiley 2012), 5.3.
    Example:
        >>> total_bounds(0.125, 40, decimals=3)
        (5.0, 5.0)
    """
    refuse("mean", numbers("mean", mean), np.asarray(mean < 0), "is negative")
    positive("base", base)
    whole("decimals", decimals, 0)
    slack = 0.5 * 10.0**-decimals
    small = 1e-9 * max(1.0, abs(mean) * base)
    low, high = (mean - slack) * base - small, (mean + slack) * base + small
    if is_whole:
        low, high = float(math.ceil(low)), float(math.floor(high))
    if low > high:
        raise ValueError(f"mean = {mean} is no whole number of {base:g}")
    return max(low, 0.0), high
