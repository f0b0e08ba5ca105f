"""What each series leads one to expect in the periods that are judged, from the same season of earlier years."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from loftet.analysis.alerts.down_weighting import Weighted, Weighting, fit_without_outbreaks
from loftet.analysis.alerts.reasons import Observed, Reason
from loftet.analysis.alerts.references import Reference
from loftet.analysis.alerts.seasonal_fit import Sample
from loftet.analysis.alerts.series_blocks import for_blocks_of_series
from loftet.analysis.arguments import Flags, Numbers
from loftet.analysis.marks import Marks, joined_along


@dataclass(frozen=True, slots=True)
class Model:
    """How the periods of reference are fitted."""

    weighting: Weighting
    trend_p_value: float
    """A trend is kept if its p value is below this; 0 means that none is tried."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """All (series, judged)."""

    log_mean: Numbers
    standard_error: Numbers
    """Of the log mean."""
    dispersion: Numbers
    has_trend: Flags
    reason: NDArray[np.uint8]
    marks: Marks

    def put(
        self,
        place: tuple[slice, int],
        final: Weighted,
        has_trend: Flags,
        log_exposure: Numbers | float,
        *,
        is_flexible: bool,
    ) -> None:
        """Write down what some series lead one to expect in one period."""
        is_seen = (final.fit.information.levels[-1] > 0) & (final.freedom > 0)
        usable = is_seen & final.settled if is_flexible else is_seen
        variance = final.variance_factor * final.fit.information.inverse_now()
        self.log_mean[place] = np.where(usable, final.fit.levels[-1] + log_exposure, np.nan)
        self.standard_error[place] = np.where(usable, np.sqrt(variance), np.nan)
        self.dispersion[place] = np.where(usable, final.dispersion, np.nan)
        self.has_trend[place] = has_trend & usable
        self.reason[place] = np.where(usable, Reason.NONE, np.where(is_seen, Reason.NO_FIT, Reason.SHORT_HISTORY))


def predict(
    seen: Observed, exposure: Numbers | None, reference_of: Callable[[int], Reference | None], model: Model
) -> Prediction:
    """Judge all periods of all series; those whose history is too short keep NaN and say so."""
    shape = (len(seen.counts), len(seen.periods))
    told = Prediction(
        log_mean=np.full(shape, np.nan),
        standard_error=np.full(shape, np.nan),
        dispersion=np.full(shape, np.nan),
        has_trend=np.zeros(shape, bool),
        reason=np.full(shape, Reason.SHORT_HISTORY, np.uint8),
        marks=seen.marks[:, seen.periods].copy(),
    )
    references = [reference_of(int(period)) for period in seen.periods]

    def work(series: slice) -> None:
        block = _Block(seen, exposure, series)
        with np.errstate(all="ignore"):
            for column, reference in enumerate(references):
                if reference is not None:
                    exposure_now = block.log_exposure_at(column)
                    final, has_trend = choose_trend(block.at(reference), exposure_now, model)
                    told.put((series, column), final, has_trend, exposure_now, is_flexible=model.weighting.is_flexible)
                    told.marks[series, column] |= joined_along(seen.marks[series][:, reference.weeks])

    for_blocks_of_series(work, len(seen.counts))
    return told


class _Block:
    """Some series, times first, so that each step runs over neighbouring series in memory."""

    def __init__(self, seen: Observed, exposure: Numbers | None, series: slice) -> None:
        self.counts = np.ascontiguousarray(seen.counts[series].T)
        known = seen.known[series].T
        self.weights = None if known.all() else np.ascontiguousarray(known, np.float64)
        self.log_exposure = None if exposure is None else np.log(np.ascontiguousarray(exposure[series].T))
        self.periods = seen.periods

    def at(self, reference: Reference) -> Sample:
        weeks = reference.weeks
        weights, exposure = self.weights, self.log_exposure
        return Sample(
            reference,
            self.counts[weeks],
            None if weights is None else weights[weeks],
            None if exposure is None else exposure[weeks],
        )

    def log_exposure_at(self, column: int) -> Numbers | float:
        return 0.0 if self.log_exposure is None else self.log_exposure[self.periods[column]]


def choose_trend(sample: Sample, log_exposure: Numbers | float, model: Model) -> tuple[Weighted, Flags]:
    """A trend where its fit settles, it is significant and it does not lead beyond the highest count of the years."""
    if model.trend_p_value <= 0:
        without = fit_without_outbreaks(sample, model.weighting, has_trend=False)
        return without, np.zeros(len(without.freedom), bool)
    final = fit_without_outbreaks(sample, model.weighting, has_trend=True)
    error = np.sqrt(final.variance_factor_of_test / final.fit.information.trend)
    p_value = 2 * stdtr(final.freedom, -np.abs(final.fit.trend / error))
    highest = sample.counts.max(axis=0)
    keep = final.settled & (p_value < model.trend_p_value) & (np.exp(final.fit.levels[-1] + log_exposure) <= highest)
    if not keep.all():
        final.put(~keep, fit_without_outbreaks(sample.of(~keep), model.weighting, has_trend=False))
    return final, keep
