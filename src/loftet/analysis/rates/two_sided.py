"""Two-sided p values that take from the other tail what is no more likely than what was seen.

For every row the other tail's first value is found by halving an interval of whole numbers, for all rows at once.
"""

from collections.abc import Callable

import numpy as np

from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.rates.conditional import Tails

AS_LIKELY = 1 + 1e-7
"""R's tolerance: two probabilities that differ by rounding count as equal."""

TailsOf = Callable[[Numbers], Tails]
LogMassOf = Callable[[Numbers], Numbers]


def minlike_p(seen: Numbers, mean: Numbers, end: Numbers, tails: TailsOf, log_mass: LogMassOf) -> Numbers:
    """The probability of every value that is no more probable than the one seen (R's `poisson.test`, `binom.test`).

    `end` is a value beyond which everything above the mean is less probable than what was seen.
    """
    is_below = seen < mean
    limit = log_mass(seen) + np.log(AS_LIKELY)
    near, far = np.where(is_below, np.ceil(mean), np.floor(mean)), np.where(is_below, end, -1.0)
    other = _nearest(lambda value: log_mass(value) <= limit, near, far)
    return np.where(seen == mean, 1.0, _both(tails(seen), tails(other), is_below))


def blaker_p(seen: Numbers, mean: Numbers, end: Numbers, tails: TailsOf, log_mass: LogMassOf) -> Numbers:
    """The smaller tail, and as much of the other one as does not exceed it."""
    here = tails(seen)
    is_below = here.at_most < here.at_least
    limit = np.minimum(here.at_most, here.at_least) * AS_LIKELY

    def is_no_larger(value: Numbers) -> Flags:
        there = tails(value)
        return np.where(is_below, there.at_least, there.at_most) <= limit

    other = _nearest(is_no_larger, seen, np.where(is_below, end, -1.0))
    return _both(here, tails(other), is_below)


TWO_SIDED = {"minlike": minlike_p, "blaker": blaker_p}


def _both(here: Tails, there: Tails, is_below: Flags) -> Numbers:
    together = np.where(is_below, here.at_most + there.at_least, here.at_least + there.at_most)
    return np.minimum(1.0, together)


def _nearest(holds: Callable[[Numbers], Flags], near: Numbers, far: Numbers) -> Numbers:
    """The whole number closest to `near` where `holds`, which from there on it does all the way to `far`."""
    found = np.where(holds(near), near, far)
    before = near
    while True:
        between = np.trunc((before + found) / 2)
        is_open = np.abs(found - before) > 1
        if not is_open.any():
            return found
        inside = holds(between)
        found = np.where(is_open & inside, between, found)
        before = np.where(is_open & ~inside, between, before)
