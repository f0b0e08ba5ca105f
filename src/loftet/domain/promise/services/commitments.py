from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.services import enter_authority, enter_department, enter_other_party
from loftet.domain.picture.services.naming import name_cause, name_problem
from loftet.domain.place.changing import ChangedMeanwhile, change_row
from loftet.domain.place.models import Municipality
from loftet.domain.promise.addresses import commitment_key
from loftet.domain.promise.models import Bearer, Commitment, Promise, PromisedArea
from loftet.domain.promise.services.positions import renumber
from loftet.sources.promise_text.record import PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentValues:
    """What a person, or the reader of texts, says of a commitment. Empty means that the text leaves it open."""

    text: str
    bearers: list[tuple[PartyKind, str]] = field(default_factory=list)
    bearer_found: str = ""
    kind: str = Commitment.Kind.OTHER
    target_group: str = ""
    place: str = ""
    recurrence: str = ""
    count: int | None = None
    at_least: bool = False
    condition: str = ""
    window: str = ""
    vague: str = ""
    explanation: str = ""
    problem: str = ""
    cause: str = ""


COLUMNS = [
    "text",
    "bearer_found",
    "kind",
    "target_group",
    "place",
    "recurrence",
    "count",
    "at_least",
    "condition",
    "window",
    "vague",
    "explanation",
]


@transaction.atomic
def add_commitment(
    municipality: Municipality,
    *,
    promise: Promise,
    actor: User | None,
    values: CommitmentValues,
    area: PromisedArea | None = None,
    key: str = "",
) -> Commitment:
    """Last in the promise. `key` is kept where the commitment had one elsewhere, else made from the words."""
    taken = set(promise.commitments.values_list("key", flat=True))
    commitment = Commitment.objects.create(
        municipality=municipality,
        promise=promise,
        area=area,
        key=key if key and key not in taken else commitment_key(values.text, taken),
        position=promise.commitments.count() + 1,
        **_columns(municipality, values, actor),
    )
    set_bearers(municipality, commitment=commitment, actor=actor, bearers=values.bearers)
    audit.record(actor=actor, action="add", on=commitment, municipality_code=municipality.code)
    return commitment


@transaction.atomic
def change_commitment(
    municipality: Municipality, *, commitment: Commitment, version: int, actor: User | None, values: CommitmentValues
) -> None:
    """Raises ChangedMeanwhile; then nothing was written."""
    change_row(municipality, row=commitment, version=version, actor=actor, values=_columns(municipality, values, actor))
    set_bearers(municipality, commitment=commitment, actor=actor, bearers=values.bearers)


@transaction.atomic
def move_commitment(
    municipality: Municipality,
    *,
    commitment: Commitment,
    actor: User | None,
    steps: int = 0,
    area: PromisedArea | None = None,
) -> None:
    """Up or down among those of its area by `steps`, or last into another `area`."""
    rows = list(commitment.promise.commitments.all())
    if area is not None and area.pk != commitment.area_id:
        moved = rows.pop(rows.index(commitment))
        moved.area = area
        moved.save(update_fields=["area"])
        rows.append(moved)
    else:
        _step(rows, commitment, steps)
    renumber(rows)
    audit.record(actor=actor, action="move", on=commitment, municipality_code=municipality.code)


@transaction.atomic
def split_commitment(
    municipality: Municipality, *, commitment: Commitment, version: int, actor: User | None, first: str, second: str
) -> Commitment:
    """Two deeds that stood as one. The second follows it, with the same bearers and area. Raises ChangedMeanwhile."""
    change_row(municipality, row=commitment, version=version, actor=actor, values={"text": first})
    bearers = [(PartyKind(bearer.kind), bearer.name) for bearer in commitment.bearers.all()]
    new = add_commitment(
        municipality,
        promise=commitment.promise,
        actor=actor,
        values=CommitmentValues(text=second, bearers=bearers, bearer_found=commitment.bearer_found),
        area=commitment.area,
    )
    rows = [row for row in commitment.promise.commitments.all() if row.pk != new.pk]
    rows.insert(rows.index(commitment) + 1, new)
    renumber(rows)
    return new


@transaction.atomic
def join_commitments(
    municipality: Municipality, *, first: Commitment, second: Commitment, version: int, actor: User | None, text: str
) -> None:
    """One deed that stood as two: `first` gets `text` and the bearers of both. Raises ChangedMeanwhile."""
    if first.promise_id != second.promise_id or first.pk == second.pk:
        raise ValueError("two commitments of one promise are joined")
    change_row(municipality, row=first, version=version, actor=actor, values={"text": text})
    bearers = [(PartyKind(bearer.kind), bearer.name) for bearer in [*first.bearers.all(), *second.bearers.all()]]
    set_bearers(municipality, commitment=first, actor=actor, bearers=list(dict.fromkeys(bearers)))
    remove_commitment(municipality, commitment=second, version=second.version, actor=actor)


@transaction.atomic
def remove_commitment(municipality: Municipality, *, commitment: Commitment, version: int, actor: User | None) -> None:
    """From the draft; editions that were published keep it. Raises ChangedMeanwhile."""
    stored = Commitment.objects.get(pk=commitment.pk, municipality=municipality)
    if stored.version != version:
        raise ChangedMeanwhile(stored)
    audit.record(actor=actor, action="remove", on=stored, municipality_code=municipality.code)
    promise = stored.promise
    stored.delete()
    renumber(list(promise.commitments.all()))


def set_bearers(
    municipality: Municipality, *, commitment: Commitment, actor: User | None, bearers: list[tuple[PartyKind, str]]
) -> None:
    """Replace the bearers, tied to the party or department of that kind and name."""
    commitment.bearers.all().delete()
    for position, (kind, name) in enumerate(dict.fromkeys(bearers), start=1):
        Bearer.objects.create(
            municipality=municipality,
            commitment=commitment,
            position=position,
            kind=kind.value,
            name=name,
            **_party(municipality, kind, name, actor),
        )


def _party(municipality: Municipality, kind: PartyKind, name: str, actor: User | None) -> dict[str, Any]:
    match kind:
        case PartyKind.DEPARTMENT:
            department = enter_department(municipality, name=name, actor=actor)
            return {"party": department.party, "department": department}
        case PartyKind.THIRD_PARTY:
            return {"party": enter_other_party(municipality, name=name, actor=actor)}
    return {"party": enter_authority(municipality, kind=Party.Kind(kind.value), actor=actor)}


def _columns(municipality: Municipality, values: CommitmentValues, actor: User | None) -> dict[str, Any]:
    columns = {name: getattr(values, name) for name in COLUMNS}
    problem = cause = None
    if values.problem:
        problem = name_problem(municipality, actor=actor, name=values.problem)
        if values.cause:
            cause = name_cause(municipality, problem=problem, actor=actor, name=values.cause)
    return columns | {"problem": problem, "cause": cause}


def _step(rows: list[Commitment], commitment: Commitment, steps: int) -> None:
    """Move within the rows of the same area; the others keep their places."""
    places = [place for place, row in enumerate(rows) if row.area_id == commitment.area_id]
    among = [rows[place] for place in places]
    here = among.index(commitment)
    among.insert(max(0, here + steps), among.pop(here))
    for place, row in zip(places, among, strict=True):
        rows[place] = row
