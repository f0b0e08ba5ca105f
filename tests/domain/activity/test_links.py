import re
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loftet.domain.activity import refusals
from loftet.domain.activity.models import Contact, ReportDevice, ReportLink
from loftet.domain.activity.selectors.due import due_for, due_for_contact
from loftet.domain.activity.services.contacts import add_contact, remove_contact
from loftet.domain.activity.services.links import (
    ask_every_contact,
    device_contact,
    exchange_link,
    forget_devices,
    open_link,
    renew_link,
    send_monthly_mails,
)
from loftet.domain.activity.services.reports import Origin
from loftet.domain.delivery.models import Message
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import enter_department, switch_function
from tests.domain.activity.exempelby import KEY, TODAY, Exempelby
from tests.people import LETTERS, PARENTS, PATROLS, PICTURE, SCHOOLS, WALKS

ADDRESS = re.compile(rf"{re.escape(settings.ADDRESS)}/rapport/([\w-]+)/")
PATROLS_KEY, WALKS_KEY = PATROLS.id or "", WALKS.id or ""


def police_contact(exempelby: Exempelby, email: str = "kommunpolis@exempel.se") -> Contact:
    return add_contact(exempelby.municipality, party=exempelby.police, actor=None, function="kommunpolis", email=email)


def mailed_tokens() -> list[str]:
    return [found[1] for mail in Message.objects.order_by("pk") if (found := ADDRESS.search(mail.text))]


@pytest.fixture
def token(exempelby: Exempelby) -> str:
    police_contact(exempelby)
    send_monthly_mails(exempelby.municipality, on=TODAY)
    (sent,) = mailed_tokens()
    return sent


def test_one_mail_lists_everything_that_is_due(exempelby: Exempelby) -> None:
    exempelby.plan(PATROLS_KEY, rhythm="FREQ=MONTHLY")
    contact = police_contact(exempelby)
    assert [item.commitment.id for item in due_for_contact(contact, today=date(2026, 8, 3))] == [PATROLS_KEY, KEY]
    assert send_monthly_mails(exempelby.municipality, on=date(2026, 8, 3)) == 1
    (mail,) = Message.objects.all()
    assert (mail.to, mail.subject) == ("kommunpolis@exempel.se", "Hur går det med medborgarlöftet i Exempelby?")
    assert "två åtaganden" in mail.text
    assert f"- {PATROLS.text}\n- {LETTERS.text}\n" in mail.text
    assert "30 juli 2026" in mail.text
    assert mail.erase_on_delivery


def test_a_person_gets_one_mail_a_month_however_often_it_is_asked_for(exempelby: Exempelby) -> None:
    police_contact(exempelby)
    assert [send_monthly_mails(exempelby.municipality, on=TODAY + timedelta(days=days)) for days in (0, 1, 15)] == [
        1,
        0,
        0,
    ]
    assert send_monthly_mails(exempelby.municipality, on=date(2026, 7, 1)) == 1
    assert Message.objects.count() == 2


def test_whoever_has_nothing_due_gets_no_mail(exempelby: Exempelby) -> None:
    police_contact(exempelby)
    exempelby.report(on=TODAY)
    assert send_monthly_mails(exempelby.municipality, on=TODAY) == 0
    assert not ReportLink.objects.exists()


def test_nobody_is_asked_where_reports_are_switched_off(exempelby: Exempelby) -> None:
    police_contact(exempelby)
    for on, written in ((False, 0), (True, 1)):
        switch_function(exempelby.municipality, function=Function.REPORTS, on=on, actor=None)
        ask_every_contact()
        assert Message.objects.count() == written


def test_mails_are_sent_on_working_days(exempelby: Exempelby, clock: time_machine.Traveller) -> None:
    police_contact(exempelby)
    clock.move_to("2026-06-19T07:00:00Z")
    ask_every_contact()
    assert not Message.objects.exists()
    clock.move_to("2026-06-22T07:00:00Z")
    ask_every_contact()
    ask_every_contact()
    assert Message.objects.count() == 1


def test_opening_the_link_writes_nothing_so_a_scanner_does_no_harm(exempelby: Exempelby, token: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for _ in range(3):
            assert open_link(token).email == "kommunpolis@exempel.se"
    assert all(query["sql"].startswith("SELECT") for query in asked)
    assert exchange_link(token).contact == Contact.objects.get()


def test_only_hashes_of_link_and_device_are_kept(exempelby: Exempelby, token: str) -> None:
    device_token = exchange_link(token).device_token
    stored = f"{ReportLink.objects.values().get()} {ReportDevice.objects.values().get()}"
    assert token not in stored
    assert device_token not in stored


def test_a_press_makes_the_device_known_and_the_link_holds_for_another_one(exempelby: Exempelby, token: str) -> None:
    one, other = exchange_link(token), exchange_link(token)
    assert one.device_token != other.device_token
    assert device_contact(one.device_token) == device_contact(other.device_token) == one.contact
    assert device_contact("påhittad") is None
    assert device_contact(token) is None


def test_a_device_is_known_for_half_a_year(exempelby: Exempelby, token: str, clock: time_machine.Traveller) -> None:
    device_token = exchange_link(token).device_token
    clock.shift(timedelta(days=179))
    assert device_contact(device_token)
    clock.shift(timedelta(days=2))
    assert device_contact(device_token) is None


def test_devices_can_be_forgotten(exempelby: Exempelby, token: str) -> None:
    exchanged = exchange_link(token)
    forget_devices(exempelby.municipality, contact=exchanged.contact)
    assert device_contact(exchanged.device_token) is None


def test_a_link_expires_and_says_so(exempelby: Exempelby, token: str, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=44))
    open_link(token)
    clock.shift(timedelta(days=2))
    for use in (open_link, exchange_link):
        with pytest.raises(refusals.LinkExpired, match="Skicka en ny länk"):
            use(token)


def test_an_expired_link_renews_itself_by_mail_to_the_same_address(
    exempelby: Exempelby, token: str, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=60))
    renew_link(token)
    new = mailed_tokens()[-1]
    assert new != token
    assert open_link(new).email == "kommunpolis@exempel.se"
    assert {mail.to for mail in Message.objects.all()} == {"kommunpolis@exempel.se"}


def test_pressing_for_a_new_link_again_and_again_sends_one(
    exempelby: Exempelby, token: str, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=60))
    for _ in range(5):
        renew_link(token)
        clock.shift(timedelta(seconds=30))
    assert len(mailed_tokens()) == 2


def test_a_link_that_nobody_sent_is_unknown(exempelby: Exempelby) -> None:
    for use in (open_link, exchange_link, renew_link):
        with pytest.raises(refusals.LinkUnknown):
            use("påhittad")


def test_whoever_is_removed_takes_links_and_devices_along_and_leaves_the_reports(
    exempelby: Exempelby, token: str
) -> None:
    exchanged = exchange_link(token)
    report = exempelby.report(origin=Origin(contact=exchanged.contact))
    remove_contact(exempelby.municipality, contact=exchanged.contact, actor=None)
    assert device_contact(exchanged.device_token) is None
    with pytest.raises(refusals.LinkUnknown):
        open_link(token)
    report.refresh_from_db()
    assert report.contact is None


def test_an_address_is_asked_once_whatever_its_letters(exempelby: Exempelby) -> None:
    police_contact(exempelby)
    with pytest.raises(refusals.AddressTaken):
        police_contact(exempelby, " Kommunpolis@Exempel.SE ")
    with pytest.raises(refusals.AddressNotReadable):
        police_contact(exempelby, "kommunpolis")


def test_what_is_due_is_the_bearers_own(exempelby: Exempelby) -> None:
    exempelby.plan(PARENTS.id or "", party=exempelby.town, rhythm="FREQ=MONTHLY")
    exempelby.plan_in_force(WALKS_KEY, count=2)
    schools = enter_department(exempelby.municipality, name=SCHOOLS.name, actor=None)
    teacher = add_contact(
        exempelby.municipality,
        party=exempelby.town,
        actor=None,
        function="rektor",
        email="rektor@exempel.se",
        department=schools,
    )
    in_october = date(2026, 10, 2)
    of_police, of_town = (
        {item.commitment.id for item in due_for(exempelby.municipality, party, today=in_october)}
        for party in (exempelby.police, exempelby.town)
    )
    assert of_police == {KEY, WALKS_KEY}
    assert of_town == {PARENTS.id, WALKS_KEY}
    assert [item.commitment.id for item in due_for_contact(teacher, today=in_october)] == [PARENTS.id]
    assert PICTURE.id not in of_police | of_town


def test_a_word_that_is_still_in_review_is_a_word(exempelby: Exempelby) -> None:
    (item,) = due_for(exempelby.municipality, exempelby.police, today=TODAY)
    assert (item.window.first, item.window.last, item.told_of) == (date(2026, 5, 1), date(2026, 5, 31), None)
    exempelby.report(on=date(2026, 5, 4))
    assert due_for(exempelby.municipality, exempelby.police, today=TODAY) == []
    assert due_for(exempelby.municipality, exempelby.police, today=date(2026, 7, 1))[0].told_of == date(2026, 5, 4)


def test_what_is_done_is_not_asked_for_again(exempelby: Exempelby) -> None:
    exempelby.plan(PATROLS_KEY, count=2, rhythm="FREQ=MONTHLY")
    exempelby.report(PATROLS_KEY, times=2)
    due = due_for(exempelby.municipality, exempelby.police, today=date(2026, 8, 3))
    assert [item.commitment.id for item in due] == [KEY]


def test_a_neighbour_is_asked_about_nothing_of_ours(exempelby: Exempelby) -> None:
    police_contact(exempelby)
    assert send_monthly_mails(exempelby.neighbour, on=TODAY) == 0
