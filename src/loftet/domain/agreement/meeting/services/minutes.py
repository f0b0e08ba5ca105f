"""Minutes are written, adopted, and then followed by a correction, never changed."""

from datetime import date

from django.db import transaction
from django.db.models import F

from loftet.domain.account.models import User
from loftet.domain.agreement.meeting.models import Meeting, Minutes
from loftet.domain.agreement.meeting.selectors import minutes_of
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality


class MinutesAdopted(Exception):
    """Adopted minutes are followed by a correction, never changed."""


class MinutesChangedMeanwhile(Exception):
    """Somebody else wrote after the form was opened. `stored` is what stands there now."""

    def __init__(self, stored: Minutes) -> None:
        super().__init__("changed meanwhile")
        self.stored = stored


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
    """Raises MinutesAdopted or MinutesChangedMeanwhile; then nothing was written."""
    rows = Minutes.objects.filter(municipality=municipality, pk=minutes.pk)
    if not rows.filter(adopted_on=None, version=version).update(text=text, version=F("version") + 1):
        stored = rows.get()
        raise MinutesAdopted(stored) if stored.adopted_on else MinutesChangedMeanwhile(stored)
    minutes.refresh_from_db()
    audit.record(actor=actor, action="write", on=minutes, municipality_code=municipality.code)


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
    """Nobody changes these words any more.

    Args:
        version: of the words that whoever adopts them has read.

    Raises:
        MinutesAdopted or MinutesChangedMeanwhile: nothing was written.
    """
    rows = Minutes.objects.filter(municipality=municipality, pk=minutes.pk)
    adopting = rows.filter(adopted_on=None, version=version)
    if not adopting.update(adopted_on=adopted_on, adopted_by=adopted_by, version=F("version") + 1):
        stored = rows.get()
        raise MinutesAdopted(stored) if stored.adopted_on else MinutesChangedMeanwhile(stored)
    minutes.refresh_from_db()
    audit.record(actor=actor, action="adopt", on=minutes, municipality_code=municipality.code)


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
