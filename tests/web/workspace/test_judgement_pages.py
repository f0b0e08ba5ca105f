"""Judging in the workspace: the fact first, both parties' words, the day when the public sees them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.activity.models import Judgement
from loftet.domain.promise.models import Edition, Promise
from loftet.domain.promise.selectors import promise_record
from loftet.sources.promise_text.record import AgreementStatus, PromiseDocument, promise_json
from tests.people import Cast
from tests.web.workspace.reporting import LETTERS_AT, REPORTS, Desks, desks_of
from tests.web.workspace.sending import send, text_of

JUDGE = f"{LETTERS_AT}/bedomning/"
PARTLY: dict[str, Any] = {"verdict": "partly", "evidence": "Redovisningarna", "reason": "Tre brev kom aldrig ut."}


@pytest.fixture
def desks(cast: Cast, ada: User) -> Desks:
    return desks_of(cast, ada)


@pytest.fixture
def january(desks: Desks, september: time_machine.Traveller) -> Desks:
    """Signed in after the period."""
    september.move_to("2027-01-11T08:00:00Z")
    from tests.web.workspace.conftest import signed_in  # noqa: PLC0415

    users = ("samordnare", "polis", "skola", "lasare", "granne")
    return Desks(*(signed_in(User.objects.get(email=f"{name}@example.org")) for name in users))


def address(judgement: Judgement) -> str:
    return f"{REPORTS}/bedomning/{judgement.pk}/"


def test_nothing_is_judged_before_the_period_is_over(desks: Desks) -> None:
    page = text_of(desks.police.get(JUDGE))
    assert "kan bedömas från och med dagen efter 31 december 2026" in page
    assert "Lämna bedömningen" not in page
    desks.police.post(JUDGE, PARTLY | {"party": "police"})
    assert not Judgement.objects.exists()


def test_what_was_agreed_and_followed_is_to_be_judged_when_the_period_is_over(january: Desks, cast: Cast) -> None:
    to_do = "/arbetsyta/exempelby/"
    assert "bedömda" not in text_of(january.coordinator.get(to_do))
    Edition.objects.filter(promise=cast.this_year).update(content=agreed(cast.this_year))

    page = text_of(january.coordinator.get(to_do))

    # The letters, each month, and the meetings that are held when needed; the others have no number to follow.
    assert "Medborgarlöfte 2026: 2 åtaganden är inte bedömda" in page
    followed = f"{REPORTS}/lofte/2026/"
    assert "Sista dagen var 31 december 2026. Inte bedömt än." in text_of(january.coordinator.get(followed))
    send(january.police, JUDGE, **PARTLY)
    assert "Medborgarlöfte 2026: 1 åtagande är inte bedömt" in text_of(january.coordinator.get(to_do))
    assert "Sista dagen var 31 december 2026. Inte bedömt än." not in text_of(january.coordinator.get(followed))


def agreed(promise: Promise) -> str:
    record = replace(promise_record(promise), status=AgreementStatus.AGREED)
    return promise_json(PromiseDocument(promises=[record]))


def test_the_fact_comes_first_and_cannot_be_edited(january: Desks) -> None:
    page = january.police.get(JUDGE)
    assert "Lovat: 12 gånger. Redovisat: 0." in text_of(page)
    assert 'name="reported"' not in page.content.decode()

    send(january.police, JUDGE, **PARTLY, reported="12")

    judgement = Judgement.objects.get()
    assert (judgement.promised, judgement.reported) == (12, 0)


def test_the_other_party_confirms_or_has_its_own_view_before_the_public_day(january: Desks) -> None:
    send(january.police, JUDGE, **PARTLY)
    judgement = Judgement.objects.get()
    assert judgement.public_on > timezone.localdate() + timedelta(days=10)
    page = text_of(january.coordinator.get(address(judgement)))
    assert "Blir publik 26 januari 2027. Till dess ser bara parterna den." in page
    assert "Tre brev kom aldrig ut." in page
    assert "Kommunen har inte lämnat någon kommentar." in page
    assert "Bedömningen blir publik 26 januari 2027" in text_of(january.coordinator.get("/arbetsyta/exempelby/"))

    without = send(january.coordinator, address(judgement), verdict="not_done")
    assert without.status_code == 422
    assert "Skriv skälet" in text_of(without)

    page = text_of(send(january.coordinator, address(judgement), verdict="not_done", reason="För få brev."))

    assert "Parterna bedömer olika" in page
    assert "Tre brev kom aldrig ut." in page
    assert "För få brev." in page
    assert "Bekräfta eller gör en egen bedömning" not in page


def test_a_comment_alone_is_kept_beside_the_verdict(january: Desks) -> None:
    send(january.police, JUDGE, **PARTLY)
    judgement = Judgement.objects.get()
    page = text_of(send(january.coordinator, address(judgement), verdict="", reason="Vi hade gärna sett fler."))
    assert "Bedömning: Delvis genomfört" in page
    assert "Bara en kommentar" in page


def test_the_coordinator_enters_the_polices_view_as_it_was_said(january: Desks) -> None:
    send(january.coordinator, JUDGE, **PARTLY, party="municipality")
    judgement = Judgement.objects.get()
    page = text_of(
        send(january.coordinator, address(judgement), verdict="partly", told_by="kommunpolisen", told_on="2027-01-08")
    )
    assert "Enligt kommunpolisen, muntligt 8 januari 2027. Inlagt av kommunen." in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"verdict": None}, "Välj en bedömning"),
        ({"verdict": "perfekt"}, "Bedömning:"),
        ({"evidence": ""}, "vad bedömningen bygger på"),
        ({"reason": ""}, "Skriv skälet"),
    ],
)
def test_a_judgement_needs_verdict_evidence_and_reason(
    january: Desks, changes: dict[str, str | None], words: str
) -> None:
    response = send(january.police, JUDGE, **{**PARTLY, **changes})
    assert response.status_code == 422
    assert words in text_of(response)
    assert not Judgement.objects.exists()


def test_a_new_judgement_follows_and_the_earlier_one_stays_in_the_history(january: Desks) -> None:
    send(january.police, JUDGE, **PARTLY)
    send(january.police, JUDGE, **PARTLY | {"verdict": "done"})
    first, second = Judgement.objects.order_by("number")
    assert "En nyare bedömning finns" in text_of(january.coordinator.get(address(first)))
    history = text_of(january.reader.get(f"{LETTERS_AT}/"))
    assert "Delvis genomfört" in history
    assert second.number == 2
    assert Judgement.objects.count() == 2


def test_readers_read_and_neighbours_find_nothing(january: Desks) -> None:
    send(january.police, JUDGE, **PARTLY)
    judgement = Judgement.objects.get()
    assert "Spara bedömningen" not in text_of(january.reader.get(address(judgement)))
    january.reader.post(address(judgement), {"verdict": "done", "reason": "x"})
    assert judgement.views.count() == 1
    assert january.reader.get(JUDGE).status_code == 404
    assert january.neighbour.get(address(judgement).replace("exempelby", "granneby")).status_code == 404
