from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loftet.domain.activity.models import Plan, Report
from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.selectors.report_lines import ReportLine
from loftet.domain.activity.selectors.states import PlanLine, commitment_states
from loftet.domain.activity.selectors.statuses import statuses_of
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.models import Promise
from loftet.domain.publishing.selectors import published_promise, published_promises
from tests.domain.activity.exempelby import KEY, TODAY, Exempelby
from tests.domain.publishing.promises import published
from tests.people import EXEMPELBY_2026, PARENTS, PATROLS, PICTURE, WALKS


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def test_a_promise_without_follow_up_says_what_can_be_said(exempelby: Exempelby) -> None:
    (statuses,) = statuses_of([published_promise(exempelby.municipality, "2026")], today=TODAY)  # type: ignore[list-item]
    assert {key: status.code for key, status in statuses.items()} == {
        KEY: StatusCode.SILENT,
        WALKS.id: StatusCode.NONE,
        PATROLS.id: StatusCode.NONE,
        PARENTS.id: StatusCode.CONDITIONAL,
        PICTURE.id: StatusCode.NONE,
    }


def test_the_timeline_is_newest_first_and_tells_everything_once(exempelby: Exempelby) -> None:
    early = exempelby.published(on=date(2026, 2, 3))
    late = exempelby.published(on=date(2026, 6, 14))
    exempelby.plan(recurrence="FREQ=MONTHLY", count=1, unit="brev")
    state = exempelby.state()
    assert [type(entry) for entry in state.timeline] == [PlanLine, ReportLine, ReportLine]
    assert [entry.id for entry in state.timeline if isinstance(entry, ReportLine)] == [late.pk, early.pk]
    assert state.latest
    assert state.latest.id == late.pk
    assert "".join(tick.state[0] for tick in state.ticks) == "utuuutaaaaaa"


def test_what_becomes_public_tomorrow_is_not_seen_today(exempelby: Exempelby) -> None:
    exempelby.published()
    assert exempelby.state(today=date(2026, 6, 14)).latest is None
    assert exempelby.state(today=TODAY).latest


def test_reports_of_one_promise_never_show_on_another(exempelby: Exempelby) -> None:
    exempelby.published()
    assert exempelby.state(KEY, address="2025").timeline == ()


def test_a_promise_signed_elsewhere_shows_no_status_before_it_is_followed(exempelby: Exempelby) -> None:
    (neighbours,) = published_promises(exempelby.neighbour)
    (state,) = commitment_states(exempelby.neighbour, neighbours, today=date(2026, 7, 1)).values()
    assert (state.status.code, state.recorded) == (StatusCode.NONE, True)


def test_one_promise_costs_as_many_questions_as_it_did_empty(exempelby: Exempelby) -> None:
    published_here = published_promise(exempelby.municipality, "2026")
    assert published_here

    def states() -> object:
        return commitment_states(exempelby.municipality, published_here, today=TODAY)

    empty = queries(states)
    for month in range(1, 6):
        exempelby.published(on=date(2026, month, 3))
        exempelby.published(WALKS.id or "", on=date(2026, month, 4))
    exempelby.plan_in_force(WALKS.id or "", count=4)
    assert queries(states) == empty


def many(exempelby: Exempelby, number: int, commitments: int) -> list[PublishedPromise]:
    """Promises with a plan and twelve public reports for each commitment, written past the services to save time."""
    letters = next(one for one in EXEMPELBY_2026.commitments if one.id == KEY)
    record = replace(
        EXEMPELBY_2026,
        municipality_code="9901",
        commitments=[replace(letters, id=f"brev-{place}") for place in range(commitments)],
    )
    rows = Promise.objects.bulk_create(
        Promise(
            municipality=exempelby.municipality,
            address=f"lofte-{place}",
            title="Löfte",
            start=date(2026, 1, 1),
            end=date(2026, 12, 31),
        )
        for place in range(number)
    )
    keys = [(row, one.id or "") for row in rows for one in record.commitments]
    Plan.objects.bulk_create(
        Plan(
            municipality=exempelby.municipality,
            promise=row,
            commitment_key=key,
            version=1,
            recurrence="FREQ=MONTHLY",
            proposed_party=exempelby.police,
            proposed_at="2026-01-02T08:00:00Z",
            in_force_at="2026-01-02T08:00:00Z",
        )
        for row, key in keys
    )
    Report.objects.bulk_create(
        Report(
            municipality=exempelby.municipality,
            promise=row,
            commitment_key=key,
            party=exempelby.police,
            entered_party=exempelby.police,
            on=date(2026, month, 3),
            times=1,
            text="Brev",
            state=Report.State.PUBLIC,
            public_on=date(2026, month, 4),
        )
        for row, key in keys
        for month in range(1, 13)
    )
    return [replace(published(record), address=row.address) for row in rows]


def test_all_promises_cost_as_many_questions_as_one(exempelby: Exempelby) -> None:
    promises = many(exempelby, 4, 3)
    one, all_four = (queries(partial(statuses_of, promises[:number], today=TODAY)) for number in (1, 4))
    assert one == all_four == 4
    for statuses in statuses_of(promises, today=TODAY):
        assert {(status.code, status.done, status.expected) for status in statuses.values()} == {
            (StatusCode.TRACK, 6, 12)
        }


@pytest.mark.slow
def test_a_country_of_promises_is_answered_in_one_call(exempelby: Exempelby) -> None:
    statuses = statuses_of(many(exempelby, 290, 20), today=TODAY)
    assert sum(len(of_promise) for of_promise in statuses) == 5_800


def test_published_promises_of_a_municipality_are_read_together(exempelby: Exempelby) -> None:
    promises = published_promises(exempelby.municipality)
    assert [len(statuses) for statuses in statuses_of(promises, today=TODAY)] == [5, 3]
