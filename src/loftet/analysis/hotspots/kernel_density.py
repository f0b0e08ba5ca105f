"""How densely incidents lie over the ground: Gaussian kernel density with the edge of the window made up for."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from loftet.analysis.arguments import Numbers, between, positive
from loftet.analysis.hotspots.evidence import Reason, few_incidents
from loftet.analysis.hotspots.points import Window, checked_points, located_inside, refuse_rows, share_between
from loftet.analysis.marks import joined_along

Edge = Literal["uniform", "diggle", "none"]
EDGES = ("uniform", "diggle", "none")
SQUARE_KILOMETRE = 1_000_000.0
FEWEST_TOGETHER = 10
"""Of fewer incidents than this in the densest spot, its density is known no better than to a third (1 / sqrt(10))."""
TERMS_AT_ONCE, MOST_TERMS = 4_000_000, 100_000_000_000


@dataclass(frozen=True, slots=True)
class DensityMap:
    """Incidents per area in each pixel; row 0 lies furthest south, column 0 furthest west."""

    density: Numbers
    """(rows, columns), incidents per `per` square metres."""
    standard_error: Numbers
    """(rows, columns), by the Poisson distribution of what the kernel covers; the error of smoothing is not in it."""
    low: Numbers
    high: Numbers
    """Limits of the smoothed density, by the normal distribution, not below zero."""
    east: Numbers
    """(columns,), metres, the pixels' centres."""
    north: Numbers
    """(rows,), metres."""
    incident_count: int
    unplaced_count: int
    """Incidents whose place is unknown: they lie somewhere, and are in no pixel."""
    most_together: float
    """How many incidents the densest pixel rests on, counted as if all lay at their kernel's mean weight."""
    reason: Reason | None
    """Why the map can tell nothing; None where it can."""
    bandwidth: float
    per: float
    confidence: float
    marks: int


def kernel_density(
    points: ArrayLike,
    *,
    window: Window,
    bandwidth: float,
    pixels: tuple[int, int] = (512, 512),
    edge: Edge = "uniform",
    per: float = SQUARE_KILOMETRE,
    confidence: float = 0.95,
    marks: ArrayLike | None = None,
) -> DensityMap:
    """The density of incidents on a grid of pixels.

    What it answers: where do the incidents lie densest, and how well is that known?

    Args:
        points: (n, 2), metres, SWEREF 99 TM, all within the window.
        window: where incidents would have been seen.
        bandwidth: metres, the standard deviation of the Gaussian kernel (`scott_bandwidth` gives a first one).
        pixels: rows (from south to north) and columns (from west to east).
        edge: "uniform" divides each pixel by the share of its kernel inside the window (unbiased for an even density),
            "diggle" each incident by its own share (keeps the total count), "none" neither (too low at the edge).
        per: square metres that the density is given for.
        confidence: of the limits of each pixel.
        marks: (n,), bits of `Mark`; incidents whose place is unknown are counted apart.
    Returns:
        `DensityMap`. Each incident is shared among the four nearest pixels: with a kernel of five pixels the greatest
        error is about 0.4 % of the greatest density (`kernel_density_at` is exact).
    Raises:
        ValueError: names the first point outside the window, not finite or like degrees; a bandwidth below one pixel.
    Assumes:
        that incidents can happen everywhere in the window: it misleads where water or forest is inside, and as a map of
        risk, since where people are more happens. A made-up bandwidth makes a made-up map: show another beside it.
    Reference:
        Diggle, J. R. Stat. Soc. C 34 (1985) 138-147; Jones, Statistics and Computing 3 (1993) 91-99 (the edge).
    Example:
        >>> rng = np.random.default_rng(1)
        >>> square = Window(west=500_000, east=504_000, south=6_300_000, north=6_304_000)
        >>> shown = kernel_density(rng.uniform(0, 4_000, (400, 2)) + [500_000, 6_300_000], window=square, bandwidth=500)
        >>> round(float(shown.density.mean()), 1), shown.reason
        (25.1, None)
    """
    placed, known, given_marks = located_inside(points, window, marks)
    _check(bandwidth, edge, per)
    between("confidence", confidence, 0, 1)
    grid = _Grid.over(window, pixels)
    if bandwidth < max(grid.pixel_width, grid.pixel_height):
        raise ValueError(f"bandwidth = {bandwidth} is below a pixel: take more pixels or a wider kernel")
    share = window.seen_share(placed, bandwidth) if edge == "diggle" else np.ones(len(placed))
    seen = grid.seen_share(window, bandwidth) if edge == "uniform" else np.ones(pixels)
    # The square of a Gaussian kernel is a narrower one, times what makes its volume 1 / (4 pi bandwidth**2).
    density = grid.smoothed(placed, 1 / share, bandwidth) / seen
    squared = grid.smoothed(placed, 1 / share**2, bandwidth / np.sqrt(2)) / (4 * np.pi * bandwidth**2 * seen**2)
    error = np.sqrt(squared)
    reach = ndtri((1 + confidence) / 2) * error
    top = np.unravel_index(density.argmax(), density.shape)
    together = float(density[top] ** 2 / squared[top])
    few = few_incidents(len(placed)) or (Reason.TOO_FEW_TOGETHER if together < FEWEST_TOGETHER else None)
    return DensityMap(
        density * per, error * per, np.maximum(density - reach, 0) * per, (density + reach) * per,
        grid.east, grid.north, len(placed), int(np.sum(~known)), together, few,
        bandwidth, per, confidence, int(joined_along(given_marks)),
    )  # fmt: skip


def kernel_density_at(
    points: ArrayLike,
    *,
    window: Window,
    bandwidth: float,
    at: ArrayLike | None = None,
    edge: Edge = "uniform",
    per: float = SQUARE_KILOMETRE,
) -> Numbers:
    """The density of incidents at chosen spots, summed exactly.

    What it answers: how densely do incidents lie around these spots, or around each incident?

    Args:
        points: (n, 2), metres, SWEREF 99 TM, all within the window.
        window: where incidents would have been seen.
        bandwidth: metres, the standard deviation of the Gaussian kernel.
        at: (m, 2), spots within the window; None for the points themselves, each leaving itself out.
        edge: as in `kernel_density`.
        per: square metres that the density is given for.
    Returns:
        (m,) or (n,), incidents per `per` square metres.
    Raises:
        ValueError: names the first point or spot outside the window, not finite or like degrees.
    Assumes:
        as `kernel_density`; time grows as n times m.
    Reference:
        Diggle, J. R. Stat. Soc. C 34 (1985) 138-147; Jones, Statistics and Computing 3 (1993) 91-99.
    Example:
        >>> square = Window(west=500_000, east=504_000, south=6_300_000, north=6_304_000)
        >>> pair = [(502_000, 6_302_000), (502_100, 6_302_000)]
        >>> kernel_density_at(pair, window=square, bandwidth=100).round(2).tolist()
        [9.65, 9.65]
    """
    placed, _, _ = located_inside(points, window, None)
    spots = placed if at is None else checked_points("at", at)
    refuse_rows("at", spots, ~window.contains(spots), f"lies outside the {window}")
    _check(bandwidth, edge, per)
    if len(spots) * len(placed) > MOST_TERMS:
        raise ValueError(
            f"at has {len(spots)} rows for {len(placed)} points, too many for exact sums: use kernel_density"
        )
    share = window.seen_share(placed, bandwidth) if edge == "diggle" else np.ones(len(placed))
    seen = window.seen_share(spots, bandwidth) if edge == "uniform" else np.ones(len(spots))
    sums = _kernel_sums(spots, placed, 1 / share, bandwidth)
    own = 1 / share if at is None else 0.0
    return (sums - own) / seen * per / (2 * np.pi * bandwidth**2)


def scott_bandwidth(points: ArrayLike) -> tuple[float, float]:
    """Scott's rule of thumb for the kernel, east and north.

    What it answers: which kernel would suit, were the incidents one round heap?

    Args:
        points: (n, 2), metres, SWEREF 99 TM.
    Returns:
        Metres, east and north: the standard deviation times n to the power -1/6. For a round kernel take the root of
        their product.
    Raises:
        ValueError: names the first point that is not in metres; or for fewer than two.
    Assumes:
        one normal heap. It is too wide where there are several, as in a municipality of villages.
    Reference:
        Scott, Multivariate Density Estimation, 1992, section 6.3; as `bw.scott` of R's spatstat.
    Example:
        >>> [round(metres, 1) for metres in scott_bandwidth([(500, 0), (600, 100), (700, 500), (900, 0)])]
        [135.6, 188.9]
    """
    placed = checked_points("points", points)
    if len(placed) < 2:
        raise ValueError("points has 1 row: a bandwidth needs two")
    east, north = placed.std(axis=0, ddof=1) * len(placed) ** (-1 / 6)
    return float(east), float(north)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Centres of equal pixels over a window."""

    window: Window
    east: Numbers
    north: Numbers
    pixel_width: float
    pixel_height: float

    @classmethod
    def over(cls, window: Window, pixels: tuple[int, int]) -> "_Grid":
        rows, columns = pixels
        if not (2 <= rows <= 8192 and 2 <= columns <= 8192):
            raise ValueError(f"pixels = {pixels} must each be from 2 to 8192")
        width, height = (window.east - window.west) / columns, (window.north - window.south) / rows
        east = window.west + width * (np.arange(columns, dtype=np.float64) + 0.5)
        north = window.south + height * (np.arange(rows, dtype=np.float64) + 0.5)
        return cls(window, east, north, width, height)

    def smoothed(self, points: Numbers, weights: Numbers, bandwidth: float) -> Numbers:
        """(rows, columns), per square metre. A Gaussian kernel is a product: one matrix for rows, one for columns."""
        heaps = self._heaps(points, weights)
        return (
            _kernel(self.north, self._one_around(self.north), bandwidth)
            @ heaps
            @ _kernel(self._one_around(self.east), self.east, bandwidth)
        )

    def _heaps(self, points: Numbers, weights: Numbers) -> Numbers:
        """(rows + 2, columns + 2): each point shared among the four nearest centres, those just outside included."""
        shape = len(self.north) + 2, len(self.east) + 2
        across = (points[:, 0] - self.window.west) / self.pixel_width + 0.5
        up = (points[:, 1] - self.window.south) / self.pixel_height + 0.5
        column, row = np.minimum(across.astype(np.int64), shape[1] - 2), np.minimum(up.astype(np.int64), shape[0] - 2)
        right, upper = across - column, up - row
        heaps = np.zeros(shape[0] * shape[1])
        for rows, by_row in ((row, 1 - upper), (row + 1, upper)):
            for columns, by_column in ((column, 1 - right), (column + 1, right)):
                heaps += np.bincount(rows * shape[1] + columns, weights * by_row * by_column, len(heaps))
        return heaps.reshape(shape)

    @staticmethod
    def _one_around(centres: Numbers) -> Numbers:
        step = centres[1] - centres[0]
        return np.concatenate([[centres[0] - step], centres, [centres[-1] + step]])

    def seen_share(self, window: Window, bandwidth: float) -> Numbers:
        """(rows, columns): how much of the kernel around each pixel's centre lies inside the window."""
        across = share_between(self.east, window.west, window.east, bandwidth)
        return np.outer(share_between(self.north, window.south, window.north, bandwidth), across)


def _kernel(to: Numbers, centres: Numbers, bandwidth: float) -> Numbers:
    steps = (to[:, None] - centres) / bandwidth
    return np.exp(-(steps**2) / 2) / (np.sqrt(2 * np.pi) * bandwidth)


def _kernel_sums(spots: Numbers, points: Numbers, weights: Numbers, bandwidth: float) -> Numbers:
    """(spots,): the sum of weighted kernels, each 1 at its centre."""
    at_once = max(1, TERMS_AT_ONCE // len(points))
    sums = np.empty(len(spots))
    for begun in range(0, len(spots), at_once):
        some = slice(begun, begun + at_once)
        squared = sum((spots[some, axis, None] - points[:, axis]) ** 2 for axis in (0, 1))
        sums[some] = np.exp(squared / (-2 * bandwidth**2)) @ weights
    return sums


def _check(bandwidth: float, edge: str, per: float) -> None:
    positive("bandwidth", bandwidth)
    positive("per", per)
    if edge not in EDGES:
        raise ValueError(f"edge = {edge!r} must be one of {', '.join(EDGES)}")
