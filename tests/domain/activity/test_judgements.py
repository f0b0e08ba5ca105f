from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError

from loftet.domain.activity import refusals
from loftet.domain.activity.judging import Facts, Outcome, Verdict
from loftet.domain.activity.models import Judgement, PartyView
from loftet.domain.activity.rules import Authority
from loftet.domain.activity.selectors.states import JudgementLine
from loftet.domain.activity.selectors.workspace import judgements_before_publication, judgements_of
from loftet.domain.activity.services.judgements import ViewValues, give_view, propose_judgement
from loftet.domain.activity.words import facts_words
from loftet.domain.ledger.selectors import links_of, verify_stored_chain
from loftet.domain.publishing.services import publish_promise
from loftet.sources.promise_text.record import Period
from tests.domain.activity.exempelby import KEY, Exempelby
from tests.people import EXEMPELBY_2025, GRANNEBY_2026, stored

EXEMPELBY_2024 = replace(
    EXEMPELBY_2025,
    title="Medborgarlöfte 2024",
    period=Period(start=date(2024, 1, 1), end=date(2024, 12, 31), literal="2024"),
    commitments=EXEMPELBY_2025.commitments[:2],
)
JUDGED = date(2027, 1, 11)
PUBLIC = date(2027, 1, 26)
PARTLY = ViewValues(verdict=Verdict.PARTLY, evidence="Redovisningarna", reason="Tre brev kom aldrig ut.")
SAME = ViewValues(verdict=Verdict.PARTLY)
OTHER = ViewValues(verdict=Verdict.DONE, evidence="Sändlistan", reason="Breven gick ut en månad senare.")


@pytest.fixture
def after_the_year(exempelby: Exempelby, clock: time_machine.Traveller) -> Exempelby:
    """Nine of twelve letters were reported; it is Monday 11 January 2027."""
    clock.move_to("2026-12-31T12:00:00Z")
    for month in range(1, 10):
        exempelby.published(on=date(2026, month, 20), text="Brev")
    clock.move_to("2027-01-11T08:00:00Z")
    return exempelby


def proposed(exempelby: Exempelby, values: ViewValues = PARTLY, key: str = KEY) -> Judgement:
    return propose_judgement(
        exempelby.municipality,
        promise=exempelby.promise,
        commitment_key=key,
        party=exempelby.town,
        actor=exempelby.coordinator,
        values=values,
    )


def answered(exempelby: Exempelby, judgement: Judgement, values: ViewValues) -> PartyView:
    return give_view(
        exempelby.municipality, judgement=judgement, party=exempelby.police, actor=exempelby.coordinator, values=values
    )


def shown(exempelby: Exempelby, today: date) -> JudgementLine | None:
    return exempelby.state(today=today).judgement


def test_nothing_is_judged_before_the_period_is_over(exempelby: Exempelby, clock: time_machine.Traveller) -> None:
    clock.move_to("2026-12-31T22:59:00Z")
    with pytest.raises(refusals.PeriodNotOver, match="31 december 2026"):
        proposed(exempelby)
    clock.move_to("2026-12-31T23:01:00Z")
    assert proposed(exempelby).number == 1


def test_the_fact_comes_from_the_reports_and_is_frozen(after_the_year: Exempelby) -> None:
    judgement = proposed(after_the_year)
    assert judgement.facts == Facts(promised=12, at_least=False, reported=9)
    assert facts_words(judgement.facts) == "Lovat: 12 gånger. Redovisat: 9."
    after_the_year.published(on=date(2026, 12, 20), text="Ett till")
    judgement.refresh_from_db()
    assert judgement.reported == 9
    assert proposed(after_the_year).reported == 10


def test_the_fact_counts_neither_what_was_corrected_nor_what_came_after(after_the_year: Exempelby) -> None:
    wrong = after_the_year.published(on=date(2026, 10, 1), times=7)
    after_the_year.published(on=date(2026, 10, 1), times=1, corrects=wrong)
    after_the_year.published(on=date(2027, 1, 4), text="Försenat brev")
    after_the_year.report(on=date(2026, 11, 1), text="Granskas än")
    assert proposed(after_the_year).reported == 10


def test_the_plan_says_what_is_counted(after_the_year: Exempelby) -> None:
    after_the_year.plan(count=1, recurrence="FREQ=MONTHLY", unit="brev")
    assert facts_words(proposed(after_the_year).facts) == "Lovat: 12 brev. Redovisat: 9."


def test_both_see_it_for_ten_working_days_and_silence_does_not_stop_it(after_the_year: Exempelby) -> None:
    judgement = proposed(after_the_year)
    assert judgement.public_on == PUBLIC
    assert list(judgements_before_publication(after_the_year.municipality, today=JUDGED)) == [judgement]
    assert shown(after_the_year, date(2027, 1, 25)) is None
    line = shown(after_the_year, PUBLIC)
    assert line
    assert (line.outcome, line.silent) == (Outcome.PARTLY, (Authority.POLICE,))
    assert line.facts == judgement.facts
    assert list(judgements_before_publication(after_the_year.municipality, today=PUBLIC)) == []


def test_the_other_party_confirms(after_the_year: Exempelby) -> None:
    answered(after_the_year, proposed(after_the_year), SAME)
    line = shown(after_the_year, PUBLIC)
    assert line
    assert (line.outcome, line.silent, len(line.views)) == (Outcome.PARTLY, (), 2)


def test_parties_that_see_it_differently_stand_beside_each_other(after_the_year: Exempelby) -> None:
    answered(after_the_year, proposed(after_the_year), OTHER)
    line = shown(after_the_year, PUBLIC)
    assert line
    assert line.outcome is Outcome.TWO_VIEWS
    assert [(view.authority, view.verdict, view.reason) for view in line.views] == [
        (Authority.MUNICIPALITY, Verdict.PARTLY, PARTLY.reason),
        (Authority.POLICE, Verdict.DONE, OTHER.reason),
    ]


def test_the_bearer_may_explain_without_a_verdict(after_the_year: Exempelby) -> None:
    answered(after_the_year, proposed(after_the_year), ViewValues(verdict=None, reason="Vi saknade folk i höst."))
    line = shown(after_the_year, PUBLIC)
    assert line
    assert (line.outcome, line.silent) == (Outcome.PARTLY, ())
    assert (line.views[1].verdict, line.views[1].reason) == (None, "Vi saknade folk i höst.")


def test_an_answer_that_comes_late_waits_as_long_before_it_is_public(
    after_the_year: Exempelby, clock: time_machine.Traveller
) -> None:
    judgement = proposed(after_the_year)
    clock.move_to("2027-02-01T08:00:00Z")
    view = answered(after_the_year, judgement, OTHER)
    assert view.public_on == date(2027, 2, 16)
    before, after = (shown(after_the_year, date(2027, 2, day)) for day in (15, 16))
    assert before
    assert after
    assert (before.outcome, before.silent) == (Outcome.PARTLY, (Authority.POLICE,))
    assert (after.outcome, after.silent) == (Outcome.TWO_VIEWS, ())


def test_a_party_answers_once(after_the_year: Exempelby) -> None:
    judgement = proposed(after_the_year)
    answered(after_the_year, judgement, SAME)
    with pytest.raises(refusals.ViewGiven):
        answered(after_the_year, judgement, OTHER)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        (ViewValues(verdict=None, reason="Ord"), refusals.VerdictMissing),
        (ViewValues(verdict=Verdict.DONE, evidence="Brev"), refusals.ReasonMissing),
        (ViewValues(verdict=Verdict.DONE, reason="Allt kom"), refusals.EvidenceMissing),
    ],
)
def test_a_proposal_says_what_why_and_on_what(
    after_the_year: Exempelby, values: ViewValues, refusal: type[refusals.Refusal]
) -> None:
    with pytest.raises(refusal):
        proposed(after_the_year, values)
    assert not Judgement.objects.exists()


def test_what_cannot_be_judged_needs_a_reason_alone(after_the_year: Exempelby) -> None:
    proposed(after_the_year, ViewValues(verdict=Verdict.CANNOT_BE_JUDGED, reason="Löftet anger ingen mätning."))


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        (ViewValues(verdict=None), refusals.VerdictMissing),
        (ViewValues(verdict=Verdict.DONE), refusals.ReasonMissing),
    ],
)
def test_an_answer_confirms_or_says_why(
    after_the_year: Exempelby, values: ViewValues, refusal: type[refusals.Refusal]
) -> None:
    with pytest.raises(refusal):
        answered(after_the_year, proposed(after_the_year), values)


def test_a_new_judgement_follows_the_old_one_and_both_stay(
    after_the_year: Exempelby, clock: time_machine.Traveller
) -> None:
    first = proposed(after_the_year)
    clock.move_to("2027-02-01T08:00:00Z")
    second = proposed(after_the_year, OTHER)
    assert list(judgements_of(after_the_year.municipality, after_the_year.promise)) == [first, second]
    with pytest.raises(refusals.NotAsItWas):
        answered(after_the_year, first, SAME)
    meanwhile, later = (after_the_year.state(today=day) for day in (date(2027, 2, 2), second.public_on))
    assert meanwhile.judgement
    assert later.judgement
    assert (meanwhile.judgement.number, later.judgement.number) == (1, 2)
    assert sum(isinstance(entry, JudgementLine) for entry in later.timeline) == 2


def test_a_judgement_that_was_replaced_before_it_was_public_is_shown_with_the_new_one_and_never_alone(
    after_the_year: Exempelby, clock: time_machine.Traveller
) -> None:
    proposed(after_the_year)
    clock.move_to("2027-01-13T08:00:00Z")
    second = proposed(after_the_year, OTHER)
    assert second.public_on > PUBLIC
    assert after_the_year.state(today=PUBLIC).judgement is None

    state = after_the_year.state(today=second.public_on)
    newest, replaced = [entry for entry in state.timeline if isinstance(entry, JudgementLine)]
    assert state.judgement == newest
    assert (newest.number, newest.replaced, newest.outcome) == (2, False, Outcome.DONE)
    assert (replaced.number, replaced.replaced, replaced.outcome) == (1, True, Outcome.PARTLY)
    assert (replaced.on, replaced.silent) == (second.public_on, ())
    assert newest.silent == (Authority.POLICE,)


def test_the_promise_is_followed_up_the_day_its_last_judgement_is_public(after_the_year: Exempelby) -> None:
    signed = stored(after_the_year.municipality, replace(EXEMPELBY_2024, recorded=GRANNEBY_2026.recorded))
    publish_promise(signed.municipality, promise=signed, actor=None)
    there = replace(after_the_year, promise=signed)
    first, last = (commitment.id or "" for commitment in EXEMPELBY_2024.commitments)
    there.plan_in_force(last, count=4)
    judged = [proposed(there, key=key) for key in (first, last)]
    signed.refresh_from_db()
    assert signed.followed_up_on == judged[-1].public_on


def test_a_promise_is_not_followed_up_while_something_followed_is_unjudged(after_the_year: Exempelby) -> None:
    signed = stored(after_the_year.municipality, replace(EXEMPELBY_2024, recorded=GRANNEBY_2026.recorded))
    publish_promise(signed.municipality, promise=signed, actor=None)
    there = replace(after_the_year, promise=signed)
    first, last = (commitment.id or "" for commitment in EXEMPELBY_2024.commitments)
    there.plan_in_force(last, count=4)
    proposed(there, key=first)
    signed.refresh_from_db()
    assert signed.followed_up_on is None


def test_a_proposal_that_bound_nobody_is_never_followed_up(after_the_year: Exempelby) -> None:
    proposed(after_the_year)
    after_the_year.promise.refresh_from_db()
    assert after_the_year.promise.followed_up_on is None


def test_each_view_is_sealed_without_its_words(after_the_year: Exempelby) -> None:
    judgement = proposed(after_the_year)
    answered(after_the_year, judgement, OTHER)
    links = list(links_of("9901", object_type="activity.Judgement", object_id=str(judgement.pk)))
    assert [link.kind for link in links] == ["commitment_judged"] * 2
    assert "Tre brev" not in links[0].document
    assert '"reported":9' in links[0].document
    assert verify_stored_chain("9901").head == links[-1].sha256


def test_another_municipalitys_judgement_is_out_of_reach(after_the_year: Exempelby) -> None:
    judgement = proposed(after_the_year)
    with pytest.raises(Judgement.DoesNotExist):
        give_view(after_the_year.neighbour, judgement=judgement, party=after_the_year.police, actor=None, values=SAME)


def test_the_database_itself_refuses_a_view_that_says_nothing(after_the_year: Exempelby) -> None:
    judgement = proposed(after_the_year)
    with pytest.raises(IntegrityError):
        judgement.views.update(verdict="", reason="")
