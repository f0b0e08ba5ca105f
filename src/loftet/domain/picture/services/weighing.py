"""Problems are given points by each party or together, and put in order by a decision with its reason."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.picture.models import Criterion, Description, Picture, Score
from loftet.domain.picture.services.drafting import refuse_adopted
from loftet.domain.place.models import Municipality


class ScoreSent(Exception):
    """Points that the other party has received are not changed: they are talked over, and the decision says why."""


@transaction.atomic
def agree_criteria(
    municipality: Municipality, *, picture: Picture, actor: User | None, criteria: Sequence[tuple[str, str, int]]
) -> None:
    """What the parties weigh by: name, question and weight 1 to 3 of each. Points by a criterion that goes, go.

    Raises:
        PictureAdopted: nothing was written.
    """
    refuse_adopted(municipality, picture)
    picture.criteria.exclude(name__in=[name for name, *_ in criteria]).delete()
    for position, (name, question, weight) in enumerate(criteria, 1):
        Criterion.objects.update_or_create(
            picture=picture,
            name=name,
            defaults={"municipality": municipality, "question": question, "weight": weight, "position": position},
        )
    audit.record(actor=actor, action="agree_criteria", on=picture, municipality_code=municipality.code)


@transaction.atomic
def score(
    municipality: Municipality,
    *,
    description: Description,
    side: str,
    actor: User | None,
    points: Mapping[Criterion, int],
) -> None:
    """A party's points, its own draft until it sends them; those given together at a meeting are nobody's draft.

    Raises:
        PictureAdopted or ScoreSent: nothing was written.
    """
    refuse_adopted(municipality, description.picture)
    if description.scores.filter(side=side, sent_at__isnull=False).exclude(side=Score.Side.TOGETHER).exists():
        raise ScoreSent(description)
    now = timezone.now() if side == Score.Side.TOGETHER else None
    for criterion, given in points.items():
        Score.objects.update_or_create(
            description=description,
            criterion=criterion,
            side=side,
            defaults={"municipality": municipality, "points": given, "sent_at": now},
        )
    audit.record(actor=actor, action="score", on=description, municipality_code=municipality.code)


@transaction.atomic
def send_scores(municipality: Municipality, *, picture: Picture, side: str, actor: User | None) -> int:
    """Show the other party one's points; from then on they are an official document there. How many were sent."""
    refuse_adopted(municipality, picture)
    drafts = Score.objects.filter(description__picture=picture, side=side, sent_at=None)
    sent = drafts.update(sent_at=timezone.now())
    audit.record(actor=actor, action="send_scores", on=picture, municipality_code=municipality.code)
    return sent


@transaction.atomic
def decide_priority(
    municipality: Municipality, *, picture: Picture, actor: User | None, ranks: Mapping[Description, tuple[int, str]]
) -> None:
    """The order that was decided, 1 first, with the reason for each; those that are not named have none.

    Raises:
        PictureAdopted: nothing was written.
        ValueError: two have the same rank, or one no reason.
    """
    refuse_adopted(municipality, picture)
    if len({rank for rank, _ in ranks.values()}) < len(ranks) or not all(
        reason.strip() for _, reason in ranks.values()
    ):
        raise ValueError("each rank once, each with its reason")
    # Emptied first: a rank stands once in a picture at every moment.
    picture.descriptions.update(rank=None, rank_reason="")
    for description, (rank, reason) in ranks.items():
        picture.descriptions.filter(pk=description.pk).update(rank=rank, rank_reason=reason)
    audit.record(actor=actor, action="decide_priority", on=picture, municipality_code=municipality.code)
