"""Minutes are written, adopted, and then followed by a correction, never changed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.agreement.meeting.models import Meeting, Minutes
from loftet.domain.agreement.meeting.selectors import minutes_of
from loftet.domain.audit import services as audit
from loftet.domain.ledger.services import seal
from loftet.domain.place.changing import change_row
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change


class MinutesAdopted(Exception):
    """Adopted minutes are followed by a correction, never changed."""


class NothingToCorrect(Exception):
    """Minutes that nobody has adopted are simply written on."""


@transaction.atomic
def begin_minutes(municipality: Municipality, *, meeting: Meeting, actor: User | None) -> Minutes:
    """The meeting's minutes, empty the first time."""
    minutes, made = Minutes.objects.get_or_create(meeting=meeting, number=1, defaults={"municipality": municipality})
    if made:
        audit.record(actor=actor, action="begin", on=minutes, municipality_code=municipality.code)
    return minutes


@transaction.atomic
def write_minutes(municipality: Municipality, *, minutes: Minutes, version: int, actor: User | None, text: str) -> None:
    """Raises MinutesAdopted or ChangedMeanwhile; then nothing was written."""
    _refuse_adopted(municipality, minutes)
    change_row(municipality, row=minutes, version=version, actor=actor, values={"text": text})


@transaction.atomic
def adopt_minutes(
    municipality: Municipality,
    *,
    minutes: Minutes,
    version: int,
    actor: User | None,
    adopted_on: date,
    adopted_by: str,
) -> None:
    """Nobody changes these words any more; the chain of changes says so.

    Args:
        version: of the words that whoever adopts them has read.

    Raises:
        MinutesAdopted or ChangedMeanwhile: nothing was written.
    """
    _refuse_adopted(municipality, minutes)
    adoption = {"adopted_on": adopted_on, "adopted_by": adopted_by}
    change_row(municipality, row=minutes, version=version, actor=actor, values=adoption, action="adopt")
    _seal(municipality, minutes)
    # The page of the chain shows its newest link.
    show_change(municipality)


@transaction.atomic
def correct_minutes(municipality: Municipality, *, meeting: Meeting, actor: User | None, reason: str) -> Minutes:
    """A new wording to write on, with the words of the adopted one, which stays as it is.

    Raises:
        NothingToCorrect: the newest wording is not adopted.
    """
    newest = minutes_of(meeting).first()
    if newest is None or newest.adopted_on is None:
        raise NothingToCorrect(meeting)
    correction = Minutes.objects.create(
        municipality=municipality,
        meeting=meeting,
        number=newest.number + 1,
        text=newest.text,
        reason=reason,
        case_number_municipality=newest.case_number_municipality,
        case_number_police=newest.case_number_police,
    )
    audit.record(actor=actor, action="correct", on=correction, municipality_code=municipality.code)
    return correction


def _refuse_adopted(municipality: Municipality, minutes: Minutes) -> None:
    """Held, so that nobody adopts them meanwhile."""
    stored = Minutes.objects.select_for_update().get(pk=minutes.pk, municipality=municipality)
    if stored.adopted_on:
        raise MinutesAdopted(stored)


def _seal(municipality: Municipality, minutes: Minutes) -> None:
    texts = {"text": minutes.text, "reason": minutes.reason, "adopted_by": minutes.adopted_by}
    meeting = minutes.meeting
    seal(
        municipality_code=municipality.code,
        kind="minutes_adopted",
        object_type=minutes._meta.label,
        object_id=str(minutes.pk),
        texts={name: text for name, text in texts.items() if text},
        facts={
            "meeting": meeting.pk,
            "forum": meeting.forum,
            "held_on": timezone.localdate(meeting.starts_at).isoformat(),
            "number": minutes.number,
            "adopted_on": minutes.adopted_on.isoformat() if minutes.adopted_on else None,
            "case_number_municipality": minutes.case_number_municipality,
            "case_number_police": minutes.case_number_police,
        },
    )
