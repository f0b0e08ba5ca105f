"""From a walk in the evening to what a resident reads of it."""

import pytest
from django.test import Client

from loftet.domain.dialogue.safety_walk.models import SafetyWalk, WalkFinding
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from tests.people import Cast
from tests.web.workspace.sending import text_of

pytestmark = pytest.mark.django_db

PAGES = "/arbetsyta/exempelby/vandringar/"
SEEN = {"place": "Stationen", "kind": "to_mend", "seen": "Lampan är trasig", "wanted": "Ny lampa"}


@pytest.fixture(autouse=True)
def switched(cast: Cast) -> None:
    switch_function(cast.exempelby, function=Function.DIALOGUES, on=True, actor=None)


def walk(client: Client) -> SafetyWalk:
    client.post(f"{PAGES}ny/", {"on": "2020-10-01", "area": "Centrum", "places": "Torget\nStationen"})
    return SafetyWalk.objects.get()


def find(client: Client, **changes: str) -> WalkFinding:
    client.post(f"{PAGES}{walk(client).pk}/", SEEN | changes)
    return WalkFinding.objects.get()


def test_only_what_is_reviewed_of_a_published_walk_is_read_by_all(as_bo: Client) -> None:
    found = find(as_bo)
    page = f"/exempelby/vandringar/{found.walk_id}/"
    assert Client().get(page).status_code == 404
    as_bo.post(f"{PAGES}{found.walk_id}/publicera/", {"public": "on"})
    assert "Lampan" not in text_of(Client().get(page))
    as_bo.post(f"{PAGES}iakttagelse/{found.pk}/granska/", {"reviewed": "on"})
    as_bo.post(f"{PAGES}iakttagelse/{found.pk}/agare/", {"owner": "Tekniska förvaltningen"})
    as_bo.post(f"{PAGES}iakttagelse/{found.pk}/lage/", {"state": "mended", "on": "2020-10-09", "words": "Bytt."})
    said = text_of(Client().get(page))
    assert "Lampan är trasig" in said
    assert "Tekniska förvaltningen" in said
    assert "Åtgärdat. Bytt." in said
    assert "Centrum" in text_of(Client().get("/exempelby/vandringar/"))
    as_bo.post(f"{PAGES}{found.walk_id}/publicera/")
    assert Client().get(page).status_code == 404


def test_a_finding_without_words_is_refused_and_what_was_typed_stays(as_bo: Client) -> None:
    answer = as_bo.post(f"{PAGES}{walk(as_bo).pk}/", SEEN | {"seen": ""})
    assert answer.status_code == 422
    assert 'value="Stationen"' in answer.content.decode()
    assert not WalkFinding.objects.exists()


def test_a_place_that_is_too_long_is_refused(as_bo: Client) -> None:
    answer = as_bo.post(f"{PAGES}ny/", {"on": "2020-10-01", "area": "Centrum", "places": "x" * 121})
    assert answer.status_code == 422
    assert not SafetyWalk.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"state": "not_mended", "on": "2020-10-09"}, "Skriv varför det inte åtgärdas."),
        ({"state": "mended", "on": "2999-01-01"}, "Dagen har inte varit än."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(as_bo: Client, sent: dict[str, str], said: str) -> None:
    found = find(as_bo)
    answer = as_bo.post(f"{PAGES}iakttagelse/{found.pk}/lage/", sent)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not found.states.exists()


def test_what_is_good_has_no_owner(as_bo: Client) -> None:
    found = find(as_bo, kind="good")
    answer = as_bo.post(f"{PAGES}iakttagelse/{found.pk}/agare/", {"owner": "Tekniska"})
    assert answer.status_code == 422
    assert "Vem äger frågan" not in text_of(as_bo.get(f"{PAGES}iakttagelse/{found.pk}/"))


def test_nothing_is_there_while_the_function_is_off(as_bo: Client, cast: Cast) -> None:
    switch_function(cast.exempelby, function=Function.DIALOGUES, on=False, actor=None)
    assert as_bo.get(PAGES).status_code == 404
    assert Client().get("/exempelby/vandringar/").status_code == 404


def test_a_finding_is_removed_while_nobody_has_reviewed_it(as_bo: Client) -> None:
    found = find(as_bo)
    page = f"{PAGES}iakttagelse/{found.pk}/"
    as_bo.post(f"{page}granska/", {"reviewed": "on"})
    assert "Ta tillbaka granskningen först" in text_of(as_bo.post(f"{page}ta-bort/", follow=True))
    assert WalkFinding.objects.exists()
    as_bo.post(f"{page}granska/")
    assert "Iakttagelsen är borttagen." in text_of(as_bo.post(f"{page}ta-bort/", follow=True))
    assert not WalkFinding.objects.exists()
