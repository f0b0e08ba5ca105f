"""A promise as a whole: begun, carried over from last year's, changed."""

from copy import copy as copy_of
from datetime import date
from typing import Any, TypeVar

from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.agreement.services import name_focus_area
from loftet.domain.audit import services as audit
from loftet.domain.place.changing import change_row
from loftet.domain.place.models import Municipality
from loftet.domain.promise.addresses import address_of_period
from loftet.domain.promise.comparison import compare_promises
from loftet.domain.promise.models import Bearer, Commitment, Goal, Promise, PromisedArea, Signatory
from loftet.domain.promise.selectors import commitments_of, goals_of, promise_record
from loftet.domain.promise.services.positions import renumber

CARRIED_FIELDS = [
    "geography",
    "geography_names",
    "police_area",
    "agreement",
    "introduction",
    "purpose",
    "picture",
    "sources",
    "lead_in",
    "follow_up_text",
    "follow_up_channels",
    "follow_up_interval",
    "follow_up_recurrence",
    "revision_clause",
    "reservation",
]


Row = TypeVar("Row", PromisedArea, Commitment, Bearer, Goal)


def free_address(municipality: Municipality, start: date, end: date, place: str = "") -> str:
    wanted = address_of_period(start, end, place)
    taken = set(Promise.objects.filter(municipality=municipality).values_list("address", flat=True))
    number, address = 1, wanted
    while address in taken:
        number += 1
        address = f"{wanted}-{number}"
    return address


@transaction.atomic
def draft_promise(
    municipality: Municipality, *, actor: User | None, start: date, end: date, title: str = ""
) -> Promise:
    address = free_address(municipality, start, end)
    promise = Promise.objects.create(
        municipality=municipality,
        address=address,
        start=start,
        end=end,
        title=title or f"Medborgarlöfte {address}",
        geography_names=[municipality.name],
    )
    audit.record(actor=actor, action="draft", on=promise, municipality_code=municipality.code)
    return promise


@transaction.atomic
def carry_over(municipality: Municipality, *, promise: Promise, actor: User | None, start: date, end: date) -> Promise:
    """A new draft from last year's promise: its words and keys, not its signatures or where it was taken from."""
    new = draft_promise(municipality, actor=actor, start=start, end=end)
    for name in CARRIED_FIELDS:
        setattr(new, name, getattr(promise, name))
    new.carried_from = promise
    new.save()
    areas = {area.pk: _copy(area, promise=new) for area in promise.areas.all()}
    for commitment in commitments_of(promise):
        copy = _copy(commitment, promise=new, area=areas.get(commitment.area_id or 0), carried_from_id=commitment.pk)
        for bearer in commitment.bearers.all():
            _copy(bearer, commitment=copy)
    for goal in goals_of(promise):
        _copy(goal, promise=new, area=areas.get(goal.area_id or 0))
    return new


@transaction.atomic
def continue_promise(municipality: Municipality, *, promise: Promise, earlier: Promise, actor: User | None) -> None:
    """Say that `promise` carries over from `earlier`, for two promises that were each read from a text."""
    promise.carried_from = earlier
    promise.save(update_fields=["carried_from"])
    comparison = compare_promises(promise_record(earlier), promise_record(promise))
    before = {commitment.key: commitment for commitment in earlier.commitments.all()}
    for pair in comparison.commitments.continued:
        promise.commitments.filter(key=pair.new.id).update(carried_from=before[pair.old.id or ""])
    audit.record(actor=actor, action="continue", on=promise, municipality_code=municipality.code)


def _copy(row: Row, **values: Any) -> Row:
    """A new row like this one, apart from `values`."""
    copy = copy_of(row)
    copy.pk = None
    copy._state.adding = True
    for name, value in values.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def change_promise(
    municipality: Municipality, *, promise: Promise, version: int, actor: User | None, values: dict[str, Any]
) -> None:
    """Raises ChangedMeanwhile."""
    with transaction.atomic():
        change_row(municipality, row=promise, version=version, actor=actor, values=values)


@transaction.atomic
def add_area(municipality: Municipality, *, promise: Promise, actor: User | None, name: str) -> PromisedArea:
    """The area by its name, from the municipality's vocabulary or new there. One that the promise has is returned."""
    focus_area = name_focus_area(municipality, name=name, actor=actor)
    area, made = PromisedArea.objects.get_or_create(
        promise=promise,
        focus_area=focus_area,
        defaults={"municipality": municipality, "position": promise.areas.count() + 1},
    )
    if made:
        audit.record(actor=actor, action="add", on=area, municipality_code=municipality.code)
    return area


@transaction.atomic
def rename_area(municipality: Municipality, *, area: PromisedArea, actor: User | None, name: str) -> None:
    """In this promise only: other years keep the name they were published with."""
    area.focus_area = name_focus_area(municipality, name=name, actor=actor)
    area.save(update_fields=["focus_area"])
    audit.record(actor=actor, action="rename", on=area, municipality_code=municipality.code)


@transaction.atomic
def move_area(municipality: Municipality, *, area: PromisedArea, actor: User | None, steps: int) -> None:
    """Up by a negative number of steps, down by a positive one."""
    areas = list(area.promise.areas.all())
    place = areas.index(area)
    areas.insert(max(0, place + steps), areas.pop(place))
    renumber(areas)
    audit.record(actor=actor, action="move", on=area, municipality_code=municipality.code)


@transaction.atomic
def remove_area(municipality: Municipality, *, area: PromisedArea, actor: User | None) -> None:
    """Its commitments and goals stay in the promise, without an area."""
    area.commitments.update(area=None)
    area.goals.update(area=None)
    audit.record(actor=actor, action="remove", on=area, municipality_code=municipality.code)
    area.delete()


@transaction.atomic
def set_signatories(
    municipality: Municipality, *, promise: Promise, actor: User | None, signatories: list[dict[str, Any]]
) -> None:
    """Replace the signatories by these, in their order; keys are the fields of `Signatory`."""
    promise.signatories.all().delete()
    Signatory.objects.bulk_create(
        Signatory(municipality=municipality, promise=promise, position=position, **values)
        for position, values in enumerate(signatories, start=1)
    )
    audit.record(actor=actor, action="set-signatories", on=promise, municipality_code=municipality.code)
