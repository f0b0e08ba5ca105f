"""When a map says "cannot tell", and false discoveries among many places kept rare."""

from enum import StrEnum

FEWEST = 20
"""Of fewer incidents (or places) than this, one alone is more than a twentieth of all that the map shows."""


class Reason(StrEnum):
    """Why a map or a table of incidents can tell nothing."""

    TOO_FEW_INCIDENTS = "fewer than 20 incidents: one of them would decide what the map shows"
    TOO_FEW_PLACES = "fewer than 20 places: there is too little to compare each of them with"
    TOO_FEW_TOGETHER = "even the densest spot rests on fewer than 10 incidents"
    ALL_EQUAL = "all values are equal"
    NO_NEIGHBOURS = "no place has a neighbour"
    NO_PAIRS = "no two incidents are near in both place and time, and none would be by chance"


def few_incidents(count: int) -> Reason | None:
    """The reason, if there are too few incidents."""
    return Reason.TOO_FEW_INCIDENTS if count < FEWEST else None
