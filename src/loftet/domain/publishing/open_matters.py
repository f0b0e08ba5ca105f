"""What is open in a municipality on a day: what the next meeting takes up and the status report lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext as _

from loftet.domain.account.models import User
from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.selectors.statuses import statuses_of
from loftet.domain.activity.words import status_words
from loftet.domain.agreement.meeting.models import Meeting
from loftet.domain.agreement.meeting.selectors import agenda_of, open_decisions
from loftet.domain.agreement.meeting.services.agenda import place_on_agenda
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Commitment
from loftet.domain.promise.selectors import has_unpublished_changes, newest_edition, promises_of, readings_waiting
from loftet.domain.promise.words import day_words
from loftet.domain.publishing.status_report import promises_reported


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    heading: str
    background: str
    about: models.Model


def open_matters(municipality: Municipality, *, today: date) -> list[OpenMatter]:
    """Decisions to be done first, then changes and texts that wait for somebody."""
    return [
        *_decisions(municipality),
        *_silent_commitments(municipality, today),
        *_changes(municipality, today),
        *_texts(municipality),
    ]


@transaction.atomic
def put_open_matters_on_agenda(municipality: Municipality, *, meeting: Meeting, actor: User | None, today: date) -> int:
    """Place what is open and not on the agenda yet. What the meeting itself decided is no matter for it.

    Returns:
        How many items were placed.
    """
    before = agenda_of(meeting).count()
    for matter in open_matters(municipality, today=today):
        place_on_agenda(
            municipality,
            heading=matter.heading,
            background=matter.background,
            about=matter.about,
            meeting=meeting,
            actor=actor,
        )
    return agenda_of(meeting).count() - before


def _decisions(municipality: Municipality) -> Iterator[OpenMatter]:
    for decision in open_decisions(municipality):
        words = _("%(owner)s, klart senast %(day)s.") % {"owner": decision.owner, "day": day_words(decision.due_on)}
        background = " ".join(part for part in (words, decision.note) if part)
        heading = _("Uppföljning: %(decision)s") % {"decision": decision.text}
        yield OpenMatter(heading=heading, background=background, about=decision)


def _silent_commitments(municipality: Municipality, today: date) -> Iterator[OpenMatter]:
    """Commitments whose latest word is older than the rhythm that plan or promise has."""
    promises = promises_reported(municipality, today)
    for published, statuses in zip(promises, statuses_of(promises, today=today), strict=True):
        silent = [key for key, status in statuses.items() if status.code is StatusCode.SILENT]
        rows = Commitment.objects.filter(municipality=municipality, promise__address=published.address, key__in=silent)
        for row in rows:
            heading = _("%(status)s: %(commitment)s")
            words = {"status": status_words(statuses[row.key]), "commitment": row.text}
            yield OpenMatter(heading=heading % words, background=published.record.title, about=row)


def _changes(municipality: Municipality, today: date) -> Iterator[OpenMatter]:
    for promise in promises_of(municipality):
        if promise.end < today or not has_unpublished_changes(promise):
            continue
        if newest_edition(promise) is None:
            heading, background = _("%(title)s: utkast"), _("Ingen utanför arbetsytan kan läsa löftet.")
        else:
            heading, background = _("%(title)s: ändringar"), _("Invånarna läser den förra utgåvan.")
        yield OpenMatter(heading=heading % {"title": promise.title}, background=background, about=promise)


def _texts(municipality: Municipality) -> Iterator[OpenMatter]:
    for reading in readings_waiting(municipality):
        background = _("Texten är läst men inte sparad som löfte.")
        yield OpenMatter(heading=reading.name, background=background, about=reading)
