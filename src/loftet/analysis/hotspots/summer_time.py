"""Swedish local time: which of its hours are skipped in March and told twice in October.

By directive 2000/84/EC and its forerunners since 1996: from 02:00 on the last Sunday of March to 03:00 on the last
Sunday of October. A pure rule, since the analysis reads no files.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from loftet.analysis.arguments import Flags

Seconds = NDArray[np.int64]
HOUR, DAY = 3_600, 86_400
FIRST_YEAR = 1996
THURSDAY = 3
"""The weekday of 1 January 1970, Monday being 0."""


def begins(local: Seconds) -> Seconds:
    """When summer time begins in the year of each local time, as told by the clock that is skipped: 02:00."""
    return _last_sunday(local, month=3) + 2 * HOUR


def ends(local: Seconds) -> Seconds:
    """When summer time ends in the year of each local time, as told by summer time: 03:00, which becomes 02:00."""
    return _last_sunday(local, month=10) + 3 * HOUR


def is_skipped(local: Seconds) -> Flags:
    """Local times that no clock ever showed."""
    return (begins(local) <= local) & (local < begins(local) + HOUR)


def standard_time(local: Seconds, *, twice_told: Literal["first", "second"]) -> Seconds:
    """Seconds of standard time, which runs evenly; in October's twice-told hour the first or the second is meant."""
    last = ends(local) if twice_told == "first" else ends(local) - HOUR
    return np.where((begins(local) <= local) & (local < last), local - HOUR, local)


def local_time(standard: Seconds) -> Seconds:
    """Seconds as the clock shows them at these seconds of standard time."""
    is_summer = (begins(standard) <= standard) & (standard < ends(standard) - HOUR)
    return np.where(is_summer, standard + HOUR, standard)


def _last_sunday(local: Seconds, *, month: int) -> Seconds:
    """Midnight of the last Sunday of a month of 31 days, in the year of each local time."""
    year = local.astype("datetime64[s]").astype("datetime64[Y]")
    last_day = (year.astype("datetime64[M]") + month).astype("datetime64[D]").astype(np.int64) - 1
    return (last_day - (last_day + THURSDAY + 1) % 7) * DAY
