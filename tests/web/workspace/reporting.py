"""Exempelby in September: who follows its promise of 2026, and what a report's form sends."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.activity.models import Contact, Report
from loftet.domain.activity.services.contacts import add_contact
from loftet.domain.activity.services.links import send_monthly_mails
from loftet.domain.activity.services.reports import Origin, ReportValues, tell_report
from loftet.domain.delivery.models import Message
from loftet.domain.organisation.models import Membership, Party
from loftet.domain.organisation.services import add_member, enter_authority, enter_department
from tests.people import LETTERS, Cast

KEY = LETTERS.id or ""
REPORTS = "/arbetsyta/exempelby/rapporter"
LETTERS_AT = f"{REPORTS}/lofte/2026/{KEY}"
ADDRESS = re.compile(rf"{re.escape(settings.ADDRESS)}(/rapport/[\w-]+/)")


@dataclass(frozen=True, slots=True)
class Desks:
    """Browsers of the people of Exempelby, and of the neighbours' administrator."""

    coordinator: Client
    police: Client
    reporter: Client
    reader: Client
    neighbour: Client


def desks_of(cast: Cast, ada: User) -> Desks:
    def browser(municipality: Any, role: Membership.Role, name: str, **more: Any) -> Client:
        member = add_member(municipality, actor=ada, email=f"{name}@example.org", name=name, role=role, **more)
        client = Client()
        client.force_login(member.user)
        return client

    schools = enter_department(cast.exempelby, name="Utbildningsförvaltningen", actor=None)
    return Desks(
        coordinator=browser(cast.exempelby, Membership.Role.COORDINATOR, "samordnare"),
        police=browser(cast.exempelby, Membership.Role.POLICE, "polis"),
        reporter=browser(cast.exempelby, Membership.Role.REPORTER, "skola", department=schools),
        reader=browser(cast.exempelby, Membership.Role.READER, "lasare"),
        neighbour=browser(cast.granneby, Membership.Role.COORDINATOR, "granne"),
    )


def police_of(cast: Cast) -> Party:
    return enter_authority(cast.exempelby, kind=Party.Kind.POLICE, actor=None)


def town_of(cast: Cast) -> Party:
    return enter_authority(cast.exempelby, kind=Party.Kind.MUNICIPALITY, actor=None)


def police_contact(cast: Cast, email: str = "kommunpolis@exempel.se") -> Contact:
    return add_contact(cast.exempelby, party=police_of(cast), actor=None, function="kommunpolis", email=email)


def mailed_link(cast: Cast) -> str:
    """The address in the month's mail to the police."""
    police_contact(cast)
    send_monthly_mails(cast.exempelby, on=timezone.localdate())
    found = ADDRESS.search(Message.objects.latest("pk").text)
    assert found
    return found[1]


def sent_report(cast: Cast, *, actor: User | None, **values: Any) -> Report:
    """Of the letters, by the police, waiting for review."""
    said = {"on": timezone.localdate(), "text": "Brevet gick ut.", **values}
    return tell_report(
        cast.exempelby,
        promise=cast.this_year,
        commitment_key=KEY,
        party=police_of(cast),
        actor=actor,
        values=ReportValues(**said),
        idempotency_key=uuid4().hex,
        origin=Origin(),
    )


def form(**changes: Any) -> dict[str, Any]:
    """What the short form sends when only the text has been written."""
    filled = {"when": "today", "text": "Brevet gick ut.", "times": "1", "idempotency_key": uuid4().hex, "do": "send"}
    return {**filled, "seen": "0", **changes}
