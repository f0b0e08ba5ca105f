"""What the weekly meeting decides, how it went, what counts most; and the letters that tell the reporters."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.dialogue.weekly_report.letters import outcome_letter
from loftet.domain.dialogue.weekly_report.models import (
    LONGEST_MEASURE,
    LONGEST_PLACE,
    PriorityWeights,
    Reporter,
    WeeklyReport,
    WeekMeasure,
)
from loftet.domain.dialogue.weekly_report.rules import Weights, week_of
from loftet.domain.dialogue.weekly_report.selectors import with_outcomes
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.place.models import Municipality
from loftet.sources.free_text.masking import masked

# The meeting comes after the week; on the Monday of the week after that it has been held.
WEEKS_UNTIL_TOLD = 2


@transaction.atomic
def decide_measure(
    municipality: Municipality,
    *,
    week: date,
    actor: User | None,
    text: str,
    owner: str,
    due_on: date,
    category: str = "",
    place: str = "",
) -> WeekMeasure:
    """For the sake of the week from a Monday."""
    measure = WeekMeasure.objects.create(
        municipality=municipality,
        week=week,
        category=category,
        place_text=masked(place.strip()).text[:LONGEST_PLACE],
        text=masked(text.strip()).text[:LONGEST_MEASURE],
        owner=owner.strip(),
        due_on=due_on,
    )
    audit.record(actor=actor, action="decide", on=measure, municipality_code=municipality.code)
    return measure


@transaction.atomic
def answer_measure(
    municipality: Municipality,
    *,
    measure: WeekMeasure,
    actor: User | None,
    done_on: date | None,
    not_done_because: str,
) -> None:
    """Done, not done and why, or neither yet."""
    WeekMeasure.objects.filter(municipality=municipality, pk=measure.pk).update(
        done_on=done_on, not_done_because="" if done_on else masked(not_done_because.strip()).text[:LONGEST_MEASURE]
    )
    audit.record(actor=actor, action="answer", on=measure, municipality_code=municipality.code)


@transaction.atomic
def agree_weights(
    municipality: Municipality, *, actor: User | None, weights: Weights, agreed_on: date, agreed_by: str
) -> PriorityWeights:
    columns = {name: getattr(weights, name) for name in weights.__slots__}
    row, _ = PriorityWeights.objects.update_or_create(
        municipality=municipality, defaults={**columns, "agreed_on": agreed_on, "agreed_by": agreed_by}
    )
    audit.record(actor=actor, action="agree_weights", on=row, municipality_code=municipality.code)
    return row


def tell_reporters() -> None:
    """The daily task: on Mondays, whoever asked for it hears what became of the week before last."""
    now = timezone.now()
    if timezone.localdate(now).weekday() == 0:
        for municipality in Municipality.objects.filter(weekly_reporters__wants_letters=True).distinct():
            if Function.WEEKLY_REPORTS in switched_on(municipality):
                send_outcome_letters(municipality, now=now)


@transaction.atomic
def send_outcome_letters(municipality: Municipality, *, now: datetime) -> int:
    """How many were written; done twice for a week, the second time writes none."""
    week = week_of(now) - timedelta(weeks=WEEKS_UNTIL_TOLD)
    waiting = Reporter.objects.select_for_update().filter(
        municipality=municipality, wants_letters=True, withdrawn_at=None
    )
    told = [reporter for reporter in waiting.exclude(told_week=week) if _tell(reporter, week)]
    return len(told)


def _tell(reporter: Reporter, week: date) -> bool:
    rows = list(WeeklyReport.objects.filter(reporter=reporter, week=week))
    if not rows:
        return False
    letter = outcome_letter(reporter, with_outcomes(reporter.municipality, rows))
    enqueue_message(
        to=reporter.email,
        subject=letter.subject,
        text=letter.text,
        municipality_code=reporter.municipality_id,
        erase_on_delivery=True,
    )
    Reporter.objects.filter(pk=reporter.pk).update(told_week=week)
    audit.record(actor=None, action="tell", on=reporter, municipality_code=reporter.municipality_id)
    return True
