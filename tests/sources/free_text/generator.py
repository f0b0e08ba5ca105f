"""Texts made by chance, with what has to go in them. Knows nothing of the rules that find it.

The numbers of persons come from days and a check digit or a wrong one; those of telephones from series set aside for
fiction and from the examples that the library `phonenumbers` has for every country.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import phonenumbers

FRAMES = (
    "Jag såg {} i går kväll.",
    "{} är det jag vet.",
    "Det här hände vid torget: {}.",
    "Kontakta mig ({}) så snart ni kan",
    "hej, {} tack!",
    "Enligt anmälan KS 2024/123 den 10 september 2024: {}; se lag 2023:196.",
    "Det var stökigt på Storgatan 12, säger flera.\n{}\nMer finns inte att säga.",
)
SPACES = (" ", " ", " ", "\u00a0", "\u2009", "  ")
DASHES = ("-", "-", "-", "–", "—", " - ", "\u2011", "\u2212")
FICTIONAL = ("070-1740605", "070-1740699", "031-3900600", "040-6280400", "08-46500400", "0980-319200")
LETTERS = "ABCDEFGHJKLMNOPRSTUWXYZ"


@dataclass(frozen=True, slots=True)
class Made:
    text: str
    secret: str


def identity_number(random: Random) -> str:
    # A day of the twenties and a time of day are written alike, so nobody is born in the twenties of either century.
    born = date(1931, 1, 1) + timedelta(days=random.randrange(31_000))
    day = born.day + random.choice((0, 0, 0, 60))
    nine = f"{born:%y%m}{day:02}{random.randrange(1000):03}"
    checked = random.random() < 0.7
    last = luhn(nine) if checked else random.randrange(10)
    century = random.choice(("", f"{born:%Y}"[:2]))
    parted = f"{century}{nine[:2]}{nine[2:4]}{nine[4:6]}"
    if random.random() < 0.25:
        mark = random.choice(("-", " ", "."))
        parted = mark.join((century + nine[:2], nine[2:4], nine[4:6]))
    between = random.choice(("", *DASHES, "+", *SPACES))
    return f"{parted}{between}{nine[6:]}{last}"


def luhn(nine: str) -> int:
    products = [int(digit) * (2, 1)[place % 2] for place, digit in enumerate(nine)]
    return -sum(sum(divmod(product, 10)) for product in products) % 10


def swedish_telephone(random: Random) -> str:
    area, number = random.choice(FICTIONAL).split("-")
    number = number[:-2] + f"{random.randrange(100):02}"
    sizes = random.choice(((3, 2, 2), (2, 2, 3), (3, 4), (7,), (2, 3, 2), (1,) * 7))
    groups, at = [], 0
    for size in sizes:
        groups.append(number[at : at + size])
        at += size
    groups = [group for group in (*groups, number[at:]) if group]
    parted = random.choice((*SPACES, "", "-", ".")).join(groups)
    prefix = random.choice(
        (area, f"+46{area[1:]}", f"+46 {area[1:]}", f"+46 (0){area[1:]}", f"0046{area[1:]}", f"({area})")
    )
    return prefix + random.choice((*DASHES, *SPACES, "", "/", ".")) + parted


def foreign_telephone(random: Random) -> str:
    regions = sorted(phonenumbers.SUPPORTED_REGIONS - {"SE"})
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    forms = (phonenumbers.PhoneNumberFormat.INTERNATIONAL, phonenumbers.PhoneNumberFormat.E164)
    while True:
        number = phonenumbers.example_number_for_type(random.choice(regions), random.choice(kinds))
        # With a few digits in all a plus sign and a count look the same.
        if number and len(str(number.national_number)) >= 6:
            written = phonenumbers.format_number(number, random.choice(forms))
            return random.choice((written, written.replace("+", "00", 1)))


def telephone(random: Random) -> str:
    return random.choice((swedish_telephone, swedish_telephone, foreign_telephone))(random)


def email(random: Random) -> str:
    local = random.choice(("anna", "åsa.öberg", "a.b-c", "kalle_95", "info+lofte", "X", "per.persson1987"))
    domain = random.choice(("exempel.se", "post.exempel.example", "exempel-byn.nu", "åkeri.se", "exempel.co.uk"))
    at = random.choice(("@", "@", "@", " @ " if domain.endswith("se") else "@"))
    written = f"{local}{at}{domain}"
    return written.upper() if random.random() < 0.1 else written


def plate(random: Random) -> str:
    letters = random.choice("BGJXY") + "".join(random.choice(LETTERS) for _ in range(2))
    last = random.choice((str(random.randrange(10)), random.choice(LETTERS.replace("O", ""))))
    written = f"{letters}{random.choice(('', ' ', ' ', '-'))}{random.randrange(100):02}{last}"
    return written.lower() if "-" not in written and " " not in written and random.random() < 0.3 else written


def unusually_signed(random: Random) -> str:
    """A telephone or identity number in digits of other blocks, or with signs between that take no room."""
    written = random.choice(
        ("070-174 06 05", "0701740605", "+46 70 174 06 05", "800102-1234", "19800102-1234", "198001621234")
    )
    zero = random.choice((0xFF10, 0x0660, 0x06F0, 0x0966, 0x1D7CE, 0x1D7EC, 0x30))
    unseen = random.choice(("", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u0301", "\u202c"))
    return "".join(chr(zero + int(sign)) + unseen if sign.isdigit() else sign for sign in written)


def account(random: Random) -> str:
    return "@" + random.choice(("kalle", "xX.mia", "el_guapo", "åsa")) + random.choice(("_95", ".07", "123", "_x", ""))


MAKERS = {
    "identity_number": identity_number,
    "telephone": telephone,
    "email": email,
    "plate": plate,
    "unusually_signed": unusually_signed,
    "account": account,
}
NAME_FRAMES = (
    "Han heter {} och går i nian.",
    "Min granne {} skriker på nätterna.",
    "Hennes son {} slog sönder rutan.",
    "Killen kallas {} av alla.",
    "Eleven {} stod utanför entrén.",
    "Vittnet {} såg bilen.",
    "Tack för ordet, mvh {}",
)
# Rare ones, so that a list of the common ones does not help.
GIVEN = (
    "Torvald",
    "Ingegärd",
    "Xerxes",
    "Ludmila",
    "Chidi",
    "Bj\u00f8rk",
    "Yngvild",
    "Siobh\u00e1n",
    "Ngozi",
    "Tjorven",
)
FAMILY = ("", "", "Ekdal", "Bolander", "Al-Masri", "O'Neill", "von Knorring", "Stjernkvist", "Okafor", "Vu", "Ðokić")
ADDRESS_FRAMES = (
    "Mannen som bor på {} är full.",
    "Hon bor på {}.",
    "killarna på {} kör moped hela natten",
    "Min granne på {} eldar plast.",
    "Familjen på {} bråkar jämt.",
    "Jag är hemma på {} och vågar inte gå ut",
)
STREETS = (
    "Ekvägen",
    "Storgatan",
    "Norra Ringvägen",
    "Prästgränd",
    "Björkstigen",
    "Bagares väg",
    "Lilla Torg",
    "Aspallén",
)


def name(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}".strip()


def address(random: Random) -> str:
    ending = random.choice(("", "", " B", "A", ", lgh 1102", " lgh 1203"))
    return f"{random.choice(STREETS)} {random.randrange(1, 120)}{ending}"


BY_CONTEXT = {"name": (name, NAME_FRAMES), "address": (address, ADDRESS_FRAMES)}


def made_in_context(kind: str, count: int, seed: int) -> list[Made]:
    """So many texts where the words around say that a person is meant."""
    random = Random(seed)
    make, frames = BY_CONTEXT[kind]
    secrets = [make(random) for _ in range(count)]
    return [Made(random.choice(frames).format(secret), secret) for secret in secrets]


def made(kind: str, count: int, seed: int) -> list[Made]:
    """So many texts with one secret each; the same for the same seed."""
    random = Random(seed)
    secrets = [MAKERS[kind](random) for _ in range(count)]
    return [Made(random.choice(FRAMES).format(secret), secret) for secret in secrets]
