"""What a municipality says of its own pages, and the moment from which it stands for them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.account.selectors import has_two_steps
from loftet.domain.agreement import services as agreements
from loftet.domain.agreement.models import Agreement
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.publishing.findable import let_agreement_be_found
from loftet.domain.publishing.models import Site


class TwoStepsMissing(Exception):
    """Nobody declares a site official with only a password between the workspace and the world."""


class ResponsibleMissing(Exception):
    """An official site says who answers for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWords:
    """The footer's three pages. What nobody has written is empty, and the public page says that it is a draft."""

    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    accessibility_method: str = ""
    accessibility_assessed_on: date | None = None
    accessibility_failures: str = ""
    accessibility_level: str = ""
    data_protection_text: str = ""


@transaction.atomic
def describe_site(municipality: Municipality, *, actor: User | None, words: SiteWords) -> None:
    _change(municipality, actor=actor, action="describe", **{name: getattr(words, name) for name in words.__slots__})


@transaction.atomic
def declare_official(municipality: Municipality, *, actor: User, on: date) -> None:
    """From `on` the pages are the municipality's own: search engines may list them.

    Raises:
        TwoStepsMissing: the actor signs in with a password alone.
        ResponsibleMissing: the site does not say who answers for it.
    """
    if not has_two_steps(actor):
        raise TwoStepsMissing
    if not Site.objects.filter(municipality=municipality).exclude(contact_name="").exists():
        raise ResponsibleMissing
    _change(municipality, actor=actor, action="declare_official", official_since=on)


@transaction.atomic
def withdraw_official(municipality: Municipality, *, actor: User) -> None:
    _change(municipality, actor=actor, action="withdraw_official", official_since=None)


@transaction.atomic
def publish_agreement(municipality: Municipality, *, agreement: Agreement, actor: User | None) -> None:
    """Show the public the agreement; from then on only a successor changes its words."""
    agreements.close_agreement(municipality, agreement=agreement, actor=actor)
    let_agreement_be_found(municipality, agreement=agreement)
    show_change(municipality)


def _change(municipality: Municipality, *, actor: User | None, action: str, **values: Any) -> None:
    site, _ = Site.objects.update_or_create(municipality=municipality, defaults=values)
    audit.record(actor=actor, action=action, on=site, municipality_code=municipality.code)
    show_change(municipality)
