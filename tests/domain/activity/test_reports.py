from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from loftet.domain.activity import refusals
from loftet.domain.activity.models import Report, ToldHow
from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.selectors.workspace import (
    reports_in_review,
    reports_seen_by,
    reports_to_confirm,
    reports_to_mend,
)
from loftet.domain.activity.services.contacts import set_public_delay
from loftet.domain.activity.services.reports import (
    Origin,
    ReportValues,
    change_report,
    discard_report,
    draft_report,
    nothing_done_yet,
    send_report,
    tell_report,
)
from loftet.domain.activity.services.review import confirm_report, publish_report, send_back_report
from loftet.domain.activity.services.told import Told
from loftet.domain.place.changing import ChangedMeanwhile
from tests.domain.activity.exempelby import ORALLY, TODAY, Exempelby, changes_in_public
from tests.people import LETTERS, PATROLS, WALKS

LETTERS_KEY, PATROLS_KEY, WALKS_KEY = LETTERS.id or "", PATROLS.id or "", WALKS.id or ""


def drafted(exempelby: Exempelby, **values: object) -> Report:
    values = {"on": TODAY, "text": "Utkast", **values}
    return draft_report(
        exempelby.municipality,
        promise=exempelby.promise,
        commitment_key=LETTERS_KEY,
        party=exempelby.police,
        actor=exempelby.coordinator,
        values=ReportValues(**values),  # type: ignore[arg-type]
    )


def test_a_report_is_in_review_before_it_is_public(exempelby: Exempelby) -> None:
    before = changes_in_public()
    report = exempelby.report()
    assert changes_in_public() > before
    state = exempelby.state()
    assert (state.in_review, state.latest, state.status.done) == (1, None, 0)
    assert list(reports_in_review(exempelby.municipality)) == [report]

    publish_report(exempelby.municipality, report=report, party=exempelby.police, actor=exempelby.coordinator)
    state = exempelby.state()
    assert state.latest
    assert (state.in_review, state.latest.text, state.status.done) == (0, "Brevet gick ut.", 1)
    assert list(reports_in_review(exempelby.municipality)) == []


def test_publishing_twice_is_publishing_once(exempelby: Exempelby, clock: time_machine.Traveller) -> None:
    report = exempelby.published()
    clock.shift(timedelta(days=1))
    again = publish_report(exempelby.municipality, report=report, party=exempelby.police, actor=None)
    assert again.public_on == report.public_on == TODAY


def test_a_draft_is_its_partys_own_until_it_is_sent(exempelby: Exempelby) -> None:
    before = changes_in_public()
    draft = drafted(exempelby)
    assert list(reports_seen_by(exempelby.municipality, exempelby.police)) == [draft]
    assert list(reports_seen_by(exempelby.municipality, exempelby.town)) == []
    assert (exempelby.state().in_review, changes_in_public()) == (0, before)
    send_report(exempelby.municipality, report=draft, actor=None)
    assert list(reports_seen_by(exempelby.municipality, exempelby.town)) == [draft]


def test_a_draft_can_be_changed_and_discarded_and_what_is_sent_cannot(exempelby: Exempelby) -> None:
    draft = drafted(exempelby)
    changed = ReportValues(on=TODAY, text="Två brev", times=2)
    change_report(exempelby.municipality, report=draft, version=1, actor=None, values=changed)
    with pytest.raises(ChangedMeanwhile):
        change_report(exempelby.municipality, report=draft, version=1, actor=None, values=changed)
    assert (draft.text, draft.times) == ("Två brev", 2)
    send_report(exempelby.municipality, report=draft, actor=None)
    with pytest.raises(refusals.NotAsItWas):
        change_report(exempelby.municipality, report=draft, version=2, actor=None, values=changed)
    with pytest.raises(refusals.NotAsItWas):
        discard_report(exempelby.municipality, report=draft, actor=None)
    other = drafted(exempelby)
    discard_report(exempelby.municipality, report=other, actor=None)
    assert list(Report.objects.all()) == [draft]


def test_the_other_party_sends_back_with_a_reason_and_never_publishes(exempelby: Exempelby) -> None:
    report = exempelby.report()
    with pytest.raises(refusals.NotResponsible):
        publish_report(exempelby.municipality, report=report, party=exempelby.town, actor=exempelby.coordinator)
    with pytest.raises(refusals.ReasonMissing):
        send_back_report(exempelby.municipality, report=report, actor=None, reason="")
    send_back_report(exempelby.municipality, report=report, actor=None, reason="Fel månad")
    assert exempelby.state().in_review == 0
    (back,) = reports_to_mend(exempelby.municipality, exempelby.police)
    assert back.sent_back_reason == "Fel månad"

    mended = ReportValues(on=date(2026, 5, 15), text="Majbrevet")
    change_report(exempelby.municipality, report=back, version=back.version, actor=None, values=mended)
    send_report(exempelby.municipality, report=back, actor=None)
    public = publish_report(exempelby.municipality, report=back, party=exempelby.police, actor=None)
    assert (public.text, public.sent_back_reason) == ("Majbrevet", "")


def test_what_is_public_is_not_sent_back(exempelby: Exempelby) -> None:
    report = exempelby.published()
    with pytest.raises(refusals.NotAsItWas):
        send_back_report(exempelby.municipality, report=report, actor=None, reason="För sent")


def test_the_same_form_sent_twice_is_one_report(exempelby: Exempelby) -> None:
    first = exempelby.report(idempotency_key="nyckel", times=1)
    second = exempelby.report(idempotency_key="nyckel", times=5)
    assert (second.pk, second.times, Report.objects.count()) == (first.pk, 1, 1)
    exempelby.published(idempotency_key="nyckel")
    third = exempelby.report(idempotency_key="nyckel")
    assert third.state == Report.State.PUBLIC


def test_two_different_reports_of_one_day_are_both_there(exempelby: Exempelby) -> None:
    exempelby.published(text="Brev till norra gruppen")
    exempelby.published(text="Brev till södra gruppen")
    assert exempelby.state().status.done == 2


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"on": TODAY + timedelta(days=1)}, refusals.DayInTheFuture),
        ({"on": date(2025, 12, 31)}, refusals.DayBeforeThePeriod),
        ({"times": -1}, refusals.TimesOutOfRange),
        ({"times": 0}, refusals.TimesOutOfRange),
        ({"times": 1_000_000}, refusals.TimesOutOfRange),
        ({"times": 2, "nothing_yet": True}, refusals.NothingAndSomething),
        ({"text": "  "}, refusals.DeedMissing),
        ({"reached": -1}, refusals.FigureOutOfRange),
        ({"reached": 2_000_000}, refusals.FigureOutOfRange),
        ({"hours": Decimal("-0.5")}, refusals.FigureOutOfRange),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    exempelby: Exempelby, values: dict[str, object], refusal: type[refusals.Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        exempelby.report(**values)  # type: ignore[arg-type]
    assert str(refused.value).endswith(".")
    assert "%(" not in str(refused.value)
    assert not Report.objects.exists()


def test_the_refusal_of_a_day_names_the_first_that_can_be(exempelby: Exempelby) -> None:
    with pytest.raises(refusals.DayBeforeThePeriod, match="1 januari 2026"):
        exempelby.report(on=date(2025, 12, 31))


def test_today_is_the_swedish_day(exempelby: Exempelby, clock: time_machine.Traveller) -> None:
    clock.move_to("2026-06-15T22:30:00Z")
    assert exempelby.report(on=date(2026, 6, 16)).on == date(2026, 6, 16)


def test_only_a_bearer_reports(exempelby: Exempelby) -> None:
    with pytest.raises(refusals.NotTheirWork):
        exempelby.report(LETTERS_KEY, party=exempelby.town)
    exempelby.report(WALKS_KEY, party=exempelby.town)


def test_nothing_is_done_yet_takes_one_press_and_is_a_word(exempelby: Exempelby) -> None:
    report = tell_report(
        exempelby.municipality,
        promise=exempelby.promise,
        commitment_key=LETTERS_KEY,
        party=exempelby.police,
        actor=None,
        values=nothing_done_yet(),
        idempotency_key="tryck",
    )
    publish_report(exempelby.municipality, report=report, party=exempelby.police, actor=None)
    state = exempelby.state()
    assert state.latest
    assert (state.status.code, state.status.done, state.latest.nothing_yet) == (StatusCode.TRACK, 0, True)


def test_later_than_planned_in_the_bearers_words(exempelby: Exempelby) -> None:
    exempelby.published(times=0, text="", later_reason="Skrivaren är trasig")
    status = exempelby.state().status
    assert (status.code, status.reason) == (StatusCode.LATER, "Skrivaren är trasig")


def test_what_the_police_said_by_word_of_mouth_is_entered_by_the_municipality(exempelby: Exempelby) -> None:
    report = exempelby.report(origin=Origin(entered_party=exempelby.town, told=ORALLY))
    publish_report(exempelby.municipality, report=report, party=exempelby.town, actor=exempelby.coordinator)
    line = exempelby.state().latest
    assert line
    assert line.told == "Enligt kommunpolisen, muntligt 12 juni 2026. Inlagt av kommunen."
    assert (line.party, line.confirmed) == (exempelby.police.name, False)

    assert list(reports_to_confirm(exempelby.municipality, exempelby.police)) == [report]
    with pytest.raises(refusals.NotResponsible):
        confirm_report(exempelby.municipality, report=report, party=exempelby.town, actor=None)
    confirm_report(exempelby.municipality, report=report, party=exempelby.police, actor=None)
    line = exempelby.state().latest
    assert line
    assert line.confirmed
    assert list(reports_to_confirm(exempelby.municipality, exempelby.police)) == []


@pytest.mark.parametrize(
    "told",
    [
        Told(by=" ", how=ToldHow.TELEPHONE, on=TODAY),
        Told(by="kommunpolisen", how=ToldHow.TELEPHONE, on=TODAY + timedelta(days=1)),
    ],
)
def test_what_was_told_needs_a_teller_and_a_day_that_has_been(exempelby: Exempelby, told: Told) -> None:
    with pytest.raises(refusals.TellerMissing):
        exempelby.report(origin=Origin(entered_party=exempelby.town, told=told))


def test_the_partys_own_word_is_not_confirmed_by_itself(exempelby: Exempelby) -> None:
    report = exempelby.published()
    with pytest.raises(refusals.NotAsItWas):
        confirm_report(exempelby.municipality, report=report, party=exempelby.police, actor=None)


def test_a_wrong_report_is_corrected_by_a_new_one_and_both_stay(exempelby: Exempelby) -> None:
    wrong = exempelby.published(times=5)
    right = exempelby.report(times=2, corrects=wrong, text="Två brev, inte fem")
    assert exempelby.state().status.done == 5
    publish_report(exempelby.municipality, report=right, party=exempelby.police, actor=None)
    state = exempelby.state()
    assert state.latest
    assert (state.status.done, state.latest.id) == (2, right.pk)
    lines = {line.id: line for line in state.timeline}  # type: ignore[union-attr]
    assert lines[wrong.pk].corrected_by == right.pk  # type: ignore[union-attr]
    assert lines[right.pk].corrects == wrong.pk  # type: ignore[union-attr]


def test_two_corrections_of_one_report_do_not_both_become_public(exempelby: Exempelby) -> None:
    wrong = exempelby.published(times=5)
    one, other = (exempelby.report(times=times, corrects=wrong) for times in (2, 3))
    publish_report(exempelby.municipality, report=one, party=exempelby.police, actor=None)
    with pytest.raises(refusals.AlreadyCorrected):
        publish_report(exempelby.municipality, report=other, party=exempelby.police, actor=None)
    with pytest.raises(refusals.AlreadyCorrected):
        exempelby.report(times=4, corrects=wrong)
    exempelby.published(times=4, corrects=one)
    assert exempelby.state().status.done == 4


def test_a_correction_is_of_the_same_commitment_and_party(exempelby: Exempelby) -> None:
    wrong = exempelby.published(WALKS_KEY, party=exempelby.town)
    with pytest.raises(refusals.NoSuchCommitment):
        exempelby.report(LETTERS_KEY, corrects=wrong)
    with pytest.raises(refusals.NotResponsible):
        exempelby.report(WALKS_KEY, corrects=wrong, party=exempelby.police)


def test_of_a_patrol_the_public_reads_month_and_number_alone(exempelby: Exempelby) -> None:
    before = exempelby.report(PATROLS_KEY, on=date(2026, 6, 3), text="Fotpatrull vid torget", times=2, reached=9)
    assert exempelby.state(PATROLS_KEY).in_review == 0
    publish_report(exempelby.municipality, report=before, party=exempelby.police, actor=None)
    line = exempelby.state(PATROLS_KEY, today=date(2026, 7, 1)).latest
    assert line
    assert (line.on, line.month_only, line.text, line.times, line.reached) == (date(2026, 6, 1), True, "", 2, None)


def test_the_police_decide_how_long_a_patrol_stays_unseen(exempelby: Exempelby) -> None:
    exempelby.plan(PATROLS_KEY, count=4)
    exempelby.published(PATROLS_KEY, on=TODAY)
    exempelby.published(WALKS_KEY, party=exempelby.town, on=TODAY)
    with pytest.raises(refusals.DelayIsForThePolice):
        set_public_delay(exempelby.municipality, party=exempelby.town, actor=None, days=14)
    with pytest.raises(refusals.DelayOutOfRange):
        set_public_delay(exempelby.municipality, party=exempelby.police, actor=None, days=-1)
    set_public_delay(exempelby.municipality, party=exempelby.police, actor=None, days=14)

    hidden, seen = (exempelby.state(PATROLS_KEY, today=date(2026, 7, day)) for day in (14, 15))
    assert (hidden.latest, hidden.status.done, sum(tick.times for tick in hidden.ticks)) == (None, 0, 0)
    assert seen.latest
    assert (seen.status.done, sum(tick.times for tick in seen.ticks)) == (1, 1)
    assert exempelby.state(WALKS_KEY).latest


def test_a_plan_for_unannounced_work_names_no_day_to_come(exempelby: Exempelby) -> None:
    exempelby.plan(
        PATROLS_KEY, recurrence="FREQ=WEEKLY;BYDAY=FR", first_day=date(2026, 7, 1), last_day=date(2026, 8, 31)
    )
    state = exempelby.state(PATROLS_KEY)
    assert state.plan
    assert "fredag" not in state.plan.words
    assert "augusti" not in state.plan.words
    assert "varje vecka, under perioden" in state.plan.words
    assert {tick.state for tick in state.ticks if tick.month > TODAY} == {"free"}


def test_what_a_contact_sent_may_be_published_by_the_municipality(exempelby: Exempelby) -> None:
    report = tell_report(
        exempelby.municipality,
        promise=exempelby.promise,
        commitment_key=LETTERS_KEY,
        party=exempelby.police,
        actor=None,
        values=ReportValues(on=TODAY, text="Brevet gick ut."),
        idempotency_key="länk",
    )
    public = publish_report(exempelby.municipality, report=report, party=exempelby.town, actor=exempelby.coordinator)
    assert public.state == Report.State.PUBLIC


def test_another_municipalitys_report_is_out_of_reach(exempelby: Exempelby) -> None:
    report = exempelby.report()
    with pytest.raises(Report.DoesNotExist):
        publish_report(exempelby.neighbour, report=report, party=exempelby.police, actor=None)
    assert list(reports_seen_by(exempelby.neighbour, exempelby.police)) == []


def test_the_database_itself_refuses_what_no_report_can_say(exempelby: Exempelby) -> None:
    report = exempelby.report()
    for values in ({"times": 20_000}, {"times": 0}, {"nothing_yet": True}, {"state": "public"}, {"state": "sent_back"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**values)
