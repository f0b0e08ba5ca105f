"""How long words may be, and when a number is too small to be told."""

LONGEST_TEXT = 2000
LONGEST_WORDS = 160
FEWEST_TOLD = 5
"""Below it a number could point at somebody."""


def may_be_counted(count: int) -> bool:
    return count >= FEWEST_TOLD
