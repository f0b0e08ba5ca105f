"""A promise from its first word to its judgement, through the real pages, on a clock that is moved."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from loftet.domain.account.services import make_sign_in_link
from loftet.domain.place.services import invent_municipality
from loftet.project.command import main
from tests.browser.officials import PASSWORD, Official, Resident, Telephone, Town
from tests.domain.delivery.relay import relay

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

SMTP = "django.core.mail.backends.smtp.EmailBackend"
INBOX_OF_THE_POLICE = "kommunpolis@example.org"

LETTERS = "Polisen skickar informationsbrev till grannsamverkansgrupperna en gång i månaden."
WALKS = "Kommunen och polisen genomför trygghetsvandringar i Mallinge."
LAMPS = "Kommunen sätter upp belysning vid tre gångvägar."
PICTURE = "Under hösten 2025 ska kommunen och polisen ta fram en ny lägesbild."
VISITS = "Polisen besöker grannsamverkansgrupperna fyra gånger."
MORE_VISITS = "Polisen besöker grannsamverkansgrupperna sex gånger."
TEXT = f"""Medborgarlöfte 2025

Exempelby kommun och polisen lovar att under 2025 arbeta med:

Trygghet i centrum
• {LETTERS}
• {WALKS}
• {LAMPS}
• {PICTURE}
• {VISITS}

Eva Exempelsson
Kommunstyrelsens ordförande

Per Provberg
Lokalpolisområdeschef Exempelbygden
"""


@dataclass(frozen=True, slots=True)
class Cast:
    town: Town
    carin: Official
    """The municipality's coordinator."""
    pia: Official
    """The police."""
    sture: Official
    """The chair of the municipal executive board."""
    telephone: Telephone
    """Of the police, who answer the letter of the month."""
    resident: Resident


@pytest.fixture
def town(live_server: LiveServer, chromium: Browser, settings: Settings) -> Iterator[Town]:
    settings.ADDRESS, settings.EMAIL_BACKEND = live_server.url, SMTP
    with ExitStack() as stack:
        post = stack.enter_context(relay())
        clock = stack.enter_context(time_machine.travel("2024-12-02T08:00:00Z"))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", post.port
        invent_municipality(code="9901", name="Exempelby", county="Exempel län")
        before = set(chromium.contexts)
        yield Town(live_server.url, chromium, clock, post)
        for context in set(chromium.contexts) - before:
            context.close()


@pytest.fixture
def ada(town: Town) -> Official:
    """Who has installed the program."""
    ada = Official(town, "Ada")
    ada.page.goto(f"{town.url}/arbetsyta/forsta-inloggning/{make_sign_in_link()}/")
    ada.fill("Ditt namn", "Ada")
    ada.fill("Din e-postadress", ada.email)
    ada.fill("Välj ett lösenord", PASSWORD)
    ada.press("Skapa konto och logga in")
    ada.page.get_by_label("Kommun", exact=True).select_option("Exempelby")
    ada.press("Fortsätt")
    ada.protects_account()
    return ada


def invited(ada: Official, name: str, role: str, function: str) -> Official:
    person = Official(ada.town, name)
    ada.opens("personer/")
    ada.fill("Namn", name)
    ada.fill("E-postadress", person.email)
    ada.page.get_by_label(f"{role}:").check()
    ada.fill("Funktion", function)
    ada.press("Bjud in")
    person.takes_place(ada.town.link_to(person.email, "Exempelby"))
    return person


@pytest.fixture
def cast(town: Town, ada: Official) -> Cast:
    return Cast(
        town=town,
        carin=invited(ada, "Carin", "Samordnare", "Säkerhetssamordnare"),
        pia=invited(ada, "Pia", "Polis", "Kommunpolis"),
        sture=invited(ada, "Sture", "Undertecknare", "Kommunstyrelsens ordförande"),
        telephone=Telephone(town, INBOX_OF_THE_POLICE),
        resident=Resident(town),
    )


def test_a_year_from_the_proposal_to_two_views_of_what_became_of_it(cast: Cast, tmp_path: Path) -> None:
    _both_agree(cast)
    _plans_are_accepted(cast)
    _eight_months_pass(cast)
    _the_coordinator_enters_what_the_police_said(cast)
    _the_promise_is_revised(cast)
    _what_was_late_is_done(cast)
    _the_parties_see_it_differently(cast)
    _anyone_can_verify(cast, tmp_path)


def _both_agree(cast: Cast) -> None:
    carin, resident = cast.carin, cast.resident
    carin.opens()
    carin.press("Läs in en text")
    carin.fill("Klistra in löftets text", TEXT)
    carin.press("Läs texten")
    carin.press("Spara som löfte")
    carin.page.get_by_label("Ett utkast, eller en text att skriva vidare på").check()
    carin.press("Spara som löfte")
    carin.opens()
    carin.press("Föreslå för parterna")
    carin.press("Föreslå de här orden")
    _approves(cast.pia, "Kommunpolis", "polisen")
    cast.pia.is_told("Ditt godkännande är sparat.")
    resident.opens("")
    resident.reads_nothing_of("Medborgarlöfte 2025")
    _approves(cast.sture, "Kommunstyrelsens ordförande", "kommunen")
    cast.sture.is_told("Alla parter har godkänt. Löftet är publicerat")
    resident.opens("lofte/2025/")
    resident.reads("Godkänt i Löftet av polisen (Kommunpolis) 2 december 2024", "Inte dags än")


def _approves(person: Official, function: str, party: str) -> None:
    person.opens()
    person.press("Läs förslaget")
    expect(person.page.get_by_label("Din funktion")).to_have_value(function)
    person.is_told("Löftet anger inget antal")
    person.fill("Kod", person.code())
    person.press(f"Godkänn de här orden för {party}")


def _plans_are_accepted(cast: Cast) -> None:
    carin, pia, resident = cast.carin, cast.pia, cast.resident
    cast.town.comes_to("2024-12-16")
    _asks_the_police_every_month(carin)
    _plans(carin, LAMPS, {"Hur många gånger?": "3", "Vad räknas?": "gångvägar", "Senast": "2025-06-30"})
    carin.is_told("Planen är sparad och gäller nu.")
    _plans(carin, WALKS, {"Hur många gånger?": "4", "Vad räknas?": "vandringar"})
    carin.is_told("Den gäller när alla som ansvarar har godkänt den.")
    _plans(carin, PICTURE, {"Hur många gånger?": "1", "Tidigast": "2025-09-01"})
    resident.opens_commitment(WALKS)
    resident.reads("Löftet anger inget antal. Därför står det inte här hur det går.")
    for commitment in (WALKS, PICTURE):
        pia.opens()
        pia.press("Läs planen", within=pia.task(commitment))
        pia.press("Godkänn planen för er part")
        pia.is_told("Godkännandet är sparat.")
    resident.opens_commitment(WALKS)
    resident.reads(
        "Så följer kommunen och polisen upp löftet: fyra vandringar, tillagt 16 december 2024, ändrar inte löftet."
    )


def _asks_the_police_every_month(carin: Official) -> None:
    carin.opens()
    carin.press("Rapporter")
    carin.press("Kontakter och brev")
    carin.fill("Funktion", "Kommunpolis")
    carin.fill("E-postadress", INBOX_OF_THE_POLICE)
    carin.press("Lägg till")


def _opens_commitment(person: Official, text: str) -> None:
    person.opens()
    person.press("Rapporter")
    person.press("Medborgarlöfte 2025")
    person.press("Öppna", within=person.task(text))


def _plans(person: Official, commitment: str, said: dict[str, str]) -> None:
    _opens_commitment(person, commitment)
    person.press("Föreslå en plan")
    for label, words in said.items():
        person.fill(label, words)
    person.press("Föreslå planen")


def _eight_months_pass(cast: Cast) -> None:
    """In May nothing was done; in June two letters. Of the lamps and the walks something is told once."""
    town, carin, resident = cast.town, cast.carin, cast.resident
    town.comes_to("2025-02-03")
    _letter_is_told(cast, "2025-01-30")
    resident.opens_commitment(LETTERS)
    resident.reads("Uppgift inkommen, granskas")
    _publishes(carin, LETTERS)
    resident.opens_commitment(LETTERS)
    resident.reads("Pågår: 1 av 12", "Brevet gick ut till alla grupper.")

    town.comes_to("2025-03-04")
    _tells(carin, WALKS, "Vi gick genom Mallinge centrum.", day="2025-03-03")
    for month in (3, 4, 5):
        town.comes_to(f"2025-{month:02}-04", hour=12)
        _letter_is_told(cast, f"2025-{month - 1:02}-28")
        _publishes(carin, LETTERS)

    town.comes_to("2025-06-04")
    cast.telephone.opens_letter()
    cast.telephone.says_nothing_is_done(LETTERS)
    _publishes(carin, LETTERS)
    resident.opens_commitment(LETTERS)
    resident.reads("Pågår: 4 av 12", "Inget var gjort ännu")
    _comes_later(carin, LAMPS, "Stolparna kommer först i oktober.")

    town.comes_to("2025-07-04")
    resident.opens_commitment(LAMPS)
    resident.reads("Senare än planerat: Stolparna kommer först i oktober.", "Sista dagen var 30 juni 2025.")
    _letter_is_told(cast, "2025-06-28", times=2)
    _publishes(carin, LETTERS)
    for month in (8, 9):
        town.comes_to(f"2025-{month:02}-04")
        _letter_is_told(cast, f"2025-{month - 1:02}-28")
        _publishes(carin, LETTERS)
    resident.opens_commitment(LETTERS)
    resident.reads("Pågår: 8 av 12")
    resident.opens_commitment(WALKS)
    resident.reads("Ingen ny uppgift sedan 4 mars 2025")


def _letter_is_told(cast: Cast, day: str, *, times: int = 1) -> None:
    cast.telephone.opens_letter()
    cast.telephone.reports(LETTERS, "Brevet gick ut till alla grupper.", day=day, times=times)


def _publishes(person: Official, commitment: str) -> None:
    person.opens()
    person.press("Granska", within=person.task(commitment))
    person.press("Publicera uppgiften")
    person.is_told("Uppgiften är publicerad.")


def _tells(person: Official, commitment: str, text: str, *, day: str, times: int = 1) -> None:
    _opens_commitment(person, commitment)
    person.press("Rapportera")
    _writes(person, text, day=day, times=times)


def _writes(person: Official, text: str, *, day: str, times: int) -> None:
    person.page.get_by_label("Annan dag", exact=True).check()
    person.fill("Om annan dag: vilken?", day)
    person.fill("Vad gjordes?", text)
    person.fill("Hur många gånger?", str(times))
    person.press("Skicka rapporten")
    person.press("Publicera uppgiften")


def _comes_later(person: Official, commitment: str, reason: str) -> None:
    _opens_commitment(person, commitment)
    person.press("Rapportera")
    person.page.get_by_text("Det blir senare än planerat").click()
    person.fill("Varför blir det senare?", reason)
    person.press("Skicka att det blir senare")
    person.press("Publicera uppgiften")


def _the_coordinator_enters_what_the_police_said(cast: Cast) -> None:
    carin, pia, resident = cast.carin, cast.pia, cast.resident
    cast.town.comes_to("2025-09-10")
    carin.opens()
    carin.press("Rapporter")
    carin.press("Rapportera", within=carin.task(VISITS))
    carin.fill("Enligt vem?", "kommunpolisen")
    carin.fill("Vilken dag sades det?", "2025-09-09")
    _writes(carin, "Polisen besökte grupperna i Mallinge och Norrby.", day="2025-09-08", times=2)
    resident.opens_commitment(VISITS)
    resident.reads("Pågår: 2 av 4", "Enligt kommunpolisen, muntligt 9 september 2025. Inlagt av kommunen.")
    pia.opens()
    pia.press("Bekräfta eller rätta", within=pia.task(VISITS))
    pia.press("Bekräfta att uppgiften stämmer")
    resident.opens_commitment(VISITS)
    resident.reads("Polismyndigheten har bekräftat uppgiften.")


def _the_promise_is_revised(cast: Cast) -> None:
    carin, resident = cast.carin, cast.resident
    cast.town.comes_to("2025-09-22")
    carin.opens()
    carin.press("Löftet")
    carin.press("Medborgarlöfte 2025")
    carin.page.locator("textarea", has_text=VISITS).fill(MORE_VISITS)
    carin.press("Spara och kontrollera")
    carin.opens()
    carin.press("Föreslå ändringen")
    carin.fill("Skäl till ändringen", "Det har startat två nya grupper.")
    carin.press("Föreslå de här orden")
    _approves(cast.sture, "Kommunstyrelsens ordförande", "kommunen")
    resident.opens_commitment(VISITS)
    resident.reads("Pågår: 2 av 4")
    _approves(cast.pia, "Kommunpolis", "polisen")

    resident.opens_commitment(MORE_VISITS)
    resident.reads("Pågår: 2 av 6", "Löftets ord ändrades", "Skäl: Det har startat två nya grupper.")
    resident.opens("lofte/2025/utgava/1/")
    resident.reads(VISITS, "Det finns en nyare.")
    resident.reads_nothing_of(MORE_VISITS)
    resident.opens("lofte/2025/utgava/2/andringar/")
    resident.reads("Skäl: Det har startat två nya grupper.")
    expect(resident.page.locator("main del")).to_contain_text("fyra")
    expect(resident.page.locator("main ins")).to_contain_text("sex")


def _what_was_late_is_done(cast: Cast) -> None:
    cast.town.comes_to("2025-10-20")
    _tells(cast.carin, LAMPS, "Belysningen lyser vid alla tre gångvägarna.", day="2025-10-17", times=3)
    cast.resident.opens_commitment(LAMPS)
    cast.resident.reads("Genomfört", "Belysningen lyser vid alla tre gångvägarna.")
    cast.resident.opens("lofte/2025/")
    cast.resident.reads_nothing_of("Senare än planerat")


def _the_parties_see_it_differently(cast: Cast) -> None:
    carin, pia, resident = cast.carin, cast.pia, cast.resident
    cast.town.comes_to("2026-01-07")
    carin.opens()
    carin.press("Bedöm", within=carin.task("Medborgarlöfte 2025: 5 åtaganden är inte bedömda"))
    carin.press("Öppna", within=carin.task(WALKS))
    carin.press("Bedöm åtagandet")
    carin.is_told("Lovat: 4 vandringar. Redovisat: 1.")
    _judges(carin, "Delvis genomfört", "Tre vandringar ställdes in när ledarna var sjuka.")
    carin.press("Lämna bedömningen")
    carin.is_told("Båda parter ser bedömningen nu, och den blir publik 22 januari 2026.")
    pia.opens()
    pia.press("Läs bedömningen", within=pia.task(WALKS))
    _judges(pia, "Inte genomfört", "En vandring av fyra är för lite.")
    pia.press("Spara bedömningen")
    pia.is_told("Parterna bedömer olika")

    cast.town.comes_to("2026-01-21")
    resident.opens_commitment(WALKS)
    resident.reads_nothing_of("Parterna bedömer olika", "Delvis genomfört", "Inte genomfört")
    cast.town.comes_to("2026-01-22")
    resident.opens_commitment(WALKS)
    resident.reads("Parterna bedömer olika", "Lovat: 4 vandringar. Redovisat: 1.")
    resident.reads("Tre vandringar ställdes in när ledarna var sjuka.", "En vandring av fyra är för lite.")


def _judges(person: Official, verdict: str, reason: str) -> None:
    person.page.get_by_label(verdict, exact=True).check()
    person.fill("Vad bygger bedömningen på?", "Redovisningarna")
    person.fill("Skäl", reason)


def _anyone_can_verify(cast: Cast, folder: Path) -> None:
    """With the head that came by mail to the police, of whom nobody has an account for it."""
    page, file = cast.resident.page, folder / "kedja.jsonl"
    head = cast.town.letter_to(INBOX_OF_THE_POLICE, "Ändringskedjan").split()[0]
    cast.resident.opens("andringskedja/")
    cast.resident.reads(head)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta hela kedjan").click()
    download.value.save_as(file)
    assert main(["verify", str(file), "--head", head]) == 0

    whole = file.read_bytes()
    file.write_bytes(whole.replace(b'"edition":1', b'"edition":3', 1))
    assert main(["verify", str(file), "--head", head]) != 0
    file.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    assert main(["verify", str(file), "--head", head]) != 0


RECORDED = """Medborgarlöfte 2025

Exempelby kommun och polisen lovar under 2025:

• Polisen besöker grannsamverkansgrupperna fyra gånger.
• Kommunen håller tre möten med nya grannsamverkansgrupper.

Eva Exempelsson
Kommunstyrelsens ordförande
"""
MEETINGS = "Kommunen håller tre möten med nya grannsamverkansgrupper."


def test_a_start_in_mid_year_with_a_promise_that_was_signed_elsewhere(town: Town, ada: Official) -> None:
    """The police have no account: what they say is entered by the municipality."""
    carin, resident = invited(ada, "Carin", "Samordnare", "Säkerhetssamordnare"), Resident(town)
    town.comes_to("2025-06-16")
    _is_recorded(carin)
    for commitment in (VISITS, MEETINGS):
        resident.opens_commitment(commitment)
        resident.reads("Åtagandet följs inte upp här än. Därför står det inte här hur det går.")

    town.comes_to("2025-06-18")
    _plans(carin, VISITS, {"Hur många gånger?": "2", "Tidigast": "2025-07-01"})
    carin.page.get_by_text("Lägg in den andra partens godkännande").click()
    carin.fill("Enligt vem?", "kommunpolisen")
    carin.press("Lägg in godkännandet")
    carin.is_told("Gäller sedan 18 juni 2025.")
    resident.opens_commitment(VISITS)
    resident.reads("Inte dags än", "Så följer polisen upp löftet: två gånger, från 1 juli 2025, tillagt 18 juni 2025")

    town.comes_to("2025-08-20")
    _tells_for_the_police(carin, VISITS, "Polisen besökte gruppen i Norrby.", day="2025-08-19")
    resident.opens_commitment(VISITS)
    resident.reads("Pågår: 1 av 2", "Enligt kommunpolisen, muntligt 20 augusti 2025. Inlagt av kommunen.")
    resident.opens_commitment(MEETINGS)
    resident.reads("Åtagandet följs inte upp här än.")
    resident.reads_nothing_of("Ingen uppgift har kommit än", "Pågår", "Månad för månad")


def _is_recorded(carin: Official) -> None:
    carin.opens("las-in/")
    carin.fill("Klistra in löftets text", RECORDED)
    carin.press("Läs texten")
    carin.press("Spara som löfte")
    carin.fill("Hämtat från", "https://exempel.se/medborgarlofte-2025")
    carin.fill("Följs här från och med", "2025-06-16")
    carin.press("Spara som löfte")
    carin.opens()
    carin.press("Visa och publicera")
    carin.press("Publicera de här orden")
    carin.press("Öppna sidan")
    carin.is_told("Följs här sedan 16 juni 2025")
    carin.opens()
    expect(carin.page.locator("main")).not_to_contain_text("luckor")


def _tells_for_the_police(carin: Official, commitment: str, text: str, *, day: str) -> None:
    _opens_commitment(carin, commitment)
    carin.press("Rapportera")
    carin.fill("Enligt vem?", "kommunpolisen")
    _writes(carin, text, day=day, times=1)
