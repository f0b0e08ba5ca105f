"""The point of a polytope nearest to the origin: weights that are not negative and sum to one, by least squares."""

import numpy as np

from loftet.analysis.arguments import Numbers

NOTHING = 1e-12
MOST_ROUNDS = 10_000


def nearest_mixture(target: Numbers, columns: Numbers) -> Numbers:
    """Weights of the columns whose mixture is nearest to the target, by Wolfe's finite algorithm (exact, no tuning).

    Args:
        target: (times,).
        columns: (times, columns).
    Returns:
        (columns,), none negative, sum 1. Where several mixtures are equally near it is one of them.
    Reference:
        Wolfe, Mathematical Programming 11 (1976), 128-149.
    """
    points = (columns - target[:, None]).T
    size = float(np.max(np.sum(points**2, axis=1)))
    weights = np.zeros(len(points))
    weights[int(np.argmin(np.sum(points**2, axis=1)))] = 1.0
    for _ in range(MOST_ROUNDS):
        nearest = weights @ points
        gains = points @ nearest
        entering = int(np.argmin(gains))
        if gains[entering] >= nearest @ nearest - NOTHING * size or weights[entering] > 0:
            break
        chosen = np.append(np.flatnonzero(weights), entering)
        weights = _nearest_on_face(points, weights, chosen)
    return weights


def _nearest_on_face(points: Numbers, weights: Numbers, chosen: np.ndarray) -> Numbers:
    """The nearest point of the hull of the chosen, leaving those whose weight would become negative."""
    while True:
        wanted = _affine_weights(points[chosen])
        if np.all(wanted > NOTHING):
            break
        now = weights[chosen]
        falling = wanted <= NOTHING
        step = float(np.min(now[falling] / np.maximum(now[falling] - wanted[falling], NOTHING)))
        moved = now + min(step, 1.0) * (wanted - now)
        kept = moved > NOTHING
        kept[falling & (moved == moved[falling].min())] = False
        weights = np.zeros_like(weights)
        weights[chosen[kept]] = moved[kept] / moved[kept].sum()
        chosen = chosen[kept]
    weights = np.zeros_like(weights)
    weights[chosen] = wanted / wanted.sum()
    return weights


def _affine_weights(points: Numbers) -> Numbers:
    """Weights, of any sign, with sum 1, whose mixture of the points is nearest to the origin."""
    if len(points) == 1:
        return np.ones(1)
    steps = (points[1:] - points[0]).T
    free = np.linalg.lstsq(steps, -points[0], rcond=None)[0]
    return np.concatenate([[1 - free.sum()], free])
