"""A person reviews, the municipality decides, and everyone who left an address hears of it once."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.agreement.models import FocusArea
from loftet.domain.audit import services as audit
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.dialogue.contribution.letters import answer_letter
from loftet.domain.dialogue.contribution.masking import ContributionWords, masked_words
from loftet.domain.dialogue.contribution.models import Answer, Contribution, ContributorAddress
from loftet.domain.dialogue.contribution.refusals import NothingWritten, NotReviewed, SentBefore
from loftet.domain.place.changing import change_row
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.sources.free_text.masking import masked


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerValues:
    said: str
    outcome: Answer.Outcome
    text: str
    decided_on: date
    decided_by: str


def review_contribution(
    municipality: Municipality,
    *,
    contribution: Contribution,
    version: int,
    actor: User | None,
    words: ContributionWords,
    focus_area: FocusArea | None,
) -> None:
    """A person has read it and taken away what the rules had not seen. What was taken away is kept nowhere.

    Raises:
        ChangedMeanwhile; NotReviewed: it is decided already and stays as it was.
        NothingWritten: nothing would be left of it.
    """
    if contribution.answer_id:
        raise NotReviewed
    if words.is_empty:
        raise NothingWritten
    values = {**asdict(masked_words(words)), "focus_area": focus_area, "state": Contribution.State.REVIEWED}
    with transaction.atomic():
        change_row(municipality, row=contribution, version=version, actor=actor, values=values, action="review")


@transaction.atomic
def remove_contribution(municipality: Municipality, *, contribution: Contribution, actor: User | None) -> None:
    """What is no contribution, or says so much of a person that nothing can be left. Its address goes with it.

    Raises:
        NotReviewed: it is decided already.
    """
    if contribution.answer_id:
        raise NotReviewed
    audit.record(actor=actor, action="remove", on=contribution, municipality_code=municipality.code)
    Contribution.objects.filter(municipality=municipality, pk=contribution.pk).delete()


@transaction.atomic
def decide_contributions(
    municipality: Municipality, *, contributions: Sequence[Contribution], actor: User | None, values: AnswerValues
) -> Answer:
    """One decision for all of them together.

    Raises:
        NotReviewed: one of them is not reviewed, or has its answer; nothing is stored.
    """
    answer = Answer.objects.create(
        municipality=municipality,
        said=masked(values.said).text[: Answer._meta.get_field("said").max_length],
        text=masked(values.text).text,
        outcome=values.outcome,
        decided_on=values.decided_on,
        decided_by=values.decided_by,
        contribution_count=len(contributions),
    )
    reviewed = Contribution.objects.filter(
        municipality=municipality,
        pk__in=[each.pk for each in contributions],
        state=Contribution.State.REVIEWED,
    )
    decided = reviewed.update(answer=answer, state=Contribution.State.DECIDED, version=F("version") + 1)
    if not decided or decided != len(contributions):
        raise NotReviewed
    audit.record(actor=actor, action="decide", on=answer, municipality_code=municipality.code)
    return answer


@transaction.atomic
def send_answer(municipality: Municipality, *, answer: Answer, actor: User | None, publish: bool) -> int:
    """Letters to everyone who left an address, each once, and the answer on the public page if `publish`.

    Returns:
        How many letters.

    Raises:
        SentBefore.
    """
    now = timezone.now()
    values = {"sent_at": now, "published_at": now if publish else None}
    if not Answer.objects.filter(municipality=municipality, pk=answer.pk, sent_at=None).update(**values):
        raise SentBefore
    answer.refresh_from_db()
    answer.contributions.update(state=Contribution.State.ANSWERED, version=F("version") + 1)
    waiting = ContributorAddress.objects.filter(contribution__answer=answer, told_at=None)
    addresses = set(waiting.values_list("email", flat=True))
    for address in sorted(addresses):
        _write_to(address, answer)
    waiting.update(told_at=now)
    audit.record(actor=actor, action="send", on=answer, municipality_code=municipality.code)
    if publish:
        show_change(municipality)
    return len(addresses)


def _write_to(address: str, answer: Answer) -> None:
    letter = answer_letter(answer)
    enqueue_message(
        to=address,
        subject=letter.subject,
        text=letter.text,
        municipality_code=answer.municipality.code,
        erase_on_delivery=True,
    )
