import re
from datetime import date

import pytest
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from loftet.domain.place.services import show_change
from loftet.domain.publishing.models import Site
from tests.people import Cast
from tests.web.public.reading import html_of, text_of

NOINDEX = '<meta name="robots" content="noindex">'
LOADED = r'<(?:link rel="(?:stylesheet|preload|icon)"|script|img|iframe)[^>]*?(?:href|src)="([^"]+)"'
PAGES = [
    "/",
    "/sok/",
    "/exempelby/",
    "/exempelby/lofte/2026/",
    "/exempelby/lofte/2026/utgava/1/",
    "/exempelby/lofte/2026/atagande/informationsbrev/",
    "/exempelby/lofte/2026/jamfor/2025/",
    "/exempelby/sok/?q=brev",
    "/exempelby/tillganglighet/",
    "/exempelby/personuppgifter/",
    "/exempelby/oppna-data/",
]


def declare_official(cast: Cast, on: date) -> None:
    Site.objects.create(municipality=cast.exempelby, official_since=on)
    show_change(cast.exempelby)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_is_listed_before_the_site_is_official(cast: Cast, address: str) -> None:
    assert NOINDEX in html_of(address)


def test_an_official_site_is_listed_and_its_neighbour_is_not(cast: Cast) -> None:
    declare_official(cast, date(2026, 9, 1))
    assert NOINDEX not in html_of("/exempelby/lofte/2026/")
    assert NOINDEX not in html_of("/")
    assert NOINDEX in html_of("/granneby/")


def test_a_site_is_official_from_its_day_and_not_before(cast: Cast) -> None:
    declare_official(cast, date(2026, 9, 11))
    assert NOINDEX in html_of("/exempelby/")


def test_searches_are_never_listed(cast: Cast) -> None:
    declare_official(cast, date(2026, 9, 1))
    assert NOINDEX in html_of("/exempelby/sok/?q=brev")
    assert NOINDEX in html_of("/?kommun=ex")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_title_a_heading_and_its_address(cast: Cast, address: str) -> None:
    page = html_of(address)
    title = re.search(r"<title>(.+) – Löftet</title>", page)
    assert title
    assert title.group(1).strip()
    assert page.count("<h1") == 1
    assert '<html lang="sv"' in page
    canonical = address.partition("?")[0].replace("utgava/1/", "")
    assert f'<link rel="canonical" href="http://localhost:8000{canonical}">' in page
    assert f'<meta property="og:url" content="http://localhost:8000{canonical}">' in page


@pytest.mark.parametrize("address", PAGES)
def test_no_page_loads_anything_from_elsewhere(cast: Cast, address: str) -> None:
    loaded = re.findall(
        r'<(?:link rel="(?:stylesheet|preload|icon)"|script|img|iframe)[^>]*?(?:href|src)="([^"]+)"', html_of(address)
    )
    assert loaded
    assert all(url.startswith("/statiskt/") for url in loaded)


@pytest.mark.parametrize("address", PAGES)
def test_the_language_switch_leads_to_the_same_page_and_back(cast: Cast, address: str) -> None:
    english = re.search(r'<a href="([^"]+)" lang="en" hreflang="en">English</a>', html_of(address))
    assert english
    assert english.group(1) == f"/en{address}"
    page = html_of(english.group(1))
    assert '<html lang="en"' in page
    assert f'<a href="{address}" lang="sv" hreflang="sv">Svenska</a>' in page
    assert f'hreflang="sv" href="http://localhost:8000{address}"' in page


def test_the_browser_s_language_decides_nothing(cast: Cast) -> None:
    response = Client().get("/exempelby/", headers={"accept-language": "en"})
    assert '<html lang="sv"' in response.content.decode()
    assert "Accept-Language" not in response.headers["Vary"]


def test_the_english_page_keeps_the_promise_s_own_words_and_says_that_they_are_swedish(cast: Cast) -> None:
    page = html_of("/en/exempelby/lofte/2026/atagande/informationsbrev/")
    assert re.search(r'<h1[^>]* lang="sv">Polisen skickar informationsbrev', page)
    assert "Who" in text_of("/en/exempelby/lofte/2026/atagande/informationsbrev/")


def test_robots_are_let_in_to_read_that_a_page_is_not_to_be_listed(db: None) -> None:
    response = Client().get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain"
    assert response.content.decode().splitlines() == ["User-agent: *", "Disallow: /konto/", "Disallow: /arbetsyta/"]


def test_a_page_that_does_not_exist_is_said_so_in_the_same_form(cast: Cast) -> None:
    response = Client().get("/exempelby/finns-inte/alls/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "Sidan finns inte" in page
    assert NOINDEX in page
    assert "tokens.css" in page
    assert "does not exist" in Client().get("/en/exempelby/lofte/1999/").content.decode()


def test_an_error_of_ours_is_told_without_the_database(db: None) -> None:
    with override("sv"), CaptureQueriesContext(connection) as queries:
        page = get_template("500.html").render()
    assert not queries
    assert "Något gick fel hos oss" in page
    assert '<html lang="sv"' in page
