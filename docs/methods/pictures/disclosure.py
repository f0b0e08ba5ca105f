"""Draw the pictures of disclosure: the rules for amounts, a table hidden and audited, and rounding to base three."""

import numpy as np
from style import ACCENT, BAND, COMPARE, INK, LATE, keep, picture

from loftet.analysis.disclosure import (
    Relation,
    audit_rounded,
    controlled_rounding,
    n_k_dominance,
    p_percent,
    random_rounding,
    register,
    small_counts,
    suppress,
)

AREAS = ("Centre", "Harbour", "Village", "Woods")
COUNTS = np.array([[3, 14, 22, 9], [11, 25, 8, 17]])
SEXES = ("women", "men")


def exempelby() -> tuple[tuple[str, ...], np.ndarray, list[Relation]]:
    names = {(sex, area): f"{area}, {sex}" for sex in SEXES for area in AREAS}
    sums = [Relation(area, tuple(names[sex, area] for sex in SEXES)) for area in AREAS]
    sums += [Relation(sex, tuple(names[sex, area] for area in AREAS)) for sex in SEXES]
    sums += [Relation("all", AREAS), Relation("all", SEXES)]
    figures = np.concatenate([COUNTS.ravel(), COUNTS.sum(axis=0), COUNTS.sum(axis=1), [COUNTS.sum()]])
    return (*names.values(), *AREAS, *SEXES, "all"), figures, sums


def rules() -> None:
    shares = np.linspace(0.005, 0.995, 100)
    first, second = np.meshgrid(shares, shares)
    possible = (first >= second) & (first + second <= 1)
    rest = np.where(possible, np.maximum(1 - first - second, 0), 0)
    crumbs = 100
    cell = np.repeat(np.arange(first.size), crumbs + 2)
    parts = np.column_stack([first.ravel(), second.ravel(), np.repeat(rest.ravel()[:, None] / crumbs, crumbs, axis=1)])
    by_share = n_k_dominance(cell, parts.ravel(), cell_count=first.size).is_sensitive.reshape(first.shape)
    by_p = p_percent(cell, parts.ravel(), cell_count=first.size).is_sensitive.reshape(first.shape)
    (axes,) = picture()
    axes.contourf(first, second, possible & by_p, levels=[0.5, 1.5], colors=[BAND])
    axes.contour(first, second, possible & by_share, levels=[0.5], colors=[LATE], linestyles="--")
    axes.contour(first, second, possible, levels=[0.5], colors=[COMPARE])
    axes.annotate("p % rule (p = 10 %)", (0.56, 0.30), color=ACCENT, rotation=-38)
    axes.annotate("largest above 75 %", (0.765, 0.26), color=LATE)
    axes.annotate("may be published", (0.32, 0.12), color=INK)
    axes.set(xlabel="share of the largest contributor", ylabel="share of the second", ylim=(0, 0.55), xlim=(0.1, 1))
    keep("disclosure-rules")


def suppression() -> None:
    names, figures, sums = exempelby()
    cells = register(names, figures, sums)
    found = suppress(cells, small_counts(cells.counts))
    rows = np.flatnonzero(found.hidden)
    (axes,) = picture()
    places = np.arange(len(rows))
    axes.hlines(places, found.audit.low[rows], found.audit.high[rows], color=BAND, lw=9)
    axes.plot(figures[rows], places, "o", color=INK, label="true count, hidden")
    axes.axvline(4.5, color=LATE, lw=1.5, ls="--", label="counts up to 4 must be hidden")
    axes.set_yticks(places, labels=[names[row] for row in rows])
    axes.set(xlabel="counts that remain possible to a reader", ylim=(-0.6, len(rows) - 0.4), xlim=(0, None))
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.4, 1), ncols=2)
    keep("suppression")


def rounding() -> None:
    names, figures, sums = exempelby()
    cells = register(names, figures, sums)
    key = b"an example, not secret"
    independent, controlled = random_rounding(figures, names, key=key), controlled_rounding(cells, key=key)
    panels = picture(panels=2)
    for axes, rounded, title in zip(panels, (independent, controlled), ("cell by cell", "adding up"), strict=True):
        found = audit_rounded(cells, rounded)
        places = np.arange(8)
        axes.hlines(places, found.low[:8], found.high[:8], color=BAND, lw=8)
        axes.plot(figures[:8], places, "o", color=INK, label="true count")
        axes.plot(rounded[:8], places, "|", color=LATE, ms=13, mew=2, label="shown")
        axes.set_yticks(places, labels=names[:8] if axes is panels[0] else [""] * 8)
        axes.set(title=title, xlabel="possible counts", xlim=(0, 30))
    panels[1].legend(frameon=False, loc="lower right")
    keep("rounding")


rules()
suppression()
rounding()
