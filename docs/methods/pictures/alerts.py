"""Draw docs/methods/pictures/early-warning.svg and short-series.svg: bounds from week to week, and alarms."""

import numpy as np
from style import ACCENT, BAND, COMPARE, LATE, keep, picture

from loftet.analysis.alerts import cusum, ears, farrington_flexible

rng = np.random.default_rng(4)
week = np.arange(520)
thefts = rng.poisson(6 + 4 * np.sin((week - 15) * 2 * np.pi / 52))
thefts[430:434] += 14
thefts[500:502] += 15
judged = np.arange(416, 520)
told = farrington_flexible(thefts, periods=judged)

(axes,) = picture()
axes.bar(judged - 415, told.counts, width=0.8, color=np.where(told.is_alarm, LATE, COMPARE))
axes.plot(judged - 415, told.expected, color=ACCENT, lw=2, label="expected")
axes.step(judged - 415, told.upper, where="mid", color=ACCENT, lw=1.2, ls="--", label="bound")
for place in np.flatnonzero(told.is_alarm):
    axes.annotate("▼", (judged[place] - 415, told.counts[place] + 0.4), ha="center", color=LATE)
axes.set(xlabel="week of the last two years, Exempelby (made up)", ylabel="bicycle thefts a week", xlim=(0, 105))
axes.legend(frameon=False, loc="upper center", ncols=2)
keep("early-warning")

months = np.concatenate([rng.poisson(4, 20), rng.poisson(6, 10)])
sums = cusum(months, first=12)
single = ears(months, periods=np.arange(12, 30))
counted, summed = picture(panels=2)
counted.bar(np.arange(13, 31), single.counts, width=0.8, color=np.where(single.is_alarm, LATE, COMPARE))
counted.step(np.arange(13, 31), single.upper, where="mid", color=ACCENT, lw=1.2, ls="--")
counted.axvline(20.5, color=COMPARE, lw=1, ls=":")
counted.set(xlabel="month", ylabel="reports a month", title="EARS C1: one month at a time")
summed.fill_between(np.arange(13, 31), 0, sums.statistic, color=BAND, lw=0, step="mid")
summed.step(np.arange(13, 31), sums.statistic, where="mid", color=ACCENT, lw=2)
summed.axhline(sums.limit, color=LATE, lw=1.2, ls="--")
summed.axvline(20.5, color=COMPARE, lw=1, ls=":")
summed.set(xlabel="month", ylabel="sum above what is expected", title="CUSUM: a small rise that lasts")
counted.annotate("the mean rises from 4 to 6", (20.8, 16.2), color=COMPARE, size=8)
keep("short-series")
