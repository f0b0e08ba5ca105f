"""Where a series of counts jumped to another level, if it did."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from loftet.analysis.arguments import Numbers, between, whole
from loftet.analysis.trends.decomposition import decompose
from loftet.analysis.trends.season import Series, checked_series

DRAWS = 999
FEWEST_BESIDE = 6
MOST_DRAWN = 10**7


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """One jump; positions are counted from 0 and are of the first period at the new level."""

    position: int
    earliest: int
    latest: int
    """The jump lies between these with the wanted confidence, if there was one."""
    ratio: float
    """New level over old. That the largest jump was sought makes it look larger than it is."""
    p_value: float
    """Chance of a jump as clear as this anywhere in the stretch, if its level were the same throughout."""


@dataclass(frozen=True, slots=True)
class ChangePoints:
    """The jumps in order of time; an empty tuple is "no sign of a jump"."""

    points: tuple[ChangePoint, ...]
    confidence: float
    marks: int


def change_points(
    events: ArrayLike,
    *,
    exposure: ArrayLike | None = None,
    per_year: int = 12,
    harmonics: int = 2,
    fewest_beside: int = FEWEST_BESIDE,
    confidence: float = 0.95,
    rng: np.random.Generator,
    draws: int = DRAWS,
    marks: ArrayLike | None = None,
) -> ChangePoints:
    """Jumps of the level, the season taken out, each tested against the largest jump that chance makes.

    What it answers: "when did it change?" and, first, "did it at all?"

    Args:
        events: (periods,), counts in order of time; NaN only where a mark says that it is missing or suppressed.
        exposure: (periods,), inhabitants or the like; none means 1.
        per_year, harmonics: the season, as in `trend`.
        fewest_beside: known periods that must lie on each side of a jump.
        confidence: 1 less the chance of any jump being found in a series that has none.
        rng: draws series without a jump.
        draws: how many.
        marks: (periods,).
    Returns:
        The jumps with p, position limits and ratio.
    Raises:
        ValueError: for counts, exposure or marks that are none, fewer than two periods beside a jump, no draws, or more
            than ten million drawn counts.
    Assumes:
        a level that stands still between jumps, and deviations that know nothing of each other. Variation beyond
        Poisson is estimated from neighbouring periods, which a jump does not disturb, and drawn as negative binomial.
    Misleads when:
        the level slides: a slope is found as one or more jumps; or when one bad month drags the next along.
    Reference:
        Vostrikova, Soviet Mathematics Doklady 24 (1981), 55-59 (splitting); Zhang & Siegmund, Biometrics 63 (2007),
        22-32, and Kulldorff, Communications in Statistics 26 (1997), 1481-1496 (likelihood ratio by Monte Carlo).

    >>> jump = change_points([9, 11, 10, 8, 12, 10, 9, 11] + [3, 2, 4, 3, 1, 3, 2, 4], per_year=4, harmonics=0,
    ...                      rng=np.random.default_rng(1))
    >>> [(point.position, point.p_value) for point in jump.points]
    [(8, 0.001)]
    """
    between("confidence", confidence, 0, 1)
    whole("fewest_beside", fewest_beside, 2)
    whole("draws", draws, 1)
    series = checked_series(events, exposure, marks)
    if len(series.counts) * draws > MOST_DRAWN:
        raise ValueError(f"draws = {draws} of {len(series.counts)} periods are more than {MOST_DRAWN} drawn counts")
    expected = series.exposure
    if harmonics:
        parts = decompose(events, exposure=exposure, per_year=per_year, harmonics=harmonics, marks=marks)
        expected = expected * parts.season[series.times]
    stretch = _Stretch(series, expected, fewest_beside, confidence)
    found = stretch.split(0, len(series.counts), rng, draws, alpha=1 - confidence)
    return ChangePoints(tuple(sorted(found, key=lambda point: point.position)), confidence, series.marks)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A series and what it would be at a constant rate of 1."""

    series: Series
    expected: Numbers
    beside: int
    confidence: float

    def split(
        self, start: int, end: int, rng: np.random.Generator, draws: int, *, alpha: float
    ) -> Iterator[ChangePoint]:
        """The clearest jump where it is no chance, and those on its two sides, which share the chance of an error."""
        found = self.clearest(start, end, rng, draws)
        if found is None or found.p_value > alpha:
            return
        yield found
        middle = int(np.searchsorted(self.series.times, found.position))
        yield from self.split(start, middle, rng, draws, alpha=alpha / 2)
        yield from self.split(middle, end, rng, draws, alpha=alpha / 2)

    def clearest(self, start: int, end: int, rng: np.random.Generator, draws: int) -> ChangePoint | None:
        """The likeliest jump between two positions with its Monte Carlo p; None where there is no room or no case."""
        y, e = self.series.counts[start:end], self.expected[start:end]
        if len(y) < 2 * self.beside or not y.sum():
            return None
        gain = jump_gains(y[None], e, self.beside)[0] / dispersions(y[None], e)[0]
        drawn = _without_jump(y, e, rng, draws)
        chance = np.max(jump_gains(drawn, e, self.beside), axis=1) / dispersions(drawn, e)
        best = int(np.argmax(gain))
        likely = np.cumsum(np.exp(gain - gain[best])) / np.sum(np.exp(gain - gain[best]))
        ends = np.searchsorted(likely, [(1 - self.confidence) / 2, (1 + self.confidence) / 2])
        at = self.series.times[start + self.beside + np.array([best, *ends])]
        cut = best + self.beside
        return ChangePoint(
            position=int(at[0]),
            earliest=int(at[1]),
            latest=int(at[2]),
            ratio=_rate(y[cut:], e[cut:]) / _rate(y[:cut], e[:cut]) if y[:cut].sum() else np.inf,
            p_value=float((1 + np.sum(chance >= gain[best] * (1 - 1e-12))) / (draws + 1)),
        )


def jump_gains(events: Numbers, expected: Numbers, beside: int) -> Numbers:
    """Poisson log likelihood ratio of a jump before each possible period: (series, positions)."""
    before, over = np.cumsum(events, axis=-1)[:, :-1], np.cumsum(expected)[:-1]
    total, whole = events.sum(axis=-1, keepdims=True), expected.sum()
    after = total - before
    gain = xlogy(before, before / over) + xlogy(after, after / (whole - over)) - xlogy(total, total / whole)
    return gain[:, beside - 1 : events.shape[-1] - beside]


def dispersions(events: Numbers, expected: Numbers) -> Numbers:
    """Variance over the Poisson one from differences of neighbours, which a jump does not disturb: (series,)."""
    rate = events.sum(axis=-1, keepdims=True) / expected.sum()
    mean = np.maximum(rate, 1e-300) * expected
    scaled = (events[:, 1:] / expected[1:] - events[:, :-1] / expected[:-1]) ** 2
    variance = mean[:, 1:] / expected[1:] ** 2 + mean[:, :-1] / expected[:-1] ** 2
    return np.maximum(np.mean(scaled / variance, axis=-1), 1.0)


def _without_jump(events: Numbers, expected: Numbers, rng: np.random.Generator, draws: int) -> Numbers:
    mean = _rate(events, expected) * expected
    excess = dispersions(events[None], expected)[0] - 1
    if excess < 1e-9:
        return rng.poisson(mean, (draws, len(mean))).astype(np.float64)
    return rng.negative_binomial(mean / excess, 1 / (1 + excess), (draws, len(mean))).astype(np.float64)


def _rate(events: Numbers, expected: Numbers) -> float:
    return float(events.sum() / expected.sum())
