from loftet.sources.promise_text.record import (
    Bearer,
    BearerFound,
    CommitmentRecord,
    GoalRecord,
    PartyKind,
    PromiseRecord,
)
from loftet.web.public.outline import areas_of, bearer_names

POLICE = Bearer(party=PartyKind.POLICE, name="polisen")
SCHOOLS = Bearer(party=PartyKind.DEPARTMENT, name="Utbildningsförvaltningen")


def commitment(text: str, area: str | None = None) -> CommitmentRecord:
    return CommitmentRecord(text=text, focus_area=area, bearers=[POLICE])


def test_what_belongs_to_no_area_comes_first_and_areas_keep_their_order() -> None:
    record = PromiseRecord(
        focus_areas=["Unga", "Centrum"],
        commitments=[commitment("I centrum", "Centrum"), commitment("För unga", "Unga"), commitment("Övrigt")],
    )
    assert [area.name for area in areas_of(record)] == [None, "Unga", "Centrum"]


def test_an_area_with_a_goal_alone_is_kept_and_an_empty_one_is_not() -> None:
    record = PromiseRecord(focus_areas=["Unga", "Centrum"], goals=[GoalRecord(text="Tryggare", focus_area="Centrum")])
    assert [area.name for area in areas_of(record)] == ["Centrum"]


def test_bearers_are_listed_as_a_sentence_begins() -> None:
    record = CommitmentRecord(text="Vi gör det.", bearers=[POLICE, SCHOOLS], bearer_found=BearerFound.OWN)
    assert bearer_names(record) == "Polisen och Utbildningsförvaltningen"


def test_a_bearer_that_is_only_assumed_is_not_told_as_a_fact() -> None:
    record = CommitmentRecord(text="Fotpatrullering.", bearers=[POLICE], bearer_found=BearerFound.INFERRED)
    assert bearer_names(record) == ""
