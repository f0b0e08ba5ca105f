"""Something of each kind that following a promise up leaves behind."""

from loftet.domain.account.models import User
from loftet.domain.activity.judging import Verdict
from loftet.domain.activity.models import Contact
from loftet.domain.activity.services.judgements import ViewValues, propose_judgement
from loftet.domain.activity.services.plans import PlanValues, propose_plan
from tests.people import WALKS, Cast
from tests.web.workspace.reporting import KEY, mailed_link, police_of, sent_report, town_of


def followed_up(cast: Cast, *, police: User) -> dict[str, object]:
    """A report of the police, a plan that waits for them, a judgement of last year's letters, a contact, its link."""
    plan = propose_plan(
        cast.exempelby,
        promise=cast.this_year,
        commitment_key=WALKS.id or "",
        party=town_of(cast),
        actor=None,
        values=PlanValues(count=4, at_least=True, recurrence="FREQ=MONTHLY;INTERVAL=3"),
    )
    judgement = propose_judgement(
        cast.exempelby,
        promise=cast.last_year,
        commitment_key=KEY,
        party=police_of(cast),
        actor=police,
        values=ViewValues(verdict=Verdict.PARTLY, evidence="Redovisningarna", reason="Ett brev kom aldrig ut."),
    )
    link = mailed_link(cast)
    return {
        ":plan": plan.pk,
        ":judgement": judgement.pk,
        ":report_token": link.split("/")[2],
        ":contact": Contact.objects.get().pk,
        ":report": sent_report(cast, actor=police).pk,
        ":promise": cast.this_year.pk,
    }
