"""A picture is begun, rests on figures, is weighed, adopted and frozen; the next one starts from it."""

from datetime import date

import msgspec
import pytest

from loftet.domain.ledger.models import Link
from loftet.domain.picture.models import Description, Picture
from loftet.domain.picture.record import PictureRecord
from loftet.domain.picture.selectors import descriptions_of, published_picture, weighing_of
from loftet.domain.picture.services.adopting import PartsMissing, adopt_picture, publish_picture
from loftet.domain.picture.services.drafting import (
    CauseWords,
    PictureAdopted,
    PictureWords,
    ProblemWords,
    begin_picture,
    cite,
    cite_figure,
    describe_cause,
    describe_problem,
    leave_problem,
    take_up_problem,
    write_picture,
)
from loftet.domain.picture.services.naming import name_cause
from loftet.domain.picture.services.weighing import ScoreSent, decide_priority, score, send_scores
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality
from loftet.domain.statistics.models import Observation
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.sources.bra.long_text import read_long_text

pytestmark = pytest.mark.django_db

WORDS = PictureWords(mapping="Inbrotten.", consequences="Oro.", other_information="Torget.", analysis="Sommaren.")
HEADER = "Region;Brott;År;Period;Antal;/100 000 inv"


@pytest.fixture
def municipality() -> Municipality:
    return Municipality.objects.get(code="1257")


@pytest.fixture
def picture(municipality: Municipality) -> Picture:
    picture = begin_picture(municipality, actor=None, name="2026")
    write_picture(municipality, picture=picture, version=picture.version, actor=None, words=WORDS)
    return picture


@pytest.fixture
def burglary(municipality: Municipality, picture: Picture) -> Description:
    return take_up_problem(
        municipality, picture=picture, actor=None, name="Inbrott i källare", words=ProblemWords(where="Centrum")
    )


def figure(municipality: Municipality, count: int) -> Observation:
    content = f"{HEADER}\nÖrkelljunga;Skadegörelse;2025;Jan;{count};68;".encode()
    origin = Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)
    store_delivery(municipality, reading=read_long_text(content), origin=origin, actor=None)
    return Observation.objects.get(place="1257")


def adopt(municipality: Municipality, picture: Picture) -> None:
    adopt_picture(
        municipality,
        picture=picture,
        version=picture.version,
        actor=None,
        adopted_on=date(2026, 3, 2),
        adopted_by="Kommunstyrelsen",
        case_number="KS 2026/4",
    )


def record(picture: Picture) -> PictureRecord:
    return msgspec.json.decode(picture.content, type=PictureRecord)


def test_a_picture_without_the_laws_parts_is_not_adopted(municipality: Municipality) -> None:
    empty = begin_picture(municipality, actor=None, name="2026")
    with pytest.raises(PartsMissing) as refusal:
        adopt(municipality, empty)
    assert len(refusal.value.parts) == 4
    assert not Link.objects.filter(kind="picture_adopted").exists()


def test_an_adopted_picture_keeps_the_figure_it_cited_when_the_figure_is_corrected(
    municipality: Municipality, picture: Picture, burglary: Description
) -> None:
    cite_figure(
        municipality, description=burglary, actor=None, observation=figure(municipality, 7), says="Sju i januari"
    )
    adopt(municipality, picture)
    assert figure(municipality, 9).count == 9
    (problem,) = record(Picture.objects.get(pk=picture.pk)).problems
    (evidence,) = problem.evidence
    assert evidence.figure is not None
    assert (evidence.figure.count, evidence.figure.file_name) == (7, "dbfil.txt")


def test_nothing_of_an_adopted_picture_changes(
    municipality: Municipality, picture: Picture, burglary: Description
) -> None:
    adopt(municipality, picture)
    with pytest.raises(PictureAdopted):
        write_picture(municipality, picture=picture, version=picture.version, actor=None, words=PictureWords())
    with pytest.raises(PictureAdopted):
        describe_problem(
            municipality, description=burglary, version=burglary.version, actor=None, words=ProblemWords(what="Annat")
        )
    with pytest.raises(PictureAdopted):
        leave_problem(municipality, description=burglary, actor=None)
    with pytest.raises(PictureAdopted):
        adopt(municipality, picture)
    assert Link.objects.filter(kind="picture_adopted").count() == 1


def test_two_who_write_at_once_lose_nothing(municipality: Municipality, picture: Picture) -> None:
    with pytest.raises(ChangedMeanwhile):
        write_picture(municipality, picture=picture, version=picture.version - 1, actor=None, words=PictureWords())
    assert Picture.objects.get(pk=picture.pk).mapping == WORDS.mapping


def test_only_an_adopted_and_published_picture_is_public(municipality: Municipality, picture: Picture) -> None:
    adopt(municipality, picture)
    assert published_picture(municipality) is None
    publish_picture(municipality, picture=picture, actor=None)
    assert published_picture(municipality) == picture
    assert published_picture(municipality, "2025") is None


def test_the_next_picture_starts_from_the_problems_and_asks_what_became_of_them(
    municipality: Municipality, picture: Picture, burglary: Description
) -> None:
    adopt(municipality, picture)
    later = begin_picture(municipality, actor=None, name="2028", follows=picture)
    (carried,) = descriptions_of(later)
    assert (carried.problem, carried.where, carried.became, carried.rank) == (burglary.problem, "Centrum", "", None)
    assert later.criteria.count() == 5


def test_a_partys_points_are_its_own_until_it_sends_them(
    municipality: Municipality, picture: Picture, burglary: Description
) -> None:
    criteria = list(picture.criteria.all())
    score(municipality, description=burglary, side="police", actor=None, points=dict.fromkeys(criteria, 5))
    score(municipality, description=burglary, side="municipality", actor=None, points=dict.fromkeys(criteria, 1))
    assert weighing_of(burglary, seen_by="municipality").points == 1
    assert send_scores(municipality, picture=picture, side="police", actor=None) == 5
    both = weighing_of(burglary, seen_by="municipality")
    assert (both.points, len(both.differing)) == (3, 5)
    with pytest.raises(ScoreSent):
        score(municipality, description=burglary, side="police", actor=None, points=dict.fromkeys(criteria, 2))


def test_a_priority_is_a_decision_with_a_reason(
    municipality: Municipality, picture: Picture, burglary: Description
) -> None:
    other = take_up_problem(municipality, picture=picture, actor=None, name="Klotter", words=ProblemWords())
    with pytest.raises(ValueError, match="each rank once"):
        decide_priority(municipality, picture=picture, actor=None, ranks={burglary: (1, "Värst"), other: (1, "Näst")})
    decide_priority(municipality, picture=picture, actor=None, ranks={burglary: (2, "Värst"), other: (1, "Näst")})
    decide_priority(municipality, picture=picture, actor=None, ranks={burglary: (1, "Värst"), other: (2, "Näst")})
    assert [each.problem.name for each in descriptions_of(picture)] == ["Inbrott i källare", "Klotter"]


def test_a_problem_carries_its_causes_with_what_speaks_for_and_against(
    municipality: Municipality, picture: Picture, burglary: Description
) -> None:
    cause = name_cause(municipality, problem=burglary.problem, actor=None, name="Olåsta dörrar")
    words = CauseWords(
        branch="place", link=2, speaks_for="Rundan i mars", speaks_against="", broken_by="Bostadsbolaget"
    )
    describe_cause(municipality, cause=cause, version=cause.version, actor=None, words=words)
    cite(municipality, description=burglary, actor=None, kind="meeting", says="Oftare på natten", source="Rådet 3 mars")
    adopt(municipality, picture)
    (problem,) = record(picture).problems
    assert [(each.name, each.branch, each.link, each.broken_by) for each in problem.causes] == [
        ("Olåsta dörrar", "place", 2, "Bostadsbolaget")
    ]
    assert [each.kind for each in problem.evidence] == ["meeting"]


def test_another_municipality_reaches_nothing_of_it(picture: Picture, burglary: Description) -> None:
    stranger = invent_municipality(code="9955", name="Främby", county="Exempel län")
    with pytest.raises(Picture.DoesNotExist):
        take_up_problem(stranger, picture=picture, actor=None, name="X", words=ProblemWords())
    with pytest.raises(Picture.DoesNotExist):
        leave_problem(stranger, description=burglary, actor=None)
