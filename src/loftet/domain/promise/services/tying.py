from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.picture.models import Cause, Problem
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Commitment, Tie


@transaction.atomic
def tie_commitment(
    municipality: Municipality,
    *,
    commitment: Commitment,
    problem: Problem,
    cause: Cause | None,
    actor: User | None,
) -> Tie:
    """Say which problem, and which cause of it, a commitment answers to; the newest word counts.

    Raises:
        ValueError: the three do not belong together.
    """
    owners = {municipality.code, commitment.municipality_id, problem.municipality_id}
    if len(owners) > 1 or (cause and cause.problem_id != problem.pk):
        raise ValueError("a commitment is tied to a problem of its own municipality, and to a cause of that problem")
    tie, _ = Tie.objects.update_or_create(
        commitment=commitment, defaults={"municipality": municipality, "problem": problem, "cause": cause}
    )
    audit.record(actor=actor, action="tie", on=tie, municipality_code=municipality.code)
    return tie
