"""Bytes of a table kept as text to its lines and cells: encodings and ways of writing numbers that offices use."""

import csv

import polars as pl

from loftet.sources.figures import UnreadableTable

BYTE_ORDER_MARK = "\ufeff"
SPACES_IN_NUMBERS = "[ \u00a0\u2007\u2009\u202f]"
LARGEST_LINE = 10_000
PART = "\x1f"
"""Unit separator: parts cells once quotation marks are read; a line that holds one holds it by mistake."""


def lines(data: bytes) -> pl.DataFrame:
    """The lines that are not empty, with their number from 1: columns `row` and `text`.

    UTF-8 with or without a byte-order mark; what is not UTF-8 is read as Windows-1252, which holds Latin-1's letters.

    Raises:
        UnreadableTable: if the file is empty, holds null bytes or a line that no table has.
    """
    if b"\0" in data:
        raise UnreadableTable("Filen är inte en textfil: spara tabellen som CSV eller text och läs in den igen.")
    text = _decoded(data).removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    table = pl.DataFrame({"text": text.split("\n")}).with_row_index("row", 1)
    table = table.filter(pl.col("text").str.strip_chars() != "")
    if table.is_empty():
        raise UnreadableTable("Filen är tom: hämta tabellen på nytt.")
    if int(str(table["text"].str.len_chars().max())) > LARGEST_LINE:
        raise UnreadableTable("Filen har en rad som är för lång för en tabell: hämta den på nytt som CSV eller text.")
    return table


def cells(table: pl.DataFrame, names: tuple[str, ...], separator: str = ";") -> pl.DataFrame:
    """The table with each line's cells in columns of the given names; further cells, joined, in `rest`.

    A quoted cell may hold the separator and doubled quotation marks. Cells that a line lacks are null.
    """
    text = table["text"].str.replace_all(PART, " ", literal=True)
    is_quoted = text.str.contains('"', literal=True)
    parts = text.str.replace_all(separator, PART, literal=True)
    if is_quoted.any():
        parts = parts.scatter(is_quoted.arg_true(), [_unquoted(line, separator) for line in text.filter(is_quoted)])
    split = parts.str.splitn(PART, len(names) + 1).struct.rename_fields([*names, "rest"]).struct.unnest()
    return table.hstack(split.with_columns(pl.all().str.strip_chars()))


def _unquoted(line: str, separator: str) -> str:
    return PART.join(next(csv.reader([line], delimiter=separator)))


def whole_number(column: str) -> pl.Expr:
    """The cell as a whole number, thousands parted by spaces or not; null where it is none."""
    return pl.col(column).str.replace_all(SPACES_IN_NUMBERS, "").str.to_integer(strict=False)


def decimal_number(column: str) -> pl.Expr:
    """The cell as a number with decimal comma or point; null where it is none."""
    plain = pl.col(column).str.replace_all(SPACES_IN_NUMBERS, "").str.replace(",", ".", literal=True)
    return plain.cast(pl.Float64, strict=False)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
