"""Where a promise is in its life, and whose yes it needs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.promise.life import (
    PromiseLife,
    PromiseState,
    parties_to_approve,
    second_factor_is_fresh,
    state_of,
)
from loftet.sources.promise_text.record import Bearer, CommitmentRecord, PartyKind, PromiseRecord, Signatory

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MUNICIPALITY, POLICE = PartyKind.MUNICIPALITY, PartyKind.POLICE
BOTH = (MUNICIPALITY, POLICE)


def life(**values: object) -> PromiseLife:
    return PromiseLife(start=FIRST, end=LAST, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("promise", "today", "state"),
    [
        (life(), date(2025, 12, 1), PromiseState.DRAFT),
        (life(proposed=True), date(2025, 12, 1), PromiseState.PROPOSED),
        (life(binding_editions=1), date(2025, 12, 31), PromiseState.AGREED),
        (life(binding_editions=1), FIRST, PromiseState.IN_FORCE),
        (life(binding_editions=1), LAST, PromiseState.IN_FORCE),
        (life(binding_editions=2), date(2026, 6, 1), PromiseState.REVISED),
        (life(binding_editions=1), date(2027, 1, 1), PromiseState.ENDED),
        (life(binding_editions=1, followed_up_on=date(2027, 2, 1)), date(2027, 2, 1), PromiseState.FOLLOWED_UP),
        (life(binding_editions=1, recorded=True), date(2025, 12, 31), PromiseState.RECORDED),
        (life(binding_editions=1, recorded=True), FIRST, PromiseState.IN_FORCE),
    ],
)
def test_a_promise_goes_from_draft_to_followed_up(promise: PromiseLife, today: date, state: PromiseState) -> None:
    assert state_of(promise, today) is state


def test_a_revision_that_waits_for_approval_leaves_the_agreed_words_in_force() -> None:
    assert state_of(life(binding_editions=1, proposed=True), date(2026, 6, 1)) is PromiseState.IN_FORCE


def test_a_draft_that_nobody_agreed_on_never_comes_into_force() -> None:
    assert state_of(life(), date(2026, 6, 1)) is PromiseState.DRAFT
    assert state_of(life(), date(2030, 1, 1)) is PromiseState.DRAFT


@given(today=st.dates(), later=st.integers(0, 4000), editions=st.integers(0, 3), recorded=st.booleans())
def test_time_alone_never_takes_a_promise_back(today: date, later: int, editions: int, recorded: bool) -> None:
    order = list(PromiseState)
    promise = life(binding_editions=editions, recorded=recorded)
    tomorrow = min(today, date.max - timedelta(days=later)) + timedelta(days=later)
    assert order.index(state_of(promise, today)) <= order.index(state_of(promise, tomorrow))


def promised(*bearers: PartyKind, signed_by: tuple[PartyKind, ...] = ()) -> PromiseRecord:
    return PromiseRecord(
        commitments=[CommitmentRecord(text="Det görs.", bearers=[Bearer(party=each, name=each)]) for each in bearers],
        signatories=[Signatory(name="Namn", title="Titel", party=party) for party in signed_by],
    )


@pytest.mark.parametrize(
    ("record", "parties"),
    [
        (promised(POLICE), (POLICE,)),
        (promised(MUNICIPALITY), (MUNICIPALITY,)),
        (promised(PartyKind.DEPARTMENT), (MUNICIPALITY,)),
        (promised(POLICE, PartyKind.DEPARTMENT), BOTH),
        (promised(POLICE, signed_by=BOTH), BOTH),
        (promised(PartyKind.THIRD_PARTY), BOTH),
        (promised(), BOTH),
    ],
)
def test_those_approve_who_bear_or_sign(record: PromiseRecord, parties: tuple[PartyKind, ...]) -> None:
    assert parties_to_approve(record) == parties


def test_a_party_that_is_written_out_of_what_it_approved_has_to_approve_that_too() -> None:
    assert parties_to_approve(promised(MUNICIPALITY), earlier=BOTH) == BOTH


@pytest.mark.parametrize(
    ("ago", "fresh"), [(timedelta(0), True), (timedelta(minutes=5), True), (timedelta(minutes=5, seconds=1), False)]
)
def test_a_second_factor_counts_for_five_minutes(ago: timedelta, fresh: bool) -> None:
    assert second_factor_is_fresh(NOON - ago, NOON) is fresh


def test_a_second_factor_from_a_clock_that_was_set_back_does_not_count() -> None:
    assert not second_factor_is_fresh(NOON + timedelta(seconds=1), NOON)
