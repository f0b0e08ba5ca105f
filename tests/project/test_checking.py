"""`loftet check`, as it is typed."""

from datetime import date
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from pytest_django import Settings

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.services import enter_retention_decision
from loftet.domain.delivery.models import Message
from loftet.domain.job.models import Job
from loftet.domain.job.services import enroll_worker
from loftet.domain.ledger.services import seal
from loftet.domain.organisation.services import join_as_administrator
from loftet.domain.place.models import Municipality
from loftet.domain.publishing.site import SiteWords, describe_site
from loftet.project.command_line import command_line

pytestmark = pytest.mark.django_db

IN_ORDER = SiteWords(
    contact_name="Trygghetssamordnaren",
    accessibility_method="Egen granskning",
    accessibility_assessed_on=date(2026, 9, 1),
    accessibility_level="partial",
    accessibility_failures="Inga kända.",
    data_protection_text="Kommunstyrelsen är ansvarig.",
)


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def ada() -> User:
    return add_user(email="ada@example.org", name="Ada", password="långt", administers_installation=True)


@pytest.fixture
def municipality(ada: User) -> Municipality:
    """A real one that somebody has begun to work in."""
    municipality = Municipality.objects.get(code="1257")
    join_as_administrator(municipality, user=ada)
    return municipality


@pytest.fixture
def _all_in_order(settings: Settings, municipality: Municipality, ada: User) -> None:
    settings.SECURE = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={})
    enroll_worker()
    describe_site(municipality, actor=ada, words=IN_ORDER)
    for kind in RetentionDecision.DocumentType:
        enter_retention_decision(
            municipality.code,
            actor=ada,
            number="KS 2026:1",
            decided_on=date(2026, 1, 1),
            decided_by="Kommunstyrelsen",
            document_type=kind,
            period_days=30,
        )


def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    options = command_line().parse_args(["check"])
    status = int(options.run(options))
    return status, capsys.readouterr().out


def test_a_new_installation_hears_all_that_is_missing(
    settings: Settings, municipality: Municipality, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    status, said = check(capsys)

    assert status == 1
    for sentence in (
        "Ada administrerar installationen med bara lösenord.",
        "Sidan har ingen adress med https.",
        "Breven går till en mapp, inte till mottagarna.",
        "Ingen arbetare är igång",
        "Beslut om gallring saknas: Adresser till möten, efter mötet.",
        "Beslut om gallring saknas: Brev som Löftet har skickat",
        "Sidan säger inte vem som svarar på frågor.",
        "Tillgänglighetsredogörelsen är ett utkast.",
        "Sidan säger inget om personuppgifter.",
        "Ada är administratör med bara lösenord.",
    ):
        assert sentence in said


def test_without_anybody_it_asks_for_an_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Ingen administrerar installationen." in check(capsys)[1]


@pytest.mark.usefixtures("_all_in_order")
def test_when_all_is_in_order_it_says_so_and_what_the_backup_must_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = check(capsys)

    assert status == 0
    assert said.startswith("Installationen\n  Inget saknas.\n\nÖrkelljunga\n  Inget saknas.\n\n")
    assert "ledger-key.pem" in said


@pytest.mark.usefixtures("_all_in_order")
def test_it_counts_letters_that_nobody_took_and_names_jobs_that_were_given_up(
    municipality: Municipality, capsys: pytest.CaptureFixture[str]
) -> None:
    Message.objects.create(
        municipality_code=municipality.code, message_id="<1@x>", state=Message.State.REFUSED, ended_at=timezone.now()
    )
    Job.objects.create(task="loftet.nothing", state=Job.State.GIVEN_UP, fault="ValueError")

    status, said = check(capsys)

    assert status == 1
    assert "1 brev togs inte emot av någon e-postserver." in said
    assert "Ett jobb är uppgivet: loftet.nothing, ValueError." in said


@pytest.mark.usefixtures("_all_in_order")
def test_a_lost_key_is_found_before_it_is_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seal(municipality_code="1257", kind="plan", object_type="a.B", object_id="1", texts={}, facts={})
    assert check(capsys)[0] == 0

    (tmp_path / "ledger-key.pem").unlink()

    assert "Nyckeln ledger-key.pem saknas." in check(capsys)[1]
