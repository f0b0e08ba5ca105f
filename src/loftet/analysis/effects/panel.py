"""Counts of several municipalities over the same periods, some of them treated from a given period on."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Flags, Numbers, counts, not_empty, positive, truths, whole
from loftet.analysis.marks import checked_marks, joined_along, unknown
from loftet.analysis.regression import CountRegression, Family, count_regression

MOST_CELLS = 10**8
"""Of the regression's design; all of Sweden's municipalities over twenty years of months need four tenths of it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows are municipalities, columns periods."""

    counts: Numbers
    """(units, periods); zero where not known, which `known` tells from a count of zero."""
    exposure: Numbers
    known: Flags
    treated: Flags
    """(units,)."""
    start: int
    """The first period of the measure."""
    marks: int

    def before(self) -> "Panel":
        """The periods before the measure, as if it had begun in their middle."""
        return replace(
            self,
            counts=self.counts[:, : self.start],
            exposure=self.exposure[:, : self.start],
            known=self.known[:, : self.start],
            start=self.start // 2,
        )

    @property
    def telling(self) -> Flags:
        """(units, periods): known, of a unit and a period that have cases; others say nothing of any effect."""
        return self.known & np.outer(self.counts.sum(axis=1) > 0, self.counts.sum(axis=0) > 0)


def checked_panel(
    events: ArrayLike,
    *,
    treated: ArrayLike,
    start: int,
    exposure: ArrayLike | None,
    marks: ArrayLike | None,
) -> Panel:
    """The panel from arrays (units, periods); exposure may also be (units,).

    Raises:
        ValueError: names the argument and the first offending row; also if none or all are treated, or the start lies
            outside the periods.
    """
    shape = np.shape(events)
    if len(shape) != 2:
        raise ValueError(f"events must have two axes, units and periods, not {len(shape)}")
    bits = checked_marks(marks, shape)
    y = counts("events", events, except_at=unknown(bits))
    not_empty("events", y)
    whole("start", start, 1, shape[1] - 1)
    known = ~unknown(bits)
    return Panel(
        np.where(known, y, 0.0),
        _exposure(exposure, (shape[0], shape[1])),
        known,
        _treated(treated, shape[0]),
        start,
        int(joined_along(bits.ravel())),
    )


def _exposure(exposure: ArrayLike | None, shape: tuple[int, int]) -> Numbers:
    if exposure is None:
        return np.ones(shape)
    given = positive("exposure", exposure)
    if given.shape not in (shape, shape[:1]):
        raise ValueError(f"exposure has shape {given.shape} but events has {shape}")
    return np.broadcast_to(given if given.ndim == 2 else given[:, None], shape)


def _treated(treated: ArrayLike, units: int) -> Flags:
    chosen = truths("treated", treated)
    if chosen.shape != (units,):
        raise ValueError(f"treated has shape {chosen.shape} but events has {units} units")
    if chosen.all() or not chosen.any():
        raise ValueError("treated must hold both treated units and comparisons")
    return chosen


def panel_regression(panel: Panel, effects: Numbers, names: tuple[str, ...], family: Family) -> CountRegression:
    """Regression with an effect of each unit and each period beside the given ones (effects, units, periods).

    Raises:
        ValueError: if the design would have more than a hundred million cells.

    The rows are those where `panel.telling`, unit by unit; the first terms are the effects.
    """
    units, periods = np.nonzero(panel.telling)
    if len(units) * sum(panel.counts.shape) > MOST_CELLS:
        raise ValueError(
            f"events has {panel.counts.shape} units and periods, too many for a regression with their effects"
        )
    design = np.column_stack([effects[:, units, periods].T, _dummies(units), _dummies(periods)[:, 1:]])
    fixed = design.shape[1] - len(names)
    return count_regression(
        panel.counts[units, periods],
        design=design,
        terms=(*names, *(f"fixed {number}" for number in range(fixed))),
        exposure=panel.exposure[units, periods],
        family=family,
    )


def _dummies(labels: NDArray[np.int64]) -> Numbers:
    return (labels[:, None] == np.unique(labels)[None, :]).astype(np.float64)
