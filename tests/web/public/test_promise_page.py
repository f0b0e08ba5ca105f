import pytest
from django.test import Client

from loftet.domain.promise.services.drafting import change_promise
from loftet.domain.publishing.services import publish_promise
from tests.people import EXEMPELBY_2026, Cast
from tests.web.public.reading import html_of, text_of

THIS_YEAR = "/exempelby/lofte/2026/"

pytestmark = pytest.mark.usefixtures("cast")


def publish_again(cast: Cast, introduction: str, reason: str) -> None:
    promise = cast.this_year
    values = {"introduction": introduction}
    change_promise(cast.exempelby, promise=promise, version=promise.version, actor=None, values=values)
    publish_promise(cast.exempelby, promise=promise, actor=None, reason=reason)


def test_the_page_says_everything_that_the_promise_says() -> None:
    words = text_of(THIS_YEAR)
    record = EXEMPELBY_2026
    said = [record.title, record.introduction, record.purpose, record.builds_on, record.lead_in, *record.sources]
    said += [record.validity, record.revision_clause, record.reservation, *record.focus_areas]
    said += [commitment.text for commitment in record.commitments]
    said += [goal.text for goal in record.goals]
    said += [signatory.name for signatory in record.signatories]
    assert [phrase for phrase in said if phrase and phrase not in words] == []


def test_each_commitment_says_what_the_text_leaves_open() -> None:
    words = text_of(THIS_YEAR)
    assert "Fotpatrullering sker regelbundet. Löftet säger inte vem, här antas Polisen." in words
    assert "trygghetsvandringar i Mallinge. Kommunen och Polisen Löftet anger inget antal." in words
    assert "möten med vårdnadshavare. Utbildningsförvaltningen Vid behov" in words


def test_a_commitment_that_leaves_nothing_open_says_who_and_how_it_stands() -> None:
    said = text_of(THIS_YEAR).partition("grannsamverkansgrupperna en gång i månaden.")[2].strip()
    assert said.startswith("Polisen Ingen uppgift har kommit än")
    assert "december: kommande Så går löftet att följa" in said


def test_how_the_promise_can_be_followed_stands_after_the_commitments() -> None:
    words = text_of(THIS_YEAR)
    assert words.index("en gång i månaden.") < words.index("1 av 5 åtaganden anger hur ofta")


def test_a_goal_shows_its_measure_and_one_without_says_so() -> None:
    words = text_of(THIS_YEAR)
    assert "Utgångsvärde 61,5 procent, 1 november 2025 Målvärde 70 procent" in words
    assert "Minska antalet inbrott i bostäder. Löftet anger ingen mätning." in words


def test_goals_without_any_measure_share_one_sentence() -> None:
    assert text_of("/exempelby/lofte/2025/").count("Löftet anger ingen mätning för sina mål. Därför") == 1


def test_a_promise_signed_elsewhere_says_where_it_was_taken_from() -> None:
    words = text_of("/granneby/lofte/2026-maj-augusti/")
    assert "Undertecknat på annat håll. Uppgifterna är hämtade från https://exempel.se/granneby, 1 juni 2026" in words
    assert "Följs här sedan 15 juni 2026." in words
    assert "KS 2026/17" in words
    assert "A123.456/2026" in words


def test_a_promise_without_focus_areas_has_its_commitments_without_a_heading_of_an_area() -> None:
    assert "Polisen besöker badplatsen." in text_of("/granneby/lofte/2026-maj-augusti/")


def test_the_title_of_a_signatory_is_the_normalised_one() -> None:
    words = text_of(THIS_YEAR)
    assert "Eva Exempelsson Kommunstyrelsens ordförande" in words
    assert "Per Provberg Lokalpolisområdeschef, tillförordnad" in words


def test_the_page_links_to_the_other_forms_of_the_promise() -> None:
    page = html_of(THIS_YEAR)
    assert all(
        f'href="{THIS_YEAR}{name}"' in page for name in ("lofte.pdf", "lofte.json", "andringar.atom", "kalender.ics")
    )


def test_an_invented_municipality_is_marked() -> None:
    page = html_of(THIS_YEAR)
    assert "Exempelby finns inte." in page
    assert '<span class="example">Exempel</span>' in page.partition("<h1")[2].partition("</h1>")[0]


def test_an_edition_that_was_replaced_stays_with_a_note(cast: Cast) -> None:
    publish_again(cast, "Nu med andra ord.", "Språket var krångligt.")
    older = text_of(f"{THIS_YEAR}utgava/1/")
    assert "Du läser utgåva 1, publicerad 10 september 2026. Det finns en nyare." in older
    assert "lovar att göra kommunen tryggare." in older
    newest = text_of(THIS_YEAR)
    assert "Det finns en nyare" not in newest
    assert "Nu med andra ord." in newest
    assert "Skäl: Språket var krångligt." in newest


def test_an_older_edition_names_the_newest_as_the_page_to_list(cast: Cast) -> None:
    publish_again(cast, "Nu med andra ord.", "Språket var krångligt.")
    assert f'<link rel="canonical" href="http://localhost:8000{THIS_YEAR}">' in html_of(f"{THIS_YEAR}utgava/1/")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/exempelby/lofte/2026/", "Gäller hela 2026."),
        ("/exempelby/lofte/2025/", "Gällde hela 2025. Perioden är slut."),
        ("/granneby/lofte/2026-maj-augusti/", "Gällde 1 maj 2026 till 31 augusti 2026. Perioden är slut."),
    ],
)
def test_the_page_says_whether_the_promise_is_in_force(address: str, words: str) -> None:
    assert words in text_of(address)


def test_html_in_the_promise_is_shown_as_written(cast: Cast) -> None:
    publish_again(cast, "<script>alert(1)</script>", "Prov.")
    assert "<script" not in html_of(THIS_YEAR)


@pytest.mark.parametrize("path", ["lofte/2027/", "lofte/2024/", "lofte/2026/utgava/2/", "lofte/2026/atagande/okant/"])
def test_drafts_and_what_does_not_exist_are_not_found(path: str) -> None:
    assert Client().get(f"/exempelby/{path}").status_code == 404


def test_an_unpublished_change_of_a_published_promise_is_not_shown(cast: Cast) -> None:
    cast.this_year.introduction = "Ett utkast som ingen ska se."
    cast.this_year.save()
    assert "Ett utkast" not in text_of(THIS_YEAR)
