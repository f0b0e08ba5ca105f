"""Cells that a spreadsheet shows as they are."""

# A spreadsheet would take such a cell for a formula and run it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain_cell(value: object) -> str:
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
