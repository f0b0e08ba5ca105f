import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.agreement.services import AgreementValues, draft_agreement
from loftet.domain.file.services import store_file
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.services import add_member, enter_department, join_as_administrator
from loftet.domain.place.models import Municipality
from loftet.domain.promise.services.agreeing import propose_promise
from loftet.domain.promise.services.reading import keep_reading
from loftet.sources.promise_text.record import PromiseDocument
from loftet.sources.uploaded_file.clean import CleanedFile
from tests.people import EXEMPELBY_2026, Cast, published_agreement, the_cast
from tests.web.access_dialogues import DIALOGUES, spoken
from tests.web.access_figures import FIGURES, counted
from tests.web.access_following import FOLLOWING, subscribed
from tests.web.access_meetings import MEETINGS_AND_ARCHIVE, met
from tests.web.access_picture import PICTURE, pictured
from tests.web.access_reports import REPORTS
from tests.web.access_safety_walk import SAFETY_WALKS, walked
from tests.web.access_table import ACCESS_TABLE, MEMBERS, Line, Who
from tests.web.access_weekly import WEEKLY_REPORTS, reported
from tests.web.workspace.following import followed_up

pytestmark = pytest.mark.django_db

TABLE = [
    *ACCESS_TABLE,
    *DIALOGUES,
    *FOLLOWING,
    *REPORTS,
    *MEETINGS_AND_ARCHIVE,
    *PICTURE,
    *FIGURES,
    *SAFETY_WALKS,
    *WEEKLY_REPORTS,
]
WRITES = re.compile(r"INSERT|UPDATE|DELETE")
OF_THE_SESSION = re.compile(r'"(django_session|loftet_account_signedinsession)"')
PASSWORD = make_password("ett långt lösenord")
SCAN = CleanedFile(data=b"%PDF-1.7", media_type="application/pdf", name="original.pdf", was_signed=False)


def names_of(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_of(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"


def people_of(cast: Cast) -> dict[Who, User]:
    ada = add_user(email="ada@example.org", name="Ada", administers_installation=True)
    join_as_administrator(cast.exempelby, user=ada)
    neighbour = add_user(email="granne@example.org", name="Granne", administers_installation=True)
    join_as_administrator(cast.granneby, user=neighbour)
    department = enter_department(cast.exempelby, name="Socialförvaltningen", actor=None)
    others = {
        who: add_member(
            cast.exempelby,
            actor=ada,
            email=f"{who.value}@example.org",
            name=who.value,
            role=Membership.Role(who.value),
            department=department,
        ).user
        for who in MEMBERS - {Who.ADMINISTRATOR}
    }
    people = {Who.ADMINISTRATOR: ada, Who.NEIGHBOUR: neighbour, **others}
    # Whoever is signed in has a password; hashing eight of them would be most of the test's time.
    for user in people.values():
        user.password = PASSWORD
        user.save()
    return people


def stage_of(cast: Cast, people: dict[Who, User]) -> dict[str, object]:
    """What the arguments of the table stand for."""
    document = PromiseDocument(promises=[EXEMPELBY_2026])
    reading = keep_reading(cast.exempelby, actor=None, name="a.txt", text="Ett annat löfte", document=document)
    values = AgreementValues(start=date(2029, 1, 1), purposes="Färre brott.", areas="Centrum.")
    return {
        ":reading": reading.pk,
        ":commitment": f"c-{cast.this_year.commitments.get(key='informationsbrev').pk}",
        ":agreement": published_agreement(cast.exempelby).pk,
        ":agreement_draft": draft_agreement(cast.exempelby, actor=None, values=values).pk,
        ":person": Membership.objects.get(user=people[Who.READER]).pk,
        ":scan": store_file(cast.exempelby.code, of=cast.this_year, file=SCAN, actor=None).pk,
        ":proposal": propose_promise(cast.exempelby, promise=cast.draft, actor=None).number,
        ":token": "nagot",
        **followed_up(cast, police=people[Who.POLICE]),
        **met(cast, coordinator=people[Who.COORDINATOR]),
        **subscribed(cast),
        **reported(cast),
        **pictured(cast),
        **counted(cast),
        **spoken(cast),
        **walked(cast),
    }


def address_of(line: Line, stage: dict[str, object]) -> str:
    return reverse(line.route, args=[stage.get(str(argument), argument) for argument in line.arguments])


def answer(line: Line, user: User | None, stage: dict[str, object]) -> int:
    """The status of the request, whose effects are undone."""
    client = Client()
    if user:
        client.force_login(user)
    send = client.post if line.method == "POST" else client.get
    with transaction.atomic():
        status: int = send(address_of(line, stage), line.data).status_code
        transaction.set_rollback(True)
    return status


def written_by(line: Line, user: User, stage: dict[str, object]) -> list[str]:
    return written_at(address_of(line, stage), user, line.data)


def written_at(address: str, user: User, data: dict[str, Any] | None = None) -> list[str]:
    """What a request writes, besides when and where the session was last used."""
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        client.get(address, data or {})
    return [sql[:200] for query in queries if WRITES.match(sql := query["sql"]) and not OF_THE_SESSION.search(sql[:80])]


def test_every_address_has_its_line_in_the_table() -> None:
    assert set(names_of(get_resolver().url_patterns)) == {line.route for line in TABLE}


@pytest.mark.slow
def test_each_role_is_answered_as_the_table_says(db: None) -> None:
    cast = the_cast()
    people = people_of(cast)
    stage = stage_of(cast, people)

    deviations = [
        f"{line.route} {line.arguments} as {who.value}: {status}, expected {line.expected(who)}"
        for line in TABLE
        for who in Who
        if (status := answer(line, people.get(who), stage)) != line.expected(who)
    ]

    assert deviations == [], "\n".join(deviations)


def test_opening_a_page_changes_nothing(db: None) -> None:
    cast = the_cast()
    people = people_of(cast)
    stage = stage_of(cast, people)

    written = [
        f"{line.route} {line.arguments} as {who.value}: {query}"
        for line in TABLE
        for who in (Who.ADMINISTRATOR, Who.POLICE)
        if line.method == "GET" and who in line.allowed
        for query in written_by(line, people[who], stage)
    ]

    assert written == [], "\n".join(written)


def test_opening_a_page_changes_nothing_in_a_municipality_where_nothing_has_been_written(db: None) -> None:
    ada = add_user(email="ada@example.org", name="Ada", administers_installation=True)
    join_as_administrator(Municipality.objects.get(slug="orkelljunga"), user=ada)
    routes = {line.route for line in TABLE if line.method == "GET" and line.arguments == ("exempelby",)}
    pages = [route for route in sorted(routes) if route.startswith("workspace:")]

    written = {route: written_at(reverse(route, args=["orkelljunga"]), ada) for route in pages}

    assert len(pages) > 10
    assert {route: queries for route, queries in written.items() if queries} == {}


def test_a_visitor_is_led_to_the_sign_in_page_and_back(client: Client, db: None) -> None:
    the_cast()

    response = client.get("/arbetsyta/exempelby/lofte/2026/")

    assert response["Location"] == "/konto/logga-in/?next=/arbetsyta/exempelby/lofte/2026/"


def test_nothing_of_the_workspace_is_kept_by_a_browser_or_a_proxy(db: None) -> None:
    cast = the_cast()
    client = Client()
    client.force_login(people_of(cast)[Who.ADMINISTRATOR])

    for address in ("/arbetsyta/exempelby/", "/arbetsyta/exempelby/lofte/2026/", "/arbetsyta/skydda-kontot/"):
        assert "no-store" in client.get(address)["Cache-Control"]
