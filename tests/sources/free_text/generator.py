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


MAKERS = {"identity_number": identity_number, "telephone": telephone, "email": email, "plate": plate}


def made(kind: str, count: int, seed: int) -> list[Made]:
    """So many texts with one secret each; the same for the same seed."""
    random = Random(seed)
    secrets = [MAKERS[kind](random) for _ in range(count)]
    return [Made(random.choice(FRAMES).format(secret), secret) for secret in secrets]
