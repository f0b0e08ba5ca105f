"""Why something cannot be done, in a sentence for whoever tried. Nothing was written."""

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    sentence: LazyText | str
    field = ""
    """The field of the form that it is about; empty where it is about the whole."""

    def __init__(self, **values: object) -> None:
        super().__init__(str(self.sentence) % values)


class NoSuchCommitment(Refusal):
    sentence = _("Åtagandet finns inte i löftet. Ladda om sidan och välj det på nytt.")


class DayInTheFuture(Refusal):
    field = "on"
    sentence = _("Dagen har inte varit än. Ange i dag eller en tidigare dag.")


class DayBeforeThePeriod(Refusal):
    field = "on"
    sentence = _("Dagen ligger före löftets första dag, %(first)s. Ange en dag från och med den.")


class TimesOutOfRange(Refusal):
    field = "times"
    sentence = _("Antalet gånger ska vara mellan 1 och %(most)s. Har inget gjorts än, välj ”Inget är gjort ännu”.")


class NothingAndSomething(Refusal):
    field = "times"
    sentence = _("Är inget gjort ännu går det inte att ange ett antal. Ta bort antalet eller valet.")


class DeedMissing(Refusal):
    field = "text"
    sentence = _("Skriv med några ord vad som gjordes.")


class FigureOutOfRange(Refusal):
    field = "reached"
    sentence = _("Personer och timmar anges som tal från 0 till en miljon respektive 100 000.")


class ReasonMissing(Refusal):
    field = "reason"
    sentence = _("Skriv skälet. Den andra parten och den som läser sidan får se det.")


class TellerMissing(Refusal):
    field = "told_by"
    sentence = _("Skriv vilken funktion uppgiften kommer från, till exempel kommunpolisen, och dagen, senast i dag.")


class NotAsItWas(Refusal):
    sentence = _("Uppgiften är redan hanterad, kanske av någon annan. Ladda om sidan för att se hur den står nu.")


class NotResponsible(Refusal):
    sentence = _("Uppgiften är den andra partens. Skicka den tillbaka med ett skäl om något är fel.")


class NotTheirWork(Refusal):
    sentence = _("Bara den som ansvarar för åtagandet redovisar det. Välj den parten och skriv hur uppgiften kom.")


class AlreadyCorrected(Refusal):
    sentence = _("Uppgiften är redan rättad. Rätta den nyare uppgiften i stället.")


class NotABearer(Refusal):
    sentence = _("Bara den som ansvarar för åtagandet kan godkänna planen.")


class PlanSuperseded(Refusal):
    sentence = _("Det finns en nyare plan för åtagandet. Läs den i stället.")


class PlanEmpty(Refusal):
    sentence = _("Planen säger inget än. Ange antal, hur ofta, tid, kontaktfunktion eller hur ofta det redovisas.")


class PlanCountOutOfRange(Refusal):
    field = "count"
    sentence = _("Antalet i planen ska vara mellan 1 och %(most)s.")


class PlanRuleUnreadable(Refusal):
    field = "recurrence"
    sentence = _("Det går inte att läsa hur ofta. Välj ett av intervallen i listan.")


class PlanDaysOutsideThePeriod(Refusal):
    field = "first_day"
    sentence = _("Planens dagar ska ligga i löftets period, %(first)s till %(last)s, och i ordning.")


class PeriodNotOver(Refusal):
    sentence = _("Perioden är inte slut. Åtagandet kan bedömas från och med dagen efter %(last)s.")


class VerdictMissing(Refusal):
    field = "verdict"
    sentence = _("Välj en bedömning.")


class EvidenceMissing(Refusal):
    field = "evidence"
    sentence = _("Skriv vad bedömningen bygger på, till exempel redovisningarna eller ett protokoll.")


class ViewGiven(Refusal):
    sentence = _("Parten har redan lämnat sin bedömning. Gör en ny bedömning om något har ändrats.")


class AddressNotReadable(Refusal):
    field = "email"
    sentence = _("E-postadressen går inte att läsa. Kontrollera att den är hel, till exempel namn@kommun.se.")


class AddressTaken(Refusal):
    field = "email"
    sentence = _("Adressen finns redan. En person får ett brev i månaden, så ändra den kontakten i stället.")


class DelayOutOfRange(Refusal):
    field = "days"
    sentence = _("Antalet dagar ska vara mellan 0 och 365.")


class DelayIsForThePolice(Refusal):
    sentence = _("Polisen bestämmer hur länge det dröjer innan en kontroll syns.")


class LinkUnknown(Refusal):
    sentence = _("Länken går inte att läsa. Kontrollera att hela adressen följde med från brevet.")


class LinkExpired(Refusal):
    sentence = _("Länken har slutat gälla. Tryck på ”Skicka en ny länk” så kommer den till samma e-postadress.")
