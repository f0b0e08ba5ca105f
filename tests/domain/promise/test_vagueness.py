"""Words that promise nothing a reader can see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.domain.promise.vagueness import VagueKind, vague_spans


def words(text: str, kind: VagueKind) -> list[str]:
    return [span.word for span in vague_spans(text) if span.kind is kind]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Polisen arbetar för ökad trygghet.", ["arbetar"]),
        ("Kommunen ska arbeta förebyggande.", ["arbeta"]),
        ("Kommunen arbetade mot klotter.", ["arbetade"]),
        ("Parterna verkar för minskad skadegörelse.", ["verkar för"]),
        ("Polisen och kommunen främjar uppstart av nya grupper.", ["främjar"]),
        ("Grannsamverkan främjas.", ["främjas"]),
        ("Polisen fortsätter sitt arbete.", ["fortsätter"]),
        ("Vi ska fortsätta och utveckla projektet.", ["fortsätta", "utveckla"]),
        ("Polisen fortsätter med det gemensamma arbetet.", ["fortsätter"]),
        ("Fortsatt samverkan med skolan.", ["Fortsatt samverkan"]),
        ("Samarbetet utvecklas.", ["utvecklas"]),
        ("Polisen stärker närvaron.", ["stärker"]),
        ("Närvaron ska förstärkas.", ["förstärkas"]),
        ("Kommunen ser över belysningen.", ["ser över"]),
        ("Belysningen ses över.", ["ses över"]),
        ("Under året ser kommunen över rutinerna.", ["ser kommunen över"]),
        ("Kommunen bidrar till ett tryggare centrum.", ["bidrar till"]),
        ("Arbetet bidrog till mer trygghet.", ["bidrog till"]),
        ("Polisen prioriterar brott mot unga.", ["prioriterar"]),
        ("Polisen ska ha särskilt fokus på mopeder.", ["ha särskilt fokus"]),
        ("Polisen fokuserar på centrum.", ["fokuserar på"]),
        ("Skolan samverkar med polisen.", ["samverkar"]),
        ("Polisen fördjupar dialogen.", ["fördjupar"]),
        ("POLISEN FRÄMJAR TRYGGHET", ["FRÄMJAR"]),
    ],
)
def test_soft_verbs_are_marked_in_every_inflection(text: str, marked: list[str]) -> None:
    assert words(text, VagueKind.DEED) == marked


@pytest.mark.parametrize(
    "text",
    [
        "Polisen skickar ut informationsbrev till grannsamverkansgrupper en gång i månaden.",
        "Polisen gör kontroller på gym kopplat till doping.",
        "Kommunen byter 40 lampor före den 30 september.",
        "Kommunens arbetsmarknadsenhet målar om gångtunneln.",
        "Verksamheten håller öppet varje fredag.",
        "Polisen delar ut foldrar om utvecklingen.",
    ],
)
def test_a_deed_that_can_be_seen_is_not_marked(text: str) -> None:
    assert vague_spans(text) == ()


def test_a_verb_that_only_says_the_purpose_is_not_marked() -> None:
    assert vague_spans("Polisen håller fyra möten för att stärka och utveckla grannsamverkan.") == ()


def test_a_soft_verb_after_the_purpose_is_marked_again() -> None:
    assert words("För att öka tryggheten, främjar kommunen grannsamverkan.", VagueKind.DEED) == ["främjar"]


def test_a_soft_verb_that_is_explained_at_once_is_not_marked() -> None:
    assert vague_spans("Polisen arbetar för trygghet genom att hålla fyra möten.") == ()


def test_a_soft_verb_that_is_explained_by_a_deed_in_a_noun_is_not_marked() -> None:
    assert vague_spans("Polisen samverkar med skolan genom två besök i varje klass.") == ()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Polisen arbetar för trygghet genom att främja grannsamverkan.", ["arbetar", "främja"]),
        ("Polisen arbetar för trygghet genom samverkan.", ["arbetar"]),
        ("Polisen arbetar för trygghet genom ett gott samarbete.", ["arbetar"]),
    ],
)
def test_a_soft_verb_explained_by_as_little_is_marked(text: str, marked: list[str]) -> None:
    assert words(text, VagueKind.DEED) == marked


@pytest.mark.parametrize(
    "text",
    [
        "Polisen fortsätter att skicka brev.",
        "Kommunen fortsätter hålla öppet.",
        "Polisen fortsätter med trygghetsvandringar.",
        "Fortsatt fotpatrullering i centrum.",
    ],
)
def test_to_go_on_with_a_deed_is_a_deed(text: str) -> None:
    assert vague_spans(text) == ()


def test_to_go_on_working_is_none() -> None:
    assert words("Polisen fortsätter arbeta mot langning.", VagueKind.DEED) == ["fortsätter", "arbeta"]


def test_to_go_on_with_all_that_is_done_is_none() -> None:
    assert words("Polisen fortsätter alla pågående insatser.", VagueKind.DEED) == ["fortsätter"]


@pytest.mark.parametrize(
    ("text", "kind", "marked"),
    [
        ("Polisen gör ett antal kontroller.", VagueKind.AMOUNT, ["ett antal"]),
        ("Polisen gör ett stort antal kontroller.", VagueKind.AMOUNT, ["ett stort antal"]),
        ("Vi håller flera möten och några dialoger.", VagueKind.AMOUNT, ["flera", "några"]),
        ("Polisen skickar regelbundet brev.", VagueKind.REPETITION, ["regelbundet"]),
        ("Möten hålls kontinuerligt och löpande.", VagueKind.REPETITION, ["kontinuerligt", "löpande"]),
        ("Polisen är på plats vid särskilda tillfällen.", VagueKind.REPETITION, ["vid särskilda tillfällen"]),
        ("Polisen patrullerar oftare.", VagueKind.REPETITION, ["oftare"]),
        ("Vi deltar i mån av tid.", VagueKind.ESCAPE, ["i mån av tid"]),
        ("Om möjligt sätts kameror upp.", VagueKind.ESCAPE, ["Om möjligt"]),
    ],
)
def test_amounts_repetitions_and_ways_out_are_told_apart(text: str, kind: VagueKind, marked: list[str]) -> None:
    assert words(text, kind) == marked
    assert {span.kind for span in vague_spans(text)} == {kind}


def test_an_interval_that_is_explained_at_once_is_not_marked() -> None:
    assert vague_spans("Polisen skickar regelbundet, minst en gång i månaden, brev.") == ()
    assert vague_spans("Polisen gör flera (minst fyra) kontroller.") == ()


VAGUE_PARTS = st.sampled_from(
    [
        "främjar",
        "ser över",
        "för att",
        "genom att",
        "fortsätter",
        "ett antal",
        "Polisen",
        ".",
        ",",
        "\n",
        "möten",
        "oftare",
    ]
)


@given(st.lists(VAGUE_PARTS | st.text(max_size=8)).map(" ".join))
def test_spans_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for span in vague_spans(text):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.word
        end = span.end
