"""Labels of rows as codes: strata, clusters, domains and margins are all told apart by them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from loftet.analysis import arguments

Codes = NDArray[np.int64]
MOST_COLUMNS = 2000
"""Where each label becomes a column."""
MOST_DOMAINS = 20_000
"""Three times the smallest statistical areas of Sweden; a domain takes about a tenth of a millisecond."""


@dataclass(frozen=True, slots=True)
class Labels:
    """`names[codes[i]]` is the label of row i; the names are sorted and each of them occurs."""

    codes: Codes
    names: tuple[object, ...]

    def __len__(self) -> int:
        return len(self.codes)


def coded(name: str, labels: ArrayLike) -> Labels:
    """The labels (whole numbers, truth values or texts) as codes in sorted order.

    Raises:
        ValueError: if there are no rows, more than one dimension, or a label is missing; names the first such row.
    """
    given = arguments.labels(name, labels)
    try:
        series = pl.Series(given.tolist() if given.dtype.kind == "O" else given, strict=True)
    except TypeError as error:
        raise ValueError(f"{name} mixes labels of several kinds: {error}") from None
    missing = series.is_null().to_numpy()
    if missing.any():
        raise ValueError(f"{name}[{int(missing.argmax())}] has no label")
    codes = series.rank("dense").to_numpy().astype(np.int64) - 1
    return Labels(codes, tuple(series.unique().sort().to_list()))


def pairs(first: Codes, second: Codes) -> Codes:
    """One code for each pair that occurs: clusters are told apart within their strata only."""
    both = first * (int(second.max()) + 1) + second
    return np.unique(both, return_inverse=True)[1].astype(np.int64)


def first_rows(codes: Codes, groups: int) -> Codes:
    """The first row of each group."""
    first = np.full(groups, len(codes), np.int64)
    np.minimum.at(first, codes, np.arange(len(codes)))
    return first


def as_labels(name: str, labels: ArrayLike | None, rows: int, *, most: int | None = None) -> Labels:
    """The labels coded, or all rows alike where none are given.

    Raises:
        ValueError: if the number of rows differs, a label is missing, or there are more different ones than allowed.
    """
    if labels is None:
        return Labels(np.zeros(rows, np.int64), (None,))
    found = coded(name, labels)
    if len(found) != rows:
        raise ValueError(f"{name} has {len(found)} rows but the design has {rows}")
    if most is not None and len(found.names) > most:
        raise ValueError(f"{name} has {len(found.names)} different labels: at most {most}")
    return found
