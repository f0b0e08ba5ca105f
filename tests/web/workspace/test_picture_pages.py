"""The picture from its first problem to the public page, as coordinator, police officer and resident meet it."""

from io import BytesIO

import docx
import pikepdf
import pypdfium2
import pytest
from django.test import Client

from loftet.domain.account.models import User
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.services import add_member, switch_function
from loftet.domain.picture.models import Cause, Description, Picture
from loftet.domain.picture.services.drafting import cite_figure
from loftet.domain.promise.models import Commitment
from loftet.domain.statistics.models import Observation
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.sources.bra.long_text import read_long_text
from tests.people import Cast
from tests.web.workspace.conftest import signed_in
from tests.web.workspace.sending import fields_of, send, text_of

pytestmark = pytest.mark.django_db

PAGES = "/arbetsyta/exempelby/lagesbild/"
PARTS = {"mapping": "Inbrotten.", "consequences": "Oro.", "other_information": "Torget.", "analysis": "Sommaren."}


@pytest.fixture(autouse=True)
def switched(cast: Cast) -> None:
    switch_function(cast.exempelby, function=Function.PICTURE, on=True, actor=None)


@pytest.fixture
def as_police(cast: Cast, ada: User) -> Client:
    role = Membership.Role.POLICE
    return signed_in(add_member(cast.exempelby, actor=ada, email="polis@example.org", name="Pia", role=role).user)


@pytest.fixture
def picture(as_bo: Client) -> Picture:
    send(as_bo, f"{PAGES}ny/", name="2026")
    return Picture.objects.get()


@pytest.fixture
def theft(as_bo: Client, picture: Picture) -> Description:
    send(as_bo, f"{PAGES}{picture.pk}/problem/", name="Stöld ur källare")
    return Description.objects.get()


def adopt(client: Client, picture: Picture) -> None:
    send(client, f"{PAGES}{picture.pk}/text/", **PARTS)
    send(
        client, f"{PAGES}{picture.pk}/anta/", adopted_on="2026-09-01", adopted_by="Kommunstyrelsen", case_number="KS 1"
    )


def figure(cast: Cast, count: int) -> Observation:
    content = f"Region;Brott;År;Period;Antal;/100 000 inv\nÖrkelljunga;Skadegörelse;2025;Jan;{count};68;".encode()
    origin = Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)
    store_delivery(cast.exempelby, reading=read_long_text(content), origin=origin, actor=None)
    return Observation.objects.get()


def test_what_is_off_is_not_there(as_bo: Client, cast: Cast) -> None:
    switch_function(cast.exempelby, function=Function.PICTURE, on=False, actor=None)
    assert as_bo.get(PAGES).status_code == 404
    assert as_bo.get("/exempelby/lagesbild/").status_code == 404


def test_a_problem_gets_evidence_and_a_cause_and_stands_on_the_public_page(
    as_bo: Client, picture: Picture, theft: Description
) -> None:
    address = f"{PAGES}problem/{theft.pk}/"
    send(as_bo, address, form=f"form[action='{address}']", what="Dörrar bryts upp", where="Centrum")
    as_bo.post(f"{address}underlag/", {"kind": "meeting", "says": "Fler än förr", "source": "Rådet 3 mars"})
    as_bo.post(f"{address}orsak/", {"cause": "Olåsta dörrar"})
    cause = Cause.objects.get()
    send(as_bo, f"{PAGES}orsak/{cause.pk}/{theft.pk}/", branch="place", link="2", broken_how="Lås", broken_by="Bolaget")
    adopt(as_bo, picture)
    assert Client().get("/exempelby/lagesbild/").status_code == 404
    as_bo.post(f"{PAGES}{picture.pk}/publicera/")

    page = text_of(Client().get("/exempelby/lagesbild/2026/"))
    for words in ("Stöld ur källare", "Dörrar bryts upp", "Rådet 3 mars", "Olåsta dörrar", "Platsen eller tillfället"):
        assert words in page
    assert "Inget gällande löfte svarar mot problemet." in page


def test_a_picture_that_lacks_what_the_law_asks_says_which_and_is_not_adopted(as_bo: Client, picture: Picture) -> None:
    response = send(as_bo, f"{PAGES}{picture.pk}/anta/", adopted_on="2026-09-01", adopted_by="Kommunstyrelsen")
    assert response.status_code == 422
    assert "Analys" in text_of(response)
    assert fields_of(response)["adopted_by"] == "Kommunstyrelsen"


def test_a_figure_corrected_after_adoption_stands_beside_the_one_that_was_cited(
    as_bo: Client, cast: Cast, picture: Picture, theft: Description
) -> None:
    cite_figure(cast.exempelby, description=theft, actor=None, observation=figure(cast, 7), says="")
    adopt(as_bo, picture)
    as_bo.post(f"{PAGES}{picture.pk}/publicera/")
    figure(cast, 9)

    page = text_of(Client().get("/exempelby/lagesbild/"))
    assert "Skadegörelse, januari 2025: 7" in page
    assert "Talet är rättat sedan dess: nu 9." in page


def test_a_figure_of_the_municipality_is_chosen_and_cited_on_the_page(
    as_bo: Client, cast: Cast, picture: Picture, theft: Description
) -> None:
    content = "Region;Brott;År;Period;Antal;/100 000 inv\nExempelby;Stöld;År;2025;40;;".encode()
    origin = Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)
    store_delivery(cast.exempelby, reading=read_long_text(content), origin=origin, actor=None)
    switch_function(cast.exempelby, function=Function.FIGURES, on=True, actor=None)
    address = f"{PAGES}problem/{theft.pk}/"
    form = fields_of(as_bo.get(address), f"form[action='{address}tal/']")
    as_bo.post(f"{address}tal/", form | {"figure_says": "Fyrtio anmälningar"})
    page = text_of(as_bo.get(address))
    assert "Stöld : 40" in page
    assert "Fyrtio anmälningar" in page


def test_a_small_protected_figure_is_no_number_in_public(
    as_bo: Client, cast: Cast, picture: Picture, theft: Description
) -> None:
    shown = figure(cast, 3)
    shown.indicator.is_protected = True
    shown.indicator.save()
    cite_figure(cast.exempelby, description=theft, actor=None, observation=shown, says="")
    adopt(as_bo, picture)
    as_bo.post(f"{PAGES}{picture.pk}/publicera/")
    assert "januari 2025: färre än 5" in text_of(Client().get("/exempelby/lagesbild/"))


def test_the_document_says_what_was_adopted_and_hides_what_the_page_hides(
    as_bo: Client, cast: Cast, picture: Picture, theft: Description
) -> None:
    shown = figure(cast, 3)
    shown.indicator.is_protected = True
    shown.indicator.save()
    cite_figure(cast.exempelby, description=theft, actor=None, observation=shown, says="")
    adopt(as_bo, picture)
    as_bo.post(f"{PAGES}{picture.pk}/publicera/")
    pdf = Client().get("/exempelby/lagesbild/2026/lagesbild.pdf").content
    words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    for said in ("Stöld ur källare", "januari 2025: färre än 5", "Kommunstyrelsen", "Exempel"):
        assert said in words
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "sv"
    word = as_bo.get(f"{PAGES}{picture.pk}/word/").content
    assert "Stöld ur källare" in "\n".join(each.text for each in docx.Document(BytesIO(word)).paragraphs)


def test_the_police_see_the_municipalitys_points_when_they_are_sent(
    as_bo: Client, as_police: Client, picture: Picture, theft: Description
) -> None:
    points = {f"problem-{theft.pk}-{criterion.pk}": "4" for criterion in picture.criteria.all()}
    as_bo.post(f"{PAGES}{picture.pk}/poang/", points)
    assert "Inte poängsatt" in text_of(as_police.get(f"{PAGES}{picture.pk}/prioritet/"))
    as_bo.post(f"{PAGES}{picture.pk}/poang/skicka/")
    assert "4,0 av 5 poäng" in text_of(as_police.get(f"{PAGES}{picture.pk}/prioritet/"))
    as_bo.post(f"{PAGES}{picture.pk}/poang/", dict.fromkeys(points, "1"))
    assert "4,0 av 5 poäng" in text_of(as_police.get(f"{PAGES}{picture.pk}/prioritet/"))


def test_an_order_asks_for_its_reasons(as_bo: Client, picture: Picture, theft: Description) -> None:
    address = f"{PAGES}{picture.pk}/prioritet/"
    without = as_bo.post(address, {f"problem-{theft.pk}-rank": "1", f"problem-{theft.pk}-reason": ""})
    assert without.status_code == 422
    as_bo.post(address, {f"problem-{theft.pk}-rank": "1", f"problem-{theft.pk}-reason": "Drabbar många"})
    assert "Drabbar många" in text_of(as_bo.get(f"{PAGES}{picture.pk}/"))


def test_a_commitment_without_a_problem_is_a_loose_end_until_it_is_tied(
    as_bo: Client, picture: Picture, theft: Description
) -> None:
    before = text_of(as_bo.get(f"{PAGES}{picture.pk}/"))
    loose = Commitment.objects.filter(problem=None, municipality__slug="exempelby", promise__end__gte="2026-09-10")
    commitment = loose[0]
    assert commitment.text in before
    as_bo.post(f"{PAGES}koppla/{commitment.pk}/{picture.pk}/", {"problem": theft.problem_id, "cause": ""})
    after = text_of(as_bo.get(f"{PAGES}{picture.pk}/"))
    assert commitment.text not in after
    assert "Ett åtagande svarar mot det." in after


def test_another_municipality_s_picture_is_not_there(as_bo: Client, cast: Cast) -> None:
    theirs = Picture.objects.create(municipality=cast.granneby, name="2026")
    for address in (f"{theirs.pk}/", f"{theirs.pk}/text/", f"{theirs.pk}/poang/", f"{theirs.pk}/prioritet/"):
        assert as_bo.get(f"{PAGES}{address}").status_code == 404


def test_a_name_that_cannot_stand_in_an_address_is_refused(as_bo: Client) -> None:
    response = send(as_bo, f"{PAGES}ny/", name="2026/2027")
    assert response.status_code == 422
    assert not Picture.objects.exists()
