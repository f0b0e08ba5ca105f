"""The page behind the mail of the month, as a contact without an account presses it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from loftet.domain.account.models import User
from loftet.domain.activity.models import Report, ReportDevice
from loftet.domain.activity.services.review import publish_report, send_back_report
from loftet.domain.delivery.models import Message
from tests.people import WALKS, Cast
from tests.web.workspace.reporting import ADDRESS, KEY, form, mailed_link, police_contact, sent_report
from tests.web.workspace.sending import send, text_of


@pytest.fixture
def link(cast: Cast) -> str:
    return mailed_link(cast)


@pytest.fixture
def telephone(link: str) -> Client:
    """A device that has opened the link and pressed."""
    client = Client()
    assert client.post(link).headers["Location"] == "/rapport/"
    return client


def answer_at(cast: Cast, key: str = KEY) -> str:
    return f"/rapport/{cast.this_year.pk}/{key}/"


COOKIE = "loftet_report_device"


def test_opening_the_link_changes_nothing_however_often_a_scanner_does_it(link: str) -> None:
    for _ in range(3):
        page = Client().get(link)
        assert page.status_code == 200
        assert "Fortsätt" in page.content.decode()
        assert COOKIE not in page.cookies
    assert not ReportDevice.objects.exists()


def test_a_press_exchanges_the_link_for_a_cookie_that_only_these_pages_get(link: str, settings: Settings) -> None:
    cookie = Client().post(link).cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], bool(cookie["secure"])) == (
        True,
        "Lax",
        "/rapport/",
        False,
    )

    settings.SESSION_COOKIE_SECURE = True
    assert Client().post(link).cookies[COOKIE]["secure"] is True


def test_the_link_leaks_nowhere(link: str, telephone: Client) -> None:
    page = Client().get(link)
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == telephone.get("/rapport/")["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]
    assert "no-store" in telephone.get("/rapport/")["Cache-Control"]
    assert link.split("/")[2] not in telephone.get("/rapport/").content.decode()


def test_a_press_from_a_page_that_sends_no_origin_is_accepted_and_one_from_another_site_is_not(link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert strict.post(link, headers={"Origin": "null", "Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_report_is_protected_against_forged_requests(link: str, cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.post(link)
    assert strict.post(answer_at(cast), form()).status_code == 403
    assert not Report.objects.exists()


def test_the_page_lists_what_is_due_and_the_short_form_is_sent_at_once(telephone: Client, cast: Cast) -> None:
    page = telephone.get("/rapport/")
    assert "Polisen skickar informationsbrev" in text_of(page)
    assert "1 augusti 2026 till 31 augusti 2026" in text_of(page)
    assert "senad" not in text_of(page).lower()

    response = telephone.post(answer_at(cast), form(), follow=True)

    assert "Tack. Uppgiften är skickad och granskas" in text_of(response)
    assert "Inget mer väntar på dig" in text_of(response)
    report = Report.objects.get()
    assert (report.on, report.text, report.times) == (date(2026, 9, 10), "Brevet gick ut.", 1)
    assert (report.state, report.entered_by, str(report.contact)) == ("sent", None, "kommunpolis")


def test_what_the_opened_page_holds_can_be_sent_as_it_stands(telephone: Client, cast: Cast) -> None:
    filled = send(telephone, answer_at(cast), text="Brevet gick ut i går.", when="yesterday", do="send")
    assert "Tack" in text_of(filled)
    assert Report.objects.get().on == date(2026, 9, 9)


def test_a_day_that_is_written_beside_another_that_is_chosen_is_asked_about(telephone: Client, cast: Cast) -> None:
    response = telephone.post(answer_at(cast), form(on="2026-09-01"))
    assert response.status_code == 422
    assert "Välj ”Annan dag” om det var den här dagen." in text_of(response)
    telephone.post(answer_at(cast), form(on="2026-09-01", when="other"))
    assert Report.objects.get().on == date(2026, 9, 1)


def test_nothing_is_done_yet_is_one_press_and_keeps_what_was_written(telephone: Client, cast: Cast) -> None:
    telephone.post(answer_at(cast), form(do="nothing", text="Vi väntar på tryckeriet.", times=""))
    report = Report.objects.get()
    assert (report.nothing_yet, report.times, report.text) == (True, 0, "Vi väntar på tryckeriet.")


def test_later_than_planned_is_said_with_the_bearers_reason(telephone: Client, cast: Cast) -> None:
    response = telephone.post(answer_at(cast), form(do="later", text="", later_reason=""))
    assert response.status_code == 422
    assert "Skriv varför det blir senare" in text_of(response)

    telephone.post(answer_at(cast), form(do="later", text="", later_reason="Tryckeriet har flyttat."))
    assert Report.objects.get().later_reason == "Tryckeriet har flyttat."


def test_a_form_pressed_twice_is_one_report(telephone: Client, cast: Cast) -> None:
    twice = form()
    answers = [telephone.post(answer_at(cast), twice) for _ in range(2)]
    assert [response.status_code for response in answers] == [302, 302]
    assert Report.objects.count() == 1


def test_whoever_comes_after_another_sees_what_was_told_before_hers_is_sent(telephone: Client, cast: Cast) -> None:
    sent_report(cast, actor=None, text="Brevet om cyklar gick ut.")

    response = telephone.post(answer_at(cast), mine := form(text="Brev om inbrott."))
    assert response.status_code == 422
    assert "Brevet om cyklar gick ut." in text_of(response)
    assert "Brev om inbrott." in text_of(response)
    assert Report.objects.count() == 1

    telephone.post(answer_at(cast), mine | {"seen": str(Report.objects.get().pk)})
    assert Report.objects.count() == 2


def test_a_link_used_twice_opens_on_a_second_device(link: str, telephone: Client) -> None:
    other = Client()
    other.post(link)
    assert other.get("/rapport/").status_code == telephone.get("/rapport/").status_code == 200


def test_a_link_after_its_time_renews_itself_by_one_press(link: str, september: time_machine.Traveller) -> None:
    september.shift(timedelta(days=46))
    client = Client()
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410
    assert not ReportDevice.objects.exists()

    response = client.post(link, {"renew": "1"})

    assert "En ny länk är på väg" in text_of(response)
    newest = ADDRESS.search(Message.objects.latest("pk").text)
    assert newest
    assert newest[1] != link
    assert client.get(newest[1]).status_code == 200


def test_a_garbled_link_says_so(db: None) -> None:
    response = Client().get("/rapport/inte-en-lank/")
    assert response.status_code == 404
    assert "Länken går inte att läsa" in text_of(response)
    assert Client().post("/rapport/inte-en-lank/", {"renew": "1"}).status_code == 404


def test_what_is_sent_from_a_device_that_is_not_known_is_shown_and_not_lost(cast: Cast, link: str) -> None:
    response = Client().post(answer_at(cast), form(text="En lång och viktig text."))
    assert response.status_code == 403
    assert "Öppna länken i brevet" in text_of(response)
    assert "En lång och viktig text." in text_of(response)
    assert not Report.objects.exists()


def test_a_removed_contact_is_let_in_no_longer(cast: Cast, telephone: Client) -> None:
    from loftet.domain.activity.models import Contact  # noqa: PLC0415
    from loftet.domain.activity.services.contacts import remove_contact  # noqa: PLC0415

    remove_contact(cast.exempelby, contact=Contact.objects.get(), actor=None)
    assert telephone.get("/rapport/").status_code == 403


def test_neither_anothers_commitment_nor_anothers_promise_can_be_answered(telephone: Client, cast: Cast) -> None:
    for promise, key in ((cast.neighbours, "badplatsen"), (cast.this_year, "vardnadshavare"), (cast.draft, KEY)):
        assert telephone.post(f"/rapport/{promise.pk}/{key}/", form()).status_code == 404
    assert telephone.get(answer_at(cast, WALKS.id or "")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"when": "other", "on": "2026-09-11"}, "Dagen har inte varit än"),
        ({"when": "other", "on": "2025-12-31"}, "före löftets första dag, 1 januari 2026"),
        ({"when": "other", "on": ""}, "Ange vilken dag det var"),
        ({"when": "other", "on": "i förrgår"}, "Om annan dag"),
        ({"times": "-1"}, "minst 1"),
        ({"times": "1000000"}, "högst 10000"),
        ({"times": "ett par"}, "med siffror"),
        ({"text": " "}, "Skriv med några ord vad som gjordes"),
        ({"text": "x" * 4001}, "Vad gjordes?"),
        ({"reached": "-5"}, "Hur många nåddes?"),
        ({"hours": "många"}, "Arbetstid i timmar"),
    ],
)
def test_what_cannot_be_is_explained_and_what_was_typed_stays(
    telephone: Client, cast: Cast, changes: dict[str, str], words: str
) -> None:
    sent = form(note="En anteckning att behålla") | changes
    response = telephone.post(answer_at(cast), sent)

    assert response.status_code == 422
    assert words in text_of(response).split("Vilken dag gjordes det?")[0]
    assert "En anteckning att behålla" in response.content.decode()
    assert sent["text"].strip() in response.content.decode()
    assert not Report.objects.exists()


def test_what_was_sent_back_is_mended_from_the_same_page(telephone: Client, cast: Cast) -> None:
    telephone.post(answer_at(cast), form())
    report = Report.objects.get()
    send_back_report(cast.exempelby, report=report, actor=None, reason="Vilka fick brevet?")

    assert "Vilka fick brevet?" in text_of(telephone.get("/rapport/"))
    response = send(telephone, f"/rapport/tillbaka/{report.pk}/", text="Alla grupper fick brevet.", do="send")

    assert "skickad igen" in text_of(response)
    report.refresh_from_db()
    assert (report.state, report.text, report.sent_back_reason) == ("sent", "Alla grupper fick brevet.", "")
    assert telephone.get(f"/rapport/tillbaka/{report.pk}/").headers["Location"] == "/rapport/"


def test_two_contacts_of_one_party_cannot_mend_each_others_reports(telephone: Client, cast: Cast, ada: User) -> None:
    report = sent_report(cast, actor=ada)
    send_back_report(cast.exempelby, report=report, actor=ada, reason="Fel dag")
    police_contact(cast, "lokalpolis@exempel.se")
    assert telephone.get(f"/rapport/tillbaka/{report.pk}/").status_code == 302


def test_what_a_contact_has_sent_is_corrected_from_the_same_page_and_both_stay(
    telephone: Client, cast: Cast, ada: User
) -> None:
    telephone.post(answer_at(cast), form(text="Brev till åtta grupper.", times="2"))
    wrong = Report.objects.get()
    publish_report(cast.exempelby, report=wrong, party=wrong.party, actor=ada)
    page = telephone.get("/rapport/")
    assert f"/rapport/ratta/{wrong.pk}/" in page.content.decode()

    response = send(telephone, f"/rapport/ratta/{wrong.pk}/", text="Brev till nio grupper.", times="1", do="send")

    assert "Rättelsen är skickad" in text_of(response)
    first, correction = Report.objects.order_by("pk")
    assert (first.state, first.text, first.times) == ("public", "Brev till åtta grupper.", 2)
    assert (correction.corrects, correction.state, correction.text) == (first, "sent", "Brev till nio grupper.")
    assert correction.contact == first.contact
    again = telephone.get(f"/rapport/ratta/{wrong.pk}/", follow=True)
    assert "redan rättad" in text_of(again)
    assert f"/rapport/ratta/{wrong.pk}/" not in again.content.decode()


def test_nobody_corrects_by_a_link_what_somebody_else_has_sent(telephone: Client, cast: Cast, ada: User) -> None:
    theirs = sent_report(cast, actor=ada)
    answer = telephone.post(f"/rapport/ratta/{theirs.pk}/", form(text="Något annat."))
    assert answer.headers["Location"] == "/rapport/"
    assert Report.objects.count() == 1
