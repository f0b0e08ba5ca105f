"""The police's events (`polisen.se/api/events`): what the editors chose to tell, never all that happened.

They are news. About one in six is a summary of a night and tells of several events; `location` is nowadays the county
even where the headline names the municipality; hours lack their leading zero; the headline has no year.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loftet.sources.figures import RefusedRow
from loftet.sources.json_answer import parsed, unknown_form
from loftet.sources.scb.municipality import code_of

SOURCE = "Polisen"
SITE = "https://polisen.se"
WHEN = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))? ?([+-]\d{2}:?\d{2}|Z)$")
HEADLINE = re.compile(r"^\d{1,2} [a-zåäö]+ \d{1,2}[.:]\d{2}, ")
SUMMARY_TYPES = ("sammanfattning",)


@dataclass(frozen=True, slots=True)
class PoliceEvent:
    """One item of news from the police. It has the place of a whole municipality or county, never a spot."""

    id: int
    published_at: datetime
    type: str
    place: str
    """As the headline names it."""
    municipality_code: str | None
    """None where only a county is named."""
    county: str | None
    summary: str
    address: str
    tells_of_several: bool
    """A summary of a night or a day."""


@dataclass(frozen=True, slots=True)
class Events:
    events: tuple[PoliceEvent, ...]
    refused: tuple[RefusedRow, ...]
    """`row` is the item's place in the answer, from 1."""


def read_events(data: bytes) -> Events:
    """The events of an answer, in its order; what one item lacks refuses that item alone.

    Raises:
        UnreadableTable: if the answer is not a list of events.
    """
    items = parsed(data, SOURCE)
    if not isinstance(items, list):
        raise unknown_form(SOURCE, "listan över händelser")
    events, refused = [], []
    for row, item in enumerate(items, 1):
        try:
            events.append(_event(item))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            refused.append(RefusedRow(row, str(item)[:500], f"Händelsen går inte att läsa: {error}."))
    if items and not events:
        raise unknown_form(SOURCE, "händelsernas fält")
    return Events(tuple(events), tuple(refused))


def _event(item: dict[str, Any]) -> PoliceEvent:
    name, type_ = item["name"].strip(), item["type"].strip()
    location = (item.get("location") or {}).get("name") or ""
    place = _place(name, type_) or location
    code = code_of(place) or code_of(location)
    return PoliceEvent(
        id=int(item["id"]),
        published_at=_moment(item["datetime"]),
        type=type_,
        place=place,
        municipality_code=code,
        county=next((text for text in (place, location) if text.endswith(" län")), None),
        summary=(item.get("summary") or "").strip(),
        address=SITE + item["url"] if str(item.get("url", "")).startswith("/") else SITE,
        tells_of_several=type_.lower().startswith(SUMMARY_TYPES),
    )


def _place(name: str, type_: str) -> str:
    """What follows the time and the type: a type may hold commas itself ("Trafikolycka, vilt")."""
    rest = HEADLINE.sub("", name)
    if rest.lower().startswith(f"{type_.lower()}, "):
        return rest[len(type_) + 2 :].strip()
    return rest.rpartition(", ")[2].strip()


def _moment(text: str) -> datetime:
    found = WHEN.match(text.strip())
    if not found:
        raise ValueError(f"tiden {text!r}")
    year, month, day, hour, minute, second, zone = found.groups()
    return datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second or '00'}{zone}")
