"""The feeds of one commitment and one focus area."""

from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine
from django.test import Client

from loftet.domain.activity.services.review import publish_report
from loftet.domain.promise.models import Commitment, Promise
from loftet.domain.publishing.services import publish_promise
from tests.domain.activity.exempelby import Exempelby, exempelby_in_2026
from tests.people import LETTERS, PATROLS

pytestmark = pytest.mark.django_db

PROMISE = "/exempelby/lofte/2026"
LETTERS_FEED = f"{PROMISE}/atagande/informationsbrev/andringar.atom"
BURGLARY_FEED = f"{PROMISE}/omrade/skadegorelse-och-inbrott/andringar.atom"
CENTRE_FEED = f"{PROMISE}/omrade/trygghet-i-centrum/andringar.atom"


@pytest.fixture
def followed(db: None) -> Exempelby:
    with time_machine.travel("2026-06-15T07:00:00Z", tick=False):
        return exempelby_in_2026()


def feed_of(path: str, *, at: str = "2026-06-20T07:00:00Z") -> feedparser.FeedParserDict:
    with time_machine.travel(at, tick=False):
        response = Client().get(path)
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def titles(path: str) -> list[str]:
    return [entry.title for entry in feed_of(path).entries]


def reword(promise: Promise, key: str, text: str) -> None:
    Commitment.objects.filter(promise=promise, key=key).update(text=text)
    with time_machine.travel("2026-06-16T07:00:00Z", tick=False):
        publish_promise(promise.municipality, promise=promise, actor=None, reason="Tydligare <ord>.")


def test_an_edition_stands_in_the_feeds_of_what_it_changed(followed: Exempelby) -> None:
    reword(followed.promise, LETTERS.id or "", "Polisen skickar brev varje månad.")
    assert titles(LETTERS_FEED) == ["Exempel: Utgåva 2", "Exempel: Utgåva 1"]
    assert titles(BURGLARY_FEED) == ["Exempel: Utgåva 2", "Exempel: Utgåva 1"]
    assert titles(CENTRE_FEED) == ["Exempel: Utgåva 1"]
    newest = feed_of(LETTERS_FEED).entries[0]
    assert "Skäl: Tydligare &lt;ord&gt;." in newest.summary
    assert "[tillagt:" in newest.summary
    assert newest.link.endswith(f"{PROMISE}/utgava/2/")


def test_public_work_stands_in_the_feeds_of_its_commitment_and_area(followed: Exempelby) -> None:
    with time_machine.travel("2026-06-15T07:00:00Z", tick=False):
        report = followed.report(text="Juni månads brev gick ut.")
        assert titles(LETTERS_FEED) == ["Exempel: Utgåva 1"]
        publish_report(followed.municipality, report=report, party=followed.police, actor=followed.coordinator)
    for path in (LETTERS_FEED, BURGLARY_FEED):
        assert "Exempel: Ny uppgift om arbetet" in titles(path)
        assert any("Juni månads brev gick ut." in entry.summary for entry in feed_of(path).entries)
    assert titles(CENTRE_FEED) == ["Exempel: Utgåva 1"]


def test_the_day_and_place_of_a_patrol_are_in_no_feed(followed: Exempelby) -> None:
    with time_machine.travel("2026-06-15T07:00:00Z", tick=False):
        report = followed.report(PATROLS.id or "", text="Vid stationen.", times=3, on=date(2026, 6, 12))
        publish_report(followed.municipality, report=report, party=followed.police, actor=followed.coordinator)
    for path in (f"{PROMISE}/atagande/fotpatrullering/andringar.atom", CENTRE_FEED):
        assert not [entry for entry in feed_of(path).entries if "Ny uppgift" in entry.title]
        in_july = feed_of(path, at="2026-07-02T07:00:00Z")
        (told,) = [entry for entry in in_july.entries if "Ny uppgift" in entry.title]
        assert told.updated == told.published == "2026-07-01T00:00:00+02:00"
        assert "Antal gånger: 3." in told.summary
        assert "stationen" not in told.summary
        assert "12 juni" not in told.summary


@pytest.mark.parametrize("path", [LETTERS_FEED, BURGLARY_FEED])
def test_a_feed_has_what_the_standard_demands(followed: Exempelby, path: str) -> None:
    reword(followed.promise, LETTERS.id or "", "Polisen skickar brev varje månad.")
    root = ElementTree.fromstring(Client().get(path).content)
    ids = [element.text for element in root.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == len(ids) == 3
    links = {link.get("rel"): link.get("href") for link in root.findall("{http://www.w3.org/2005/Atom}link")}
    assert str(links["self"]).endswith(path)
    others = ElementTree.fromstring(Client().get(CENTRE_FEED).content)
    assert not set(ids) & {element.text for element in others.iter("{http://www.w3.org/2005/Atom}id")}


def test_a_feed_that_has_not_changed_is_not_sent_again(followed: Exempelby) -> None:
    first = Client().get(LETTERS_FEED)
    assert Client().get(LETTERS_FEED, headers={"If-None-Match": first["ETag"]}).status_code == 304
    reword(followed.promise, LETTERS.id or "", "Polisen skickar brev varje månad.")
    assert Client().get(LETTERS_FEED, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{PROMISE}/atagande/finns-inte/andringar.atom",
        f"{PROMISE}/omrade/finns-inte/andringar.atom",
        "/exempelby/lofte/1999/atagande/informationsbrev/andringar.atom",
        "/exempelby/lofte/2027/atagande/informationsbrev/andringar.atom",
        "/granneby/lofte/2026/atagande/informationsbrev/andringar.atom",
    ],
)
def test_what_is_not_public_has_no_feed(followed: Exempelby, path: str) -> None:
    assert Client().get(path).status_code == 404
