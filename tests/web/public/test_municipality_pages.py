import re
from datetime import date

import pytest
import time_machine
from django.test import Client

from loftet.domain.agreement.services import AgreementValues, draft_agreement
from loftet.domain.place.services import invent_municipality
from loftet.domain.publishing.search.models import EntryKind
from loftet.domain.publishing.search.services import index_entry
from loftet.domain.publishing.services import publish_promise
from loftet.domain.publishing.site import SiteWords, describe_site
from tests.people import EXEMPELBY_2026, Cast, published_agreement, stored
from tests.web.public.reading import html_of, text_of


def test_all_municipalities_stand_on_one_page_in_swedish_order(cast: Cast) -> None:
    for code, name in (("9910", "Östby"), ("9911", "Ångby"), ("9912", "Ärla")):
        municipality = invent_municipality(code=code, name=name, county="Exempel län")
        publish_promise(municipality, promise=stored(municipality, EXEMPELBY_2026), actor=None)
    words = text_of("/")
    places = [words.index(name) for name in ("Exempelby", "Granneby", "Ångby", "Ärla", "Östby")]
    assert places == sorted(places)


def test_a_municipality_is_found_by_a_part_of_its_name(cast: Cast) -> None:
    words = text_of("/?kommun=GRANN")
    assert "Granneby" in words
    assert "Exempelby" not in words
    assert "1 kommun vars namn innehåller ”GRANN”." in words


def test_the_only_municipality_is_the_first_page(db: None) -> None:
    municipality = invent_municipality(code="9901", name="Exempelby", county="Exempel län")
    publish_promise(municipality, promise=stored(municipality, EXEMPELBY_2026), actor=None)
    assert Client().get("/").headers["Location"] == "/exempelby/"


def test_before_the_first_promise_the_first_page_says_so(db: None) -> None:
    words = text_of("/")
    assert "Inget löfte är publicerat än." in words
    assert "Logga in" in words


def test_the_start_page_shows_the_promise_in_force_with_its_commitments(cast: Cast) -> None:
    words = text_of("/exempelby/")
    assert "Gäller hela 2026. Löftet har 5 åtaganden." in words
    assert all(commitment.text in words for commitment in EXEMPELBY_2026.commitments)
    assert words.index("Fler löften") < words.index("Medborgarlöfte 2025")


def test_a_promise_to_come_waits_until_its_first_day(cast: Cast, september: time_machine.Traveller) -> None:
    publish_promise(cast.exempelby, promise=cast.draft, actor=None)
    assert "Börjar gälla 1 januari 2027." in text_of("/exempelby/").partition("Fler löften")[2]
    september.move_to("2027-02-01T08:00:00Z")
    assert "Gäller hela 2027." in text_of("/exempelby/").partition("Fler löften")[0]


def test_after_its_last_day_a_promise_stays_until_there_is_another(
    cast: Cast, september: time_machine.Traveller
) -> None:
    september.move_to("2028-02-01T08:00:00Z")
    assert "Gällde hela 2026. Perioden är slut." in text_of("/exempelby/").partition("Fler löften")[0]


@pytest.mark.parametrize("path", ["", "sok/", "tillganglighet/", "personuppgifter/", "oppna-data/", "overenskommelse/"])
def test_a_municipality_that_has_published_nothing_is_not_found(cast: Cast, path: str) -> None:
    invent_municipality(code="9913", name="Tysta", county="Exempel län")
    for slug in ("tysta", "orkelljunga", "finns-inte"):
        assert Client().get(f"/{slug}/{path}").status_code == 404


def test_one_municipality_does_not_show_what_another_has_published(cast: Cast) -> None:
    assert Client().get("/granneby/lofte/2026/").status_code == 404
    assert "trygghetsvandringar" not in text_of("/granneby/")


def test_the_agreement_says_what_it_holds_and_where_it_is_silent(cast: Cast) -> None:
    published_agreement(cast.exempelby)
    words = text_of("/exempelby/overenskommelse/")
    assert "Gäller 1 januari 2025 till 31 december 2028 Undertecknad 5 december 2024" in words
    assert "Troliga orsaker Överenskommelsen säger inget om det." in words


def test_an_agreement_that_is_not_published_is_not_found(cast: Cast) -> None:
    values = AgreementValues(start=date(2026, 1, 1), purposes="Hemligt än.")
    draft = draft_agreement(cast.exempelby, actor=None, values=values)
    assert Client().get("/exempelby/overenskommelse/").status_code == 404
    assert Client().get(f"/exempelby/overenskommelse/{draft.pk}/").status_code == 404
    assert "Överenskommelsen" not in html_of("/exempelby/")


def test_an_agreement_of_another_municipality_is_not_found(cast: Cast) -> None:
    agreement = published_agreement(cast.granneby)
    published_agreement(cast.exempelby)
    assert Client().get(f"/granneby/overenskommelse/{agreement.pk}/").status_code == 200
    assert Client().get(f"/exempelby/overenskommelse/{agreement.pk}/").status_code == 404


def test_a_search_shows_what_it_found_and_why(cast: Cast) -> None:
    url = "/exempelby/lofte/2026/atagande/informationsbrev/"
    index_entry(cast.exempelby, kind=EntryKind.COMMITMENT, title="Brev", text="Polisen skickar brevet.", url=url)
    page = html_of("/exempelby/sok/?q=brev")
    assert f'href="{url}"' in page
    assert "<mark>brevet</mark>" in page
    assert re.search(r"\d+ träff(ar)? på ”brev”", page)


def test_a_search_for_a_goal_leads_to_it(cast: Cast) -> None:
    found = re.findall(r'href="(/exempelby/lofte/2026/#[^"]+)"', html_of("/exempelby/sok/?q=trygga"))
    assert found
    for address in found:
        page, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in html_of(page)


def test_a_hit_whose_title_says_why_says_no_more(cast: Cast) -> None:
    hits = html_of("/exempelby/sok/?q=fotpatrullering").partition('class="hits"')[2]
    assert "<mark>Fotpatrullering</mark>" in hits
    assert "Trygghet i centrum" not in hits


def test_a_hit_says_which_year_s_promise_it_is_a_part_of(cast: Cast) -> None:
    for prefix, said in (("", "Åtagande 2026"), ("/en", "Commitment 2026")):
        assert said in text_of(f"{prefix}/exempelby/sok/?q=fotpatrullering")
        assert f'href="{prefix}/exempelby/lofte/2026/atagande/' in html_of(f"{prefix}/exempelby/sok/?q=fotpatrullering")


def test_a_search_within_a_municipality_leaves_the_others_out(cast: Cast) -> None:
    index_entry(cast.granneby, kind=EntryKind.GOAL, title="Badplatsen", text="Lugnare.", url="/granneby/lofte/x/")
    assert "/granneby/lofte/x/" not in html_of("/exempelby/sok/?q=badplatsen")
    assert "/granneby/lofte/x/" in html_of("/sok/?q=badplatsen")


def test_a_search_that_finds_nothing_says_so(cast: Cast) -> None:
    assert "Inget löfte säger något om ”zebror”." in text_of("/exempelby/sok/?q=zebror")


def test_what_was_searched_for_is_shown_as_written(cast: Cast) -> None:
    assert "<b>" not in html_of("/exempelby/sok/?q=%3Cb%3E")


def test_the_accessibility_statement_is_a_draft_until_all_is_stated(cast: Cast) -> None:
    assert "Utkast" in text_of("/exempelby/tillganglighet/")
    words = SiteWords(accessibility_method="Vi provade.", accessibility_level="partial")
    describe_site(cast.exempelby, actor=None, words=words)
    assert "Utkast" in text_of("/exempelby/tillganglighet/")


def test_a_finished_accessibility_statement_holds_what_digg_asks_for(cast: Cast) -> None:
    stated = SiteWords(
        contact_email="kontakt@exempelby.example",
        accessibility_method="En utomstående har provat.",
        accessibility_assessed_on=date(2026, 8, 1),
        accessibility_failures="PDF från 2019 saknar taggar.",
        accessibility_level="partial",
    )
    describe_site(cast.exempelby, actor=None, words=stated)
    words, page = text_of("/exempelby/tillganglighet/"), html_of("/exempelby/tillganglighet/")
    assert "Utkast" not in words
    for said in ("Exempelby kommun", "delvis förenlig", "PDF från 2019 saknar taggar.", "En utomstående har provat."):
        assert said in words
    for said in ("bedömdes senast 1 augusti 2026", "oskäligt betungande", "omfattas av lagen"):
        assert said in words.casefold() or said in words
    assert 'href="https://www.digg.se/tdosanmalan"' in page
    assert 'href="mailto:kontakt@exempelby.example?subject=' in page


def test_the_contact_stands_on_the_start_page(cast: Cast) -> None:
    describe_site(cast.exempelby, actor=None, words=SiteWords(contact_name="Samordnaren", contact_phone="0400-10 00"))
    words = text_of("/exempelby/")
    assert "Samordnaren 0400-10 00" in words
    assert "inte angett någon kontakt" not in words


def test_open_data_lists_every_form_of_every_promise(cast: Cast) -> None:
    page = html_of("/exempelby/oppna-data/")
    assert page.count("/lofte.json") == 3
    assert 'href="/exempelby/lofte/2025/lofte.pdf"' in page
    assert 'href="/format/loftet-promise-1.json"' in page


def test_the_personal_data_page_carries_the_municipality_s_own_words(cast: Cast) -> None:
    assert "inte skrivit sin egen text" in text_of("/exempelby/personuppgifter/")
    describe_site(cast.exempelby, actor=None, words=SiteWords(data_protection_text="Skriv till vårt ombud."))
    assert "Skriv till vårt ombud." in text_of("/exempelby/personuppgifter/")


def test_the_footer_says_who_is_responsible(cast: Cast) -> None:
    said = "Exempelby kommun ansvarar för sidan. Uppgifter från Polismyndigheten är märkta."
    assert said in " ".join(html_of("/exempelby/").split())
