"""Why something is not done, in words that can be shown as they stand."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    words = _("Det gick inte.")
    field = ""
    """Of the form, where one is to blame."""

    def __str__(self) -> str:
        return str(self.words)


class LinkUnknown(Refusal):
    words = _("Länken är okänd. Kanske kom inte hela adressen med, eller har du slutat rapportera.")


class LinkExpired(Refusal):
    words = _("Länken har slutat gälla.")


class NoAddress(Refusal):
    words = _("Vi har ingen e-postadress att skicka till. Be samordnaren om en ny länk.")


class AddressNotReadable(Refusal):
    words = _("Det där är ingen e-postadress. Så här ser en ut: namn@exempel.se")
    field = "email"


class AlreadyReports(Refusal):
    words = _("Den funktionen rapporterar redan för den organisationen.")
    field = "function"


class NotHappenedYet(Refusal):
    words = _("Den tiden har inte varit än. Menade du en dag tidigare?")
    field = "when"


class TooLongAgo(Refusal):
    words = _("Det är mer än en månad sedan. Veckan är redan sammanställd: berätta för samordnaren i stället.")
    field = "on"


class OnlyForAuthorities(Refusal):
    words = _("Bara myndigheter får lämna mer än vad, var och när. Inget är sparat.")


class NowhereGiven(Refusal):
    words = _("Skriv var det var.")
    field = "place"


class NotInSweden(Refusal):
    words = _("Platsen ligger inte i Sverige. Skriv den med ord i stället.")
    field = "place"


class TooMany(Refusal):
    words = _("Så många rapporter har kommit från dig i dag att något verkar fel. Hör av dig till samordnaren.")
