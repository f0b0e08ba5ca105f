"""`kill -9` of the server while fifty telephones send what waits in their queues, each again until it is answered."""

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import OK, HTTPConnection, HTTPException
from threading import Event
from time import monotonic, sleep

import pytest

from tests.domain.delivery.relay import relay
from tests.faults.running import Running
from tests.installation import Installation, installation

KILLS = int(os.environ.get("LOFTET_KILLS", "20"))
TELEPHONES = 50
LONGEST_SILENCE = 60.0
GATHER = """
import json
from hashlib import sha256
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0, skip_checks=True)
from loftet.domain.dialogue.weekly_report.models import Reporter, ReporterDevice
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.place.services import invent_municipality
from tests.people import COUNTY
exempelby = invent_municipality(code="9901", name="Exempelby", county=COUNTY)
switch_function(exempelby, function=Function.WEEKLY_REPORTS, on=True, actor=None)
now, people = timezone.now(), []
for number in range({people}):
    reporter = Reporter.objects.create(
        municipality=exempelby, function=f"Vakt {{number}}", organisation="Exempelhem", is_authority=False
    )
    token = sha256(f"telefon-{{number}}".encode()).hexdigest()
    ReporterDevice.objects.create(
        municipality=exempelby, reporter=reporter, token_sha256=token, made_at=now, expires_at=now + timedelta(days=9)
    )
    people.append(reporter.pk)
print(json.dumps(people))
"""
STORED = """
import json
from loftet.domain.dialogue.weekly_report.models import WeeklyReport
print(json.dumps(list(WeeklyReport.objects.values_list("idempotency_key", flat=True))))
"""

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("data")) as made:
        yield made


def test_each_acknowledged_report_is_stored_once_whenever_the_server_is_killed(
    place: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = random.Random(20260910)
    reporters = json.loads(place.run(GATHER.format(people=TELEPHONES)))
    stop, acknowledged = Event(), []  # type: ignore[var-annotated]  # filled by the threads
    with (
        relay() as server,
        closing(Running(place, smtp=server.url)) as running,
        ThreadPoolExecutor(TELEPHONES) as pool,
    ):
        telephones = [
            pool.submit(report, running.port, number, reporter, stop, acknowledged)
            for number, reporter in enumerate(reporters)
        ]
        try:
            for _ in range(KILLS):
                wait_for_one_more(acknowledged)
                sleep(rng.uniform(0, 0.5))
                running.kill(running.server)
                running.wait_until_whole()
            wait_for_one_more(acknowledged)
        finally:
            stop.set()
        for telephone in telephones:
            telephone.result()
    stored = Counter(json.loads(place.run(STORED)))
    assert set(stored.values()) == {1}
    assert stored.keys() == set(acknowledged)
    with capsys.disabled():
        print(f"\n{KILLS} avbrott, {TELEPHONES} mobiler: {len(stored)} rapporter, var och en en gång.")


def report(port: int, number: int, reporter: int, stop: Event, acknowledged: list[str]) -> None:
    """One report after the other, each sent with the same key until it is acknowledged."""
    count = 0
    while not stop.is_set():
        count += 1
        key = f"{number}-{count}"
        assert acknowledged_key(port, number, reporter, key) == key
        acknowledged.append(key)
        sleep(0.2)


def acknowledged_key(port: int, number: int, reporter: int, key: str) -> str:
    """What the server says that it has stored."""
    sent = {"category": "damage", "place": "Torget", "when": "yesterday", "part": "unknown", "key": key}
    body = json.dumps({**sent, "reporter": str(reporter)})
    headers = {"Cookie": f"loftet_weekly_device=telefon-{number}", "Content-Type": "application/json"}
    deadline = monotonic() + LONGEST_SILENCE
    while monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST_SILENCE)
        try:
            connection.request("POST", "/veckorapport/skicka/", body, headers)
            answer = connection.getresponse()
            said = answer.read()
            # A server that is overburdened says so, and the telephone tries again.
            if answer.status == OK:
                return str(json.loads(said)["stored"])
            assert answer.status >= 500, (answer.status, said)
        except (OSError, HTTPException):
            sleep(0.05)
        finally:
            connection.close()
    raise TimeoutError(key)


def wait_for_one_more(acknowledged: list[str]) -> None:
    before, deadline = len(acknowledged), monotonic() + LONGEST_SILENCE
    while len(acknowledged) == before:
        assert monotonic() < deadline
        sleep(0.01)
