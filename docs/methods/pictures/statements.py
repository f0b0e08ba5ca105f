"""Draw docs/methods/pictures/statements.svg: how large a change must be before two counts can show it."""

import numpy as np
from style import ACCENT, BAND, COMPARE, INK, keep, picture

from loftet.analysis.statements import smallest_detectable_change

counts = np.unique(np.geomspace(5, 1000, 60).round()).astype(int)
seen = [smallest_detectable_change(int(count)) for count in counts]
rise = np.array([100 * (change.rise_ratio - 1) for change in seen])
fall = np.array([np.nan if change.fall_ratio is None else 100 * (change.fall_ratio - 1) for change in seen])

(axes,) = picture()
axes.fill_between(counts, np.where(np.isnan(fall), -100, fall), rise, color=BAND, lw=0)
axes.plot(counts, rise, color=ACCENT, lw=2.5)
axes.plot(counts, fall, color=ACCENT, lw=2.5)
axes.axhline(0, color=COMPARE, lw=1)
axes.annotate("could be shown: rose", (60, 190), color=INK)
axes.annotate("could be shown: fell", (60, -92), color=INK)
axes.annotate("cannot tell from these counts", (5.4, 12), color=INK, weight="bold")
axes.set(xscale="log", xlabel="cases in the earlier year", ylabel="true change, per cent", ylim=(-100, 250))
axes.set_xticks([5, 15, 50, 150, 500, 1000], labels=["5", "15", "50", "150", "500", "1,000"])
axes.set_xticks([], minor=True)
axes.set_yticks([-100, -50, 0, 50, 100, 200])
keep("statements")
