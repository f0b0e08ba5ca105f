import gzip
from collections.abc import Callable
from typing import TypeVar

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from loftet.domain.publishing.services import publish_promise
from loftet.domain.publishing.site import SiteWords, describe_site
from loftet.web.public.page_cache import KeptPage, PageStore, kept
from tests.people import Cast

Result = TypeVar("Result")
START = "/exempelby/"


def counting_queries(action: Callable[[], Result]) -> tuple[Result, int]:
    with CaptureQueriesContext(connection) as queries:
        result = action()
    return result, len(queries)


def test_a_kept_page_costs_one_question_to_the_database(cast: Cast) -> None:
    first = Client().get(START)
    again, queries = counting_queries(lambda: Client().get(START))
    assert queries == 1
    assert again.content == first.content


def test_the_first_request_after_a_change_shows_it(cast: Cast) -> None:
    assert "Samordnaren" not in Client().get(START).content.decode()
    describe_site(cast.exempelby, actor=None, words=SiteWords(contact_name="Samordnaren"))
    assert "Samordnaren" in Client().get(START).content.decode()


def test_a_change_that_is_rolled_back_is_never_shown(cast: Cast) -> None:
    with transaction.atomic():
        describe_site(cast.exempelby, actor=None, words=SiteWords(contact_name="Samordnaren"))
        transaction.set_rollback(True)
    assert "Samordnaren" not in Client().get(START).content.decode()


def test_a_change_in_one_municipality_is_seen_on_the_page_of_all(cast: Cast) -> None:
    Client().get("/")
    publish_promise(cast.exempelby, promise=cast.draft, actor=None)
    assert Client().get("/exempelby/lofte/2027/").status_code == 200
    assert "2027" in Client().get(START).content.decode()


def test_after_swedish_midnight_the_page_is_made_anew(cast: Cast, september: time_machine.Traveller) -> None:
    promise = "/exempelby/lofte/2026/"
    september.move_to("2026-12-31T22:59:59Z")
    assert "Gäller hela 2026." in Client().get(promise).content.decode()
    september.move_to("2026-12-31T23:00:00Z")
    assert "Perioden är slut." in Client().get(promise).content.decode()


def test_a_reader_who_has_the_page_is_told_that_it_still_holds(cast: Cast) -> None:
    first = Client().get(START)
    again = Client().get(START, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    describe_site(cast.exempelby, actor=None, words=SiteWords(contact_name="Samordnaren"))
    assert Client().get(START, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_a_browser_must_ask_whether_the_page_still_holds(cast: Cast) -> None:
    assert Client().get(START).headers["Cache-Control"] == "no-cache"


def test_a_page_is_sent_packed_to_those_who_unpack(cast: Cast) -> None:
    plain = Client().get(START)
    packed = Client().get(START, headers={"accept-encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize("address", ["/", START, "/exempelby/lofte/2026/", "/exempelby/sok/?q=brev", "/saknas/"])
def test_no_public_page_sets_a_cookie_or_varies_with_one(cast: Cast, address: str) -> None:
    signed_in = Client()
    signed_in.cookies["loftet_session"] = "x" * 32
    for client in (Client(), signed_in):
        response = client.get(address)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_pages_that_are_not_found_are_not_kept(cast: Cast) -> None:
    assert Client().get("/exempelby/lofte/2027/").status_code == 404
    publish_promise(cast.exempelby, promise=cast.draft, actor=None)
    assert Client().get("/exempelby/lofte/2027/").status_code == 200


def test_pages_cannot_be_posted_to(cast: Cast) -> None:
    assert Client().post(START).status_code == 405


def test_the_question_of_a_search_is_a_part_of_what_is_kept(cast: Cast) -> None:
    assert "zebror" in Client().get("/exempelby/sok/?q=zebror").content.decode()
    assert "zebror" not in Client().get("/exempelby/sok/?q=lejon").content.decode()


def test_a_view_runs_once_for_a_page_that_is_kept(db: None) -> None:
    runs = []

    @kept
    def view(request: HttpRequest) -> HttpResponse:
        runs.append(request.path)
        return HttpResponse("sida")

    for address in ("/a/", "/a/", "/b/"):
        assert view(RequestFactory().get(address)).content == b"sida"
    assert runs == ["/a/", "/b/"]


def page_of_size(size: int) -> KeptPage:
    return KeptPage(content_type="text/html", plain=b"x" * size, zipped=b"", etag="x")


def test_the_page_asked_for_longest_ago_gives_way() -> None:
    store = PageStore(capacity=100)
    for name in "ab":
        store.keep(name, page_of_size(40))
    store.find("a")
    store.keep("c", page_of_size(40))
    assert [name for name in "abc" if store.find(name)] == ["a", "c"]
    assert store.size == 80


def test_a_page_that_is_kept_twice_counts_once() -> None:
    store = PageStore(capacity=100)
    store.keep("a", page_of_size(40))
    store.keep("a", page_of_size(60))
    assert store.size == 60


def test_a_page_larger_than_the_store_is_not_kept() -> None:
    store = PageStore(capacity=100)
    store.keep("a", page_of_size(101))
    assert store.find("a") is None
    assert store.size == 0
