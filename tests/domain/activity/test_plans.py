from datetime import date

import pytest

from loftet.domain.activity import refusals
from loftet.domain.activity.models import Plan
from loftet.domain.activity.rules import Status, StatusCode
from loftet.domain.activity.selectors.workspace import plans_of, plans_to_accept
from loftet.domain.activity.services.plans import accept_plan
from loftet.domain.audit.models import Entry
from loftet.domain.ledger.models import Link
from loftet.domain.ledger.selectors import links_of, verify_stored_chain
from tests.domain.activity.exempelby import ORALLY, Exempelby, changes_in_public
from tests.people import PATROLS, WALKS

WALKS_KEY, PATROLS_KEY = WALKS.id or "", PATROLS.id or ""


def sealed(plan: Plan) -> list[Link]:
    return list(links_of("9901", object_type="activity.Plan", object_id=str(plan.pk)))


def test_a_plan_of_the_only_bearer_is_in_force_at_once_sealed_and_shown(exempelby: Exempelby) -> None:
    before = changes_in_public()
    plan = exempelby.plan(PATROLS_KEY, count=4, at_least=True, unit="pass", note="Vid torget.")
    assert plan.in_force_at
    assert changes_in_public() > before
    (link,) = sealed(plan)
    assert link.kind == "plan_in_force"
    assert "torget" not in link.document
    assert {text.name: text.text for text in link.sealed_texts.all()} == {"note": "Vid torget.", "unit": "pass"}
    assert verify_stored_chain("9901").head == link.sha256
    assert set(Entry.objects.filter(object_type="activity.Plan").values_list("action", flat=True)) >= {"propose"}


def test_a_plan_of_two_bearers_waits_for_the_other(exempelby: Exempelby) -> None:
    before = changes_in_public()
    plan = exempelby.plan(WALKS_KEY, party=exempelby.town, count=3)
    assert (plan.in_force_at, sealed(plan), changes_in_public()) == (None, [], before)
    assert exempelby.state(WALKS_KEY).plan is None
    assert list(plans_to_accept(exempelby.municipality)) == [plan]

    accept_plan(exempelby.municipality, plan=plan, party=exempelby.police, actor=exempelby.coordinator, told=ORALLY)
    assert len(sealed(plan)) == 1
    assert list(plans_to_accept(exempelby.municipality)) == []
    assert exempelby.state(WALKS_KEY).status == Status(code=StatusCode.SILENT, expected=3)
    acceptance = plan.acceptances.get(party=exempelby.police)
    assert (acceptance.told_by, acceptance.told_how, acceptance.entered_by) == (
        "kommunpolisen",
        "orally",
        exempelby.coordinator,
    )


def test_a_yes_given_twice_changes_nothing(exempelby: Exempelby) -> None:
    plan = exempelby.plan_in_force(WALKS_KEY, count=3)
    in_force_at = plan.in_force_at
    again = accept_plan(exempelby.municipality, plan=plan, party=exempelby.police, actor=None)
    assert (again.in_force_at, len(sealed(plan)), plan.acceptances.count()) == (in_force_at, 1, 2)


def test_who_does_not_bear_the_commitment_does_not_accept_its_plan(exempelby: Exempelby) -> None:
    plan = exempelby.plan(PATROLS_KEY, party=exempelby.town, count=4)
    assert plan.in_force_at is None
    with pytest.raises(refusals.NotABearer):
        accept_plan(exempelby.municipality, plan=plan, party=exempelby.town, actor=None)


def test_the_promises_words_stay_and_the_plan_stands_beside_them(exempelby: Exempelby) -> None:
    exempelby.plan(PATROLS_KEY, count=4, at_least=True, unit="pass")
    line = exempelby.state(PATROLS_KEY).plan
    assert line
    assert line.words == (
        "Så följer polisen upp löftet: minst fyra pass, under perioden, tillagt 15 juni 2026, ändrar inte löftet."
    )


def test_a_new_version_needs_a_reason_and_the_old_one_stays(exempelby: Exempelby) -> None:
    first = exempelby.plan(PATROLS_KEY, count=4)
    with pytest.raises(refusals.ReasonMissing):
        exempelby.plan(PATROLS_KEY, count=6, reason=" ")
    second = exempelby.plan(PATROLS_KEY, count=6, reason="Fler patruller i höst")
    assert (first.version, second.version) == (1, 2)
    assert [plan.count for plan in plans_of(exempelby.municipality, exempelby.promise, PATROLS_KEY)] == [6, 4]
    state = exempelby.state(PATROLS_KEY)
    assert state.plan
    assert (state.status.expected, state.plan.reason, len(state.timeline)) == (6, "Fler patruller i höst", 2)


def test_the_old_version_holds_until_the_new_one_is_accepted(exempelby: Exempelby) -> None:
    exempelby.plan_in_force(WALKS_KEY, count=3)
    newer = exempelby.plan(WALKS_KEY, party=exempelby.town, count=5, reason="Fler vandringar")
    assert exempelby.state(WALKS_KEY).status.expected == 3
    accept_plan(exempelby.municipality, plan=newer, party=exempelby.police, actor=None)
    assert exempelby.state(WALKS_KEY).status.expected == 5


def test_a_plan_that_a_newer_one_has_followed_can_no_longer_be_accepted(exempelby: Exempelby) -> None:
    older = exempelby.plan(WALKS_KEY, party=exempelby.town, count=3)
    exempelby.plan(WALKS_KEY, party=exempelby.town, count=5, reason="Fler")
    with pytest.raises(refusals.PlanSuperseded):
        accept_plan(exempelby.municipality, plan=older, party=exempelby.police, actor=None)


def test_a_change_of_plan_keeps_what_was_done(exempelby: Exempelby) -> None:
    exempelby.plan(PATROLS_KEY, count=4)
    exempelby.published(PATROLS_KEY, text="Kvällspatrull", times=3)
    exempelby.plan(PATROLS_KEY, count=8, reason="Fler patruller")
    status = exempelby.state(PATROLS_KEY, today=date(2026, 7, 1)).status
    assert (status.code, status.done, status.expected) == (StatusCode.TRACK, 3, 8)


def test_a_rhythm_and_a_contact_remind_and_show_nothing(exempelby: Exempelby) -> None:
    plan = exempelby.plan(PATROLS_KEY, rhythm="FREQ=MONTHLY", contact_function="kommunpolis")
    assert plan.in_force_at
    state = exempelby.state(PATROLS_KEY)
    assert (state.plan, state.timeline, state.status.code) == (None, (), StatusCode.NONE)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({}, refusals.PlanEmpty),
        ({"note": "Bara en anteckning"}, refusals.PlanEmpty),
        ({"count": 0}, refusals.PlanCountOutOfRange),
        ({"count": -1}, refusals.PlanCountOutOfRange),
        ({"count": 1_000_000}, refusals.PlanCountOutOfRange),
        ({"recurrence": "ofta"}, refusals.PlanRuleUnreadable),
        ({"rhythm": "FREQ=HOURLY"}, refusals.PlanRuleUnreadable),
        ({"count": 2, "first_day": date(2025, 12, 31)}, refusals.PlanDaysOutsideThePeriod),
        ({"count": 2, "last_day": date(2027, 1, 1)}, refusals.PlanDaysOutsideThePeriod),
        ({"first_day": date(2026, 5, 2), "last_day": date(2026, 5, 1)}, refusals.PlanDaysOutsideThePeriod),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(
    exempelby: Exempelby, values: dict[str, object], refusal: type[refusals.Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        exempelby.plan(**values)  # type: ignore[arg-type]
    assert str(refused.value).endswith(".")
    assert "%(" not in str(refused.value)
    assert not Plan.objects.exists()


def test_a_commitment_that_the_promise_does_not_have_gets_no_plan(exempelby: Exempelby) -> None:
    with pytest.raises(refusals.NoSuchCommitment):
        exempelby.plan("saknas", count=2)


def test_another_municipalitys_plan_is_out_of_reach(exempelby: Exempelby) -> None:
    plan = exempelby.plan(WALKS_KEY, party=exempelby.town, count=3)
    with pytest.raises(Plan.DoesNotExist):
        accept_plan(exempelby.neighbour, plan=plan, party=exempelby.police, actor=None)
