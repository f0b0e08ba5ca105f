"""Draw the pictures of rates; the counts are made up (Exempelby and places like it)."""

import numpy as np
from scipy.stats import poisson
from style import ACCENT, BAND, COMPARE, DONE, FAINT, INK, LATE, keep, picture

from loftet.analysis.rates import (
    count_dispersion,
    crude_rate,
    funnel,
    middle_half,
    overdispersed_rate,
    rate_difference,
    rate_ratio,
    rolling_rate,
    shrunken_rates,
    standardised_rate,
)


def rate_limits() -> None:
    """How often the limits hold the truth, by what the truth is."""
    truths, counts = np.arange(0.2, 25, 0.02), np.arange(0.0, 80)
    (axes,) = picture()
    for method, color in (("exact", ACCENT), ("mid-p", LATE), ("wald", COMPARE)):
        limits = crude_rate(counts, 1, per=1, method=method)
        holds = (limits.low[:, None] <= truths) & (truths <= limits.high[:, None])
        axes.plot(truths, np.sum(poisson.pmf(counts[:, None], truths) * holds, axis=0), color=color, lw=1, label=method)
    axes.axhline(0.95, color=INK, lw=1)
    axes.set(xlabel="expected cases", ylabel="share of limits that hold them", ylim=(0.85, 1.0))
    axes.legend(frameon=False, ncols=3, loc="lower right")
    keep("rate-limits")


def rate_ratios() -> None:
    """A third less, from more and more cases."""
    before = np.array([6, 15, 30, 60, 150, 300])
    seen = rate_ratio(before, 1, before * 2 // 3, 1)
    (axes,) = picture()
    rows = np.arange(len(before))
    axes.hlines(rows, seen.low, seen.high, color=BAND, lw=7)
    axes.plot(seen.ratio, rows, "o", color=ACCENT)
    axes.axvline(1, color=INK, lw=1)
    axes.set(xscale="log", xlabel="ratio of the rates, after to before", yticks=rows)
    axes.set_yticklabels([f"{count} to {count * 2 // 3}" for count in before])
    axes.set_xticks([0.2, 0.5, 1, 2], ["0.2", "0.5", "1", "2"])
    axes.minorticks_off()
    keep("rate-ratio")


def rate_differences() -> None:
    """Three ways to limits of the same difference."""
    (axes,) = picture()
    for row, method in enumerate(("score", "mid-p", "exact")):
        seen = rate_difference([15, 4], 10_500, [10, 0], 10_500, method=method)
        for column, color in enumerate((ACCENT, LATE)):
            height = row + 0.12 * (1 - 2 * column)
            axes.hlines(height, seen.low[column], seen.high[column], color=color, lw=3)
            axes.plot(seen.difference[column], height, "o", color=color)
    axes.annotate("15 to 10 burglaries", (60, 2.25), color=ACCENT, ha="right")
    axes.annotate("4 to 0 robberies", (60, 1.6), color=LATE, ha="right")
    axes.axvline(0, color=INK, lw=1)
    axes.set(yticks=range(3), xlabel="difference per 100 000 inhabitants", ylim=(-0.5, 2.5))
    axes.set_yticklabels(("score", "mid-p", "exact"))
    keep("rate-difference")


def standardisation() -> None:
    """A town of students and a town of pensioners with the same rates at every age."""
    ages, rates, standard = ("15-24", "25-44", "45-64", "65-"), np.array([30, 15, 6, 2]), np.array([12.0, 26, 25, 20])
    people = np.array([[4_000, 3_000, 2_000, 1_000], [1_000, 2_000, 3_000, 4_000]])
    seen = standardised_rate(np.round(people * rates / 1_000), people, standard, per=1_000)
    mix, compared = picture(panels=2)
    for town, (name, color) in enumerate((("student town", ACCENT), ("pensioner town", LATE))):
        mix.plot(ages, people[town] / 1_000, "o-", color=color, label=name)
        compared.plot([0, 1], [seen.crude[town], seen.rate[town]], "o-", color=color)
    mix.set(ylabel="thousand inhabitants", ylim=(0, 5), xlabel="age")
    mix.legend(frameon=False, loc="lower center")
    compared.set(ylabel="assaults per 1 000", ylim=(0, 20), xlim=(-0.3, 1.3))
    compared.set_xticks([0, 1], ["crude", "standardised"])
    keep("standardisation")


def places(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    people = np.round(np.exp(rng.uniform(np.log(3e3), np.log(9e4), 30)))
    return rng.poisson(people * rng.gamma(12, 4e-4 / 12, 30)), people


def shrinkage(rng: np.random.Generator) -> None:
    """Own rates to the left, shrunken rates to the right."""
    count, people = places(rng)
    own, seen = crude_rate(count, people).rate, shrunken_rates(count, people)
    (axes,) = picture()
    for left, right, size in zip(own, seen.rate, people, strict=True):
        axes.plot([0, 1], [left, right], color=LATE if size < 8_000 else COMPARE, lw=1)
    axes.scatter(np.zeros(30), own, people / 500, color=ACCENT, zorder=3)
    axes.scatter(np.ones(30), seen.rate, people / 500, color=ACCENT, zorder=3)
    axes.axhline(seen.group_rate[0], color=INK, lw=1)
    axes.set(ylabel="robberies per 100 000", xlim=(-0.3, 1.3), ylim=(0, None))
    axes.set_xticks([0, 1], ["own rate", "shrunken rate"])
    keep("shrinkage")


def dispersion(rng: np.random.Generator) -> None:
    """Months of burglaries that come in waves, and the limits of a month's rate."""
    months = rng.negative_binomial(3, 3 / 12, 36)
    found = count_dispersion(months, np.ones(36))
    mean = months.mean()
    plain = crude_rate(round(mean), 1, per=1)
    wide = overdispersed_rate(round(mean), 1, per=1, dispersion=found.dispersion[0], degrees_of_freedom=35)
    (axes,) = picture()
    axes.axhspan(float(wide.low), float(wide.high), color=FAINT, lw=0)
    axes.axhspan(float(plain.low), float(plain.high), color=BAND, lw=0)
    axes.plot(np.arange(1, 37), months, "o", color=ACCENT)
    axes.annotate("Poisson limits", (36, float(plain.high)), ha="right", va="top", color=INK)
    axes.annotate(
        f"limits with dispersion {found.dispersion[0]:.1f}", (36, float(wide.high)), ha="right", va="top", color=INK
    )
    axes.set(xlabel="month", ylabel="burglaries", ylim=(0, None))
    keep("dispersion")


def comparison(rng: np.random.Generator) -> None:
    """The same places in a funnel and in the band of their middle half."""
    count, people = places(rng)
    seen, sizes = funnel(count, people), np.geomspace(2.5e3, 1e5, 400)
    chance = funnel(np.zeros(400), sizes, common_rate=seen.common_rate)
    band = middle_half(seen.rate)
    (axes,) = picture()
    axes.axhspan(float(band.low), float(band.high), color=BAND, lw=0)
    axes.plot(sizes, chance.low, color=COMPARE, lw=1)
    axes.plot(sizes, chance.high, color=COMPARE, lw=1)
    outside = seen.is_above | seen.is_below
    axes.plot(people[~outside], seen.rate[~outside], "o", color=ACCENT, ms=5)
    axes.plot(people[outside], seen.rate[outside], "D", color=LATE, ms=6)
    axes.set(xscale="log", xlabel="inhabitants", ylabel="robberies per 100 000", ylim=(0, 170))
    axes.set_xticks([3e3, 1e4, 3e4, 9e4], ["3 000", "10 000", "30 000", "90 000"])
    axes.minorticks_off()
    keep("comparable-places")


def rolling(rng: np.random.Generator) -> None:
    """Months with a season, and the year up to each."""
    months = rng.poisson(6 * (1 + 0.6 * np.sin(2 * np.pi * np.arange(60) / 12)) * np.where(np.arange(60) < 30, 1, 0.6))
    seen = rolling_rate(months, 10_500 / 12)
    month, year = picture(panels=2)
    month.plot(np.arange(1, 61), months, ".-", color=COMPARE, lw=0.6)
    month.set(title="months", xlabel="month", ylabel="thefts", ylim=(0, None), xlim=(0, 61))
    year.fill_between(np.arange(12, 61), seen.low, seen.high, color=BAND, lw=0)
    year.plot(np.arange(12, 61), seen.rate, color=DONE, lw=2)
    year.set(title="the last twelve", xlabel="month", ylabel="per 100 000 and year", ylim=(0, None), xlim=(0, 61))
    keep("rolling-sums")


rate_limits()
rate_ratios()
rate_differences()
standardisation()
shrinkage(np.random.default_rng(8))
dispersion(np.random.default_rng(5))
comparison(np.random.default_rng(8))
rolling(np.random.default_rng(3))
