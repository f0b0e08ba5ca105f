"""An address on its way in and out: asked for, confirmed, told, left; against a real mail server on loopback."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from loftet.domain.audit.models import Entry
from loftet.domain.delivery.models import Message
from loftet.domain.delivery.services import deliver_due_messages
from loftet.domain.job.models import Job
from loftet.domain.publishing.selectors import published_promise
from loftet.domain.publishing.subscription import pace
from loftet.domain.publishing.subscription.followed import Followed, followed_in
from loftet.domain.publishing.subscription.links import (
    FROM_LETTER,
    ONE_CLICK,
    Asked,
    LinkExpired,
    LinkGarbled,
    sealed,
    signed,
    subscription_id_of,
    unsealed,
)
from loftet.domain.publishing.subscription.models import ConsentWording, SentLetter, Subscription
from loftet.domain.publishing.subscription.rules import is_bounce, is_over
from loftet.domain.publishing.subscription.selectors import follower_counts, mail_is_offered
from loftet.domain.publishing.subscription.services import following
from loftet.domain.publishing.subscription.services.following import ask_to_follow, follow, leave, leave_from_letter
from loftet.domain.publishing.subscription.services.telling import end_subscriptions, send_digest
from loftet.domain.publishing.subscription.wording import consent_wording, wording_hash
from tests.domain.delivery.relay import Relay, free_port, relay
from tests.people import CENTRE, LETTERS, Cast, the_cast

pytestmark = pytest.mark.django_db

ANNA = "Anna@Exempel.se"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def slowed_in_this_test_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, count, period in [
        ("LETTERS_TO_AN_ADDRESS", 3, timedelta(days=1)),
        ("REQUESTS_FROM_A_SOURCE", 20, timedelta(hours=1)),
        ("TRIES_OF_A_LINK", 10, timedelta(hours=1)),
    ]:
        monkeypatch.setattr(following, name, pace.Pace(count, period))


@pytest.fixture
def september() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-09-10T08:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(db: None, september: time_machine.Traveller) -> Cast:
    return the_cast()


@pytest.fixture
def server(settings: Settings) -> Iterator[Relay]:
    settings.ADDRESS = "https://lofte.example"
    with relay() as running:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", running.port
        yield running


def promise_of(cast: Cast, **part: str) -> Followed:
    published = published_promise(cast.exempelby, "2026")
    assert published
    followed = followed_in(published, **part)
    assert followed
    return followed


def asked_of(followed: Followed, email: str = ANNA, language: str = "sv") -> Asked:
    return Asked(
        email=email,
        municipality_code=followed.municipality.code,
        promise_address=followed.published.address,
        commitment_key=followed.commitment_key,
        focus_area=followed.focus_area,
        language=language,
    )


def confirmed(followed: Followed, email: str = ANNA, language: str = "sv") -> Subscription:
    with override(language):
        wording = wording_hash(consent_wording(followed.municipality))
    follow(followed, asked=asked_of(followed, email, language), wording_sha256=wording)
    return Subscription.objects.get(email=email.lower(), commitment_key=followed.commitment_key)


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body
    return str(body.get_content())


def link_in(message: EmailMessage, step: str) -> str:
    """The last part of an address in the letter's text."""
    found = re.search(rf"https://lofte\.example\S*/folj/{step}/(\S+)/", text_of(message))
    assert found, text_of(message)
    return found.group(1)


def test_the_letter_holds_all_that_is_known_of_the_address(cast: Cast, server: Relay) -> None:
    followed = promise_of(cast, commitment_key=LETTERS.id or "")
    ask_to_follow(followed, email=ANNA, source="127.0.0.1")
    deliver_due_messages()
    (letter,) = server.taken
    assert letter["To"] == ANNA
    assert letter["Subject"].strip() == "Exempel: Bekräfta att du vill följa löftet i Exempelby"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert unsealed(link_in(letter, "bekrafta")) == asked_of(followed)
    row = Message.objects.get()
    assert (row.to, row.text, row.html, row.subject, row.headers) == ("", "", "", "", {})
    assert not Subscription.objects.exists()


def test_a_letter_that_cannot_be_sent_is_erased_after_a_day(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", free_port()
    ask_to_follow(promise_of(cast), email=ANNA, source="127.0.0.1")
    for hours, kept in [(23, ANNA), (24, "")]:
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            deliver_due_messages()
        assert Message.objects.get().to == kept


def test_asking_looks_for_no_subscription_and_writes_the_same_whoever_asks(cast: Cast, server: Relay) -> None:
    followed = promise_of(cast)
    confirmed(followed)
    for email in (ANNA, "bo@exempel.se"):
        ask_to_follow(followed, email=email, source="127.0.0.1")
    deliver_due_messages()
    first, second = [re.sub(r"/bekrafta/\S+", "", text_of(each)) for each in server.taken]
    assert first == second


def test_an_address_gets_three_letters_a_day_and_nobody_is_told(cast: Cast, september: time_machine.Traveller) -> None:
    for email in [ANNA, ANNA.lower(), ANNA.upper(), ANNA, "bo@exempel.se"]:
        ask_to_follow(promise_of(cast), email=email, source="127.0.0.1")
    assert Message.objects.count() == 4
    september.shift(timedelta(days=1))
    ask_to_follow(promise_of(cast), email=ANNA, source="127.0.0.1")
    assert Message.objects.count() == 5


def test_a_source_that_asks_for_many_is_stopped_for_an_hour(cast: Cast, september: time_machine.Traveller) -> None:
    for number in range(20):
        ask_to_follow(promise_of(cast), email=f"nr{number}@exempel.se", source="192.0.2.1")
    with pytest.raises(following.TooMany):
        ask_to_follow(promise_of(cast), email=ANNA, source="192.0.2.1")
    ask_to_follow(promise_of(cast), email=ANNA, source="192.0.2.2")
    september.shift(timedelta(hours=1))
    ask_to_follow(promise_of(cast), email="bo@exempel.se", source="192.0.2.1")


def test_what_is_remembered_of_a_source_is_not_the_source() -> None:
    one, other = pace.Pace(1, timedelta(hours=1)), pace.Pace(1, timedelta(hours=1))
    assert one.allows("192.0.2.1")
    assert other.allows("192.0.2.1")
    assert not one._times.keys() & other._times.keys()
    assert "192.0.2.1" not in repr(vars(one))


def test_memory_of_sources_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "MOST_NAMES", 3)
    slowed = pace.Pace(1, timedelta(hours=1))
    assert all(slowed.allows(name) for name in "abcd")
    assert len(slowed._times) == 3
    assert not slowed.allows("d")


def test_a_link_holds_for_three_days(cast: Cast, september: time_machine.Traveller) -> None:
    token = sealed(asked_of(promise_of(cast)))
    september.shift(timedelta(hours=72))
    assert unsealed(token).email == ANNA
    september.shift(timedelta(seconds=1))
    with pytest.raises(LinkExpired) as expired:
        unsealed(token)
    assert expired.value.asked.promise_address == "2026"


def test_a_link_that_is_cut_changed_or_of_another_installation_opens_nothing(cast: Cast, settings: Settings) -> None:
    token = sealed(asked_of(promise_of(cast)))
    middle = len(token) // 2
    changed = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    for garbled in (token[:-3], changed, token.lower(), "", "å", "..", "=" * 8):
        with pytest.raises(LinkGarbled):
            unsealed(garbled)
    settings.SECRET_KEY = "another"
    with pytest.raises(LinkGarbled):
        unsealed(token)


def test_nothing_of_an_address_can_be_read_in_its_link(cast: Cast) -> None:
    token = sealed(asked_of(promise_of(cast)))
    opened = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    assert b"nna@" not in opened.lower()
    assert b"2026" not in opened
    assert token != sealed(asked_of(promise_of(cast)))


def test_the_two_links_for_leaving_cannot_stand_for_each_other(cast: Cast) -> None:
    token = signed(FROM_LETTER, 7)
    assert subscription_id_of(FROM_LETTER, token) == 7
    for garbled in (token, signed(ONE_CLICK, 8).replace("8.", "7."), "7.", "7", "x.y"):
        with pytest.raises(LinkGarbled):
            subscription_id_of(ONE_CLICK, garbled)


def test_consent_is_kept_with_its_words_and_its_time(cast: Cast) -> None:
    subscription = confirmed(promise_of(cast))
    assert subscription.email == "anna@exempel.se"
    assert subscription.confirmed_at == timezone.now()
    assert subscription.wording.sha256 == wording_hash(subscription.wording.text)
    assert "Exempelby kommun får spara min e-postadress" in subscription.wording.text


def test_consent_in_english_is_to_english_words(cast: Cast) -> None:
    confirmed(promise_of(cast))
    english = confirmed(promise_of(cast), "bo@exempel.se", "en")
    with override("en"):
        assert english.wording.text == consent_wording(cast.exempelby)
    assert english.language == "en"


def test_words_that_changed_meanwhile_are_agreed_to_by_nobody(cast: Cast) -> None:
    with pytest.raises(following.WordingChanged):
        follow(promise_of(cast), asked=asked_of(promise_of(cast)), wording_sha256=wording_hash("Gamla ord"))
    assert not Subscription.objects.exists()
    assert not ConsentWording.objects.exists()


def test_confirming_twice_is_as_once(cast: Cast) -> None:
    first = confirmed(promise_of(cast))
    assert confirmed(promise_of(cast)) == first
    assert confirmed(promise_of(cast), ANNA.upper()) == first
    assert ConsentWording.objects.count() == 1
    assert Entry.objects.filter(action="follow").count() == 1


def test_the_same_address_may_follow_several_things(cast: Cast) -> None:
    for part in ({}, {"focus_area": CENTRE}, {"commitment_key": LETTERS.id or ""}):
        followed = promise_of(cast, **part)
        follow(followed, asked=asked_of(followed), wording_sha256=wording_hash(consent_wording(followed.municipality)))
    assert Subscription.objects.filter(email=ANNA.lower()).count() == 3


def test_leaving_erases_the_address_and_what_waits_to_be_sent_to_it(cast: Cast) -> None:
    subscription, other = confirmed(promise_of(cast)), confirmed(promise_of(cast), "bo@exempel.se")
    waiting = [Message(message_id=f"<{each.pk}@x>", to=each.email, text="Nytt") for each in (subscription, other)]
    Message.objects.bulk_create(waiting)
    for each, message in zip((subscription, other), waiting, strict=True):
        SentLetter.objects.create(municipality=cast.exempelby, subscription=each, message_id=message.message_id)
    leave(subscription, action="leave")
    assert list(Subscription.objects.all()) == [other]
    assert list(Message.objects.order_by("pk").values_list("to", "state")) == [
        ("", Message.State.EXPIRED),
        ("bo@exempel.se", Message.State.WAITING),
    ]
    assert Entry.objects.filter(action="leave").count() == 1


def test_whoever_got_the_letter_from_somebody_else_cannot_leave_without_knowing_where_it_went(cast: Cast) -> None:
    subscription = confirmed(promise_of(cast))
    with pytest.raises(following.AddressDiffers):
        leave_from_letter(subscription, email="bo@exempel.se")
    assert Subscription.objects.exists()
    leave_from_letter(subscription, email=f" {ANNA} ")
    assert not Subscription.objects.exists()


def test_guessing_where_a_letter_went_is_slow(cast: Cast) -> None:
    subscription = confirmed(promise_of(cast))
    for number in range(10):
        with pytest.raises(following.AddressDiffers):
            leave_from_letter(subscription, email=f"nr{number}@exempel.se")
    with pytest.raises(following.TooMany):
        leave_from_letter(subscription, email=ANNA)


@pytest.mark.parametrize(
    ("answer", "gone"),
    [("550", True), ("551", True), ("553", True), ("552", False), ("554", False), ("450", False), ("421 550", False)],
)
def test_only_an_answer_about_the_mailbox_is_a_bounce(answer: str, gone: bool) -> None:
    assert is_bounce(answer) is gone
    assert not is_bounce("TimeoutError")
    assert not is_bounce("")


def test_an_address_that_does_not_exist_is_let_go(cast: Cast, server: Relay) -> None:
    gone, full, well = [confirmed(promise_of(cast), f"{name}@exempel.se") for name in ("borta", "full", "bo")]
    server.answers |= {"borta@exempel.se": "550 no such user", "full@exempel.se": "552 mailbox full"}
    for subscription in (gone, full, well):
        with override("sv"):
            _letter_to(cast, subscription)
    deliver_due_messages()
    end_subscriptions()
    assert set(Subscription.objects.all()) == {full, well}
    assert not SentLetter.objects.exists()
    assert [entry.action for entry in Entry.objects.filter(object_id=str(gone.pk), action="bounce")] == ["bounce"]


def _letter_to(cast: Cast, subscription: Subscription) -> None:
    from loftet.domain.publishing.subscription.models import News, Notice  # noqa: PLC0415

    news, _ = News.objects.get_or_create(
        municipality=cast.exempelby,
        promise=cast.this_year,
        kind="report",
        words="Brevet gick ut.",
        on=date(2026, 9, 10),
    )
    Notice.objects.create(municipality=cast.exempelby, subscription=subscription, news=news)
    send_digest(subscription=subscription.pk)


def test_addresses_are_erased_a_year_after_the_promise(cast: Cast, september: time_machine.Traveller) -> None:
    confirmed(promise_of(cast))
    assert not is_over(date(2026, 12, 31), date(2027, 12, 31))
    september.move_to("2027-12-31T12:00:00Z")
    end_subscriptions()
    assert Subscription.objects.exists()
    september.move_to("2028-01-01T12:00:00Z")
    end_subscriptions()
    assert not Subscription.objects.exists()


def test_fewer_than_five_followers_are_not_counted_and_no_address_is_told(cast: Cast) -> None:
    for number in range(5):
        confirmed(promise_of(cast), f"nr{number}@exempel.se")
    for number in range(4):
        confirmed(promise_of(cast, focus_area=CENTRE), f"omr{number}@exempel.se")
    (counted,) = follower_counts(cast.exempelby, "2026")
    assert (counted.followed.name, counted.count) == ("hela löftet", 5)
    assert follower_counts(cast.granneby, "2026-maj-augusti") == []
    assert follower_counts(cast.exempelby, "1999") == []


def test_mail_is_offered_where_it_reaches_somebody_and_in_the_example(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    cast.granneby.example = False
    assert mail_is_offered(cast.exempelby)
    assert not mail_is_offered(cast.granneby)
    settings.EMAIL_BACKEND = SMTP
    assert mail_is_offered(cast.granneby)


def test_no_job_carries_an_address(cast: Cast) -> None:
    ask_to_follow(promise_of(cast), email=ANNA, source="192.0.2.1")
    assert "exempel.se" not in str(list(Job.objects.values())).lower()
