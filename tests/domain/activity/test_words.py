from datetime import date

import pytest

from loftet.domain.activity.judging import Facts, Outcome
from loftet.domain.activity.models import Plan, ToldHow
from loftet.domain.activity.rules import Authority, Status, StatusCode
from loftet.domain.activity.words import (
    authority_words,
    facts_words,
    not_followed_words,
    outcome_words,
    passed_words,
    plan_content,
    plan_words,
    status_words,
    told_words,
)
from loftet.sources.promise_text.record import CommitmentKind, CommitmentRecord
from tests.people import LETTERS, PATROLS, WALKS

MAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status(code=StatusCode.DONE, done=12, expected=12), "Genomfört"),
        (Status(code=StatusCode.TRACK, done=8, expected=12), "Pågår: 8 av 12"),
        (Status(code=StatusCode.TRACK, done=8, expected=12, ended=True), "Redovisat: 8 av 12"),
        (Status(code=StatusCode.LATER, reason="100 % färre folk"), "Senare än planerat: 100 % färre folk"),
        (Status(code=StatusCode.SILENT, since=MAY), "Ingen ny uppgift sedan 14 maj 2026"),
        (Status(code=StatusCode.SILENT), "Ingen uppgift har kommit än"),
        (Status(code=StatusCode.WAIT, expected=2), "Inte dags än"),
        (Status(code=StatusCode.CONDITIONAL, done=3), "Vid behov"),
        (Status(code=StatusCode.NONE), ""),
    ],
)
def test_a_status_in_words(status: Status, words: str) -> None:
    assert status_words(status) == words


def test_every_code_has_its_words() -> None:
    for code in StatusCode:
        assert (status_words(Status(code=code, expected=1, since=MAY)) == "") == (code is StatusCode.NONE)
    assert {outcome_words(outcome) for outcome in Outcome} == {
        "Genomfört",
        "Delvis genomfört",
        "Inte genomfört",
        "Kan inte bedömas",
        "Parterna bedömer olika",
    }


def test_a_day_that_has_passed_is_a_fact_beside_it() -> None:
    assert passed_words(Status(code=StatusCode.TRACK, passed=MAY)) == "Sista dagen var 14 maj 2026."
    assert passed_words(Status(code=StatusCode.TRACK)) == ""


def test_why_there_is_no_status() -> None:
    assert not_followed_words(PATROLS, recorded=False) == "Löftet säger ”regelbundet” men inte hur ofta"
    assert not_followed_words(WALKS, recorded=False) == "Löftet anger inget antal"
    assert not_followed_words(LETTERS, recorded=True) == "Åtagandet följs inte upp här än"
    assert not_followed_words(CommitmentRecord(text="Polisen vill skapa trygghet."), recorded=False)


def content(kind: CommitmentKind = CommitmentKind.LECTURE, **terms: object) -> str:
    return plan_content(Plan(**terms), kind)


def test_a_plan_says_how_many_how_often_and_when() -> None:
    assert content(count=4, at_least=True, unit="besök") == "minst fyra besök"
    assert content(count=2, recurrence="FREQ=MONTHLY") == "två gånger varje månad"
    assert content(recurrence="FREQ=WEEKLY;BYDAY=FR") == "varje fredag"
    assert content(last_day=MAY) == "senast 14 maj 2026"
    assert content(first_day=MAY) == "från 14 maj 2026"
    assert content(count=1, first_day=MAY, last_day=date(2026, 6, 1)) == "en gång, från 14 maj 2026 till 1 juni 2026"
    assert content(rhythm="FREQ=MONTHLY", contact_function="kommunpolis") == ""


def test_a_plan_for_a_control_names_neither_day_nor_weekday() -> None:
    control = CommitmentKind.TRAFFIC_CONTROL
    assert content(control, count=4, unit="kontroller", last_day=MAY) == "fyra kontroller, under perioden"
    assert content(control, recurrence="FREQ=WEEKLY;BYDAY=FR") == "varje vecka, under perioden"
    assert content(control, first_day=MAY) == ""


def test_a_plan_stands_beside_the_promise() -> None:
    plan = Plan(count=4, at_least=True, unit="kontroller")
    words = plan_words(plan, CommitmentKind.LECTURE, [Authority.POLICE], since=date(2026, 2, 12))
    assert words == (
        "Så följer polisen upp löftet: minst fyra kontroller, tillagt 12 februari 2026, ändrar inte löftet."
    )
    assert plan_words(Plan(rhythm="FREQ=MONTHLY"), CommitmentKind.LECTURE, [Authority.POLICE], since=MAY) == ""
    assert authority_words({Authority.POLICE, Authority.MUNICIPALITY}) == "kommunen och polisen"


def test_who_told_it_and_who_entered_it() -> None:
    words = told_words(
        told_by="kommunpolisen",
        told_how=ToldHow.ORALLY,
        told_on=date(2026, 9, 9),
        entered_by=Authority.MUNICIPALITY,
    )
    assert words == "Enligt kommunpolisen, muntligt 9 september 2026. Inlagt av kommunen."
    assert told_words(told_by="", told_how="", told_on=None, entered_by=Authority.POLICE) == ""


def test_the_fact_before_the_verdict() -> None:
    assert facts_words(Facts(promised=12, at_least=False, reported=9, unit="brev")) == "Lovat: 12 brev. Redovisat: 9."
    assert facts_words(Facts(promised=4, at_least=True, reported=6)) == "Lovat: minst 4 gånger. Redovisat: 6."
    assert facts_words(Facts(promised=1, at_least=False, reported=0)) == "Lovat: 1 gång. Redovisat: 0."
    assert facts_words(Facts(promised=None, at_least=False, reported=3)) == "Löftet anger inget antal. Redovisat: 3."
