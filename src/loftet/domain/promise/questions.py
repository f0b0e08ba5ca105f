"""What the check asks, and the form of its answers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loftet.sources.promise_text.record import Direction


class Question(StrEnum):
    """What the check asks: of a commitment, of a goal, of the whole promise, in the order of asking."""

    WHO = "who"
    WHAT = "what"
    WHERE = "where"
    HOW_MANY = "how_many"
    BY_WHEN = "by_when"
    PROBLEM = "problem"
    CAUSE = "cause"

    INDICATOR = "indicator"
    BASELINE = "baseline"
    TARGET = "target"
    DIRECTION = "direction"
    SOURCE = "source"
    NEXT_MEASURING = "next_measuring"

    PERIOD = "period"
    PICTURE_SOURCES = "picture_sources"
    AREAS_CARRIED = "areas_carried"
    GOALS_CARRIED = "goals_carried"
    CHANNEL = "channel"
    REPORTING_INTERVAL = "reporting_interval"
    SIGNATORIES = "signatories"


class State(StrEnum):
    ANSWERED = "answered"
    UNCLEAR = "unclear"
    """Something is said, but a reader cannot see what it comes to."""
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    """The question does not matter for a commitment of this kind."""


class Advice(StrEnum):
    NAME_WHO = "name_who"
    WRITE_WHO_IN_THE_TEXT = "write_who_in_the_text"
    SAY_THE_DEED = "say_the_deed"
    NAME_THE_PLACE = "name_the_place"
    GIVE_A_NUMBER = "give_a_number"
    GIVE_A_FIGURE_FOR_THE_VAGUE = "give_a_figure_for_the_vague"
    NAME_THE_TRIGGER = "name_the_trigger"
    GIVE_A_DATE = "give_a_date"
    END_OF_PERIOD_COUNTS = "end_of_period_counts"
    NAME_THE_PROBLEM = "name_the_problem"
    NAME_THE_CAUSE = "name_the_cause"

    CHOOSE_INDICATOR = "choose_indicator"
    MEASURE_THE_CHANGE = "measure_the_change"
    GIVE_BASELINE = "give_baseline"
    DATE_THE_BASELINE = "date_the_baseline"
    GIVE_TARGET = "give_target"
    TARGET_AGAINST_DIRECTION = "target_against_direction"
    CHOOSE_DIRECTION = "choose_direction"
    FOLLOWS_POLICE_CHECKS = "follows_police_checks"
    MORE_REPORTS_ARE_NO_FAILURE = "more_reports_are_no_failure"
    NAME_SOURCE = "name_source"
    SET_NEXT_MEASURING = "set_next_measuring"

    STATE_PERIOD = "state_period"
    NAME_PICTURE_SOURCES = "name_picture_sources"
    FILL_AREAS = "fill_areas"
    CARRY_GOALS = "carry_goals"
    NAME_CHANNEL = "name_channel"
    STATE_REPORTING_INTERVAL = "state_reporting_interval"
    NAME_BOTH_SIGNATORIES = "name_both_signatories"


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, or how often, or both."""

    count: int | None
    at_least: bool = False
    recurrence: str | None = None
    """RFC 5545; then `count` is within each interval."""
    total: int | None = None
    """Times in the whole period, where the interval gives a plain figure."""


@dataclass(frozen=True, slots=True)
class EndOfPeriod:
    """Nothing narrower is said: the last day of the promise counts."""

    on: date


@dataclass(frozen=True, slots=True)
class Figure:
    value: float
    unit: str
    on: date | None = None


Answer = str | Amount | EndOfPeriod | Figure | Direction | date


@dataclass(frozen=True, slots=True)
class CheckItem:
    question: Question
    state: State
    answer: Answer | None = None
    advice: Advice | None = None
    """What to do; where the question is answered, a caution."""
    literals: tuple[str, ...] = ()
    """The words of the text that the advice is about: vague words, goals that nothing carries."""

    @property
    def answered(self) -> bool:
        return self.state in (State.ANSWERED, State.NOT_NEEDED)
