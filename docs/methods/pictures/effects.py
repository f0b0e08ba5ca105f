"""Draw the pictures of the four methods of effects; all counts are made up (Exempelby and its neighbours)."""

import numpy as np
from style import ACCENT, BAND, COMPARE, INK, LATE, keep, picture

from loftet.analysis.effects import (
    difference_in_differences,
    event_study,
    interrupted_time_series,
    synthetic_control,
)

rng = np.random.default_rng(5)
months = np.arange(72)
wave = np.exp(0.25 * np.sin(2 * np.pi * months / 12))
expected = 30 * wave * np.exp(-0.03 * months / 12)
counts = rng.poisson(expected * np.where(months >= 54, 0.7, 1.0))
found = interrupted_time_series(counts, start=54)
without = found.regression.fitted / np.where(months >= 54, found.level.ratio, 1.0)
(axes,) = picture()
axes.axvline(53.5, color=COMPARE, lw=1, ls=":")
axes.plot(months, counts, ".", color=COMPARE, ms=5)
axes.plot(months, found.regression.fitted, color=ACCENT, lw=2)
axes.plot(months[54:], without[54:], color=LATE, lw=2, ls="--")
axes.annotate("had it gone on", (60, 41), color=LATE)
axes.annotate("measure", (53, 2), color=INK, ha="right")
axes.set(xlabel="month", ylabel="thefts", ylim=(0, 50), xticks=np.arange(0, 73, 12))
keep("interrupted-time-series")

sizes = np.array([9, 14, 22, 7, 31, 12, 18, 40, 11])
own = rng.normal(0, 0.15, 9)
mean = sizes[:, None] * np.ones((9, 36))
mean[:, 18:] *= np.exp(own)[:, None]
mean[0, 18:] *= 0.6
y = rng.poisson(mean)
found_here = difference_in_differences(y, treated=[1] + 8 * [0], start=18)
changes = np.log(y[:, 18:].sum(axis=1) / y[:, :18].sum(axis=1))
chance = np.sqrt(1 / y[:, 18:].sum(axis=1) + 1 / y[:, :18].sum(axis=1))
order = np.concatenate([np.argsort(changes[1:]) + 1, [0]])
(axes,) = picture()
axes.axvline(1, color=COMPARE, lw=1)
for row, unit in enumerate(order):
    colour = LATE if unit == 0 else COMPARE
    low, high = np.exp(changes[unit] - 1.96 * chance[unit]), np.exp(changes[unit] + 1.96 * chance[unit])
    axes.plot([low, high], [row, row], color=colour, lw=2)
    axes.plot(np.exp(changes[unit]), row, "D" if unit == 0 else "o", color=colour)
axes.plot([found_here.low, found_here.high], [9.4, 9.4], color=ACCENT, lw=4)
axes.plot(found_here.ratio, 9.4, "s", color=ACCENT)
axes.set_yticks([0, 8, 9.4], labels=["comparisons", "Exempelby", "Exempelby against them"])
axes.set(xscale="log", xlabel="rate after, times the rate before", ylim=(-0.7, 10))
axes.set_xticks([0.4, 0.6, 0.8, 1.0, 1.5], labels=["0.4", "0.6", "0.8", "1", "1.5"])
axes.set_xticks([], minor=True)
keep("difference-in-differences")

quarters = 40 * np.ones((12, 16)) * np.linspace(0.6, 2.5, 12)[:, None]
quarters[4:6, 8:] *= np.array([0.9, 0.7, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6])
seen = event_study(rng.poisson(quarters), treated=[*4 * [0], 1, 1, *6 * [0]], start=8, furthest=6)
(axes,) = picture()
axes.axhline(1, color=COMPARE, lw=1)
axes.axvline(-0.5, color=COMPARE, lw=1, ls=":")
axes.vlines(seen.relative, seen.low, seen.high, color=np.where(seen.relative < 0, COMPARE, ACCENT), lw=2)
axes.plot(seen.relative[seen.relative < 0], seen.ratio[seen.relative < 0], "o", color=COMPARE)
axes.plot(seen.relative[seen.relative >= 0], seen.ratio[seen.relative >= 0], "s", color=ACCENT)
axes.plot(-1, 1, "o", color=INK, mfc="none")
axes.set(yscale="log", xlabel="quarters from the start (-1 is what they are held against)", ylabel="ratio")
axes.set_yticks([0.4, 0.6, 1, 1.5, 2.5], labels=["0.4", "0.6", "1", "1.5", "2.5"])
axes.set_yticks([], minor=True)
keep("event-study")

path = np.cumsum(rng.normal(0, 0.4, (2, 84)), axis=1)
rates = 50 + rng.normal(0, 1, (24, 2)) @ path + rng.normal(0, 0.5, (24, 84))
rates[0] = rates[1:6].mean(axis=0) + rng.normal(0, 0.5, 84) - 2.5 * (np.arange(84) >= 66)
control = synthetic_control(rates, start=66)
left, right = picture(panels=2)
left.axvline(65.5, color=COMPARE, lw=1, ls=":")
left.plot(rates[0], color=LATE, lw=2)
left.plot(control.synthetic, color=ACCENT, lw=2, ls="--")
left.annotate("Exempelby", (64, rates[0].min()), color=LATE, ha="right")
left.annotate("synthetic", (64, rates[0].max() - 0.4), color=ACCENT, ha="right")
left.set(xlabel="month", ylabel="reports per 1,000")
ratios = np.sort(control.placebo_ratios[1:])
right.plot(ratios, np.arange(len(ratios)), "o", color=COMPARE)
right.plot(control.placebo_ratios[0], len(ratios), "D", color=LATE)
right.fill_betweenx([-1, len(ratios) + 1], 0, ratios[-1], color=BAND, lw=0)
right.set(xlabel="gap after over gap before", yticks=[], ylim=(-1, len(ratios) + 1), xlim=(0, None))
right.annotate(f"p {control.p_value:.3f}", (control.placebo_ratios[0], len(ratios) - 1.6), ha="right", color=LATE)
keep("synthetic-control")
