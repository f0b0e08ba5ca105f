import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.picture.rules import Part, parts_missing, rests_on_too_little, weighed


def test_the_law_asks_for_a_mapping_its_consequences_other_information_and_an_analysis() -> None:
    assert parts_missing({"mapping": "Ja", "analysis": "  "}) == [
        Part.CONSEQUENCES,
        Part.OTHER_INFORMATION,
        Part.ANALYSIS,
    ]


@pytest.mark.parametrize(
    ("kinds", "too_little"), [([], True), (["figure", "figure"], True), (["figure", "meeting"], False)]
)
def test_a_problem_rests_on_two_kinds_of_source(kinds: list[str], too_little: bool) -> None:
    assert rests_on_too_little(kinds) is too_little


def test_a_heavier_criterion_counts_more() -> None:
    points = {"skada": {"police": 5, "municipality": 5}, "omfattning": {"police": 1, "municipality": 3}}
    weighing = weighed(points, {"skada": 3, "omfattning": 1})
    assert weighing.points == (3 * 5 + 1 * 2) / 4
    assert weighing.differing == ("omfattning",)


def test_nothing_is_weighed_before_every_criterion_has_points() -> None:
    assert weighed({"skada": {"police": 5}}, {"skada": 1, "omfattning": 1}).points is None
    assert weighed({}, {}).points is None


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 5), min_size=1))
def test_one_party_alone_is_in_agreement_with_itself(points: dict[str, int]) -> None:
    weighing = weighed({name: {"police": given} for name, given in points.items()}, dict.fromkeys(points, 1))
    assert weighing.differing == ()
    assert weighing.points is not None
    assert min(points.values()) - 1e-9 <= weighing.points <= max(points.values()) + 1e-9
