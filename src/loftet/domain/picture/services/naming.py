from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.picture.models import Cause, Problem
from loftet.domain.place.models import Municipality


@transaction.atomic
def name_problem(municipality: Municipality, *, actor: User | None, name: str) -> Problem:
    """The municipality's problem of that name, entered if it is new."""
    problem, made = Problem.objects.get_or_create(municipality=municipality, name=name)
    if made:
        audit.record(actor=actor, action="name", on=problem, municipality_code=municipality.code)
    return problem


@transaction.atomic
def name_cause(municipality: Municipality, *, problem: Problem, actor: User | None, name: str) -> Cause:
    """The problem's cause of that name, entered if it is new."""
    cause, made = Cause.objects.get_or_create(problem=problem, name=name, defaults={"municipality": municipality})
    if made:
        audit.record(actor=actor, action="name", on=cause, municipality_code=municipality.code)
    return cause
