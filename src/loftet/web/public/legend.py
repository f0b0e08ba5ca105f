"""What each status and each judgement means, in the order in which a reader meets them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.judging import Outcome
from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.words import OUTCOMES
from loftet.web.public.happening import JUDGED
from loftet.web.public.standing import SYMBOLS, TALLIED

STATUS_MEANINGS = {
    StatusCode.DONE: _("Så många gånger som är lovat eller planerat är redovisade."),
    StatusCode.TRACK: _("En del är redovisat. Siffrorna säger hur många gånger av hur många."),
    StatusCode.LATER: _("De som ansvarar har själva sagt att det blir senare, och varför."),
    StatusCode.SILENT: _("Ingen uppgift har kommit på en tid. Det betyder inte att inget är gjort: vi vet inte."),
    StatusCode.WAIT: _("Det ska börja senare under perioden."),
    StatusCode.CONDITIONAL: _("Det görs bara när det behövs, och kan därför aldrig bli sent."),
    StatusCode.NONE: _(
        "Löftet säger inte hur många eller hur ofta. Då går det inte att säga hur långt arbetet har kommit."
    ),
}
JUDGEMENT_MEANINGS = {
    Outcome.DONE: _("Parten anser att det som lovades är gjort."),
    Outcome.PARTLY: _("En del av det som lovades är gjort."),
    Outcome.NOT_DONE: _("Det som lovades är inte gjort."),
    Outcome.CANNOT_BE_JUDGED: _("Det går inte att säga, och skälet står bredvid."),
    Outcome.TWO_VIEWS: _("Kommunen och polisen ser olika på det. Båda bedömningarna står bredvid varandra."),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    symbol: str
    colour: str
    words: str
    meaning: str


def statuses() -> list[Meaning]:
    return [
        Meaning(SYMBOLS[code], SYMBOLS[code], str(TALLIED[code]), str(meaning))
        for code, meaning in STATUS_MEANINGS.items()
    ]


def judgements() -> list[Meaning]:
    return [
        Meaning(*JUDGED[outcome], str(OUTCOMES[outcome]), str(meaning))
        for outcome, meaning in JUDGEMENT_MEANINGS.items()
    ]
