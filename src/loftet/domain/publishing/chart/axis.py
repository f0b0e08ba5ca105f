"""Where the lines of an axis lie."""

from math import ceil, floor, log10

MOST_STEPS = 5
SMALLEST = 1e-9
"""What is less is drawn as nothing: no figure of ours is."""
STEPS = (1, 2, 5, 10)


def ticks(highest: float, *, whole: bool) -> list[float]:
    """From zero to the first line at or above `highest`: at most six, evenly parted, by steps that people count in.

    What is counted `whole` has no line between two numbers.
    """
    size = 10.0 ** floor(log10(highest / MOST_STEPS)) if highest > SMALLEST else 1.0
    step = next(size * each for each in STEPS if highest <= size * each * MOST_STEPS * (1 + 1e-9))
    step = max(step, 1.0) if whole else step
    return [step * number for number in range(max(ceil(highest / step - 1e-9), 1) + 1)]


def shown(places: int, *, most: int) -> list[int]:
    """Which of so many labels are written: at most `most`, evenly parted, the last always among them."""
    every = max(ceil(places / most), 1)
    return [place for place in range(places) if (places - 1 - place) % every == 0]
