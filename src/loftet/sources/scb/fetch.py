"""Asking Statistics Sweden (PxWebApi 2) for the population, 31 December each year."""

from collections.abc import Sequence

from loftet.sources.service import Service

TABLE = "TAB638"
CONTENTS = "BE0101N1"
"""Folkmängd: also the name of the indicator that `read_json_stat` gives it."""


def fetch_population(service: Service, *, region_codes: Sequence[str], years: int) -> bytes:
    """The latest years' population of each region, all ages and both sexes, as json-stat2 for `read_json_stat`.

    Raises:
        ServiceSilent: if the service does not answer.
    """
    return service.get(
        f"/api/v2/tables/{TABLE}/data",
        {
            "lang": "sv",
            "valueCodes[Region]": ",".join(region_codes),
            "valueCodes[ContentsCode]": CONTENTS,
            "valueCodes[Tid]": f"TOP({years})",
            "outputFormat": "json-stat2",
        },
    )
