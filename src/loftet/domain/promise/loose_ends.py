"""What is promised against each problem, and what on either side answers to nothing: for officials."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from loftet.domain.picture.models import Problem
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Commitment


@dataclass(frozen=True, slots=True)
class AnsweredProblem:
    problem: Problem
    commitments: tuple[Commitment, ...]


def answers_to(municipality: Municipality, problems: Sequence[Problem], *, on: date) -> list[AnsweredProblem]:
    """The commitments against each problem, in promises that have not ended that day; in the order of the problems."""
    rows = _living(municipality, on)
    return [
        AnsweredProblem(each, tuple(row for row in rows if row.answered_problem == each.pk))  # type: ignore[attr-defined]
        for each in problems
    ]


def commitments_without_problem(municipality: Municipality, *, on: date) -> list[Commitment]:
    """Those of promises that have not ended that day."""
    return [row for row in _living(municipality, on) if row.answered_problem is None]  # type: ignore[attr-defined]


def _living(municipality: Municipality, on: date) -> list[Commitment]:
    """With the problem of the promise's own text, or the one that they were tied to afterwards."""
    rows = Commitment.objects.filter(promise__municipality=municipality, promise__end__gte=on)
    return list(rows.annotate(answered_problem=Coalesce("problem_id", "tie__problem_id")).select_related("promise"))
