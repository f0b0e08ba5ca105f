"""Kolada's catalogue: what its key figures mean, and the groups of municipalities it holds to be alike."""

from dataclasses import dataclass

from loftet.sources.json_answer import unknown_form
from loftet.sources.kolada.answer import SOURCE, values_of


@dataclass(frozen=True, slots=True)
class KeyFigure:
    id: str
    title: str
    definition: str
    by_gender: bool


@dataclass(frozen=True, slots=True)
class MunicipalityGroup:
    """A group such as "Liknande kommuner, övergripande, Örkelljunga, 2025", with its members' codes."""

    id: str
    title: str
    member_codes: tuple[str, ...]


def read_key_figures(data: bytes) -> tuple[KeyFigure, ...]:
    """The key figures of one page of `/v3/kpi`.

    Raises:
        UnreadableTable: if the answer is not of Kolada's form.
    """
    try:
        return tuple(
            KeyFigure(item["id"], item["title"], item.get("description") or "", bool(item.get("is_divided_by_gender")))
            for item in values_of(data)
        )
    except (KeyError, TypeError, AttributeError):
        raise unknown_form(SOURCE, "nyckeltalens fält") from None


def read_groups(data: bytes) -> tuple[MunicipalityGroup, ...]:
    """The groups of one page of `/v3/municipality_groups`.

    Raises:
        UnreadableTable: if the answer is not of Kolada's form.
    """
    try:
        return tuple(
            MunicipalityGroup(item["id"], item["title"], tuple(member["member_id"] for member in item["members"]))
            for item in values_of(data)
        )
    except (KeyError, TypeError, AttributeError):
        raise unknown_form(SOURCE, "gruppernas fält") from None
