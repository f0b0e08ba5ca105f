"""Which earlier weeks a week is compared with, and which part of the year each of them belongs to."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Numbers, one_of, refuse

Dates = NDArray[np.datetime64]
STEPS = {12: "month", 52: "week", 365: "day"}


@dataclass(frozen=True, slots=True)
class Reference:
    """The weeks that a week is compared with, level by level; the last level is the one of the week itself."""

    weeks: NDArray[np.int64]
    """(weeks,), positions in the series, ordered by level."""
    starts: NDArray[np.int64]
    """(levels,), where each level begins among them."""
    years: Numbers
    """(weeks,), time from the week that is judged, in years: negative."""


def checked_dates(dates: ArrayLike | None, times: int, frequency: int) -> Dates | None:
    """The first day of each period, in step with the frequency; none where periods are only counted.

    Raises:
        ValueError: names the first date that does not follow the one before.
    """
    if dates is None:
        return None
    one_of("frequency", frequency, tuple(STEPS))
    try:
        given = np.asarray(dates, "datetime64[D]")
    except (TypeError, ValueError) as error:
        raise ValueError(f"dates must be dates: {error}") from None
    if given.shape != (times,):
        raise ValueError(f"dates has shape {given.shape} but counts has {times} periods")
    refuse("dates", given, np.isnat(given), "is not a date")
    if STEPS[frequency] == "month":
        in_step = np.diff(given.astype("datetime64[M]")).astype(int) == 1
        in_step &= np.diff(day_of_month(given)) == 0
    else:
        in_step = np.diff(given).astype(int) == (7 if STEPS[frequency] == "week" else 1)
    refuse("dates", given, ~np.concatenate([[True], in_step]), f"is not one {STEPS[frequency]} after the date before")
    return given


def day_of_month(dates: Dates) -> NDArray[np.int64]:
    return (dates - dates.astype("datetime64[M]")).astype(np.int64)


def same_week_before(now: int, *, years: int, frequency: int, dates: Dates | None) -> list[int]:
    """Positions of the period in this and each earlier year, newest first; below 0 lies before the series.

    By dates it is the same day of the month, or the day of the same weekday nearest to the date a year or more ago, so
    that a year of 53 weeks moves nothing out of its season.
    """
    if dates is None:
        return [now - frequency * back for back in range(years + 1)]
    return [now] + [now + periods_since(dates[now], back, frequency) for back in range(1, years + 1)]


def periods_since(date: np.datetime64, years_back: int, frequency: int) -> int:
    """How many periods lie between a date and the same date some years ago, as a negative number."""
    if STEPS[frequency] == "month":
        return -12 * years_back
    month = date.astype("datetime64[M]")
    # Days are added to the first of the month, so that 29 February becomes 1 March in a year without it.
    earlier = (month - 12 * years_back).astype("datetime64[D]") + (date - month.astype("datetime64[D]"))
    days = int((earlier - date).astype(int))
    return round(days / 7) if STEPS[frequency] == "week" else days


def seasonal_reference(
    now: int, points: list[int], *, half_window: int, levels: int, excluded: int, dates: Dates | None, frequency: int
) -> Reference | None:
    """All weeks from the oldest window on in seasonal levels, without the newest; None if the series is too short."""
    if points[-1] < 0:
        return None
    level = levels_of(points, half_window=half_window, levels=levels)
    level[max(now - excluded, 0) :] = 0
    return by_level(now, level, levels, dates=dates, frequency=frequency)


def window_reference(now: int, points: list[int], *, half_window: int, frequency: int) -> Reference | None:
    """Only the windows about the same week of each earlier year; of the oldest, what there is of it."""
    if (points[-2] if len(points) > 2 else points[-1]) < 0:
        return None
    level = np.zeros(now + 1, np.int64)
    for point in points[1:]:
        level[max(point - half_window, 0) : max(point + half_window + 1, 0)] = 1
    return by_level(now, level, 1, dates=None, frequency=frequency)


def levels_of(points: list[int], *, half_window: int, levels: int) -> NDArray[np.int64]:
    """The level of each period up to now, 0 before the oldest window.

    The windows about the same week of each year are the last level; the rest of each year is shared between the others
    in blocks as long as one another, the first of them one longer where that does not go out.
    """
    now = points[0]
    level = np.zeros(now + 1, np.int64)
    level[max(now - half_window, 0) :] = levels
    for newer, older in pairwise(points):
        level[max(older - half_window, 0) : older + half_window + 1] = levels
        if levels == 1:
            continue
        length, longer = divmod(newer - 2 * half_window - 1 - older, levels - 1)
        start = older + half_window + 1
        for number in range(1, levels):
            stop = start + length + (number <= longer)
            # surveillance counts an empty block backwards, so that it takes the two periods about its place.
            level[start - (stop == start) : stop + (stop == start)] = number
            start = stop
    return level


def by_level(now: int, level: NDArray[np.int64], last: int, *, dates: Dates | None, frequency: int) -> Reference | None:
    used = np.flatnonzero(level)
    weeks = used[np.argsort(level[used], kind="stable")]
    ordered = level[weeks]
    if ordered.size == 0 or ordered[-1] != last:
        return None
    starts = np.flatnonzero(np.diff(ordered, prepend=0))
    since = weeks - now if dates is None else (dates[weeks] - dates[now]).astype(np.int64) * frequency / 365.25
    return Reference(weeks, starts, since / frequency)
