"""Open data as a program meets it: over HTTP, read by other people's parsers."""

import csv as csv_reader
import hashlib
import json
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import feedparser
import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from icalendar import Calendar
from jsonschema import Draft202012Validator

from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Edition, Promise
from loftet.domain.promise.selectors import edition_content
from loftet.domain.promise.services.drafting import draft_promise
from loftet.domain.promise.services.reading import keep_reading, read_document, store_reading
from loftet.domain.publishing.models import Site
from loftet.domain.publishing.spreadsheet import plain_cell
from loftet.sources.promise_text.record import FORMAT, promise_document
from tests.web.open_data.publication import publish_again

pytestmark = pytest.mark.django_db

ORKELLJUNGA = "/orkelljunga/lofte/2024"
EXEMPELBY = "/exempelby/lofte/2026-september-2027-augusti"
OF_PROMISE = ["lofte.pdf", "lofte.json", "andringar.atom", "kalender.ics"]
OF_MUNICIPALITY = ["lofte.json", "lofte.csv", "andringar.atom", "kalender.ics"]
EVERY_FILE = [f"{ORKELLJUNGA}/{name}" for name in OF_PROMISE] + [f"/orkelljunga/{name}" for name in OF_MUNICIPALITY]
ATOM = "{http://www.w3.org/2005/Atom}"


def content(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return response.content


def calendar(client: Client, path: str) -> Any:
    return Calendar.from_ical(content(client, path))


def events(client: Client, path: str) -> dict[str, Any]:
    """By summary."""
    return {str(event["summary"]): event for event in calendar(client, path).walk("VEVENT")}


def days(event: Any) -> tuple[date, date]:
    """The first, and the first after."""
    return event["dtstart"].dt, event["dtend"].dt


def rows(client: Client, path: str) -> list[dict[str, str]]:
    return list(csv_reader.DictReader(StringIO(content(client, path).decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("path", EVERY_FILE)
def test_file_may_be_fetched_from_any_page_and_touches_no_session(
    client: Client, orkelljunga: Promise, path: str
) -> None:
    response = client.get(path)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("path", "content_type", "disposition"),
    [
        (f"{ORKELLJUNGA}/lofte.pdf", "application/pdf", 'inline; filename="medborgarlofte-2024-orkelljunga.pdf"'),
        (f"{ORKELLJUNGA}/lofte.json", "application/json", 'inline; filename="medborgarlofte-2024-orkelljunga.json"'),
        ("/orkelljunga/lofte.csv", "text/csv", 'attachment; filename="medborgarloften-orkelljunga.csv"'),
        ("/orkelljunga/andringar.atom", "application/atom+xml", 'inline; filename="medborgarloften-orkelljunga.atom"'),
        ("/orkelljunga/kalender.ics", "text/calendar", 'inline; filename="medborgarloften-orkelljunga.ics"'),
        ("/format/loftet-promise-1.json", "application/schema+json", 'inline; filename="loftet-promise-1.json"'),
    ],
)
def test_file_says_what_it_is_and_what_to_call_it(
    client: Client, orkelljunga: Promise, path: str, content_type: str, disposition: str
) -> None:
    response = client.get(path)
    assert response["Content-Type"].split(";")[0] == content_type
    assert response["Content-Disposition"] == disposition


@pytest.mark.parametrize("path", EVERY_FILE)
def test_file_that_has_not_changed_is_not_sent_again(client: Client, orkelljunga: Promise, path: str) -> None:
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    publish_again(orkelljunga, introduction="Nya ord.", reason="Nya ord.")
    second = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


def test_nothing_may_be_sent_to_open_data(client: Client, orkelljunga: Promise) -> None:
    assert client.post(f"{ORKELLJUNGA}/lofte.json").status_code == 405
    assert client.head(f"{ORKELLJUNGA}/lofte.pdf").status_code == 200


@pytest.mark.parametrize("name", OF_PROMISE)
@pytest.mark.parametrize(
    "place",
    ["/orkelljunga/lofte/1999", "/boden/lofte/2024", "/finns-inte/lofte/2024"],
    ids=["no such promise", "published nothing", "no such municipality"],
)
def test_unknown_promise_is_not_found(client: Client, orkelljunga: Promise, place: str, name: str) -> None:
    draft_promise(Municipality.objects.get(name="Boden"), actor=None, start=date(2024, 1, 1), end=date(2024, 12, 31))
    assert client.get(f"{place}/{name}").status_code == 404


@pytest.mark.parametrize("name", OF_MUNICIPALITY)
def test_municipality_that_has_published_nothing_is_not_found(client: Client, orkelljunga: Promise, name: str) -> None:
    assert client.get(f"/boden/{name}").status_code == 404
    assert client.get(f"/finns-inte/{name}").status_code == 404


@pytest.mark.parametrize("number", ["3", "0", "-1", "två", "²", "1e3", "9" * 40])
def test_edition_that_does_not_exist_is_not_found(client: Client, two_editions: Promise, number: str) -> None:
    assert client.get(f"{ORKELLJUNGA}/lofte.json", {"utgava": number}).status_code == 404


def test_older_edition_is_kept_at_its_number(client: Client, two_editions: Promise) -> None:
    older = client.get(f"{ORKELLJUNGA}/lofte.json?utgava=1")
    assert "enligt en överenskommelse" in older.content.decode()
    assert "utgava-1" in older["Content-Disposition"]
    assert "nu med andra ord" in content(client, f"{ORKELLJUNGA}/lofte.json").decode()
    assert "nu med andra ord" in content(client, f"{ORKELLJUNGA}/lofte.json?utgava=2").decode()


def test_search_engines_are_asked_to_wait_until_the_site_is_official(
    client: Client, orkelljunga: Promise, exempelby: Promise
) -> None:
    site = Site.objects.create(municipality=orkelljunga.municipality, official_since=date(2026, 1, 1))
    assert "X-Robots-Tag" not in client.get(f"{ORKELLJUNGA}/lofte.pdf")
    site.official_since = date(9999, 1, 1)
    site.save()
    assert client.get(f"{ORKELLJUNGA}/lofte.pdf")["X-Robots-Tag"] == "noindex"
    assert client.get("/exempelby/lofte.json")["X-Robots-Tag"] == "noindex"


def test_municipality_sees_only_its_own(client: Client, orkelljunga: Promise, exempelby: Promise) -> None:
    for name in OF_MUNICIPALITY:
        assert b"Exempel" not in content(client, f"/orkelljunga/{name}")
        assert "Örkelljunga" not in content(client, f"/exempelby/{name}").decode()


class TestJson:
    def test_follows_the_schema_that_is_published(
        self, client: Client, orkelljunga: Promise, exempelby: Promise
    ) -> None:
        schema = json.loads(content(client, "/format/loftet-promise-1.json"))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        document: dict[str, Any] = {}
        for path in (f"{ORKELLJUNGA}/lofte.json", "/orkelljunga/lofte.json", "/exempelby/lofte.json"):
            document = json.loads(content(client, path))
            validator.validate(document)
            assert document["format"] == FORMAT
            assert document["unread"] == []
        document["promises"][0]["period"] = "2026"
        assert not validator.is_valid(document)

    def test_is_the_edition_itself_so_that_its_checksum_can_be_tried(
        self, client: Client, orkelljunga: Promise
    ) -> None:
        edition = Edition.objects.get(promise=orkelljunga)
        assert hashlib.sha256(content(client, f"{ORKELLJUNGA}/lofte.json")).hexdigest() == edition.sha256

    def test_imports_again_as_the_same_promise(self, client: Client, orkelljunga: Promise) -> None:
        data = content(client, f"{ORKELLJUNGA}/lofte.json")
        boden = Municipality.objects.get(name="Boden")
        text, document = read_document(data, "lofte.json")
        reading = keep_reading(boden, actor=None, name="lofte.json", text=text, document=document)
        [imported] = store_reading(boden, reading=reading, actor=None)
        exported = json.loads(data)["promises"][0]
        again = json.loads(edition_content(imported))["promises"][0]
        assert again == exported | {"municipality": "Boden", "municipality_code": boden.code}

    def test_says_whether_it_is_an_example(self, client: Client, orkelljunga: Promise, exempelby: Promise) -> None:
        assert [one.example for one in promise_document(content(client, "/exempelby/lofte.json")).promises] == [True]
        assert [one.example for one in promise_document(content(client, "/orkelljunga/lofte.json")).promises] == [False]


class TestPdf:
    def test_is_in_the_language_that_is_asked_for(self, client: Client, orkelljunga: Promise) -> None:
        for query, language in [("", "sv"), ("?sprak=en", "en"), ("?sprak=xx", "sv")]:
            with pikepdf.open(BytesIO(content(client, f"{ORKELLJUNGA}/lofte.pdf{query}"))) as document:
                assert document.Root.Lang == language

    def test_links_to_the_page_of_the_promise(self, client: Client, orkelljunga: Promise) -> None:
        with pikepdf.open(BytesIO(content(client, f"{ORKELLJUNGA}/lofte.pdf"))) as document:
            links = [str(note.A.URI) for page in document.pages for note in page.get("/Annots", [])]
        assert links == [f"{settings.ADDRESS}{ORKELLJUNGA}/"]


class TestAtom:
    def test_is_a_valid_feed_with_an_entry_for_each_edition(self, client: Client, two_editions: Promise) -> None:
        feed = feedparser.parse(content(client, f"{ORKELLJUNGA}/andringar.atom"))
        assert not feed.bozo
        assert feed.version == "atom10"
        assert [entry.title for entry in feed.entries] == [
            "Medborgarlöfte 2024 är ändrat, utgåva 2",
            "Medborgarlöfte 2024 är publicerat",
        ]
        address = f"{settings.ADDRESS}{ORKELLJUNGA}/utgava"
        assert [entry.link for entry in feed.entries] == [f"{address}/2/", f"{address}/1/"]

    @pytest.mark.parametrize("path", [f"{ORKELLJUNGA}/andringar.atom", "/orkelljunga/andringar.atom"])
    def test_has_what_the_standard_demands(self, client: Client, two_editions: Promise, path: str) -> None:
        root = ElementTree.fromstring(content(client, path))
        assert root.tag == f"{ATOM}feed"
        for element in (root, *root.findall(f"{ATOM}entry")):
            for demanded in ("id", "title", "updated"):
                assert element.findtext(f"{ATOM}{demanded}")
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "Örkelljunga"
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"{settings.ADDRESS}{path}"
        ids = [element.text for element in root.iter(f"{ATOM}id")]
        assert len(set(ids)) == len(ids) == 3

    def test_reason_is_text_and_no_markup(self, client: Client, two_editions: Promise) -> None:
        feed = feedparser.parse(content(client, f"{ORKELLJUNGA}/andringar.atom"))
        assert feed.entries[0].summary == "Inledningen &lt;b&gt;skrevs&lt;/b&gt; om."

    def test_ids_outlive_a_new_address(self, client: Client, orkelljunga: Promise, settings: Any) -> None:
        before = feedparser.parse(content(client, "/orkelljunga/andringar.atom"))
        settings.ADDRESS = "https://lofte.example"
        after = feedparser.parse(content(client, "/orkelljunga/andringar.atom"))
        assert after.entries[0].id == before.entries[0].id
        assert after.entries[0].link == f"https://lofte.example{ORKELLJUNGA}/utgava/1/"

    def test_example_is_marked_in_every_title(self, client: Client, exempelby: Promise) -> None:
        feed = feedparser.parse(content(client, "/exempelby/andringar.atom"))
        assert feed.feed.title == "Exempel: Medborgarlöften i Exempelby"
        assert all(entry.title.startswith("Exempel: ") for entry in feed.entries)


class TestCalendar:
    def test_has_the_first_and_last_day_of_the_promise(self, client: Client, orkelljunga: Promise) -> None:
        found = events(client, f"{ORKELLJUNGA}/kalender.ics")
        assert days(found["Medborgarlöfte 2024 börjar gälla"]) == (date(2024, 1, 1), date(2024, 1, 2))
        assert days(found["Medborgarlöfte 2024: sista dagen"]) == (date(2024, 12, 31), date(2025, 1, 1))

    def test_has_the_next_measuring_of_a_goal(self, client: Client, exempelby: Promise) -> None:
        found = events(client, f"{EXEMPELBY}/kalender.ics")
        assert days(found["Exempel: Mätning: Andel som avstår"]) == (date(2027, 4, 15), date(2027, 4, 16))

    def test_commitment_with_an_interval_gets_the_whole_period_and_no_day(
        self, client: Client, orkelljunga: Promise
    ) -> None:
        letter = events(client, "/orkelljunga/kalender.ics")["Polisen skickar informationsbrev en gång i månaden."]
        assert days(letter) == (date(2024, 1, 1), date(2025, 1, 1))
        assert "rrule" not in letter
        assert str(letter["description"]).startswith("Görs varje månad.")

    def test_commitment_with_a_time_in_words_keeps_the_words(self, client: Client, exempelby: Promise) -> None:
        found = events(client, f"{EXEMPELBY}/kalender.ics")
        light = found["Exempel: Tekniska förvaltningen byter belysningen på torget."]
        assert days(light) == (date(2026, 9, 1), date(2027, 9, 1))
        assert "senast i mars" in str(light["description"])

    def test_patrols_and_controls_are_never_announced(self, client: Client, exempelby: Promise) -> None:
        words = content(client, f"{EXEMPELBY}/kalender.ics").decode()
        assert "patrullerar" not in words
        assert "trafiken" not in words

    def test_event_is_the_same_one_in_the_next_edition(self, client: Client, orkelljunga: Promise) -> None:
        before = events(client, "/orkelljunga/kalender.ics")
        publish_again(orkelljunga, introduction="Nya ord.", reason="Nya ord.")
        after = events(client, "/orkelljunga/kalender.ics")
        assert {name: event["uid"] for name, event in after.items()} == {
            name: event["uid"] for name, event in before.items()
        }
        assert len({event["uid"] for event in after.values()}) == len(after)
        assert all(after[name]["sequence"] > before[name]["sequence"] for name in after)

    def test_events_are_stamped_when_the_edition_was_published(self, client: Client, orkelljunga: Promise) -> None:
        published_at = Edition.objects.get(promise=orkelljunga).published_at
        for event in events(client, "/orkelljunga/kalender.ics").values():
            assert event["dtstamp"].dt == published_at.replace(microsecond=0)

    def test_example_is_marked_in_the_name_and_every_event(self, client: Client, exempelby: Promise) -> None:
        path = "/exempelby/kalender.ics"
        assert calendar(client, path)["x-wr-calname"] == "Exempel: Medborgarlöften i Exempelby"
        assert all(summary.startswith("Exempel: ") for summary in events(client, path))


class TestTable:
    def test_has_a_row_for_each_commitment(self, client: Client, orkelljunga: Promise) -> None:
        table = rows(client, "/orkelljunga/lofte.csv")
        assert [row["åtagande"] for row in table] == ["lagesbild", "gym", "information", "brev"]
        letter = table[-1]
        assert letter["kommun"] == "Örkelljunga"
        assert letter["bärare"] == "Polisen"
        assert letter["slag"] == "Information"
        assert letter["antal"] == "1"
        assert letter["intervall (RFC 5545)"] == "FREQ=MONTHLY"
        assert letter["gäller till"] == "2024-12-31"
        assert letter["adress"] == f"{settings.ADDRESS}{ORKELLJUNGA}/"
        assert table[1]["antal"] == "", "what the text leaves open stays empty"

    def test_opens_in_excel_with_its_swedish_letters(self, client: Client, orkelljunga: Promise) -> None:
        assert content(client, "/orkelljunga/lofte.csv").startswith("\ufeffkommun;kommunkod;löfte".encode())

    def test_marks_an_example(self, client: Client, orkelljunga: Promise, exempelby: Promise) -> None:
        assert {row["exempel"] for row in rows(client, "/exempelby/lofte.csv")} == {"ja"}
        assert {row["exempel"] for row in rows(client, "/orkelljunga/lofte.csv")} == {"nej"}

    @pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+46", "-1", "@SUM(A1)", "\t=1"])
    def test_formula_in_a_text_is_shown_and_not_run(self, text: str) -> None:
        assert plain_cell(text) == f"'{text}"
        assert plain_cell(f"Ring {text}") == f"Ring {text}"
