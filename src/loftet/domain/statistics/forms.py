"""Which reader a file of figures is for: tried in order, the first whose form it has. No Django."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from loftet.sources.bra.long_text import read_long_text
from loftet.sources.bra.monthly import read_monthly
from loftet.sources.bra.yearly import read_yearly
from loftet.sources.figures import Reading, UnreadableTable
from loftet.sources.kolada.values import read_values
from loftet.sources.scb.population import read_json_stat

YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Form:
    """`source` begins the keys of its indicators, `reader` is kept with the delivery."""

    reader: str
    source: str
    read: Callable[[bytes, str], Reading]
    """From the bytes and the name of the file."""


def recognised(data: bytes, file_name: str) -> tuple[Form, Reading]:
    """The form of the file and what it holds.

    Raises:
        UnreadableTable: if it has no form that is known: what each reader missed, in Swedish.
    """
    missed = []
    for form in FORMS:
        try:
            return form, form.read(data, file_name)
        except UnreadableTable as reason:
            missed.append(f"{form.reader}: {reason}")
    raise UnreadableTable("Filen har ingen form som Löftet känner. " + " ".join(missed))


def _yearly(data: bytes, file_name: str) -> Reading:
    years = YEAR_IN_NAME.findall(file_name)
    if len(years) != 1:
        raise UnreadableTable("Året står inte i filen: skriv det i filens namn, till exempel brott 2025.csv.")
    return read_yearly(data, year=int(years[0]))


FORMS = (
    Form("bra.long_text", "bra", lambda data, _: read_long_text(data)),
    Form("bra.monthly", "bra", lambda data, _: read_monthly(data)),
    Form("bra.yearly", "bra", _yearly),
    Form("kolada.values", "kolada", lambda data, _: read_values(data)),
    Form("scb.population", "scb", lambda data, _: read_json_stat(data)),
)
