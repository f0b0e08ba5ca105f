"""Who is whose neighbour: given, the k nearest, or all within a distance."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from loftet.analysis.arguments import Numbers, counts, not_empty, positive, refuse, whole
from loftet.analysis.hotspots.points import checked_points, refuse_rows

Indexes = NDArray[np.int64]
MOST_PAIRS = 20_000_000
MOST_PLACES = 10_000_000
"""More than this would fill the memory."""
Weights = Literal["binary", "row"]
"""Each neighbour counts 1, or the neighbours of a place count 1 together."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The neighbours of place i are `other[start[i]:start[i + 1]]`, never itself. Numbered from 0."""

    start: Indexes
    other: Indexes

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def count(self) -> Indexes:
        """(places,): how many neighbours each has."""
        return np.diff(self.start)

    def links(self) -> csr_array:
        """(places, places): 1 for each neighbour."""
        return csr_array((np.ones(len(self.other)), self.other, self.start), shape=(len(self), len(self)))


def weighted(links: csr_array, weights: Weights) -> csr_array:
    """The links as they are ("binary"), or divided so that those of a place come to 1 ("row").

    Raises:
        ValueError: for other weights.
    """
    if weights not in ("binary", "row"):
        raise ValueError(f"weights = {weights!r} must be 'binary' or 'row'")
    if weights == "binary":
        return links
    each = 1 / np.maximum(np.diff(links.indptr), 1)
    return csr_array((links.data * np.repeat(each, np.diff(links.indptr)), links.indices, links.indptr), links.shape)


def given_neighbours(pairs: ArrayLike, *, place_count: int) -> Neighbours:
    """Neighbours as a list of pairs gives them, such as areas that share a border.

    What it answers: which areas does the map call neighbours?

    Args:
        pairs: (m, 2), place and its neighbour, numbered from 0; list a pair both ways if both are neighbours.
        place_count: how many places there are; those without a pair have no neighbour.
    Returns:
        The neighbours of each place, a pair listed twice counted once.
    Raises:
        ValueError: names the first row with a number that is no place, or with a place as its own neighbour.
    Assumes:
        nothing of distance: a lake between two areas that share a border is for the maker of the list.
    Reference:
        Cliff & Ord, Spatial Processes, 1981, section 1.4.
    Example:
        >>> given_neighbours([(0, 1), (1, 0), (1, 2), (2, 1)], place_count=3).count.tolist()
        [1, 2, 1]
    """
    whole("place_count", place_count, 1, MOST_PLACES)
    given = counts("pairs", pairs)
    not_empty("pairs", given)
    if given.ndim != 2 or given.shape[1] != 2:
        raise ValueError(f"pairs must have the shape (rows, 2) but has {given.shape}")
    refuse("pairs", given, given >= place_count, f"is no place: there are {place_count}, numbered from 0")
    refuse_rows("pairs", given, given[:, 0] == given[:, 1], "makes a place its own neighbour")
    return _of_pairs(np.unique(given.astype(np.int64), axis=0), place_count)


def nearest_neighbours(points: ArrayLike, *, count: int = 8) -> Neighbours:
    """The nearest other places of each place.

    What it answers: which places lie closest to each, however densely they lie?

    Args:
        points: (n, 2), metres, SWEREF 99 TM.
        count: how many neighbours each gets.
    Returns:
        Neighbours, the nearest first; being near need not be mutual.
    Raises:
        ValueError: names the first point that is not in metres, or a count that is not from 1 to n - 1.
    Assumes:
        that a neighbour far away in the forest means what one next door in town does: it misleads where density varies.
    Reference:
        Getis & Ord, Geographical Analysis 24 (1992) 189-206.
    Example:
        >>> street = [(500_000, 6_300_000), (500_010, 6_300_000), (500_015, 6_300_000)]
        >>> nearest_neighbours(street, count=1).other.tolist()
        [1, 2, 1]
    """
    places = checked_points("points", points)
    if not 1 <= count < len(places):
        raise ValueError(f"count = {count} must be from 1 to one less than the number of points, {len(places)}")
    _, found = cKDTree(places).query(places, k=count + 1, workers=-1)
    others = found != np.arange(len(places))[:, None]
    # Where points coincide the place itself may be missing among the nearest: then the last of them is one too many.
    others[others.all(axis=1), -1] = False
    return Neighbours(np.arange(len(places) + 1) * count, found[others].astype(np.int64))


def neighbours_within(points: ArrayLike, *, metres: float) -> Neighbours:
    """All other places within a distance of each place.

    What it answers: which places lie within so many metres?

    Args:
        points: (n, 2), metres, SWEREF 99 TM.
        metres: the greatest distance, itself included.
    Returns:
        Neighbours, mutual; a remote place may have none.
    Raises:
        ValueError: names the first point that is not in metres, or a distance that is not above zero.
    Assumes:
        one distance fits town and country; a long one in a town makes everybody everybody's neighbour.
    Reference:
        Getis & Ord, Geographical Analysis 24 (1992) 189-206.
    Example:
        >>> street = [(500_000, 6_300_000), (500_010, 6_300_000), (500_090, 6_300_000)]
        >>> neighbours_within(street, metres=50).count.tolist()
        [1, 1, 0]
    """
    places = checked_points("points", points)
    positive("metres", metres)
    both_ways = near_pairs(places, metres)
    return _of_pairs(np.concatenate([both_ways, both_ways[:, ::-1]]), len(places))


def near_pairs(points: Numbers, metres: float) -> Indexes:
    """(m, 2): each pair of points at most so far apart, once.

    The tree is asked for a hair more and the distance is then computed as R's `dist` does: at a distance of exactly the
    limit both say the same.

    Raises:
        ValueError: if there are so many pairs that the memory would be filled.
    """
    tree = cKDTree(points)
    found = (tree.count_neighbors(tree, metres * (1 + 1e-9)) - len(points)) // 2
    if found > MOST_PAIRS:
        raise ValueError(f"metres = {metres} brings {found:,} pairs together: at most {MOST_PAIRS:,} fit in memory")
    pairs = tree.query_pairs(metres * (1 + 1e-9), output_type="ndarray").astype(np.int64)
    return pairs[distances(points, pairs) <= metres]


def distances(points: Numbers, pairs: Indexes) -> Numbers:
    """Metres between the two points of each pair."""
    return np.sqrt(((points[pairs[:, 0]] - points[pairs[:, 1]]) ** 2).sum(axis=1))


def _of_pairs(pairs: Indexes, place_count: int) -> Neighbours:
    ordered = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    start = np.searchsorted(ordered[:, 0], np.arange(place_count + 1))
    return Neighbours(start.astype(np.int64), np.ascontiguousarray(ordered[:, 1]))
