"""Meetings in the workspace, as a coordinator presses them."""

import re
from datetime import date

import pytest
from django.test import Client

from loftet.domain.agreement.meeting.models import Attendance, Decision, Invitation, Meeting, Minutes
from loftet.domain.agreement.meeting.services.holding import record_decision
from loftet.domain.delivery.models import Message
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.services import enter_authority
from tests.domain.agreement.gatherings import planned
from tests.people import Cast

HOME = "/arbetsyta/exempelby"
FORM = {"forum": "council", "day": "2026-10-12", "begins": "13:00", "ends": "14:30", "place": "Kommunhuset"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return planned(cast.exempelby)


def body(client: Client, path: str) -> str:
    response = client.get(f"{HOME}{path}")
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_menu_leads_to_the_meetings(as_bo: Client, cast: Cast) -> None:
    page = as_bo.get(f"{HOME}/").content.decode()
    assert f'href="{HOME}/moten/"' in page
    assert "Inget möte är planerat." in body(as_bo, "/moten/")


def test_a_planned_meeting_is_in_swedish_time_and_takes_up_what_is_open(as_bo: Client, cast: Cast) -> None:
    response = as_bo.post(f"{HOME}/moten/nytt/", FORM, follow=True)

    meeting = Meeting.objects.get()
    assert response.redirect_chain[-1][0] == f"{HOME}/moten/{meeting.pk}/"
    assert meeting.starts_at.isoformat() == "2026-10-12T11:00:00+00:00"
    page = body(as_bo, f"/moten/{meeting.pk}/")
    assert "12 oktober 2026 klockan 13.00–14.30, Kommunhuset. Planerat." in page
    assert "Medborgarlöfte 2027: utkast" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends": "12:00"}, "Mötet slutar innan det börjar."),
        ({"day": ""}, "Dag:"),
        ({"day": "0001-01-01"}, "Årtalet blev fel."),
        ({"day": "9999-12-31"}, "Årtalet blev fel."),
        ({"day": "2026-02-30"}, "Dag:"),
        ({"begins": "25:00"}, "Börjar:"),
        ({"forum": "fika"}, "Vilka möts?:"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_the_rest(
    as_bo: Client, cast: Cast, wrong: dict[str, str], words: str
) -> None:
    response = as_bo.post(f"{HOME}/moten/nytt/", FORM | wrong)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert 'value="Kommunhuset"' in response.content.decode()
    assert not Meeting.objects.exists()


def test_the_call_goes_once_to_each_address(as_bo: Client, meeting: Meeting) -> None:
    path = f"{HOME}/moten/{meeting.pk}/kallelse/"
    addresses = "eva@exempel.se\r\nper@exempel.se\r\n"
    for _ in range(2):
        as_bo.post(path, {"addresses": addresses})

    assert sorted(Message.objects.values_list("to", flat=True)) == ["eva@exempel.se", "per@exempel.se"]
    assert "Kallelse skickad" in body(as_bo, f"/moten/{meeting.pk}/")


def test_a_line_that_is_no_address_sends_nothing_and_keeps_the_lines(as_bo: Client, meeting: Meeting) -> None:
    response = as_bo.post(f"{HOME}/moten/{meeting.pk}/kallelse/", {"addresses": "eva@exempel.se\nper på stan"})

    assert response.status_code == 422
    assert "per på stan är ingen e-postadress." in response.content.decode()
    assert not Message.objects.exists()
    assert not Invitation.objects.exists()


def test_a_moved_meeting_asks_for_a_new_call(as_bo: Client, meeting: Meeting) -> None:
    as_bo.post(f"{HOME}/moten/{meeting.pk}/kallelse/", {"addresses": "eva@exempel.se"})

    response = as_bo.post(f"{HOME}/moten/{meeting.pk}/flytta/", FORM, follow=True)

    assert response.redirect_chain[-1][0] == f"{HOME}/moten/{meeting.pk}/kallelse/"
    assert "skicka kallelsen igen" in response.content.decode()
    assert "En adress har inte fått mötet som det står nu." in body(as_bo, f"/moten/{meeting.pk}/")


def test_a_cancelled_meeting_cannot_be_called(as_bo: Client, meeting: Meeting) -> None:
    as_bo.post(f"{HOME}/moten/{meeting.pk}/stall-in/")
    response = as_bo.post(f"{HOME}/moten/{meeting.pk}/kallelse/", {"addresses": "eva@exempel.se"})

    assert response.status_code == 422
    assert "Mötet är hållet eller inställt. Inget är ändrat." in response.content.decode()
    assert "Inställt" in body(as_bo, f"/moten/{meeting.pk}/")


def test_addresses_are_erased_at_a_press(as_bo: Client, meeting: Meeting) -> None:
    as_bo.post(f"{HOME}/moten/{meeting.pk}/kallelse/", {"addresses": "eva@exempel.se"})
    as_bo.post(f"{HOME}/moten/{meeting.pk}/radera-adresser/")

    assert not Invitation.objects.exists()


def test_the_agenda_is_added_to_reordered_changed_and_cleared(as_bo: Client, meeting: Meeting) -> None:
    path = f"{HOME}/moten/{meeting.pk}/dagordning/"
    for heading in ("Ett", "Två"):
        as_bo.post(path, {"heading": heading, "background": "", "asks_for_decision": "on"})
    first, second = meeting.agenda.all()
    as_bo.post(f"{HOME}/moten/punkt/{second.pk}/upp/")
    assert [item.heading for item in meeting.agenda.all()] == ["Två", "Ett"]

    as_bo.post(f"{HOME}/moten/punkt/{first.pk}/", {"heading": "Läget", "background": "Se rapporten."})
    as_bo.post(f"{HOME}/moten/punkt/{second.pk}/ta-bort/")

    (item,) = meeting.agenda.all()
    assert (item.heading, item.background, item.asks_for_decision) == ("Läget", "Se rapporten.", False)


def test_what_has_opened_since_is_fetched_once(as_bo: Client, meeting: Meeting) -> None:
    for words in ("Se över belysningen.", "Bjud in handlarna."):
        record_decision(
            meeting.municipality, meeting=meeting, actor=None, text=words, owner="Gatuchefen", due_on=date(2026, 12, 1)
        )
    as_bo.post(f"{HOME}/moten/{meeting.pk}/dagordning/hamta/")
    count = meeting.agenda.count()
    again = as_bo.post(f"{HOME}/moten/{meeting.pk}/dagordning/hamta/", follow=True)

    assert "Uppföljning: Se över belysningen." in [item.heading for item in meeting.agenda.all()]
    assert meeting.agenda.count() == count
    assert "Allt som är öppet står redan på dagordningen." in again.content.decode()


def attendance(*rows: tuple[str, int, str]) -> dict[str, str]:
    form = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for number, (function, party, level) in enumerate(rows):
        form |= {f"form-{number}-function": function, f"form-{number}-party": str(party), f"form-{number}-level": level}
    return form


def test_attendance_is_noted_by_function_and_suggested_the_next_time(as_bo: Client, cast: Cast) -> None:
    police = enter_authority(cast.exempelby, kind=Party.Kind.POLICE, actor=None)
    first, second = planned(cast.exempelby), planned(cast.exempelby, starts_at=Meeting.objects.get().ends_at)
    form = attendance(("Kommunpolis", police.pk, "official"), ("", police.pk, "official"))

    as_bo.post(f"{HOME}/moten/{first.pk}/narvaro/", form)

    assert [(one.function, one.party) for one in Attendance.objects.all()] == [("Kommunpolis", police)]
    assert "Hållet" in body(as_bo, f"/moten/{first.pk}/")
    suggested = as_bo.get(f"{HOME}/moten/{second.pk}/narvaro/").content.decode()
    assert 'value="Kommunpolis"' in suggested
    assert "Töm funktionen för den som inte var med." in suggested


def test_a_decision_stands_in_to_do_until_it_is_done(as_bo: Client, meeting: Meeting, cast: Cast) -> None:
    form = {"text": "Se över belysningen.", "owner": "Gatuchefen", "due_on": "2026-10-01"}
    as_bo.post(f"{HOME}/moten/{meeting.pk}/beslut/", form)
    assert "Se över belysningen. Gatuchefen, klart senast 1 oktober 2026." in body(as_bo, "/")

    decision = Decision.objects.get()
    future = as_bo.post(f"{HOME}/moten/beslut/{decision.pk}/", {"done_on": "2026-12-24", "note": "Snart."})
    assert future.status_code == 422
    as_bo.post(f"{HOME}/moten/beslut/{decision.pk}/", {"done_on": "2026-09-09", "note": "Sex lampor bytta."})

    assert "Se över belysningen." not in body(as_bo, "/")
    assert "Klart 9 september 2026." in body(as_bo, f"/moten/{meeting.pk}/")


def write(client: Client, meeting: Meeting, text: str, version: int) -> int:
    return client.post(f"{HOME}/moten/{meeting.pk}/protokoll/", {"text": text, "version": str(version)}).status_code


def adopt(client: Client, meeting: Meeting, version: int) -> int:
    form = {"adopted_on": "2026-09-09", "adopted_by": "Ordföranden", "version": str(version)}
    return client.post(f"{HOME}/moten/{meeting.pk}/protokoll/justera/", form).status_code


def test_opening_the_minutes_writes_nothing(as_bo: Client, meeting: Meeting) -> None:
    assert "När protokollet är justerat ändras det inte." in body(as_bo, f"/moten/{meeting.pk}/protokoll/")
    assert not Minutes.objects.exists()


def test_minutes_are_written_adopted_and_corrected(as_bo: Client, meeting: Meeting) -> None:
    assert write(as_bo, meeting, "Läget gicks igenom.", 1) == 302
    assert adopt(as_bo, meeting, 2) == 302
    assert "Justerat 9 september 2026 av Ordföranden. Det ändras inte." in body(
        as_bo, f"/moten/{meeting.pk}/protokoll/"
    )

    assert write(as_bo, meeting, "Något annat.", 3) == 422
    as_bo.post(f"{HOME}/moten/{meeting.pk}/protokoll/ratta/", {"reason": "Fel dag."})

    page = body(as_bo, f"/moten/{meeting.pk}/protokoll/")
    assert "Rättelse: Fel dag." in page
    assert "Lydelse 1, justerad 9 september 2026 Läget gicks igenom." in page
    assert [one.text for one in Minutes.objects.order_by("number")] == ["Läget gicks igenom."] * 2


def test_the_second_of_two_who_write_sees_both_texts(as_ada: Client, as_bo: Client, meeting: Meeting) -> None:
    write(as_ada, meeting, "Adas ord.", 1)
    response = as_bo.post(f"{HOME}/moten/{meeting.pk}/protokoll/", {"text": "Bos ord.", "version": "1"})

    assert response.status_code == 409
    page = response.content.decode()
    assert "Adas ord." in page
    assert "Bos ord.</textarea>" in page
    assert Minutes.objects.get().text == "Adas ord."


def test_words_that_were_changed_meanwhile_are_not_adopted(as_bo: Client, meeting: Meeting) -> None:
    write(as_bo, meeting, "Läget gicks igenom.", 1)
    write(as_bo, meeting, "Läget gicks igenom noga.", 2)

    assert adopt(as_bo, meeting, 2) == 422
    assert Minutes.objects.get().adopted_on is None


def test_empty_minutes_are_not_adopted(as_bo: Client, meeting: Meeting) -> None:
    response = as_bo.post(
        f"{HOME}/moten/{meeting.pk}/protokoll/justera/", {"adopted_on": "2026-09-09", "adopted_by": "Ordföranden"}
    )
    assert response.status_code == 422
    assert not Minutes.objects.exists()


def test_another_municipality_does_not_find_the_meeting(as_bo: Client, cast: Cast) -> None:
    theirs = planned(cast.granneby)
    for path in ("", "flytta/", "kallelse/", "dagordning/", "narvaro/", "beslut/", "protokoll/", "pdf/"):
        assert as_bo.get(f"{HOME}/moten/{theirs.pk}/{path}").status_code == 404
        assert as_bo.get(f"/arbetsyta/granneby/moten/{theirs.pk}/{path}").status_code == 404


def test_the_meeting_is_printed_as_pdf(as_bo: Client, meeting: Meeting) -> None:
    response = as_bo.get(f"{HOME}/moten/{meeting.pk}/pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert 'filename="mote-exempelby-2026-03-12.pdf"' in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")
