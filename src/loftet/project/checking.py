"""`loftet check`: what is missing before, or wrong in, an installation that residents rely on."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from loftet.domain.account.models import User
from loftet.domain.account.selectors import has_administrator, has_two_steps
from loftet.domain.audit.selectors import document_types_undecided
from loftet.domain.delivery.selectors import refused_messages
from loftet.domain.job.selectors import jobs_given_up, live_workers
from loftet.domain.ledger.selectors import chain_codes
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.selectors import members, municipalities_in_use
from loftet.domain.place.models import Municipality
from loftet.domain.publishing.selectors import site_of

SOMETHING_MISSING = 1
TO_A_FOLDER = "django.core.mail.backends.filebased.EmailBackend"
BACKUP = """Säkerhetskopian ska innehålla databasen, mappen files, ledger-key.pem och secret-key i {data}.
Utan ledger-key.pem går det inte att försegla mer i samma ändringskedja. Så gör man: docs/operate/drift.md
"""


@dataclass(frozen=True, slots=True)
class Missing:
    what: str
    advice: str


def check() -> int:
    """Say all that is missing, part by part; exit status 1 if anything is."""
    parts = [("Installationen", list(_installation()))]
    parts += [(municipality.name, list(_municipality(municipality))) for municipality in municipalities_in_use()]
    for name, missing in parts:
        sys.stdout.write(f"{name}\n{_lines(missing)}\n")
    sys.stdout.write(BACKUP.format(data=settings.DATA))
    return SOMETHING_MISSING if any(missing for _, missing in parts) else 0


def _lines(missing: list[Missing]) -> str:
    return "".join(f"  - {one.what} {one.advice}\n" for one in missing) or "  Inget saknas.\n"


def _installation() -> Iterator[Missing]:
    yield from _people()
    yield from _surroundings()
    yield from _work()


def _people() -> Iterator[Missing]:
    if not has_administrator():
        yield Missing("Ingen administrerar installationen.", "Gör en länk: loftet sign-in-link")
    for user in User.objects.get_queryset().of_the_installation():
        if not has_two_steps(user):
            yield Missing(f"{user} administrerar installationen med bara lösenord.", "Be personen skydda kontot.")


def _surroundings() -> Iterator[Missing]:
    if not settings.SECURE:
        yield Missing("Sidan har ingen adress med https.", "Sätt LOFTET_ADDRESS och en omvänd proxy.")
    if settings.EMAIL_BACKEND == TO_A_FOLDER:
        yield Missing("Breven går till en mapp, inte till mottagarna.", "Sätt LOFTET_SMTP_URL och LOFTET_MAIL_FROM.")
    if chain_codes() and not (Path(settings.DATA) / "ledger-key.pem").exists():
        yield Missing("Nyckeln ledger-key.pem saknas.", "Lägg tillbaka den ur säkerhetskopian.")


def _work() -> Iterator[Missing]:
    if not live_workers().exists():
        yield Missing("Ingen arbetare är igång: inga brev går iväg.", "Starta loftet worker.")
    for job in jobs_given_up():
        yield Missing(f"Ett jobb är uppgivet: {job.task}, {job.fault}.", "Sök felet i loggen.")
    yield from _letters("")


def _municipality(municipality: Municipality) -> Iterator[Missing]:
    for kind in document_types_undecided(municipality.code):
        yield Missing(f"Beslut om gallring saknas: {kind.label}.", "Inget av det raderas. För in det under Gallring.")
    yield from _site(municipality)
    for membership in members(municipality).filter(role=Membership.Role.ADMINISTRATOR):
        if not has_two_steps(membership.user):
            yield Missing(f"{membership.user} är administratör med bara lösenord.", "Be personen skydda kontot.")
    yield from _letters(municipality.code)


def _site(municipality: Municipality) -> Iterator[Missing]:
    site, advice = site_of(municipality), "Fyll i under Om sidan."
    if not site.contact_name:
        yield Missing("Sidan säger inte vem som svarar på frågor.", advice)
    if not (site.accessibility_assessed_on and site.accessibility_method and site.accessibility_level):
        yield Missing("Tillgänglighetsredogörelsen är ett utkast.", advice)
    if not site.data_protection_text:
        yield Missing("Sidan säger inget om personuppgifter.", advice)


def _letters(municipality_code: str) -> Iterator[Missing]:
    if count := refused_messages(municipality_code).count():
        yield Missing(f"{count} brev togs inte emot av någon e-postserver.", "Rätta adresserna.")
