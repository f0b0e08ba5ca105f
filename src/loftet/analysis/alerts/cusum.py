"""Sums of what counts exceed their expectation by: for small rises that last, in series of a few periods."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.alerts.reasons import Observed, Periods, Reason, observed, of_first_series
from loftet.analysis.arguments import Flags, Numbers, not_empty, one_of, positive, whole
from loftet.analysis.marks import Marks

Standardisation = Literal["standard", "rossi", "anscombe"]


@dataclass(frozen=True, slots=True)
class CusumAlarms:
    """(series, judged), without the first axis if one series was given; judged are all periods from the first on."""

    periods: Periods
    counts: Numbers
    expected: Numbers
    statistic: Numbers
    """The sum so far, 0 or more; NaN where `reason` says why there is none."""
    upper: Numbers
    """A count as high brings the sum to the limit; NaN for the likelihood ratio, which has the limit on the sum."""
    is_alarm: Flags
    reason: NDArray[np.uint8]
    """A `Reason`."""
    marks: Marks
    """Of all periods up to this one, joined, with those that the expected count rests on."""
    limit: float
    """The sum at which there is an alarm."""


def cusum(
    counts: ArrayLike,
    *,
    first: int,
    allowance: float = 1.04,
    limit: float = 2.26,
    expected: ArrayLike | None = None,
    standardisation: Standardisation = "standard",
    marks: ArrayLike | None = None,
) -> CusumAlarms:
    """Whether counts have been a little too high for a while.

    What it answers: "no single month stands out, but has it been rising since the spring?"

    Args:
        counts: events, (times,) or (series, times), oldest first. NaN only where marked as unknown; an unknown period
            leaves the sum as it was.
        first: position from 0 of the first judged period. All from it on are judged.
        allowance: how many standard deviations a period may lie above what is expected before it adds to the sum [k].
        limit: the sum that gives an alarm [h]. The sum is not set back by it: alarms last until counts have sunk.
        expected: (judged,) or (series, judged), above zero; the mean of the periods before `first` if not given [m].
        standardisation: "standard" (count - mean over its root), "rossi" or "anscombe" (both nearer to normal) [trans].
        marks: like counts, the bits of `Mark`.
    Returns:
        The sums, the count that would give an alarm, and alarms, (series, judged).
    Raises:
        ValueError: names the argument and the first row that is negative, fractional, not finite or no expectation;
            settings out of range.
    Assumes:
        Poisson counts about `expected`. The default allowance and limit are R's, for an average of 500 quiet periods
        between alarms in normal data.
    Misleads when:
        the expected count is itself from a few periods, or there is a season that `expected` does not know of.
    Reference:
        Rossi, Lampugnani & Marchi, Statistics in Medicine 18 (1999), 2111-2122.

    >>> told = cusum([4, 5, 3, 4, 6, 7, 8, 9], first=4)
    >>> told.statistic.round(2).tolist(), told.is_alarm.tolist()
    ([0.0, 0.46, 1.42, 2.88], [False, False, False, True])
    """
    one_of("standardisation", standardisation, get_args(Standardisation))
    positive("allowance", allowance)
    positive("limit", limit)
    seen = observed(counts, judged_from(first, np.shape(counts)), marks)
    mean = expectation(seen, expected, first)
    with np.errstate(all="ignore"):
        steps = standardised(seen.counts[:, first:], mean, standardisation) - allowance
        sums = summed(np.where(seen.known[:, first:], steps, 0.0))
        before = np.pad(sums, ((0, 0), (1, 0)))[:, :-1]
        upper = np.maximum(0, count_at(limit + allowance - before, mean, standardisation))
    trained = first if expected is None else 0
    return _told(seen, mean, sums, upper, is_alarm=sums >= limit, limit=float(limit), trained_before=trained)


def likelihood_cusum(
    counts: ArrayLike,
    *,
    first: int,
    expected: ArrayLike,
    log_ratio: float,
    extra_variance: float = 0.0,
    limit: float = 5.0,
    marks: ArrayLike | None = None,
) -> CusumAlarms:
    """Whether counts speak for a rise of a given size rather than for what was expected.

    What it answers: "if harassment had risen by half, how strongly would the weeks since say so?"

    Args:
        counts: events, (times,) or (series, times), oldest first. NaN only where marked as unknown.
        first: position from 0 of the first judged period. All from it on are judged.
        expected: (judged,) or (series, judged), above zero: such as the means of a seasonal regression of the years
            before (`loftet.analysis.regression`) [mu0].
        log_ratio: the logarithm of the rise that is looked for, above zero [theta].
        extra_variance: a: the variance is mean + a * mean ** 2; 0 is Poisson [alpha].
        limit: the log likelihood ratio that gives an alarm; the sum then starts anew [c.ARL].
        marks: like counts, the bits of `Mark`.
    Returns:
        The sums (R's `glrnb` with `ret = "value"`) and alarms, (series, judged).
    Raises:
        ValueError: as `cusum`.
    Assumes:
        independent counts, negative binomial or Poisson, a rise by one factor from some period on.
    Misleads when:
        the true rise is far from the one looked for, or the expected counts come from few periods. The generalised
        ratio, which also estimates the rise, is left out: on short series it has no power to spare for that.
    Reference:
        Höhle & Paul, Computational Statistics & Data Analysis 52 (2008), 4357-4368.

    >>> told = likelihood_cusum([2, 4, 5, 9], first=0, expected=[3, 3, 3, 3], log_ratio=0.4, limit=1.0)
    >>> told.statistic.round(2).tolist(), told.is_alarm.tolist()
    ([0.0, 0.12, 0.65, 2.77], [False, False, False, True])
    """
    positive("log_ratio", log_ratio)
    positive("limit", limit)
    if not 0 <= extra_variance < np.inf:
        raise ValueError(f"extra_variance = {extra_variance} must be a number from 0")
    seen = observed(counts, judged_from(first, np.shape(counts)), marks)
    mean = expectation(seen, expected, first)
    steps = likelihood_steps(seen.counts[:, first:], mean, log_ratio, extra_variance)
    sums = summed(np.where(seen.known[:, first:], steps, 0.0), restart_above=limit)
    upper = np.full(sums.shape, np.nan)
    return _told(seen, mean, sums, upper, is_alarm=sums > limit, limit=float(limit), trained_before=0)


def judged_from(first: int, shape: tuple[int, ...]) -> Periods | None:
    if not shape or not shape[-1]:
        return None
    return np.arange(whole("first", first, 0, shape[-1] - 1), shape[-1])


def expectation(seen: Observed, expected: ArrayLike | None, first: int) -> Numbers:
    """(series, judged); 0 where nothing is known of the periods before, or nothing happened in them."""
    shape = (len(seen.counts), len(seen.periods))
    if expected is not None:
        given = positive("expected", expected)
        not_empty("expected", given)
        if given.shape not in ((), shape[1:], shape):
            raise ValueError(f"expected has shape {given.shape} but the judged counts have shape {shape}")
        return np.broadcast_to(given, shape)
    if first < 1:
        raise ValueError("first = 0 leaves no earlier periods whose mean could be expected: give expected")
    number = seen.known[:, :first].sum(axis=1)
    mean = seen.counts[:, :first].sum(axis=1) / np.maximum(number, 1)
    return np.broadcast_to(mean[:, None], shape)


def standardised(counts: Numbers, mean: Numbers, way: Standardisation) -> Numbers:
    root = np.sqrt(mean)
    if way == "standard":
        return np.asarray((counts - mean) / root)
    if way == "rossi":
        return np.asarray((counts - 3 * mean + 2 * np.sqrt(counts * mean)) / (2 * root))
    return np.asarray(1.5 * (counts ** (2 / 3) - mean ** (2 / 3)) / mean ** (1 / 6))


def count_at(deviations: Numbers, mean: Numbers, way: Standardisation) -> Numbers:
    """The count that lies so many standard deviations above the mean."""
    root = np.sqrt(mean)
    if way == "standard":
        return np.asarray(np.ceil(root * deviations + mean))
    if way == "rossi":
        under_root = 4 * mean**2 + 2 * mean * root * deviations
        # Below zero there is no such count: any would be enough.
        return np.nan_to_num(2 * deviations * root + 5 * mean - 2 * np.sqrt(under_root))
    return np.asarray(np.maximum(0, 2 / 3 * mean ** (1 / 6) * deviations + mean ** (2 / 3)) ** 1.5)


def likelihood_steps(counts: Numbers, mean: Numbers, log_ratio: float, extra_variance: float) -> Numbers:
    """The log likelihood ratio that each period adds."""
    higher = mean * np.exp(log_ratio)
    if extra_variance == 0:
        return np.asarray(counts * log_ratio + mean - higher)
    lighter = np.log1p(extra_variance * mean) - np.log1p(extra_variance * higher)
    return np.asarray(counts * log_ratio + (counts + 1 / extra_variance) * lighter)


def summed(steps: Numbers, *, restart_above: float = np.inf) -> Numbers:
    """Sums that never fall below 0, and begin at 0 after one that rises above the limit: (series, judged)."""
    sums = np.zeros_like(steps)
    so_far = np.zeros(len(steps))
    for column in range(steps.shape[1]):
        so_far = np.maximum(0, np.where(so_far > restart_above, 0, so_far) + steps[:, column])
        sums[:, column] = so_far
    return sums


def _told(
    seen: Observed, mean: Numbers, sums: Numbers, upper: Numbers, *, is_alarm: Flags, limit: float, trained_before: int
) -> CusumAlarms:
    """The result; with `trained_before` above 0 the expected counts are means of so many periods at the beginning."""
    first = int(seen.periods[0])
    known = seen.known[:, first:]
    reason = np.where(known, Reason.NONE, Reason.UNKNOWN_PERIOD).astype(np.uint8)
    if trained_before:
        reason[mean == 0] = Reason.TOO_FEW
        reason[~seen.known[:, :trained_before].any(axis=1)] = Reason.SHORT_HISTORY
    told = reason == Reason.NONE
    marks = np.bitwise_or.accumulate(seen.marks[:, 0 if trained_before else first :], axis=1)
    whole = CusumAlarms(
        periods=seen.periods,
        counts=np.where(known, seen.counts[:, first:], np.nan),
        expected=mean,
        statistic=np.where(told, sums, np.nan),
        upper=np.where(told, upper, np.nan),
        is_alarm=told & is_alarm,
        reason=reason,
        marks=marks[:, -len(seen.periods) :],
        limit=limit,
    )
    return of_first_series(whole) if seen.is_single else whole
