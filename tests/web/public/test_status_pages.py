"""What the public reads of a promise that is worked on, in June 2026 and after the year."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from loftet.domain.activity.judging import Verdict
from loftet.domain.activity.services.contacts import set_public_delay
from loftet.domain.activity.services.judgements import ViewValues, give_view, propose_judgement
from loftet.domain.activity.services.reports import Origin
from loftet.domain.ledger.selectors import head, verify_stored_chain
from loftet.domain.ledger.verification import verify_chain
from loftet.web.public import page_cache
from tests.domain.activity.exempelby import KEY, ORALLY, Exempelby, exempelby_in_2026
from tests.people import PATROLS, PICTURE, WALKS
from tests.web.public.reading import html_of, text_of

PROMISE = "/exempelby/lofte/2026/"
LETTERS = f"{PROMISE}atagande/{KEY}/"
PARTLY = ViewValues(verdict=Verdict.PARTLY, evidence="Sändlistan", reason="Tre brev kom aldrig ut.")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-06-15T07:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def exempelby(db: None, settings: Settings, tmp_path: Path, clock: time_machine.Traveller) -> Exempelby:
    settings.DATA = tmp_path
    return exempelby_in_2026()


def test_the_promise_counts_how_many_commitments_stand_how(exempelby: Exempelby) -> None:
    exempelby.published(on=date(2026, 6, 10))
    words = text_of(PROMISE)
    assert "Så går det Läget den 15 juni 2026." in words
    assert "1 Pågår" in words
    assert "1 Vid behov" in words
    assert "3 Inget antal att följa" in words
    assert "%" not in words


def test_a_report_is_seen_at_once_with_its_day_and_party(exempelby: Exempelby) -> None:
    text_of(PROMISE)
    exempelby.published(on=date(2026, 6, 10), text="Brev om cyklar.", reached=14)
    said = "Senaste uppgiften: 10 juni 2026, Polismyndigheten"
    assert "Pågår: 1 av 12" in text_of(PROMISE)
    assert said in text_of(PROMISE)
    assert "Brev om cyklar. Nådde 14 personer." in text_of(LETTERS)


def test_a_report_that_waits_is_said_to_be_reviewed_and_says_nothing_more(exempelby: Exempelby) -> None:
    exempelby.report(text="Ett brev som ingen har granskat.")
    for page in (PROMISE, LETTERS):
        assert "Uppgift inkommen, granskas." in text_of(page)
        assert "ingen har granskat" not in text_of(page)


def test_every_month_has_words_and_its_drawing_is_passed_over(exempelby: Exempelby) -> None:
    exempelby.published(on=date(2026, 3, 20))
    exempelby.published(on=date(2026, 3, 27))
    words, page = text_of(LETTERS), html_of(LETTERS)
    assert "mars: redovisat, antal: 2" in words
    assert "april: ingen uppgift" in words
    assert "juni: den här månaden" in words
    assert "december: kommande" in words
    assert page.count('<i aria-hidden="true">') == 12


def test_what_cannot_be_followed_has_no_status_and_says_why(exempelby: Exempelby) -> None:
    words = text_of(f"{PROMISE}atagande/{PICTURE.id}/")
    assert "Löftet anger inget antal. Därför står det inte här hur det går." in words
    assert 'class="status' not in html_of(f"{PROMISE}atagande/{PICTURE.id}/")


def test_later_than_planned_is_said_in_the_bearers_words_beside_the_day_that_passed(exempelby: Exempelby) -> None:
    exempelby.plan_in_force(count=1, recurrence="FREQ=MONTHLY", last_day=date(2026, 5, 31))
    exempelby.published(times=0, text="", later_reason="Tryckeriet har stängt.")
    words = text_of(LETTERS)
    assert "Senare än planerat: Tryckeriet har stängt. Sista dagen var 31 maj 2026." in words


def test_silence_is_never_called_late(exempelby: Exempelby, clock: time_machine.Traveller) -> None:
    exempelby.published(on=date(2026, 6, 10))
    clock.move_to("2026-11-20T08:00:00Z")
    assert "Ingen ny uppgift sedan 15 juni 2026" in text_of(PROMISE)
    assert "örsenat" not in html_of(PROMISE)


def test_the_plan_stands_beside_the_literal_words_and_says_that_it_changes_nothing(exempelby: Exempelby) -> None:
    exempelby.plan_in_force(count=2, at_least=True, recurrence="FREQ=MONTHLY")
    words = text_of(LETTERS)
    assert (
        "Så följer polisen upp löftet: minst två gånger varje månad, tillagt 15 juni 2026, ändrar inte löftet." in words
    )
    assert "Hur mycket en gång varje månad" in words


def test_a_changed_plan_gives_its_reason(exempelby: Exempelby) -> None:
    exempelby.plan_in_force(count=1, recurrence="FREQ=MONTHLY")
    exempelby.plan(count=2, recurrence="FREQ=MONTHLY", reason="Fler grupper vill ha brev.")
    words = text_of(LETTERS)
    assert "Uppföljningsplanen ändrades" in words
    assert "Skäl: Fler grupper vill ha brev." in words


def test_a_wrong_report_and_its_correction_both_stay(exempelby: Exempelby) -> None:
    wrong = exempelby.published(text="Brev till tio grupper.")
    right = exempelby.published(text="Brev till elva grupper.", corrects=wrong)
    page, words = html_of(LETTERS), text_of(LETTERS)
    assert "Brev till tio grupper." in words
    assert "Brev till elva grupper. Rättar en tidigare uppgift, som står kvar." in words
    assert f'href="#uppgift-{right.pk}"' in page
    assert f'id="uppgift-{right.pk}"' in page
    assert "Pågår: 1 av 12" in words


def test_what_was_told_orally_says_by_whom_and_who_entered_it(exempelby: Exempelby) -> None:
    exempelby.published(origin=Origin(entered_party=exempelby.town, told=ORALLY))
    assert "Enligt kommunpolisen, muntligt 12 juni 2026. Inlagt av kommunen." in text_of(LETTERS)


def test_older_happenings_are_folded_away_and_still_on_the_page(exempelby: Exempelby) -> None:
    for day in range(1, 10):
        exempelby.published(on=date(2026, 6, day), text=f"Brev nummer {day}.")
    folded = html_of(LETTERS).partition("<details")[2]
    assert "Visa 3 äldre händelser" in folded
    assert "Brev nummer 3." in folded
    assert "Brev nummer 4." not in folded


def test_a_patrol_shows_month_and_number_alone_and_only_after_the_delay(
    exempelby: Exempelby, clock: time_machine.Traveller
) -> None:
    set_public_delay(exempelby.municipality, party=exempelby.police, actor=None, days=14)
    exempelby.published(PATROLS.id or "", on=date(2026, 6, 10), times=3, text="Runt Torget klockan 22.")
    page = f"{PROMISE}atagande/{PATROLS.id}/"
    assert "Det som har hänt" not in text_of(page)
    clock.move_to("2026-07-14T08:00:00Z")
    assert "Det som har hänt" not in text_of(page)
    clock.move_to("2026-07-15T08:00:00Z")
    words = text_of(page)
    assert "Gjort Juni 2026. Uppgift från" in words
    assert "Antal: 3." in words
    assert "Torget" not in words
    assert "10 juni" not in words
    assert "2026-06-10" not in html_of(page)


def test_the_reservation_stands_with_the_status(exempelby: Exempelby) -> None:
    """Once on the promise, and on the page of each commitment that has a status."""
    exempelby.published()
    assert text_of(PROMISE).count("Löftet är en del av arbetet") == 1


def test_a_recorded_promise_without_follow_up_has_no_status_at_all(exempelby: Exempelby) -> None:
    words = text_of("/granneby/lofte/2026-maj-augusti/")
    assert "Så går det Läget" not in words
    assert 'class="status' not in html_of("/granneby/lofte/2026-maj-augusti/")


@pytest.fixture
def judged(exempelby: Exempelby, clock: time_machine.Traveller) -> Exempelby:
    """Nine of twelve letters; the town's view on 11 January 2027, public on the 26th."""
    for month in range(1, 7):
        exempelby.published(on=date(2026, month, 1))
    clock.move_to("2027-01-11T08:00:00Z")
    propose_judgement(
        exempelby.municipality,
        promise=exempelby.promise,
        commitment_key=KEY,
        party=exempelby.town,
        actor=None,
        values=PARTLY,
    )
    return exempelby


def test_after_the_period_the_fact_comes_first_and_silence_is_told(
    judged: Exempelby, clock: time_machine.Traveller
) -> None:
    assert "Tre brev kom aldrig ut." not in text_of(LETTERS)
    clock.move_to("2027-01-26T08:00:00Z")
    words = text_of(LETTERS)
    judgement = words.partition("Parternas bedömning")[2]
    assert judgement.index("Lovat: 12 gånger. Redovisat: 6.") < judgement.index("Delvis genomfört")
    assert "Tre brev kom aldrig ut." in judgement
    assert "Polisen har inte lämnat någon kommentar." in judgement


def test_two_views_stand_beside_each_other_in_the_same_form(judged: Exempelby, clock: time_machine.Traveller) -> None:
    other = ViewValues(verdict=Verdict.DONE, evidence="Egen lista", reason="Breven gick ut.")
    judgement = judged.promise.judgements.get()
    give_view(judged.municipality, judgement=judgement, party=judged.police, actor=None, values=other)
    clock.move_to("2027-01-26T08:00:00Z")
    page = html_of(LETTERS)
    views = page.partition('<div class="views">')[2].partition("</div>")[0]
    assert views.count("<section") == views.count("<h3") == views.count("<svg") == 2
    assert "Tre brev kom aldrig ut." in views
    assert "Breven gick ut." in views
    assert "Parterna bedömer olika" in text_of(PROMISE)


def test_the_chain_page_gives_head_length_and_a_download_that_verifies(exempelby: Exempelby) -> None:
    exempelby.plan_in_force(count=1, recurrence="FREQ=MONTHLY")
    code = exempelby.municipality.code
    words = text_of("/exempelby/andringskedja/")
    response = Client().get("/exempelby/andringskedja.jsonl")
    verified = verify_chain(response.content, head=head(code))
    assert response["Content-Type"].startswith("application/jsonl")
    assert str(verified.head) in words
    assert f"Antal länkar {verified.link_count}" in words
    assert verify_stored_chain(code).link_count == verified.link_count
    assert "Vad den inte visar" in words


def test_the_explanation_names_every_status_and_judgement(exempelby: Exempelby) -> None:
    words = text_of("/exempelby/sa-bedoms-det/")
    for name in ("Senare än planerat", "Ingen ny uppgift", "Vid behov", "Kan inte bedömas", "Parterna bedömer olika"):
        assert name in words


def test_a_year_of_reports_costs_no_more_questions(exempelby: Exempelby, monkeypatch: pytest.MonkeyPatch) -> None:
    def questions() -> int:
        monkeypatch.setattr(page_cache, "PAGES", page_cache.PageStore())
        with CaptureQueriesContext(connection) as asked:
            html_of(PROMISE)
        return len(asked)

    exempelby.published(on=date(2026, 1, 5))
    exempelby.plan_in_force(count=1, recurrence="FREQ=MONTHLY")
    few = questions()
    for day in range(1, 15):
        exempelby.published(on=date(2026, 6, day))
        exempelby.published(WALKS.id or "", on=date(2026, 6, day))
    assert questions() == few
