"""The order in which the rows of a draft stand."""

from typing import Any


def renumber(rows: list[Any]) -> None:
    """Give the rows the positions in which they stand in the list."""
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
