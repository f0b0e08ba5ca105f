"""The follow-up plan in the workspace: proposed, accepted by both, changed with a reason."""

import pytest

from loftet.domain.account.models import User
from loftet.domain.activity.models import Plan
from tests.people import WALKS, Cast
from tests.web.workspace.reporting import KEY, LETTERS_AT, REPORTS, Desks, desks_of
from tests.web.workspace.sending import fields_of, send, text_of

WALKS_AT = f"{REPORTS}/lofte/2026/{WALKS.id}"


@pytest.fixture
def desks(cast: Cast, ada: User) -> Desks:
    return desks_of(cast, ada)


def test_a_plan_of_one_bearer_is_in_force_at_once_beside_the_promises_words(desks: Desks) -> None:
    values = {
        "count": "4",
        "at_least": "on",
        "unit": "brev",
        "last_day": "2026-11-30",
        "contact_function": "kommunpolis",
    }
    response = send(desks.police, f"{LETTERS_AT}/plan/", **values)

    page = text_of(response)
    assert "Polisen skickar informationsbrev till grannsamverkansgrupperna en gång i månaden." in page
    assert "Minst fyra brev" in page
    assert "senast 30 november 2026" in page
    assert "Planen är sparad och gäller nu." in page
    assert "Gäller sedan 10 september 2026." in page
    assert Plan.objects.get().contact_function == "kommunpolis"


def test_a_plan_of_two_bearers_waits_for_the_other(desks: Desks) -> None:
    send(desks.coordinator, f"{WALKS_AT}/plan/", count="4", recurrence="FREQ=MONTHLY;INTERVAL=3")
    plan = Plan.objects.get()
    assert "Polisen har inte godkänt." in text_of(desks.coordinator.get(f"{WALKS_AT}/"))
    assert "har föreslagit en uppföljningsplan" in text_of(desks.police.get("/arbetsyta/exempelby/"))

    desks.police.post(f"{REPORTS}/plan/{plan.pk}/godkann/")

    plan.refresh_from_db()
    assert plan.in_force_at
    assert "har föreslagit en uppföljningsplan" not in text_of(desks.police.get("/arbetsyta/exempelby/"))


def test_the_coordinator_enters_the_others_yes_as_it_was_said(desks: Desks) -> None:
    send(desks.coordinator, f"{WALKS_AT}/plan/", count="4")
    accept = f"{REPORTS}/plan/{Plan.objects.get().pk}/godkann/"
    told = {"party": "police", "told_by": "kommunpolisen", "told_how": "meeting", "told_on": "2026-09-09"}
    assert desks.coordinator.post(accept, told | {"told_by": ""}).status_code == 422

    desks.coordinator.post(accept, told)

    said = "Enligt kommunpolisen, på möte 9 september 2026. Inlagt av kommunen."
    assert said in text_of(desks.police.get(f"{WALKS_AT}/"))
    assert Plan.objects.get().in_force_at


def test_the_police_cannot_say_yes_for_the_municipality(desks: Desks) -> None:
    send(desks.police, f"{WALKS_AT}/plan/", count="4")
    told = {"party": "municipality", "told_by": "samordnaren", "told_how": "orally", "told_on": "2026-09-09"}
    desks.police.post(f"{REPORTS}/plan/{Plan.objects.get().pk}/godkann/", told)
    assert not Plan.objects.get().in_force_at


def test_a_changed_plan_needs_a_reason_and_the_earlier_one_stays(desks: Desks) -> None:
    send(desks.police, f"{LETTERS_AT}/plan/", count="4")
    response = send(desks.police, f"{LETTERS_AT}/plan/", count="6")
    assert response.status_code == 422
    assert "Varför ändras planen?" in text_of(response)

    page = text_of(send(desks.police, f"{LETTERS_AT}/plan/", count="6", reason="Fler grupper har startat."))

    assert "Fler grupper har startat." in page
    assert "Tidigare planer" in page
    assert list(Plan.objects.values_list("version", "count")) == [(1, 4), (2, 6)]


def test_whoever_proposes_while_another_does_loses_nothing(desks: Desks) -> None:
    opened = fields_of(desks.coordinator.get(f"{WALKS_AT}/plan/"))
    send(desks.police, f"{WALKS_AT}/plan/", count="4")

    response = desks.coordinator.post(f"{WALKS_AT}/plan/", opened | {"count": "7", "note": "Vår tanke", "reason": "x"})

    assert response.status_code == 422
    assert "Någon annan föreslog en plan" in text_of(response)
    assert "Vår tanke" in response.content.decode()
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"count": "-1"}, "minst 1"),
        ({"count": "1000000"}, "högst 10000"),
        ({"count": "några"}, "med siffror"),
        ({}, "Planen säger inget än"),
        ({"count": "1", "last_day": "2027-01-01"}, "löftets period, 1 januari 2026 till 31 december 2026"),
        ({"count": "1", "first_day": "2026-06-01", "last_day": "2026-05-01"}, "i ordning"),
        ({"recurrence": "FREQ=SECONDLY"}, "Hur ofta görs det?"),
    ],
)
def test_a_plan_that_cannot_be_says_why(desks: Desks, values: dict[str, str], words: str) -> None:
    response = send(desks.police, f"{LETTERS_AT}/plan/", **values)
    assert response.status_code == 422
    assert words in text_of(response)
    assert not Plan.objects.exists()


def test_only_those_who_plan_do_it_and_never_in_another_municipality(desks: Desks) -> None:
    send(desks.coordinator, f"{WALKS_AT}/plan/", count="4")
    accept = f"{REPORTS}/plan/{Plan.objects.get().pk}/godkann/"
    for other in (desks.reader, desks.reporter):
        assert other.get(f"{LETTERS_AT}/plan/").status_code == 404
        assert other.post(accept).status_code == 404
    assert desks.neighbour.post(accept.replace("exempelby", "granneby")).status_code == 404
    assert desks.neighbour.get(f"/arbetsyta/granneby/rapporter/lofte/2026/{KEY}/plan/").status_code == 404
    assert not Plan.objects.get().in_force_at
