"""Draw the pictures of the survey pages, one for each method."""

import matplotlib.pyplot as plt
import numpy as np
from style import ACCENT, BAND, COMPARE, INK, LATE, keep, picture

from loftet.analysis.survey import (
    Margin,
    association,
    bootstrap,
    change,
    design_effect,
    mean,
    nonresponse,
    quantile,
    rake,
    replicate,
    survey_design,
    total,
)

AREAS = ["Centrum", "Norra", "Södra", "Öster", "Väster", "Kusten"]
rng = np.random.default_rng(2026)


def design() -> None:
    """What clusters cost: the same answers, drawn one by one or by household and school."""
    sizes = np.array([1, 2, 4, 8, 15, 30])
    effects = {}
    for alike in (0.01, 0.05, 0.15):
        effects[alike] = []
        for size in sizes:
            clusters = np.repeat(np.arange(1200 // size), size)
            among = rng.normal(size=(clusters.max() + 1, 60))[clusters]
            answers = np.sqrt(alike) * among + np.sqrt(1 - alike) * rng.normal(size=(len(clusters), 60))
            drawn = survey_design(np.full(len(clusters), 10.0), clusters=clusters)
            effects[alike].append(design_effect(drawn, answers, replacement=True).mean())
    (axes,) = picture()
    for alike, colour, style in zip(effects, (COMPARE, ACCENT, LATE), (":", "--", "-"), strict=True):
        axes.plot(sizes, effects[alike], style, color=colour, lw=2.5, marker="o", label=f"alike by {alike:.2f}")
    axes.set(xlabel="respondents in each cluster", ylabel="design effect", ylim=(0, 6.2))
    axes.legend(frameon=False, title="persons of a cluster are")
    keep("survey-designs")


def calibration() -> None:
    """Weights before and after raking a sample in which the old answer more."""
    age = rng.choice([0, 1, 2], 600, p=[0.15, 0.35, 0.5])
    sex = rng.choice([0, 1], 600, p=[0.58, 0.42])
    drawn = survey_design(np.full(600, 15.0))
    margins = [Margin("age", age, {0: 2400, 1: 3900, 2: 2700}), Margin("sex", sex, {0: 4500, 1: 4500})]
    raked = rake(drawn, margins)
    (axes,) = picture()
    names = ["16-29", "30-64", "65-84"]
    for place, (who, colour) in enumerate((("women", ACCENT), ("men", LATE))):
        heights = [raked.weights[(age == level) & (sex == place)][0] for level in range(3)]
        axes.bar(np.arange(3) + (place - 0.5) * 0.38, heights, 0.36, color=colour, label=f"{who}, after")
    axes.axhline(15, color=INK, lw=1.5, ls="--", label="before")
    axes.set_xticks(range(3), labels=names)
    axes.set(xlabel="age", ylabel="persons a respondent stands for")
    axes.legend(frameon=False)
    keep("survey-calibration")


def estimates() -> None:
    """Shares by area with their limits, few respondents last."""
    counts = [400, 250, 160, 80, 45, 18]
    area = np.repeat(np.arange(6), counts)
    unsafe = (rng.random(len(area)) < np.array([0.35, 0.28, 0.31, 0.4, 0.3, 0.25])[area]).astype(float)
    found = mean(survey_design(rng.uniform(5, 20, len(area))), unsafe, domain=area)
    (axes,) = picture()
    place = np.arange(6)
    axes.hlines(place, 100 * found.low, 100 * found.high, color=BAND, lw=9)
    axes.plot(100 * found.value, place, "o", color=ACCENT, ms=9)
    axes.set_yticks(place, labels=[f"{name} ({count})" for name, count in zip(AREAS, counts, strict=True)])
    axes.invert_yaxis()
    axes.set(xlabel="per cent unsafe outdoors in the evening (respondents in brackets)", xlim=(0, 70))
    keep("survey-estimates")


def limits() -> None:
    """Coverage of the default and of two others as the share grows, in domains of 50."""
    shares = np.linspace(0.01, 0.5, 25)
    drawn = survey_design(np.array([1, 1, 2, 3, 4])[np.arange(50) % 5] * 10.0, strata=np.arange(50) % 5)
    methods = (("capped_korn_graubard", ACCENT, "-"), ("logit", COMPARE, "--"), ("wald_t", LATE, ":"))
    held = {method: [] for method, *_ in methods}
    for share in shares:
        answers = (rng.random((50, 3000)) < share).astype(float)
        for method, *_ in methods:
            found = mean(drawn, answers, limits=method)
            held[method].append(100 * np.mean((found.low <= share) & (share <= found.high)))
    (axes,) = picture()
    names = ("Korn and Graubard, capped (default)", "logit", "value ± t errors")
    for (method, colour, style), name in zip(methods, names, strict=True):
        axes.plot(100 * shares, held[method], style, color=colour, lw=2.5, label=name)
    axes.axhline(95, color=INK, lw=1)
    axes.set(xlabel="true share, per cent", ylabel="limits that hold it, per cent", ylim=(40, 101))
    axes.legend(frameon=False, loc="lower right")
    keep("survey-limits")


def quantiles() -> None:
    """From the limits of the share below to the limits of the median."""
    answers = np.round(rng.normal(55, 14, 90))
    drawn = survey_design(rng.uniform(5, 20, 90))
    found = quantile(drawn, answers, shares=[0.5])
    below = mean(drawn, (answers <= found.value[0]).astype(float))
    order = np.argsort(answers)
    running = np.cumsum(drawn.weights[order]) / drawn.weights.sum()
    (axes,) = picture()
    axes.step(answers[order], running, where="post", color=ACCENT, lw=2.5)
    axes.axhspan(float(below.low), float(below.high), color=BAND)
    for end in (found.low[0], found.high[0]):
        axes.axvline(end, color=LATE, ls="--", lw=1.5)
    axes.plot(found.value, [0.5], "o", color=INK, ms=8)
    axes.annotate("limits of the share", (18, float(below.high) + 0.03), color=INK)
    axes.annotate("limits of the median", (found.high[0] + 1, 0.05), color=LATE)
    axes.set(xlabel="answer", ylabel="share of the population at or below it", xlim=(15, 95))
    keep("survey-quantiles")


def changes() -> None:
    """The same change seen by other people and by the same people."""
    waves = np.repeat([2025, 2026], 300)
    first = rng.random(300)
    again = np.where(rng.random(300) < 0.7, first, rng.random(300))
    unsafe = np.concatenate([first < 0.38, again < 0.30]).astype(float)
    weights = np.full(600, 30.0)
    others = change(survey_design(weights, strata=waves), unsafe, wave=waves)
    same = change(survey_design(weights, clusters=np.tile(np.arange(300), 2)), unsafe, wave=waves)
    (axes,) = picture()
    for place, (found, colour) in enumerate(((others, COMPARE), (same, ACCENT))):
        axes.hlines(place, 100 * found.low, 100 * found.high, color=colour, lw=6)
        axes.plot(100 * found.change, place, "o", color=INK, ms=9)
    axes.axvline(0, color=INK, lw=1)
    axes.set_yticks([0, 1], labels=["other people", "the same people"])
    axes.set(xlabel="change in per cent unsafe, percentage points", ylim=(-0.6, 1.6))
    keep("survey-change")


def tests() -> None:
    """False alarms of a test that takes a clustered sample for a simple one, and of Rao and Scott's."""
    alike = np.array([0, 0.02, 0.05, 0.1, 0.2])
    naive, ours = [], []
    for correlation in alike:
        alarms = np.zeros(2)
        for _ in range(300):
            cluster = np.repeat(np.arange(40), 15)
            spread = rng.normal(size=40)[cluster] * np.sqrt(correlation) + rng.normal(size=600) * np.sqrt(
                1 - correlation
            )
            row, group = spread > 0.4, cluster % 2
            drawn = survey_design(np.full(600, 10.0), clusters=cluster)
            alone = survey_design(np.full(600, 10.0))
            alarms += [association(each, row, group).p_value < 0.05 for each in (alone, drawn)]
        naive.append(alarms[0] / 3)
        ours.append(alarms[1] / 3)
    (axes,) = picture()
    axes.plot(alike, naive, ":", color=LATE, lw=2.5, marker="s", label="clusters left out")
    axes.plot(alike, ours, color=ACCENT, lw=2.5, marker="o", label="Rao and Scott, with the clusters")
    axes.axhline(5, color=INK, lw=1)
    axes.set(xlabel="how alike persons of a cluster are", ylabel="false alarms, per cent", ylim=(0, None))
    axes.legend(frameon=False)
    keep("survey-tests")


def replicates() -> None:
    """What the bootstrap draws, and the linearised error beside it."""
    answers = np.exp(rng.normal(1, 0.7, 150))
    drawn = survey_design(rng.uniform(5, 20, 150), strata=np.arange(150) % 3)
    times = bootstrap(drawn, replicates=600, rng=rng)
    means = [weights @ answers / weights.sum() for weights in times.weights()]
    linear = mean(drawn, answers)
    found = replicate(times, lambda weights: weights @ answers / weights.sum())
    (axes,) = picture()
    axes.hist(means, bins=30, color=BAND, edgecolor=COMPARE)
    rows = (
        (1, linear.standard_error, ACCENT, "linearised error"),
        (5, found.standard_error[0], LATE, "bootstrap error"),
    )
    for height, error, colour, name in rows:
        axes.hlines(height, linear.value - error, linear.value + error, color=colour, lw=5, label=name)
    axes.set(xlabel="mean of a replicate", ylabel="replicates")
    axes.legend(frameon=False)
    keep("survey-replicates")


def silent() -> None:
    """Response rates by age."""
    group = np.repeat(["16-29", "30-44", "45-64", "65-84"], 250)
    responded = rng.random(1000) < np.repeat([0.28, 0.37, 0.51, 0.66], 250)
    found = nonresponse(survey_design(np.full(1000, 9.0)), responded, group)
    (axes,) = picture()
    by_group = found.by_group
    axes.bar(range(4), 100 * by_group.value, color=ACCENT, width=0.6)
    ends = 100 * np.array([by_group.value - by_group.low, by_group.high - by_group.value])
    axes.errorbar(range(4), 100 * by_group.value, ends, fmt="none", ecolor=INK, capsize=6, lw=2)
    axes.axhline(100 * found.overall.value, color=LATE, ls="--", lw=2, label="all who were asked")
    axes.set_xticks(range(4), labels=by_group.domains)
    axes.set(xlabel="age", ylabel="answered, per cent", ylim=(0, 80))
    axes.legend(frameon=False)
    keep("survey-nonresponse")


def totals() -> None:
    """The number of burgled persons with its limits, before and after raking to the register."""
    age = rng.choice([0, 1], 500, p=[0.3, 0.7])
    burgled = (rng.random(500) < np.where(age == 0, 0.06, 0.02)).astype(float)
    drawn = survey_design(np.full(500, 16.0))
    raked = rake(drawn, [Margin("age", age, {0: 4200, 1: 3800})])
    (axes,) = picture()
    for place, (each, colour) in enumerate(((drawn, COMPARE), (raked, ACCENT))):
        found = total(each, burgled)
        axes.hlines(place, found.low, found.high, color=colour, lw=6)
        axes.plot(found.value, place, "o", color=INK, ms=9)
    axes.set_yticks([0, 1], labels=["as drawn", "raked to the\nregister by age"])
    axes.set(xlabel="persons burgled in a year", ylim=(-0.6, 1.6), xlim=(0, None))
    keep("survey-totals")


for draw in (design, calibration, estimates, limits, quantiles, changes, tests, replicates, silent, totals):
    draw()
plt.close("all")
