"""What every function asks of what it is given: the first offending row is named, and nothing is silently NaN.

The one exception is a figure that a mark calls suppressed or missing: it may be NaN, and what comes of it is NaN with
the same mark.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
MOST_DRAWS = 1_000_000
"""Of any method that draws: more would tell p values from each other that nobody tells apart, and never end."""


def numbers(name: str, values: ArrayLike, *, except_at: Flags | None = None) -> Numbers:
    """The values as float64, all finite except where `except_at` (a figure marked as unknown) allows NaN.

    Raises:
        ValueError: names the argument and the first row that is not a finite number.
    """
    given = _array(name, values)
    if given.dtype.kind not in "biuf":
        # Texts of digits and dates would become floats without a word; None becomes NaN.
        is_none = _is_none_of(given, int, float, Decimal, np.integer, np.floating, type(None))
        refuse(name, given, is_none, "is no number")
    given = given.astype(np.float64, copy=False)
    bad = ~np.isfinite(given)
    if except_at is not None:
        bad &= ~np.broadcast_to(except_at, given.shape)
    refuse(name, given, bad, "is not a finite number")
    return given


def counts(name: str, values: ArrayLike, *, except_at: Flags | None = None) -> Numbers:
    """Whole numbers from zero, as float64.

    Raises:
        ValueError: names the argument and the first row that is negative, fractional or not finite.
    """
    given = numbers(name, values, except_at=except_at)
    refuse(name, given, given < 0, "is a negative count")
    refuse(name, given, np.isfinite(given) & (given != np.floor(given)), "is not a whole number")
    return given


def positive(name: str, values: ArrayLike, *, except_at: Flags | None = None) -> Numbers:
    """Numbers above zero, such as exposures and weights.

    Raises:
        ValueError: names the argument and the first row that is zero, negative or not finite.
    """
    given = numbers(name, values, except_at=except_at)
    refuse(name, given, given <= 0, "must be above zero")
    return given


def labels(name: str, values: ArrayLike) -> NDArray[np.generic]:
    """(rows,) texts, numbers, truth values or dates by which rows are told apart.

    Raises:
        ValueError: if there are no rows or several axes; names the first label that is missing or of another kind.
    """
    given = _array(name, values)
    one_axis(name, given)
    not_empty(name, given)
    if given.dtype.kind == "f":
        refuse(name, given, ~np.isfinite(given), "is not a label")
    if given.dtype.kind == "O":
        refuse(name, given, _is_none_of(given, str, int, float, date, np.generic), "is not a label")
        is_text = np.array([isinstance(each, str) for each in given])
        refuse(name, given, is_text != is_text[0], "is a label of another kind than the first")
    return given


def whole(name: str, value: int, low: int, high: int | None = None) -> int:
    """A setting that is a whole number, such as how many draws.

    Raises:
        ValueError: names the argument, the value and the limits.
    """
    if not isinstance(value, int | np.integer):
        raise ValueError(f"{name} = {value} must be a whole number")
    if value < low or (high is not None and value > high):
        limits = f"{low} or more" if high is None else f"from {low} to {high}"
        raise ValueError(f"{name} = {value} must be {limits}")
    return int(value)


def truths(name: str, values: ArrayLike) -> Flags:
    """Truth values, given as such or as 0 and 1.

    Raises:
        ValueError: names the argument and the first row that is neither.
    """
    given = numbers(name, values)
    refuse(name, given, (given != 0) & (given != 1), "must be 0 or 1")
    return given.astype(np.bool_)


def between(name: str, value: float, low: float, high: float) -> float:
    """A setting strictly between two limits, such as a confidence.

    Raises:
        ValueError: names the argument, the value and the limits.
    """
    if not low < value < high:
        raise ValueError(f"{name} = {value} must lie between {low} and {high}")
    return float(value)


def one_axis(name: str, given: NDArray[np.generic]) -> None:
    """Refuse a single number, and a table where a list is asked for.

    Raises:
        ValueError: names the argument and its shape.
    """
    if given.ndim != 1:
        raise ValueError(f"{name} has shape {given.shape} but must have one axis")


def not_empty(name: str, given: NDArray[np.generic]) -> None:
    """Refuse an array without elements.

    Raises:
        ValueError: names the argument.
    """
    if given.size == 0:
        raise ValueError(f"{name} is empty")


def same_length(**given: NDArray[np.generic]) -> int:
    """The number of rows that all the arrays have.

    Raises:
        ValueError: names the first argument whose length differs from the first one's.
    """
    (first, reference), *others = given.items()
    for name, array in others:
        if len(array) != len(reference):
            raise ValueError(f"{name} has {len(array)} rows but {first} has {len(reference)}")
    return len(reference)


def same_shape(**given: NDArray[np.generic]) -> tuple[int, ...]:
    """The shape that all the arrays have; a single number goes with any.

    Raises:
        ValueError: names the first argument whose shape differs from that of the first array.
    """
    arrays = {name: array.shape for name, array in given.items() if array.ndim > 0}
    if not arrays:
        return ()
    first, shape = next(iter(arrays.items()))
    for name, other in arrays.items():
        if other != shape:
            raise ValueError(f"{name} has shape {other} but {first} has shape {shape}")
    return shape


def one_of(name: str, value: object, allowed: Sequence[object]) -> None:
    """Refuse a setting that does not exist.

    Raises:
        ValueError: names the argument, the value and those that exist.
    """
    if value not in allowed:
        raise ValueError(f"{name} = {value!r} must be one of {', '.join(map(repr, allowed))}")


def refuse(name: str, given: NDArray[np.generic], bad: Flags, why: str) -> None:
    """Stop at the first element where `bad` holds.

    Raises:
        ValueError: "name[row] = value why".
    """
    if not np.any(bad):
        return
    if given.ndim == 0:
        raise ValueError(f"{name} = {given.item()} {why}")
    row = tuple(int(index) for index in np.argwhere(bad)[0])
    raise ValueError(f"{name}[{', '.join(map(str, row))}] = {given.item(row)} {why}")


def _array(name: str, values: ArrayLike) -> NDArray[Any]:
    try:
        return np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} has rows of unequal length") from None


def _is_none_of(given: NDArray[Any], *kinds: type) -> Flags:
    return np.array([not isinstance(each, kinds) for each in given.ravel()], np.bool_).reshape(given.shape)
