"""Draw the pictures of trend, seasonal-decomposition and change-points; the counts are made up (Exempelby)."""

import numpy as np
from style import ACCENT, BAND, COMPARE, INK, LATE, keep, picture

from loftet.analysis.trends import change_points, decompose, forecast, trend


def thefts(rng: np.random.Generator, level: np.ndarray) -> np.ndarray:
    months = np.arange(len(level))
    return rng.negative_binomial(12, 12 / (12 + level * np.exp(0.35 * np.sin(2 * np.pi * (months - 3) / 12))))


rng = np.random.default_rng(2)
months = np.arange(84)
counts = thefts(rng, 22 * np.exp(-0.07 * months / 12))
found = trend(counts)
ahead = forecast(found, periods=12)
(axes,) = picture()
axes.plot(months, counts, ".", color=COMPARE, ms=5)
axes.plot(months, found.regression.fitted, color=ACCENT, lw=2)
axes.fill_between(84 + np.arange(12), ahead.low, ahead.high, color=BAND, lw=0, step="mid")
axes.plot(84 + np.arange(12), ahead.mean, color=ACCENT, lw=2, ls="--")
axes.annotate("months to come: 95 % of counts", (84, 3), ha="right", color=ACCENT)
axes.set(xlabel="month", ylabel="bicycle thefts", ylim=(0, None), xticks=np.arange(0, 97, 12))
keep("trend")

parts = decompose(thefts(rng, np.where(months < 42, 22.0, 22 - 0.25 * (months - 42))))
level, season, surprise = picture(panels=3)
level.plot(months / 12, parts.level, color=ACCENT, lw=2)
level.set(title="level", xlabel="year", ylabel="thefts a month", ylim=(0, None))
season.plot(1 + np.arange(12), parts.season[:12], color=ACCENT, lw=2, marker="o", ms=4)
season.axhline(1, color=COMPARE, lw=1)
season.set(title="season", xlabel="month", xticks=[1, 4, 7, 10])
strange = np.abs(parts.surprise) > 2
surprise.axhspan(-2, 2, color=BAND, lw=0)
surprise.plot(months[~strange] / 12, parts.surprise[~strange], ".", color=COMPARE, ms=4)
surprise.plot(months[strange] / 12, parts.surprise[strange], "D", color=LATE, ms=5)
surprise.set(title="surprise", xlabel="year", ylabel="standard deviations")
keep("seasonal-decomposition")

counts = thefts(rng, np.where(months < 50, 24.0, 12.0))
jumps = change_points(counts, rng=rng)
(axes,) = picture()
axes.plot(months, counts, ".-", color=COMPARE, lw=0.6, ms=5)
for jump in jumps.points:
    axes.axvspan(jump.earliest, jump.latest, color=BAND, lw=0)
    axes.axvline(jump.position, color=ACCENT, lw=2)
    axes.annotate(
        f"level times {jump.ratio:.2f}, p {jump.p_value:.3f}", (jump.latest + 1, counts.max() - 1), color=INK, va="top"
    )
axes.set(xlabel="month", ylabel="thefts from cars", ylim=(0, None), xticks=np.arange(0, 85, 12))
keep("change-points")
