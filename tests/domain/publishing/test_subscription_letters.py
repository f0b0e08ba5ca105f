"""What followers are told: one letter a day with what became public, against a real mail server on loopback."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from loftet.domain.activity.services.review import publish_report
from loftet.domain.delivery.models import Message
from loftet.domain.delivery.services import deliver_due_messages
from loftet.domain.job.models import Job
from loftet.domain.job.selectors import due_jobs
from loftet.domain.job.services import enroll_worker
from loftet.domain.job.worker import take_turn
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Commitment, Promise
from loftet.domain.publishing.selectors import published_promise
from loftet.domain.publishing.services import publish_promise
from loftet.domain.publishing.subscription.followed import followed_in
from loftet.domain.publishing.subscription.links import FROM_LETTER, ONE_CLICK, Asked, subscription_id_of
from loftet.domain.publishing.subscription.models import News, Notice, Subscription
from loftet.domain.publishing.subscription.services.following import follow
from loftet.domain.publishing.subscription.services.telling import note_change, send_digest, send_digests
from loftet.domain.publishing.subscription.wording import consent_wording, wording_hash
from loftet.project.working import SCHEDULES
from tests.domain.activity.exempelby import Exempelby
from tests.domain.delivery.relay import Relay, relay
from tests.people import BURGLARY, CENTRE, LETTERS, PATROLS, WALKS

pytestmark = pytest.mark.django_db

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def server(settings: Settings) -> Iterator[Relay]:
    settings.ADDRESS = "https://lofte.example"
    with relay() as running:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", running.port
        yield running


@pytest.fixture
def letters(server: Relay, followed: Exempelby) -> Callable[[], dict[str, EmailMessage]]:
    """Let the daily task and all that it asks for be done; what has come since the last time, by name of the reader."""

    def sent() -> dict[str, EmailMessage]:
        before = len(server.taken)
        send_digests()
        worker = enroll_worker()
        while due_jobs().exists():
            take_turn(worker)
        assert not Job.objects.exclude(fault="").exists()
        new = server.taken[before:]
        names = [parseaddr(letter["To"])[1].partition("@")[0] for letter in new]
        assert len(set(names)) == len(names), "one letter each"
        return dict(zip(names, new, strict=True))

    return sent


def reader(promise: Promise, name: str, *, language: str = "sv", **part: str) -> Subscription:
    """Somebody who follows the promise or a part of it."""
    municipality = promise.municipality
    published = published_promise(municipality, promise.address)
    assert published
    thing = followed_in(published, **part)
    assert thing
    email = f"{name}@exempel.se"
    asked = Asked(
        email=email, municipality_code=municipality.code, promise_address=promise.address, language=language, **part
    )
    with transaction.atomic():
        from django.utils.translation import override  # noqa: PLC0415

        with override(language):
            sha256 = wording_hash(consent_wording(municipality))
        follow(thing, asked=asked, wording_sha256=sha256)
    return Subscription.objects.get(email=email)


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body
    return str(body.get_content()).replace("\r\n", "\n")


def reword(promise: Promise, key: str, text: str, reason: str) -> None:
    Commitment.objects.filter(promise=promise, key=key).update(text=text)
    publish_promise(promise.municipality, promise=promise, actor=None, reason=reason)


def readers_of_everything(promise: Promise) -> None:
    reader(promise, "lofte")
    reader(promise, "inbrott", focus_area=BURGLARY)
    reader(promise, "centrum", focus_area=CENTRE)
    reader(promise, "brev", commitment_key=LETTERS.id or "")
    reader(promise, "vandring", commitment_key=WALKS.id or "")


NEW_WORDS = "Polisen skickar informationsbrev till grannsamverkansgrupperna två gånger i månaden."


def test_a_new_edition_is_told_to_those_whose_words_changed_with_reason_and_difference(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    readers_of_everything(followed.promise)
    reword(followed.promise, LETTERS.id or "", NEW_WORDS, "Grupperna bad om det.")
    sent = letters()
    assert set(sent) == {"lofte", "inbrott", "brev"}
    for letter in sent.values():
        text = text_of(letter)
        assert "Löftet är ändrat, 15 juni 2026" in text
        assert "Skäl: Grupperna bad om det." in text
        assert (
            "Ett åtagande: Polisen skickar informationsbrev till grannsamverkansgrupperna "
            "[borttaget: en gång] [tillagt: två gånger] i månaden." in text
        )
    assert sent["brev"]["Subject"].strip() == "Exempel: Nytt om Medborgarlöfte 2026 i Exempelby"
    assert "https://lofte.example/exempelby/lofte/2026/atagande/informationsbrev/\n" in text_of(sent["brev"])
    assert text_of(sent["inbrott"]).startswith(f"Du följer området ”{BURGLARY}” (Medborgarlöfte 2026, Exempelby).\n\n")


def test_words_round_the_commitments_are_told_only_to_those_who_follow_the_whole_promise(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    readers_of_everything(followed.promise)
    followed.promise.introduction = "Vi lovar."
    followed.promise.save()
    publish_promise(followed.municipality, promise=followed.promise, actor=None, reason="Kortare.")
    assert set(letters()) == {"lofte"}


def test_a_commitment_that_is_dropped_is_told_to_its_follower(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    readers_of_everything(followed.promise)
    Commitment.objects.filter(promise=followed.promise, key=WALKS.id).delete()
    publish_promise(followed.municipality, promise=followed.promise, actor=None, reason="Det går inte.")
    sent = letters()
    assert set(sent) == {"lofte", "centrum", "vandring"}
    assert "[borttaget: Kommunen och polisen genomför trygghetsvandringar i Mallinge.]" in text_of(sent["vandring"])
    assert "https://lofte.example/exempelby/lofte/2026/\n" in text_of(sent["vandring"])


def test_everything_of_a_day_comes_in_one_letter_and_once(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    reader(followed.promise, "lofte")
    reword(followed.promise, LETTERS.id or "", NEW_WORDS, "Första skälet.")
    reword(followed.promise, WALKS.id or "", "Kommunen och polisen går i Mallinge.", "Andra skälet.")
    (letter,) = letters().values()
    assert text_of(letter).index("Första skälet.") < text_of(letter).index("Andra skälet.")
    assert letters() == {}
    assert not Notice.objects.exists()


def test_the_task_done_twice_sends_one_letter(followed: Exempelby, server: Relay) -> None:
    subscription = reader(followed.promise, "lofte")
    reword(followed.promise, LETTERS.id or "", NEW_WORDS, "Skäl.")
    for _ in range(2):
        send_digests()
        send_digest(subscription=subscription.pk)
    deliver_due_messages()
    assert len(server.taken) == 1


def test_a_change_that_is_rolled_back_is_told_to_nobody(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    reader(followed.promise, "lofte")
    with transaction.atomic():
        reword(followed.promise, LETTERS.id or "", NEW_WORDS, "Skäl.")
        transaction.set_rollback(True)
    assert letters() == {}


def test_a_letter_has_the_headers_of_rfc_8058_and_nothing_that_tells_back(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    subscription = reader(followed.promise, "lofte")
    reword(followed.promise, LETTERS.id or "", NEW_WORDS, "Skäl.")
    letter = letters()["lofte"]
    leave = re.fullmatch(
        r"<https://lofte\.example/exempelby/folj/sluta/([\w.-]+)/>", letter["List-Unsubscribe"].strip()
    )
    assert leave
    assert subscription_id_of(ONE_CLICK, leave.group(1)) == subscription.pk
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    in_body = re.search(r"/folj/avsluta/([\w.-]+)/", text_of(letter))
    assert in_body
    assert subscription_id_of(FROM_LETTER, in_body.group(1)) == subscription.pk
    html = text_of(letter, "html")
    assert leave.group(1) not in text_of(letter) + html, "a letter sent on shows no link that leaves at once"
    assert not re.search(r"<(?:img|script|style|link|iframe)|src=|url\(|\?", html.replace("<!doctype html>", ""))
    addresses = set(re.findall(r'href="([^"]+)"', html))
    assert addresses == set(re.findall(r"https://\S+", text_of(letter)))
    assert len(addresses) == 3


def test_words_of_a_promise_are_words_and_no_markup(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    reader(followed.promise, "lofte")
    reword(followed.promise, LETTERS.id or "", "Polisen <script>alert(1)</script> skickar brev.", "A & B <b>")
    letter = letters()["lofte"]
    assert "<script>" not in text_of(letter, "html")
    assert "<p>Skäl: A &amp; B &lt;b&gt;</p>" in text_of(letter, "html")
    assert "Skäl: A & B <b>" in text_of(letter)


def test_a_report_is_told_once_when_it_is_public(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    readers_of_everything(followed.promise)
    report = followed.report(text="Juni månads brev gick ut.")
    assert letters() == {}
    publish_report(followed.municipality, report=report, party=followed.police, actor=followed.coordinator)
    sent = letters()
    assert set(sent) == {"lofte", "inbrott", "brev"}
    text = text_of(sent["lofte"])
    assert "Ny uppgift om arbetet, 15 juni 2026" in text
    assert f"{LETTERS.text}\n\n" in text, "the promise's reader is told which commitment"
    assert "15 juni 2026\nJuni månads brev gick ut." in text
    assert LETTERS.text not in text_of(sent["brev"]).partition("Ny uppgift")[2]
    assert letters() == {}


def test_a_plan_is_told(followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]) -> None:
    reader(followed.promise, "vandring", commitment_key=WALKS.id or "")
    followed.plan_in_force(WALKS.id or "", count=4, at_least=True, unit="vandringar")
    text = text_of(letters()["vandring"])
    assert "Så följs åtagandet upp, 15 juni 2026" in text
    assert "minst fyra vandringar" in text


def test_of_work_that_is_not_announced_month_and_number_are_told_when_the_month_is_over(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]], june: time_machine.Traveller
) -> None:
    reader(followed.promise, "patrull", commitment_key=PATROLS.id or "")
    report = followed.report(PATROLS.id or "", text="Vid stationen klockan 23.", times=3, on=date(2026, 6, 12))
    publish_report(followed.municipality, report=report, party=followed.police, actor=followed.coordinator)
    assert letters() == {}
    june.move_to("2026-07-01T07:00:00Z")
    text = text_of(letters()["patrull"])
    assert "juni 2026\nAntal gånger: 3." in text
    assert "stationen" not in text
    assert "12 juni" not in text


def test_whoever_begins_to_follow_is_not_told_of_what_was_before(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]], june: time_machine.Traveller
) -> None:
    publish_report(followed.municipality, report=followed.report(), party=followed.police, actor=followed.coordinator)
    june.shift(timedelta(days=1))
    reader(followed.promise, "lofte")
    assert letters() == {}


def test_a_change_is_noted_once_for_its_source_and_for_those_it_concerns(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    readers_of_everything(followed.promise)
    for words in ("Brevet gick ut.", "Samma brev en gång till."):
        note_change(
            followed.municipality,
            promise_address="2026",
            commitment_key=LETTERS.id,
            focus_area=BURGLARY,
            kind=News.Kind.REPORT,
            words=words,
            source="brev/1",
        )
    assert set(Notice.objects.values_list("subscription__email", flat=True)) == {
        "lofte@exempel.se",
        "inbrott@exempel.se",
        "brev@exempel.se",
    }
    note_change(followed.municipality, promise_address="2026", kind=News.Kind.REPORT, words="Om hela löftet.")
    sent = letters()
    assert len(sent) == 5
    assert all("Om hela löftet." in text_of(letter) for letter in sent.values())
    assert "en gång till" not in text_of(sent["brev"])


def test_words_that_everybody_has_been_told_are_kept_no_longer(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    reader(followed.promise, "lofte")
    note_change(followed.municipality, promise_address="2026", kind=News.Kind.REPORT, words="Brevet.", source="brev/1")
    letters()
    letters()
    assert [(news.words, news.source) for news in News.objects.all()] == [("", "brev/1")]


def test_followers_of_one_municipality_hear_nothing_of_another(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    neighbours = Promise.objects.select_related("municipality").get(municipality=followed.neighbour)
    reader(neighbours, "granne")
    reader(followed.promise, "lofte")
    reword(neighbours, "badplatsen", "Polisen besöker badplatsen varje vecka.", "Grannarna bad om det.")
    sent = letters()
    assert set(sent) == {"granne"}
    assert "Granneby" in sent["granne"]["Subject"]
    assert "Exempelby" not in text_of(sent["granne"])
    with pytest.raises(Promise.DoesNotExist):
        note_change(
            Municipality.objects.get(pk=followed.neighbour.pk),
            promise_address="2026",
            kind=News.Kind.REPORT,
            words="Fel kommun",
        )


def test_a_letter_is_in_the_language_that_was_chosen(
    followed: Exempelby, letters: Callable[[], dict[str, EmailMessage]]
) -> None:
    reader(followed.promise, "lofte", language="en")
    reword(followed.promise, LETTERS.id or "", NEW_WORDS, "Skäl.")
    letter = letters()["lofte"]
    assert '<html lang="en">' in text_of(letter, "html")
    assert "https://lofte.example/en/exempelby/folj/avsluta/" in text_of(letter)
    assert "Läs mer" not in text_of(letter)


def test_a_server_that_is_down_for_a_day_costs_nobody_a_letter(
    followed: Exempelby, settings: Settings, june: time_machine.Traveller
) -> None:
    with relay() as closed:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", closed.port
    reader(followed.promise, "lofte")
    reword(followed.promise, LETTERS.id or "", NEW_WORDS, "Skäl.")
    worker = enroll_worker()
    send_digests()
    while due_jobs().exists():
        take_turn(worker)
    assert Message.objects.get().state == Message.State.WAITING
    june.shift(timedelta(days=1))
    with relay(closed.port) as opened:
        deliver_due_messages()
        assert len(opened.taken) == 1
    assert Message.objects.get().to == ""


def test_letters_go_at_seven_in_the_morning_in_sweden_in_summer_and_winter() -> None:
    (daily,) = [each for each in SCHEDULES if each.task is send_digests]
    for day in (date(2026, 7, 1), date(2026, 12, 1), date(2026, 10, 25)):
        due = daily.recurrence(datetime.combine(day, time(0), UTC))
        assert due.astimezone(ZoneInfo("Europe/Stockholm")) == datetime.combine(
            day, time(7), ZoneInfo("Europe/Stockholm")
        )
    assert timezone.is_aware(due)
