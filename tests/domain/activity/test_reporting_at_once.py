"""Several processes that report at the same time, and processes that are killed while they do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, installation

SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from tests.domain.activity.exempelby import exempelby_in_2026
exempelby_in_2026()
"""
REPORT = """
import time_machine
from loftet.domain.activity.services.reports import ReportValues, tell_report
from loftet.domain.organisation.models import Party
from loftet.domain.promise.models import Promise
from tests.domain.activity.exempelby import KEY, TODAY
promise = Promise.objects.get(municipality="9901", address="2026")
with time_machine.travel("2026-06-15T07:00:00Z"):
    for number in range({count}):
        tell_report(promise.municipality, promise=promise, commitment_key=KEY,
                    party=Party.objects.get(municipality="9901", kind="police"), actor=None,
                    values=ReportValues(on=TODAY, text="Brevet gick ut."), idempotency_key=f"{form}-{{number}}")
        print(f"{form}-{{number}}", flush=True)
"""
PRESS_TWICE = """
from threading import Barrier, Thread
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from loftet.domain.activity.models import Report
from loftet.domain.activity.services.contacts import add_contact
from loftet.domain.activity.services.links import send_monthly_mails
from loftet.domain.delivery.models import Message
from loftet.domain.organisation.models import Party
from loftet.domain.promise.models import Promise
from tests.domain.activity.exempelby import KEY, TODAY
from tests.web.workspace.reporting import ADDRESS, form
settings.ALLOWED_HOSTS = ["testserver"]
promise = Promise.objects.get(municipality="9901", address="2026")
police = Party.objects.get(municipality="9901", kind="police")
with time_machine.travel("2026-06-15T07:00:00Z"):
    add_contact(promise.municipality, party=police, actor=None, function="kommunpolis", email="polis@exempel.se")
    send_monthly_mails(promise.municipality, on=TODAY)
    link = ADDRESS.search(Message.objects.get().text)[1]
    at_once, answers = Barrier(2), []
    def press(client, filled):
        at_once.wait()
        answers.append(client.post(f"/rapport/{promise.pk}/{KEY}/", filled).status_code)
        connection.close()
    for number in range(5):
        newest = Report.objects.order_by("sent_at", "pk").last()
        telephone, filled = Client(), form(idempotency_key=f"tryck-{number}", seen=str(newest.pk if newest else 0))
        telephone.post(link)
        others = [Client() for _ in range(2)]
        for other in others:
            other.cookies.update(telephone.cookies)
        threads = [Thread(target=press, args=(other, filled)) for other in others]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    print(*answers)
"""
STORED = """
from loftet.domain.activity.models import Report
print(*Report.objects.filter(state="sent").order_by("pk").values_list("idempotency_key", flat=True))
"""

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """New for each test: what was told already decides what a contact is asked."""
    with installation(tmp_path) as made:
        made.run(SET_UP)
        yield made


def stored(place: Installation) -> list[str]:
    return place.run(STORED).split()


def test_the_same_forms_sent_at_once_are_one_report_each(place: Installation) -> None:
    processes = [place.start(REPORT.format(count=10, form="samma")) for _ in range(3)]
    errors = [process.communicate(timeout=300)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 3, errors
    assert sorted(stored(place)) == sorted(f"samma-{number}" for number in range(10))


def test_a_process_that_is_killed_loses_nothing_that_it_acknowledged(place: Installation) -> None:
    acknowledged = []
    for form in ("ett", "två", "tre"):
        process = place.start(REPORT.format(count=10_000, form=form))
        assert process.stdout
        acknowledged += [process.stdout.readline().strip() for _ in range(5)]
        process.kill()
        process.communicate()
    kept = stored(place)
    assert len(acknowledged) == 15
    assert set(acknowledged) <= set(kept)
    assert len(kept) == len(set(kept))


def test_a_button_pressed_twice_in_two_threads_is_one_report(place: Installation) -> None:
    answers = place.run(PRESS_TWICE).split()
    assert answers == ["302"] * 10
    assert stored(place) == [f"tryck-{number}" for number in range(5)]
