"""What may be said of a change: the finding, the smallest change that could have been seen, and the sentence."""

import doctest
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import poisson

from loftet.analysis.marks import Mark
from loftet.analysis.rates import rate_ratio
from loftet.analysis.statements import (
    Finding,
    Goal,
    Language,
    Measure,
    Reason,
    Wording,
    sentence,
    sentence_of_shares,
    smallest_detectable_change,
    what_can_be_said,
    what_shares_can_say,
)
from loftet.analysis.statements.words import WORDS

BURGLARIES = Wording("Anmälda bostadsinbrott", "år 2023", "år 2024", "räknat på antalet invånare")
IN_ENGLISH = Wording("Reported burglaries", "in 2023", "in 2024", "per inhabitant")
UNSAFE = Wording("Andelen som känner sig otrygga", "år 2023", "år 2024")


@pytest.mark.parametrize("module", ["detectable", "findings", "sentences"])
def test_the_examples_of_the_docstrings_hold(module: str) -> None:
    from loftet.analysis import statements  # noqa: PLC0415

    names = {name: getattr(statements, name) for name in statements.__all__}
    found = doctest.testmod(import_module(f"loftet.analysis.statements.{module}"), extraglobs=names)
    assert found.attempted > 0
    assert found.failed == 0


def test_fifteen_burglaries_and_then_ten_are_too_few_to_tell() -> None:
    said = what_can_be_said(15, 10, goal=Goal.FEWER)
    assert (said.finding, said.reason) == (Finding.CANNOT_TELL, Reason.TOO_FEW)
    assert said.is_towards_goal is None
    assert sentence(said, BURGLARIES) == (
        "Anmälda bostadsinbrott var 15 år 2023 och 10 år 2024. För få fall för att säga om det har ändrats. "
        "Med så små tal syns bara stora förändringar: en ökning till omkring 36 eller en minskning till omkring 2."
    )


def test_a_large_fall_is_told_with_its_limits_and_its_way() -> None:
    said = what_can_be_said(1200, 800, goal=Goal.FEWER)
    assert (said.finding, said.is_towards_goal) == (Finding.FELL, True)
    assert sentence(said, BURGLARIES) == (
        "Anmälda bostadsinbrott minskade från 1\N{NO-BREAK SPACE}200 år 2023 till 800 år 2024. "
        "Minskningen är troligen mellan 27 och 40 procent. Det är åt det håll som löftet vill."
    )
    assert sentence(said, IN_ENGLISH, Language.ENGLISH) == (
        "Reported burglaries fell from 1,200 in 2023 to 800 in 2024. The fall is probably between 27 and 40 per cent. "
        "This is the way the promise wants."
    )


def test_a_small_base_never_gives_per_cent() -> None:
    said = what_can_be_said(4, 22)
    assert said.finding is Finding.ROSE
    assert "procent" not in sentence(said, BURGLARIES)
    assert "större än vad slumpen brukar ge" in sentence(said, BURGLARIES)


def test_two_large_counts_that_are_alike_show_no_sign_of_a_change_larger_than_so() -> None:
    said = what_can_be_said(1000, 1010)
    assert said.finding is Finding.NO_SIGN_OF_CHANGE
    assert said.largest_unseen_share is not None
    assert 0.05 < said.largest_unseen_share < 0.15
    assert "inget tecken på en förändring som är större än 11 procent" in sentence(said, BURGLARIES)


def test_limits_too_wide_to_be_called_quiet_cannot_tell() -> None:
    assert what_can_be_said(100, 100).finding is Finding.CANNOT_TELL
    assert what_can_be_said(100, 100, largest_quiet_share=0.4).finding is Finding.NO_SIGN_OF_CHANGE


def test_what_follows_police_checks_is_never_an_outcome() -> None:
    said = what_can_be_said(100, 300, measure=Measure.POLICE_CHECKS, goal=Goal.MORE)
    assert (said.finding, said.reason) == (Finding.CANNOT_TELL, Reason.FOLLOWS_POLICE_CHECKS)
    assert said.is_towards_goal is None
    assert "hur mycket polisen kontrollerar" in sentence(said, Wording("Narkotikabrotten", "2023", "2024"))


def test_more_reports_of_violence_in_close_relations_can_be_the_goal() -> None:
    said = what_can_be_said(60, 110, measure=Measure.REPORTS, goal=Goal.MORE)
    assert (said.finding, said.is_towards_goal) == (Finding.ROSE, True)
    assert "fler vågar anmäla" in sentence(said, BURGLARIES)


def test_a_broken_series_is_not_compared() -> None:
    said = what_can_be_said(100, 300, is_comparable=False)
    assert said.reason is Reason.NOT_COMPARABLE
    assert "går inte att jämföra" in sentence(said, BURGLARIES)


def test_counts_that_come_in_waves_need_a_larger_change() -> None:
    assert what_can_be_said(60, 36).finding is Finding.FELL
    in_waves = what_can_be_said(60, 36, dispersion=2.4, degrees_of_freedom=35)
    assert in_waves.finding is Finding.CANNOT_TELL
    alone, wide = smallest_detectable_change(60), smallest_detectable_change(60, dispersion=3)
    assert wide.rise_to_count == pytest.approx(3 * smallest_detectable_change(20).rise_to_count)
    assert alone.fall_to_count is not None
    assert wide.fall_to_count is not None
    assert wide.rise_to_count > alone.rise_to_count > 60 > alone.fall_to_count > wide.fall_to_count


def test_a_missing_figure_is_not_zero() -> None:
    said = what_can_be_said(np.nan, 10, marks=[Mark.MISSING, 0])
    assert (said.finding, said.reason, said.count_before) == (Finding.CANNOT_TELL, Reason.MISSING, None)
    assert sentence(said, BURGLARIES) == (
        "Anmälda bostadsinbrott var 10 år 2024. Uppgift saknas, så talen går inte att jämföra."
    )


def test_a_suppressed_figure_is_not_handed_on_even_where_the_caller_has_it() -> None:
    said = what_can_be_said(3, 10, marks=[Mark.SUPPRESSED, 0])
    assert said.count_before is None
    assert "3" not in sentence(said, Wording("Brotten", "då", "nu"))


@pytest.mark.parametrize(("mark", "words"), [(Mark.PRELIMINARY, "preliminära"), (Mark.EXAMPLE, "Exempel")])
def test_marks_reach_the_sentence(mark: Mark, words: str) -> None:
    said = what_can_be_said(1000, 800, marks=[0, mark])
    assert said.marks == mark
    assert words in sentence(said, BURGLARIES)


def test_unequal_exposures_are_named_and_counted_with() -> None:
    said = what_can_be_said(500, 1000, exposure_before=10_000, exposure_after=20_000)
    assert said.finding is Finding.NO_SIGN_OF_CHANGE
    assert "räknat på antalet invånare" in sentence(said, BURGLARIES)


def test_nothing_before_gives_no_ratio() -> None:
    said = what_can_be_said(0, 9)
    assert (said.finding, said.ratio, said.high) == (Finding.ROSE, None, np.inf)
    assert "ökade från 0 år 2023 till 9 år 2024" in sentence(said, BURGLARIES)


@given(before=st.integers(0, 3000), after=st.integers(0, 3000), language=st.sampled_from(Language))
def test_every_statement_has_a_sentence_and_no_more_than_it_holds(before: int, after: int, language: Language) -> None:
    said = what_can_be_said(before, after, goal=Goal.FEWER)
    text = sentence(said, BURGLARIES if language is Language.SWEDISH else IN_ENGLISH, language)
    assert "{" not in text
    assert (said.finding in (Finding.ROSE, Finding.FELL)) == (said.is_towards_goal is not None)
    assert (said.finding is Finding.CANNOT_TELL) == (said.reason is not None)
    if said.finding is Finding.ROSE:
        assert after > before
    if said.finding is Finding.FELL:
        assert after < before


@pytest.mark.parametrize("mean", [0.5, 2, 5, 15, 40, 120])
@pytest.mark.parametrize("unit", [1.0, 3.0])
def test_two_counts_of_the_same_rate_are_said_to_differ_in_at_most_one_case_of_twenty(mean: float, unit: float) -> None:
    """By enumeration: the exact limits never say "rose" or "fell" more often than their level."""
    numbers = np.arange(int(poisson.isf(1e-7, mean * max(unit, 1))) + 1)
    chance = np.outer(poisson.pmf(numbers, mean), poisson.pmf(numbers, mean * unit))
    rose, fell = rose_and_fell(*np.meshgrid(numbers, numbers, indexing="ij"), unit)
    assert 0 < chance[rose | fell].sum() <= 0.05


def rose_and_fell(before: NDArray[Any], after: NDArray[Any], unit: float) -> tuple[NDArray[Any], NDArray[Any]]:
    """Where the limits that `what_can_be_said` goes by say "rose" and "fell"."""
    limits = rate_ratio(before.ravel(), np.ones(before.size), after.ravel(), np.full(after.size, unit))
    return (limits.low > 1).reshape(before.shape), (limits.high < 1).reshape(before.shape)


@pytest.mark.parametrize("before", [3, 15, 60, 400])
@pytest.mark.parametrize("unit", [1.0, 2.5])
def test_the_smallest_detectable_change_is_found_with_the_power_it_states(before: int, unit: float) -> None:
    rng = np.random.default_rng(20261125)
    draws = 20_000
    seen = smallest_detectable_change(before, exposure_after=unit)
    earlier = rng.poisson(before, draws)
    rose, _ = rose_and_fell(earlier, rng.poisson(seen.rise_to_count, draws), unit)
    assert rose.mean() == pytest.approx(0.8, abs=4 * np.sqrt(0.8 * 0.2 / draws))
    if seen.fall_to_count is not None:
        _, fell = rose_and_fell(earlier, rng.poisson(seen.fall_to_count, draws), unit)
        assert fell.mean() == pytest.approx(0.8, abs=4 * np.sqrt(0.8 * 0.2 / draws))


def test_a_fall_from_three_could_never_have_been_seen() -> None:
    seen = smallest_detectable_change(3)
    assert (seen.fall_to_count, seen.fall_ratio) == (None, None)
    assert "En minskning går inte att se" in sentence(what_can_be_said(3, 1), BURGLARIES)


@given(before=st.integers(0, 100_000), confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_a_detectable_change_lies_on_its_side_of_what_was_counted(before: int, confidence: float) -> None:
    seen = smallest_detectable_change(before, confidence=confidence)
    assert seen.rise_to_count > before
    assert seen.fall_to_count is None or 0 <= seen.fall_to_count < before


def test_shares_of_a_small_survey_cannot_tell_and_say_what_could_be_seen() -> None:
    said = what_shares_can_say(0.26, 0.24, standard_error=0.031, goal=Goal.FEWER)
    assert said.finding is Finding.CANNOT_TELL
    assert sentence_of_shares(said, UNSAFE) == (
        "Andelen som känner sig otrygga var 26,0 procent år 2023 och 24,0 procent år 2024. För få svar för att säga om "
        "det har ändrats. Så här säkra svar visar bara förändringar på omkring 8,7 procentenheter eller mer."
    )


def test_shares_that_differ_are_told_with_limits_in_points() -> None:
    said = what_shares_can_say(0.42, 0.36, standard_error=0.015, goal=Goal.FEWER, marks=[0, Mark.PRELIMINARY])
    assert (said.finding, said.is_towards_goal) == (Finding.FELL, True)
    text = sentence_of_shares(said, UNSAFE)
    assert "troligen mellan 3,0 och 9,0 procentenheter" in text
    assert text.endswith("Siffrorna är preliminära.")


def test_shares_of_a_large_survey_can_be_quiet() -> None:
    said = what_shares_can_say(0.25, 0.251, standard_error=0.01)
    assert said.finding is Finding.NO_SIGN_OF_CHANGE
    assert "större än 2,1 procentenheter" in sentence_of_shares(said, UNSAFE)


def test_a_share_that_is_not_known_is_no_comparison_and_is_not_handed_on() -> None:
    missing = what_shares_can_say(np.nan, 0.24, standard_error=0.02, marks=[int(Mark.MISSING), 0])
    assert (missing.finding, missing.reason) == (Finding.CANNOT_TELL, Reason.MISSING)
    assert (missing.share_before, missing.difference, missing.low) == (None, None, None)
    assert sentence_of_shares(missing, UNSAFE) == (
        "Andelen som känner sig otrygga var 24,0 procent år 2024. Uppgift saknas, så talen går inte att jämföra."
    )
    suppressed = what_shares_can_say(0.26, 0.24, standard_error=0.02, marks=[0, int(Mark.SUPPRESSED)])
    assert (suppressed.reason, suppressed.share_after) == (Reason.SUPPRESSED, None)
    assert "24" not in sentence_of_shares(suppressed, UNSAFE).replace("2024", "")


BAD: list[tuple[str, Callable[[], object]]] = [
    ("count_before", lambda: what_can_be_said(-1, 3)),
    ("count_after", lambda: what_can_be_said(1, 2.5)),
    ("count_before", lambda: what_can_be_said(np.nan, 3)),
    ("exposure_after", lambda: what_can_be_said(1, 3, exposure_after=0)),
    ("confidence", lambda: what_can_be_said(1, 3, confidence=1)),
    ("power", lambda: what_can_be_said(1, 3, power=0)),
    ("dispersion", lambda: what_can_be_said(1, 3, dispersion=0)),
    ("degrees_of_freedom", lambda: what_can_be_said(1, 3, degrees_of_freedom=-1)),
    ("marks", lambda: what_can_be_said(1, 3, marks=[99, 0])),
    ("largest_quiet_share", lambda: what_can_be_said(1, 3, largest_quiet_share=2)),
    ("count_before", lambda: smallest_detectable_change(1e9)),
    ("exposure_before", lambda: smallest_detectable_change(3, exposure_before=-1)),
    ("share_before", lambda: what_shares_can_say(1.2, 0.3, standard_error=0.1)),
    ("standard_error", lambda: what_shares_can_say(0.2, 0.3, standard_error=0)),
]


@pytest.mark.parametrize(("argument", "call"), BAD)
def test_bad_input_is_refused_by_the_name_of_its_argument(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=argument):
        call()


def test_both_languages_fill_in_the_same_places() -> None:
    def places(template: str) -> set[str]:
        return {part.split("}")[0] for part in template.split("{")[1:]}

    for swedish, english in WORDS.values():
        assert places(swedish) == places(english)
