from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.changing import ChangedMeanwhile, change_row
from loftet.domain.place.models import Municipality
from loftet.domain.promise.addresses import commitment_key
from loftet.domain.promise.models import Goal, Promise, PromisedArea
from loftet.domain.promise.services.positions import renumber
from loftet.domain.statistics.services.indicators import define_indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalValues:
    """What a person, or the reader of texts, says of a goal. Without `indicator` it has no measure."""

    text: str
    direction: str = Goal.Direction.OTHER
    subject: str = ""
    carried: bool = False
    indicator: str = ""
    definition: str = ""
    unit: str = ""
    source: str = ""
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    next_on: date | None = None


COLUMNS = ["text", "direction", "subject", "carried", "baseline", "baseline_on", "target", "next_on"]


@transaction.atomic
def add_goal(
    municipality: Municipality,
    *,
    promise: Promise,
    actor: User | None,
    values: GoalValues,
    area: PromisedArea | None = None,
    key: str = "",
) -> Goal:
    taken = set(promise.goals.values_list("key", flat=True))
    goal = Goal.objects.create(
        municipality=municipality,
        promise=promise,
        area=area,
        key=key if key and key not in taken else commitment_key(values.text, taken),
        position=promise.goals.count() + 1,
        **_columns(municipality, values, actor),
    )
    audit.record(actor=actor, action="add", on=goal, municipality_code=municipality.code)
    return goal


@transaction.atomic
def change_goal(
    municipality: Municipality, *, goal: Goal, version: int, actor: User | None, values: GoalValues
) -> None:
    """Raises ChangedMeanwhile; then nothing was written."""
    change_row(municipality, row=goal, version=version, actor=actor, values=_columns(municipality, values, actor))


@transaction.atomic
def move_goal(
    municipality: Municipality, *, goal: Goal, actor: User | None, steps: int = 0, area: PromisedArea | None = None
) -> None:
    """Up or down by `steps`, or last into another `area`."""
    rows = list(goal.promise.goals.all())
    place = rows.index(goal)
    row = rows.pop(place)
    if area is not None and area.pk != row.area_id:
        row.area = area
        row.save(update_fields=["area"])
        rows.append(row)
    else:
        rows.insert(max(0, place + steps), row)
    renumber(rows)
    audit.record(actor=actor, action="move", on=goal, municipality_code=municipality.code)


@transaction.atomic
def remove_goal(municipality: Municipality, *, goal: Goal, version: int, actor: User | None) -> None:
    """From the draft; editions that were published keep it. Raises ChangedMeanwhile."""
    stored = Goal.objects.get(pk=goal.pk, municipality=municipality)
    if stored.version != version:
        raise ChangedMeanwhile(stored)
    audit.record(actor=actor, action="remove", on=stored, municipality_code=municipality.code)
    promise = stored.promise
    stored.delete()
    renumber(list(promise.goals.all()))


def _columns(municipality: Municipality, values: GoalValues, actor: User | None) -> dict[str, Any]:
    columns = {name: getattr(values, name) for name in COLUMNS}
    indicator = None
    if values.indicator:
        indicator = define_indicator(
            municipality,
            actor=actor,
            name=values.indicator,
            definition=values.definition,
            unit=values.unit,
            source=values.source,
        )
    return columns | {"indicator": indicator}
