"""Rounding to multiples of a base, as the alternative to hiding: every cell is shown, none to the last person."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp

from loftet.analysis.arguments import Numbers, counts, one_axis, refuse, whole
from loftet.analysis.disclosure.audit import Audit, audit_within
from loftet.analysis.disclosure.deadline import Deadline, NothingReleased
from loftet.analysis.disclosure.knowledge import Prior
from loftet.analysis.disclosure.piece import OUT_OF_TIME, SOLVED
from loftet.analysis.disclosure.register import Register
from loftet.analysis.disclosure.rules import Requirement

BASE = 3
SHORTEST_KEY, LONGEST_KEY = 16, 64
"""Bytes: a shorter key could be found by trying, a longer one BLAKE2 does not take."""


def random_rounding(figures: ArrayLike, names: Sequence[str], *, key: bytes, base: int = BASE) -> Numbers:
    """Each count up or down to a multiple of the base, by a draw that belongs to its name: unbiased, and repeatable.

    What it answers: how can every cell be shown, and none tell of one person?

    Args:
        figures: (n,), counts.
        names: n names. Without the edition in it, a name rounds the same in every edition, so that an unchanged count
            stays unchanged, and nobody can average the draws away.
        key: 16 to 64 secret bytes, kept for ever: with another key two editions could be averaged.
        base: the multiple.
    Returns:
        (n,), multiples of the base. A multiple stays; another goes up with the probability of its remainder over the
        base (1 in 3 for 1, 2 in 3 for 2), so the mean over the keys is the count.
    Raises:
        ValueError: names the first row that is no count, or the length of the key.
    Assumes:
        the key stays secret. Cells round one by one, so margins do not add up, and what they lack can give a cell away:
        audit with `audit_rounded` or use `controlled_rounding`.
    Reference:
        Fellegi, Survey Methodology 1 (1975) 123-133; Fraser & Wooton, UNECE work session (2005), on cell keys.
    Example:
        >>> random_rounding([0, 1, 2, 3], ["a", "b", "c", "d"], key=b"sixteen bytes at least").tolist()
        [0.0, 0.0, 3.0, 3.0]
    """
    given = counts("figures", figures)
    one_axis("figures", given)
    _refuse_settings(given, names, key, base)
    remainder = given % base
    return given - remainder + base * (_draws(names, key) * base < remainder)


def controlled_rounding(cells: Register, *, key: bytes, base: int = BASE, seconds: float = 60.0) -> Numbers:
    """Each count to a multiple of the base next to it, so that all sums of the register still hold.

    What it answers: can the rounded tables add up, as readers expect?

    Args:
        cells: the register, of whole numbers.
        key: as in `random_rounding`, whose choice is followed as far as the sums allow.
        base: the multiple. seconds: after which nothing is released.
    Returns:
        (n,), multiples of the base that add up; multiples stay.
    Raises:
        ValueError: the length of the key, or the first cell that is not a whole number.
        NothingReleased: if no such rounding exists, as can happen with tables of three variables, or time runs out.
    Assumes:
        as `random_rounding`. Nearly unbiased only. Any count that is no multiple of the base is safe from being worked
        out: its rounded value is possible too, for the rounded tables are themselves possible tables.
    Reference:
        Cox, J. Am. Stat. Assoc. 82 (1987) 520-524; Causey, Cox & Ernst, ibid. 80 (1985) 903-909.
    Example:
        >>> from loftet.analysis.disclosure import Relation, register
        >>> table = register(["all", "a", "b"], [5, 1, 4], [Relation("all", ("a", "b"))])
        >>> controlled_rounding(table, key=b"sixteen bytes at least").tolist()
        [6.0, 3.0, 3.0]
    """
    refuse("counts", cells.counts, ~cells.is_whole, "is not a whole number")
    _refuse_settings(cells.counts, cells.names, key, base)
    deadline = Deadline(seconds)
    remainder = cells.counts % base
    down = cells.counts - remainder
    found = milp(
        _draws(cells.names, key) - remainder / base,
        integrality=np.ones(len(down)),
        bounds=Bounds(0, (remainder > 0).astype(float)),
        constraints=LinearConstraint(cells.relations * base, *(2 * [-(cells.relations @ down)])),
        options={"time_limit": deadline.left()},
    )
    if found.status != SOLVED:
        why = "the solver ran out of time" if found.status == OUT_OF_TIME else "no rounding of these tables adds up"
        raise NothingReleased(why)
    rounded = down + base * np.round(found.x)
    if np.any(cells.relations @ rounded):
        raise NothingReleased("the solver's rounding does not add up")
    return rounded


def audit_rounded(
    cells: Register, rounded: ArrayLike, *, fewest: int = 2, base: int = BASE, seconds: float = 60.0
) -> Audit:
    """What can be worked out of each count from rounded figures and the sums that the true ones satisfy.

    What it answers: do the rounded tables, taken together, give a count away?

    Args:
        cells: the register. Cells PUBLISHED or KNOWN are read exactly.
        rounded: (n,), multiples of the base, less than the base away from each count.
        fewest: how many counts must remain possible.
        base: the multiple. seconds: after which it gives up.
    Returns:
        The limits of every cell; protected where at least `fewest` counts lie between them, asked of those that are
        not zero.
    Raises:
        ValueError: names the first row that is no rounding of its count.
        NothingReleased: if the time runs out.
    Assumes:
        as `audit`; the attacker knows the base and the method, not the key.
    Reference:
        Hundepool et al., Statistical Disclosure Control (Wiley 2012), 5.5.
    Example:
        >>> from loftet.analysis.disclosure import Relation, register
        >>> table = register(["all", "a", "b"], [4, 2, 2], [Relation("all", ("a", "b"))])
        >>> audit_rounded(table, [6, 0, 0]).exposed
        ('all', 'a', 'b')
    """
    whole("base", base, 2)
    whole("fewest", fewest, 1)
    given = counts("rounded", rounded)
    if given.shape != cells.counts.shape:
        raise ValueError(f"rounded has shape {given.shape} but the register has {len(cells.names)} cells")
    wrong = (given % base != 0) | (np.abs(given - cells.counts) >= base)
    refuse("rounded", given, wrong & cells.is_hideable, "is no rounding of its count")
    low = np.where(cells.is_hideable, np.maximum(given - (base - 1), 0), cells.counts)
    high = np.where(cells.is_hideable, given + (base - 1), cells.counts)
    nothing = Requirement(np.full(len(given), np.nan), np.full(len(given), np.nan))
    seen = audit_within(cells, cells.is_hideable, nothing, Prior(low, high), Deadline(seconds))
    asked = cells.is_hideable & (cells.counts > 0)
    return Audit(seen.names, seen.low, seen.high, asked, ~asked | (seen.high - seen.low >= fewest - 1))


def _draws(names: Sequence[str], key: bytes) -> Numbers:
    """(n,): a number from 0 to 1 that belongs to the name, and that nobody can work out without the key."""
    digests = (blake2b(name.encode(), key=key, digest_size=6).digest() for name in names)
    return np.array([int.from_bytes(digest, "big") / 2**48 for digest in digests])


def _refuse_settings(figures: Numbers, names: Sequence[str], key: bytes, base: int) -> None:
    if len(names) != len(figures):
        raise ValueError(f"names has {len(names)} rows but figures has {len(figures)}")
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise ValueError(f"key has {len(key)} bytes and must have {SHORTEST_KEY} to {LONGEST_KEY}")
    whole("base", base, 2)
