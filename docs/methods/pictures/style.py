"""The one look of the methods' pictures, and how they are kept: the same bytes each time they are drawn."""

from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

PAPER, INK, FAINT, ACCENT, BAND, COMPARE, LATE, DONE = (
    "#ffffff",
    "#16202a",
    "#ccd4db",
    "#0c4a7d",
    "#b9d3ea",
    "#6b7680",
    "#a11d1d",
    "#12653a",
)
mpl.rcParams.update(
    {
        "svg.hashsalt": "loftet",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.size": 11,
        "axes.edgecolor": COMPARE,
        "axes.labelcolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "grid.color": FAINT,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "figure.facecolor": PAPER,
    }
)


def picture(*, panels: int = 1) -> list[Axes]:
    """Panels beside each other, 7.2 inches wide in all."""
    _, axes = plt.subplots(1, panels, figsize=(7.2, 3.6), squeeze=False, layout="constrained")
    return list(axes[0])


def keep(method: str) -> None:
    """Write the picture beside this file as `<method>.svg` and begin anew."""
    plt.savefig(Path(__file__).with_name(f"{method}.svg"), metadata={"Date": None})
    plt.close()
