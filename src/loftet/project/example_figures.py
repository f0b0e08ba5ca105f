"""The figures of the first run: small files of our own, through the readers and services that a user has."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.place.models import Municipality


def load_figures(folder: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Store each file at its municipality, where figures are then switched on."""
    # Loads polars, which no later start needs.
    from loftet.domain.statistics.forms import recognised  # noqa: PLC0415
    from loftet.domain.statistics.services.delivering import Origin, store_delivery  # noqa: PLC0415
    from loftet.domain.statistics.services.similar import enter_groups  # noqa: PLC0415
    from loftet.sources.kolada.catalogue import read_groups  # noqa: PLC0415

    for row in rows:
        municipality = Municipality.objects.get(code=row["municipality_code"])
        switch_function(municipality, function=Function.FIGURES, on=True, actor=None)
        content = (folder / row["file"]).read_bytes()
        if row.get("holds") == "groups":
            enter_groups(read_groups(content))
        else:
            form, reading = recognised(content, row["file"])
            origin = Origin(source=form.source, reader=form.reader, file_name=row["file"], content=content)
            store_delivery(municipality, reading=reading, origin=origin, actor=None)
