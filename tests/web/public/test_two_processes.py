"""Two server processes on one database: neither may show what another has replaced."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.installation import PREAMBLE, Installation, installation

SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.people import the_cast
the_cast()
"""
CHANGE = """
from loftet.domain.place.models import Municipality
from loftet.domain.publishing.site import SiteWords, describe_site
describe_site(Municipality.objects.get(slug="exempelby"), actor=None, words=SiteWords(contact_name="Samordnaren"))
"""
SERVER = """
import sys
from django.conf import settings
from django.test import Client
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
for address in sys.stdin:
    response = Client(HTTP_HOST="localhost").get(address.strip())
    print(response.status_code, "Samordnaren" in response.content.decode(), flush=True)
"""

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("data")) as made:
        made.run(SET_UP)
        yield made


@pytest.fixture
def servers(place: Installation) -> Iterator[list["subprocess.Popen[str]"]]:
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", PREAMBLE + SERVER],
            env=place.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    yield started
    for server in started:
        server.communicate()


def ask(server: "subprocess.Popen[str]", address: str) -> str:
    assert server.stdin
    assert server.stdout
    server.stdin.write(f"{address}\n")
    server.stdin.flush()
    return server.stdout.readline().strip()


def test_the_first_request_after_a_write_shows_it_in_every_process(
    place: Installation, servers: list["subprocess.Popen[str]"]
) -> None:
    assert [ask(server, "/exempelby/") for server in (*servers, *servers)] == ["200 False"] * 4
    place.run(CHANGE)
    assert [ask(server, "/exempelby/") for server in servers] == ["200 True"] * 2
