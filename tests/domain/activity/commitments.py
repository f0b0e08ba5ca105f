"""Strategies: commitments, plans, reports and days in any order."""

from datetime import date, timedelta

from hypothesis import strategies as st

from loftet.domain.activity.rules import Expectation, PlanTerms, ReportFact, expectation
from loftet.sources.promise_text.record import CommitmentRecord

START, END = date(2024, 1, 1), date(2024, 12, 31)
RULES = ["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=FR,SA", "FREQ=YEARLY"]

days_of_period = st.dates(START, END)
days = st.dates(START - timedelta(days=40), END + timedelta(days=120))
rules = st.sampled_from(["", *RULES])
counts = st.none() | st.integers(1, 40)

commitments = st.builds(
    CommitmentRecord,
    text=st.just("Polisen skickar brev."),
    recurrence=rules.map(lambda rule: rule or None),
    count=counts,
    at_least=st.booleans(),
    condition=st.sampled_from([None, None, None, "vid behov"]),
)


@st.composite
def plans(draw: st.DrawFn) -> PlanTerms | None:
    first, last = sorted([draw(days_of_period), draw(days_of_period)])
    terms = st.builds(
        PlanTerms,
        count=counts,
        at_least=st.booleans(),
        recurrence=rules,
        first_day=st.sampled_from([None, first]),
        last_day=st.sampled_from([None, last]),
        rhythm=rules,
    )
    return draw(st.none() | terms)


@st.composite
def facts(draw: st.DrawFn) -> ReportFact:
    # Half of them lie on four days, so that several are told on the same one.
    few = st.sampled_from([date(2024, month, 1) for month in (2, 5, 8, 11)])
    on = draw(few | st.dates(START, END + timedelta(days=30)))
    return ReportFact(
        on=on,
        told_on=on + timedelta(days=draw(st.just(0) | st.integers(0, 90))),
        times=draw(st.integers(0, 6)),
        later_reason=draw(st.sampled_from(["", "", "", "Personalbrist", "Sjukdom"])),
    )


reports = st.lists(facts(), max_size=12)


@st.composite
def expectations(draw: st.DrawFn) -> Expectation:
    return expected(draw(commitments), draw(plans()), draw(st.none() | days_of_period))


def expected(
    commitment: CommitmentRecord, plan: PlanTerms | None = None, followed_from: date | None = None
) -> Expectation:
    return expectation(commitment, plan, start=START, end=END, followed_from=followed_from)
