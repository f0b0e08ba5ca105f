from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from loftet.domain.dialogue.contribution.models import Answer, Contribution, Occasion
from loftet.domain.dialogue.contribution.rules import may_be_counted
from loftet.domain.place.models import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What a list of contributions is narrowed to; empty takes all."""

    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    answer: Answer
    count: int | None
    """How many it answers; None where that is so few that the number is not told."""


def occasions_of(municipality: Municipality) -> QuerySet[Occasion]:
    """Newest first, with `contribution_count`."""
    rows = Occasion.objects.filter(municipality=municipality).select_related("party")
    return rows.annotate(contribution_count=Count("contributions"))


def contributions_of(municipality: Municipality) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(municipality=municipality)
    return rows.select_related("occasion__party", "focus_area", "answer", "address")


def narrowed(municipality: Municipality, by: Narrowing) -> QuerySet[Contribution]:
    rows = contributions_of(municipality)
    if by.state:
        rows = rows.filter(state=by.state)
    if by.words:
        rows = rows.filter(
            Q(problem__icontains=by.words) | Q(proposal__icontains=by.words) | Q(place_text__icontains=by.words)
        )
    return rows


def to_review(municipality: Municipality) -> QuerySet[Contribution]:
    """Oldest first: whoever has waited longest."""
    return contributions_of(municipality).filter(state=Contribution.State.UNREVIEWED).order_by("received_at", "pk")


def to_answer(municipality: Municipality, chosen: Collection[int]) -> list[Contribution]:
    """Those of the chosen that are reviewed and wait for a decision."""
    rows = contributions_of(municipality).filter(pk__in=chosen, state=Contribution.State.REVIEWED)
    return list(rows)


def answers_of(municipality: Municipality) -> QuerySet[Answer]:
    """With `address_count`, of those who have not been told."""
    addresses = Count("contributions__address", filter=Q(contributions__address__told_at=None))
    return Answer.objects.filter(municipality=municipality).annotate(address_count=addresses)


def public_answers(municipality: Municipality) -> list[PublicAnswer]:
    rows = Answer.objects.filter(municipality=municipality, published_at__isnull=False)
    return [
        PublicAnswer(row, row.contribution_count if may_be_counted(row.contribution_count) else None) for row in rows
    ]
