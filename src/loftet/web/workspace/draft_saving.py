"""What a person sent from the draft page, written item by item; two people at once lose nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.promise.models import Commitment, Goal, PromisedArea
from loftet.domain.promise.services.commitments import add_commitment, change_commitment, move_commitment
from loftet.domain.promise.services.drafting import add_area, rename_area
from loftet.domain.promise.services.goals import add_goal, change_goal, move_goal
from loftet.domain.promise.services.reading import commitment_values, goal_values
from loftet.web.workspace.access import Desk
from loftet.web.workspace.differences import differences
from loftet.web.workspace.draft_items import Draft, Item

ROW_SENT = re.compile(r"([cg]-\d+)-text")


@dataclass(slots=True)
class Saved:
    """What became of a page that was sent. The page is shown again unless everything was written."""

    refused: list[Item] = field(default_factory=list)
    """Their fields must be corrected first."""
    changed_meanwhile: list[Item] = field(default_factory=list)
    removed_meanwhile: list[str] = field(default_factory=list)
    """Texts of rows that somebody else removed while this person changed them."""
    written: int = 0

    @property
    def everything(self) -> bool:
        return not (self.refused or self.changed_meanwhile or self.removed_meanwhile)


def save_draft(desk: Desk, draft: Draft, data: Mapping[str, Any]) -> Saved:
    saved = Saved()
    for item in draft.items:
        if item.form.is_bound and item.was_touched:
            _save(desk, draft, item, saved)
    for item in (draft.new_commitment, draft.new_goal):
        if item.form.is_bound and item.form.data.get(f"{item.name}-text", "").strip():
            _add(desk, draft, item, saved)
    saved.removed_meanwhile = _removed_meanwhile(draft, data)
    for area in draft.areas:
        _rename(desk, area, data)
    new_area = str(data.get("area-new", "")).strip()
    if new_area:
        add_area(desk.municipality, promise=draft.promise, actor=desk.user, name=new_area[:160])
        saved.written += 1
    return saved


def _rename(desk: Desk, area: PromisedArea, data: Mapping[str, Any]) -> None:
    name = str(data.get(f"area-{area.pk}", "")).strip()
    if name and name not in (data.get(f"area-{area.pk}-opened"), area.focus_area.name):
        rename_area(desk.municipality, area=area, actor=desk.user, name=name[:160])


def _save(desk: Desk, draft: Draft, item: Item, saved: Saved) -> None:
    if not item.form.is_valid():
        saved.refused.append(item)
        return
    try:
        _change(desk, draft, item)
        saved.written += 1
    except ChangedMeanwhile:
        item.theirs = differences([item.form])
        if item.theirs:
            saved.changed_meanwhile.append(item)


def _change(desk: Desk, draft: Draft, item: Item) -> None:
    record = item.form.record()
    area = draft.area_named(record.focus_area)
    version, actor, municipality = item.version_sent, desk.user, desk.municipality
    if isinstance(item.row, Commitment):
        values = commitment_values(record)
        change_commitment(municipality, commitment=item.row, version=version, actor=actor, values=values)
        if area and area.pk != item.row.area_id:
            move_commitment(municipality, commitment=item.row, actor=actor, area=area)
    elif isinstance(item.row, Goal):
        change_goal(municipality, goal=item.row, version=version, actor=actor, values=goal_values(record))
        if area and area.pk != item.row.area_id:
            move_goal(municipality, goal=item.row, actor=actor, area=area)


def _add(desk: Desk, draft: Draft, item: Item, saved: Saved) -> None:
    if not item.form.is_valid():
        saved.refused.append(item)
        return
    record = item.form.record()
    area = draft.area_named(record.focus_area)
    place: dict[str, Any] = {"promise": draft.promise, "actor": desk.user, "area": area}
    if item.is_commitment:
        add_commitment(desk.municipality, values=commitment_values(record), **place)
    else:
        add_goal(desk.municipality, values=goal_values(record), **place)
    saved.written += 1


def _removed_meanwhile(draft: Draft, data: Mapping[str, Any]) -> list[str]:
    """Texts that were sent, changed, for rows that are gone."""
    present = {item.name for item in draft.items}
    sent = [match.group(1) for match in map(ROW_SENT.fullmatch, data) if match]
    items = [draft.item_without_row(name, data) for name in sent if name not in present]
    return [str(data[f"{item.name}-text"]) for item in items if item.was_touched]
