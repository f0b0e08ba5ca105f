"""A walk is planned, walked and followed until what was found is mended. What was said of a finding stays."""

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.dialogue.safety_walk.models import FindingState, SafetyWalk, WalkFinding
from loftet.domain.file.models import StoredFile
from loftet.domain.file.services import clean_upload, store_file
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.sources.free_text.masking import masked


class WalkRefusal(Exception):
    """Its text says in Swedish what was not done and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkValues:
    on: date
    area: str
    places: list[str]
    """In the order of the walk."""
    took_part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingValues:
    place: str
    kind: WalkFinding.Kind
    seen: str
    wanted: str = ""
    owner: str = ""


@transaction.atomic
def plan_walk(municipality: Municipality, *, actor: User | None, values: WalkValues) -> SafetyWalk:
    walk = SafetyWalk.objects.create(municipality=municipality, **_walk_columns(values))
    audit.record(actor=actor, action="plan", on=walk, municipality_code=municipality.code)
    return walk


@transaction.atomic
def change_walk(municipality: Municipality, *, walk: SafetyWalk, actor: User | None, values: WalkValues) -> None:
    SafetyWalk.objects.filter(municipality=municipality, pk=walk.pk).update(**_walk_columns(values))
    audit.record(actor=actor, action="change", on=walk, municipality_code=municipality.code)
    show_change(municipality)


@transaction.atomic
def note_finding(
    municipality: Municipality, *, walk: SafetyWalk, actor: User | None, values: FindingValues
) -> WalkFinding:
    """Masked before it is stored. What is good has nobody who must mend it: wish and owner are left out."""
    to_mend = values.kind == WalkFinding.Kind.TO_MEND
    finding = WalkFinding.objects.create(
        municipality=municipality,
        walk=SafetyWalk.objects.get(municipality=municipality, pk=walk.pk),
        found_at=timezone.now(),
        place_text=_masked(values.place, 120),
        kind=values.kind,
        seen=_masked(values.seen, 600),
        wanted=_masked(values.wanted, 600) if to_mend else "",
        owner=_masked(values.owner, 120) if to_mend else "",
    )
    audit.record(actor=actor, action="note", on=finding, municipality_code=municipality.code)
    return finding


@transaction.atomic
def give_owner(municipality: Municipality, *, finding: WalkFinding, actor: User | None, owner: str) -> None:
    """Raises WalkRefusal for what is good."""
    rows = WalkFinding.objects.filter(municipality=municipality, pk=finding.pk, kind=WalkFinding.Kind.TO_MEND)
    if not rows.update(owner=_masked(owner, 120)):
        raise WalkRefusal(_("Det som är bra har ingen som ska åtgärda det. Inget är ändrat."))
    audit.record(actor=actor, action="give_owner", on=finding, municipality_code=municipality.code)
    show_change(municipality)


@transaction.atomic
def follow_finding(
    municipality: Municipality,
    *,
    finding: WalkFinding,
    actor: User | None,
    state: FindingState.State,
    on: date,
    words: str = "",
) -> FindingState:
    """Say what has become of it. Earlier states stay.

    Raises:
        WalkRefusal: of what is good, of a day that has not been, without a reason where it will not be mended.
    """
    stored = WalkFinding.objects.select_for_update().get(municipality=municipality, pk=finding.pk)
    if stored.kind == WalkFinding.Kind.GOOD:
        raise WalkRefusal(_("Det som är bra behöver inte åtgärdas. Inget är ändrat."))
    if on > timezone.localdate():
        raise WalkRefusal(_("Dagen har inte varit än. Skriv den dag då det blev så."))
    if state == FindingState.State.NOT_MENDED and not words.strip():
        raise WalkRefusal(_("Skriv varför det inte åtgärdas."))
    row = FindingState.objects.create(
        municipality=municipality,
        finding=stored,
        state=state,
        on=on,
        words=_masked(words, 600),
        entered_at=timezone.now(),
    )
    audit.record(actor=actor, action="follow", on=row, municipality_code=municipality.code)
    show_change(municipality)
    return row


@transaction.atomic
def review_finding(municipality: Municipality, *, finding: WalkFinding, actor: User | None, reviewed: bool) -> None:
    """Somebody has read it and finds no person in it: it stands on the public list once the walk does. Or not."""
    moment = timezone.now() if reviewed else None
    WalkFinding.objects.filter(municipality=municipality, pk=finding.pk).update(reviewed_at=moment)
    action = "review" if reviewed else "take_back_review"
    audit.record(actor=actor, action=action, on=finding, municipality_code=municipality.code)
    show_change(municipality)


@transaction.atomic
def remove_finding(municipality: Municipality, *, finding: WalkFinding, actor: User | None) -> None:
    """What was written wrong, or points at a person: it goes with its states.

    Raises:
        WalkRefusal: it is reviewed, so that the public may be reading it.
    """
    stored = WalkFinding.objects.select_for_update().get(municipality=municipality, pk=finding.pk)
    if stored.reviewed_at:
        raise WalkRefusal(_("Den är granskad och kan vara publik. Ta tillbaka granskningen först."))
    audit.record(actor=actor, action="remove", on=stored, municipality_code=municipality.code)
    stored.delete()


@transaction.atomic
def publish_walk(municipality: Municipality, *, walk: SafetyWalk, actor: User | None, public: bool) -> None:
    moment = timezone.now() if public else None
    SafetyWalk.objects.filter(municipality=municipality, pk=walk.pk).update(published_at=moment)
    action = "publish" if public else "unpublish"
    audit.record(actor=actor, action=action, on=walk, municipality_code=municipality.code)
    show_change(municipality)


def keep_photograph(
    municipality: Municipality,
    *,
    finding: WalkFinding,
    actor: User | None,
    file: "UploadedFile[bytes]",
    shows_nobody: bool,
) -> StoredFile:
    """A picture that was painted over in the browser, without what the camera wrote in it. It is not published.

    Args:
        shows_nobody: the sender states that no person, vehicle or home can be recognised.

    Raises:
        WalkRefusal: nobody states it, or it is no picture. RefusedFile, NoRoom: their texts say why.
    """
    if not shows_nobody:
        raise WalkRefusal(_("Bilden är inte sparad. Intyga att ingen person, inget fordon och inget hem känns igen."))
    cleaned = clean_upload(file)
    if not cleaned.media_type.startswith("image/"):
        raise WalkRefusal(_("Det där är ingen bild. Inget är sparat."))
    stored = WalkFinding.objects.get(municipality=municipality, pk=finding.pk)
    return store_file(municipality.code, of=stored, file=cleaned, actor=actor)


def _walk_columns(values: WalkValues) -> dict[str, object]:
    return {
        "on": values.on,
        "area": _masked(values.area, 120),
        "route": "\n".join(_masked(place, 120) for place in values.places),
        "took_part": _masked(values.took_part, 300),
    }


def _masked(text: str, most: int) -> str:
    """Masking may lengthen a text."""
    return masked(text.strip()).text[:most]
