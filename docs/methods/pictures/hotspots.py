"""Draw the pictures of places and hours: density, association, scan, near repeats, hours. Made-up incidents."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Circle, Rectangle
from style import ACCENT, BAND, FAINT, INK, LATE, PAPER, keep, picture

from loftet.analysis.hotspots import (
    Window,
    hours_of_week,
    kernel_density,
    knox_test,
    local_g,
    moran,
    near_repeat_table,
    neighbours_within,
    scan_statistic,
)

BLUES = LinearSegmentedColormap.from_list("blues", [PAPER, BAND, ACCENT])
SQUARE = Window(west=500_000, east=504_000, south=6_300_000, north=6_304_000)
CORNER = np.array([500_000, 6_300_000])
GRID = np.array([(i % 20, i // 20) for i in range(400)]) * 200.0 + 100 + CORNER


def kilometres(points):
    return ((points - CORNER) / 1_000).T


def on_the_ground(axes, title):
    axes.set(aspect="equal", xlim=(0, 4), ylim=(0, 4), xlabel="km", title=title)
    axes.title.set_size(11)
    axes.grid(visible=False)


def draw_kernel_density():
    rng = np.random.default_rng(1)
    town = rng.normal([700, 2_600], 350, (140, 2))
    incidents = np.vstack([town, rng.uniform(0, 4_000, (90, 2))]) + CORNER
    incidents = incidents[SQUARE.contains(incidents)]
    without, corrected = picture(panels=2)
    for axes, edge, title in ((without, "none", "no edge correction"), (corrected, "uniform", "with it (uniform)")):
        shown = kernel_density(incidents, window=SQUARE, bandwidth=350, pixels=(80, 80), edge=edge)
        levels = np.arange(0, 161, 20)
        bands = axes.contourf(
            (shown.east - 500_000) / 1e3, (shown.north - 6.3e6) / 1e3, shown.density, levels, cmap=BLUES
        )
        axes.plot(*kilometres(incidents), ".", ms=2, color=INK)
        on_the_ground(axes, title)
    without.figure.colorbar(bands, ax=[without, corrected], label="incidents per km²", shrink=0.8)
    keep("kernel-density")


def hot_values(rng):
    away = np.abs(GRID - CORNER - [1_300, 2_700]).max(axis=1)
    return rng.poisson(4, 400) + np.where(away <= 400, 5, 0)


def draw_local_association():
    rng = np.random.default_rng(2)
    values, near = hot_values(rng), neighbours_within(GRID, metres=290)
    found = local_g(values, neighbours=near, draws=9_999, rng=rng)
    raw, adjusted = picture(panels=2)
    edges = np.arange(21) / 5
    for axes, chosen, title in (
        (raw, found.p_value <= 0.05, "p up to 0.05"),
        (adjusted, found.is_found, "false ones controlled"),
    ):
        axes.pcolormesh(edges, edges, values.reshape(20, 20), cmap=BLUES, vmax=20, edgecolor=PAPER, lw=0.3)
        hot = chosen & (found.z_score > 0)
        axes.scatter(*kilometres(GRID[hot]), s=34, marker="s", facecolor="none", edgecolor=LATE, lw=1.5, label="hot")
        cold = chosen & (found.z_score < 0)
        axes.scatter(
            *kilometres(GRID[cold]), s=34, marker="D", facecolor="none", edgecolor=ACCENT, lw=1.5, label="cold"
        )
        on_the_ground(axes, f"{title}: {int(chosen.sum())} of 400")
    adjusted.legend(loc="lower right", frameon=True)
    keep("local-association")


def draw_autocorrelation():
    rng = np.random.default_rng(2)
    values, near = hot_values(rng), neighbours_within(GRID, metres=290)
    shuffled = [moran(rng.permutation(values), neighbours=near).value for _ in range(999)]
    (axes,) = picture()
    axes.hist(shuffled, bins=40, color=BAND, edgecolor=PAPER, label="shuffled maps")
    axes.axvline(moran(values, neighbours=near).value, color=LATE, lw=2.5, label="the map as it is")
    axes.set(xlabel="Moran's I", ylabel="maps of 999")
    axes.legend(frameon=False, loc="center right", bbox_to_anchor=(0.92, 0.6))
    keep("autocorrelation")


def draw_scan():
    rng = np.random.default_rng(3)
    places, population = rng.uniform(100, 3_900, (90, 2)) + CORNER, rng.integers(80, 900, 90)
    near = np.hypot(*(places - CORNER - [2_700, 1_400]).T) < 600
    cases = rng.poisson(population * 0.01 * np.where(near, 2.4, 1))
    found = scan_statistic(places, cases=cases, population=population, rng=rng).most_likely
    (axes,) = picture()
    axes.scatter(*kilometres(places), s=population / 8, color=FAINT, label="inhabitants")
    axes.scatter(*kilometres(places), s=cases * 8, color=ACCENT, alpha=0.8, lw=0, label="incidents")
    axes.add_patch(
        Circle(kilometres(places[found.centre]), found.radius / 1_000 + 0.08, fill=False, color=LATE, lw=2.5)
    )
    on_the_ground(axes, f"{found.case_count} incidents, {found.expected:.0f} expected, p = {found.p_value:g}")
    axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1), frameon=False)
    keep("scan")


def draw_near_repeat():
    rng = np.random.default_rng(4)
    homes, days = rng.uniform(0, 4_000, (400, 2)), rng.uniform(0, 365, 400)
    again = rng.choice(400, 60, replace=False)
    points = np.vstack([homes, homes[again] + rng.normal(0, 60, (60, 2))]) + CORNER
    times = np.concatenate([days, days[again] + rng.exponential(5, 60)])
    metres, limits = [0, 100, 200, 300, 400], [0, 4, 8, 15, 29]
    table = near_repeat_table(points, times=times, metres=metres, days=limits, rng=rng)
    knox = knox_test(points, times=times, metres=200, days=7, rng=rng)
    (axes,) = picture()
    axes.pcolormesh(table.ratio, cmap=BLUES, vmin=0, vmax=6, edgecolor=PAPER, lw=2)
    for (row, column), ratio in np.ndenumerate(table.ratio):
        is_found = table.is_found[row, column]
        axes.text(
            column + 0.5, row + 0.5, f"{table.observed[row, column]} pairs\n{ratio:.1f} times", ha="center",
            va="center", color=PAPER if ratio > 3.5 else INK, weight="bold" if is_found else "normal",
        )  # fmt: skip
    axes.set_xticks(range(5), labels=[str(limit) for limit in limits])
    axes.set_yticks(range(5), labels=[str(limit) for limit in metres])
    axes.set(xlabel="days between", ylabel="metres between")
    title = f"200 m and 7 days: {knox.near_both_count} pairs, {knox.expected:.0f} expected, p = {knox.p_value:g}"
    axes.set_title(title, size=11)
    axes.grid(visible=False)
    keep("near-repeats")


def draw_hours_of_week():
    rng = np.random.default_rng(5)
    monday = np.datetime64("2026-05-04T00:00:00")
    weeks = np.timedelta64(7 * 86_400, "s") * rng.integers(0, 8, 160)
    night = monday + rng.normal(4 * 86_400 + 23 * 3_600, 4_000, 60).astype("timedelta64[s]") + weeks[:60]
    shop = monday + rng.integers(0, 7 * 86_400, 100).astype("timedelta64[s]") + weeks[60:]
    earliest = np.concatenate([night, shop])
    latest = earliest + rng.choice([0, 3_600, 14_400, 36_000], 160).astype("timedelta64[s]")
    found = hours_of_week(earliest, latest, rng=rng)
    (axes,) = picture()
    mesh = axes.pcolormesh(found.count, cmap=BLUES, edgecolor=PAPER, lw=1)
    for day, hour in np.argwhere(found.is_found):
        axes.add_patch(Rectangle((hour, day), 1, 1, fill=False, color=LATE, lw=2))
    axes.set_yticks(np.arange(7) + 0.5, labels=["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
    axes.set_xticks(range(0, 25, 3))
    axes.invert_yaxis()
    axes.set(xlabel="hour of the local clock")
    axes.grid(visible=False)
    axes.figure.colorbar(mesh, label="incidents")
    keep("hours-of-week")


if __name__ == "__main__":
    draw_kernel_density()
    draw_local_association()
    draw_autocorrelation()
    draw_scan()
    draw_near_repeat()
    draw_hours_of_week()
