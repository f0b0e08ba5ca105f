"""The check, the openings and the counts in plain Swedish, for whoever drafts and for whoever reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.promise.comparison import Change
from loftet.domain.promise.openness import Gap, Opening, Trackability
from loftet.domain.promise.questions import Advice, Amount, Answer, CheckItem, EndOfPeriod, Figure, Question, State
from loftet.domain.promise.recurrence_words import amount_words
from loftet.domain.promise.rules import CheckSummary
from loftet.domain.promise.vagueness import VagueKind
from loftet.sources.promise_text.record import Direction

QUESTIONS = {
    Question.WHO: _("Vem"),
    Question.WHAT: _("Vad"),
    Question.WHERE: _("Var"),
    Question.HOW_MANY: _("Hur många"),
    Question.BY_WHEN: _("Senast när"),
    Question.PROBLEM: _("Problem"),
    Question.CAUSE: _("Orsak"),
    Question.INDICATOR: _("Vad som mäts"),
    Question.BASELINE: _("Utgångsvärde"),
    Question.TARGET: _("Målvärde"),
    Question.DIRECTION: _("Riktning"),
    Question.SOURCE: _("Källa"),
    Question.NEXT_MEASURING: _("Nästa mätning"),
    Question.PERIOD: _("Period"),
    Question.PICTURE_SOURCES: _("Lägesbildens källor"),
    Question.AREAS_CARRIED: _("Åtaganden i varje fokusområde"),
    Question.GOALS_CARRIED: _("Åtaganden till varje mål"),
    Question.CHANNEL: _("Var löftet går att följa"),
    Question.REPORTING_INTERVAL: _("Hur ofta ni redovisar"),
    Question.SIGNATORIES: _("Undertecknare"),
}

ADVICE = {
    Advice.NAME_WHO: _("Skriv vem som gör det, till exempel ”Polisen” eller ”Socialförvaltningen”."),
    Advice.WRITE_WHO_IN_THE_TEXT: _("Texten säger inte vem. Skriv det i meningen, så att ingen behöver gissa."),
    Advice.SAY_THE_DEED: _("Det går inte att se när det är gjort. Skriv vad ni gör: håller möte, ringer, delar ut."),
    Advice.NAME_THE_PLACE: _("Skriv var, till exempel ”vid stationen” eller ”i alla tätorter”."),
    Advice.GIVE_A_NUMBER: _("Skriv ett antal eller hur ofta, till exempel ”minst fyra” eller ”varje kvartal”."),
    Advice.GIVE_A_FIGURE_FOR_THE_VAGUE: _("Skriv hur ofta, till exempel ”minst en gång i månaden”."),
    Advice.NAME_THE_TRIGGER: _("Skriv gärna vad som avgör behovet, till exempel ”inom en vecka efter en anmälan”."),
    Advice.GIVE_A_DATE: _("Skriv ett datum eller en månad."),
    Advice.END_OF_PERIOD_COUNTS: _("Skriv ett datum eller en månad. Utan det räknas löftets sista dag."),
    Advice.NAME_THE_PROBLEM: _("Välj det problem i lägesbilden som åtagandet svarar mot."),
    Advice.NAME_THE_CAUSE: _("Välj den orsak till problemet som åtagandet ska påverka."),
    Advice.CHOOSE_INDICATOR: _("Skriv vad ni mäter, till exempel ”anmälda bostadsinbrott”."),
    Advice.MEASURE_THE_CHANGE: _(
        "Det här räknar ert eget arbete. Ett mål är det som ska bli annorlunda för dem som bor här: mät det i stället."
    ),
    Advice.GIVE_BASELINE: _("Skriv hur läget är nu, annars går det inte att se om det blir bättre."),
    Advice.DATE_THE_BASELINE: _("Skriv vilken dag utgångsvärdet gäller."),
    Advice.GIVE_TARGET: _("Skriv vilket värde ni vill nå."),
    Advice.TARGET_AGAINST_DIRECTION: _(
        "Målvärdet och riktningen säger olika saker. Kontrollera värdena, eller ändra riktningen."
    ),
    Advice.CHOOSE_DIRECTION: _("Välj om det ska bli färre eller fler."),
    Advice.FOLLOWS_POLICE_CHECKS: _(
        "Sådana brott upptäcks när polisen letar. Fler kontroller ger fler anmälningar, så siffran visar arbetet och "
        "inte hur vanligt brottet är. Mät hellre med en enkät."
    ),
    Advice.MORE_REPORTS_ARE_NO_FAILURE: _(
        "När fler vågar anmäla eller söka hjälp stiger siffran. Det är det ni vill, så färre anmälningar är inget mål."
    ),
    Advice.NAME_SOURCE: _("Skriv var siffran hämtas, till exempel ”Brå, anmälda brott”."),
    Advice.SET_NEXT_MEASURING: _("Skriv när ni mäter nästa gång."),
    Advice.STATE_PERIOD: _("Skriv första och sista dagen som löftet gäller."),
    Advice.NAME_PICTURE_SOURCES: _(
        "Skriv vad lägesbilden bygger på, till exempel medborgardialoger och brottsstatistik."
    ),
    Advice.FILL_AREAS: _("De här områdena har inget åtagande."),
    Advice.CARRY_GOALS: _("Inget åtagande arbetar mot de här målen."),
    Advice.NAME_CHANNEL: _("Skriv var invånarna kan följa arbetet."),
    Advice.STATE_REPORTING_INTERVAL: _("Skriv hur ofta ni redovisar, till exempel ”varje kvartal”."),
    Advice.NAME_BOTH_SIGNATORIES: _("Skriv namn och titel för den som undertecknar från varje part."),
}

# A caution: the answer stands, but whoever drafts should know this.
CAUTION_WHEN_RISING = _("När fler vågar anmäla eller söka hjälp stiger siffran. Läs en uppgång som framgång.")

VAGUE = {
    VagueKind.DEED: _("”%(word)s” går inte att se. Skriv vad ni gör."),
    VagueKind.AMOUNT: _("”%(word)s” är inget antal. Skriv en siffra, gärna med ”minst”."),
    VagueKind.REPETITION: _("”%(word)s” säger inte hur ofta. Skriv till exempel ”varje månad”."),
    VagueKind.ESCAPE: _("”%(word)s” lämnar öppet om det blir av. Lova det ni vet att ni gör."),
}

GAPS = {
    Gap.CONDITIONAL: _("Görs %(literal)s"),
    Gap.NO_BEARER: _("Löftet säger inte vem"),
    Gap.BEARER_ASSUMED: _("Löftet säger inte vem, här antas %(literal)s"),
    Gap.NO_DEED: _("Löftet säger inte vad som ska vara gjort"),
    Gap.NO_COUNT: _("Löftet anger inget antal"),
    Gap.VAGUE_REPETITION: _("Löftet säger ”%(literal)s” men inte hur ofta"),
    Gap.NO_TIME: _("Löftet anger inte när"),
    Gap.NO_PLACE: _("Löftet nämner ingen plats"),
}
NO_MEASURE = _("Löftet anger ingen mätning")

DIRECTIONS = {
    Direction.FEWER: _("Färre eller mindre"),
    Direction.MORE: _("Fler eller mer"),
    Direction.OTHER: _("Annat"),
}
CHANGES = {
    Change.WORDS: _("Orden har ändrats"),
    Change.BEARERS: _("De som ansvarar har ändrats"),
    Change.AMOUNT: _("Antalet eller hur ofta har ändrats"),
    Change.DETAILS: _("Var, när, för vem eller varför har ändrats"),
    Change.MEASURE: _("Mätningen har ändrats"),
}


@dataclass(frozen=True, slots=True)
class SpokenItem:
    """A `CheckItem` as it stands beside the text."""

    question: str
    """ "Hur många", or with what is wrong, "Hur många saknas"."""
    answer: str
    advice: str
    literals: tuple[str, ...]
    state: State

    @property
    def answered(self) -> bool:
        return self.state in (State.ANSWERED, State.NOT_NEEDED)


def spoken(items: Iterable[CheckItem]) -> list[SpokenItem]:
    """The check in words, in the same order."""
    return [
        SpokenItem(_question_words(item), answer_words(item.answer), _advice_words(item), item.literals, item.state)
        for item in items
    ]


def answer_words(answer: Answer | None) -> str:
    match answer:
        case Amount():
            return amount_words(answer)
        case EndOfPeriod(on):
            return gettext("Löftets sista dag, %(day)s") % {"day": day_words(on)}
        case Figure():
            return _figure_words(answer)
        case Direction():
            return str(DIRECTIONS[answer])
        case date():
            return day_words(answer)
        case _:
            return answer or ""


def day_words(day: date) -> str:
    """ "10 september 2024", whatever the language's habit is."""
    return date_format(day, "j F Y")


def opening_words(opening: Opening) -> str:
    literal = opening.literal
    if opening.gap is Gap.CONDITIONAL:
        literal = literal[:1].lower() + literal[1:]
    return str(GAPS[opening.gap]) % {"literal": literal}


def vague_advice(kind: VagueKind, word: str) -> str:
    return str(VAGUE[kind]) % {"word": word}


def gap_words(count: int) -> str:
    """ "Inget saknas", "1 sak saknas", "3 saker saknas"."""
    if count == 0:
        return gettext("Inget saknas")
    return ngettext("%(count)s sak saknas", "%(count)s saker saknas", count) % {"count": count}


def summary_words(summary: CheckSummary) -> str:
    """ "2 av 3 åtaganden har luckor"."""
    if summary.commitment_count == 0:
        return gettext("Löftet har inga åtaganden än")
    if summary.commitments_with_gaps == 0:
        return gettext("Inget åtagande har luckor")
    return ngettext(
        "%(gaps)s av %(count)s åtagande har luckor",
        "%(gaps)s av %(count)s åtaganden har luckor",
        summary.commitment_count,
    ) % {"gaps": summary.commitments_with_gaps, "count": summary.commitment_count}


def trackability_words(track: Trackability) -> list[str]:
    """The sentences under "Så går löftet att följa", most important first."""
    sentences = [_amount_sentence(track)]
    if track.conditional:
        sentences.append(_conditional_sentence(track))
    if track.goals_count:
        sentences.append(_goal_sentence(track))
    sentences.append(
        gettext("Löftet anger hur ofta arbetet ska redovisas.")
        if track.tells_reporting_interval
        else gettext("Löftet säger inte hur ofta arbetet ska redovisas.")
    )
    return sentences


def _question_words(item: CheckItem) -> str:
    question = str(QUESTIONS[item.question])
    if item.state is State.MISSING:
        return gettext("%(question)s saknas") % {"question": question}
    if item.state is State.UNCLEAR:
        return gettext("%(question)s är otydligt") % {"question": question}
    return question


def _advice_words(item: CheckItem) -> str:
    if item.advice is None:
        return ""
    if item.advice is Advice.MORE_REPORTS_ARE_NO_FAILURE and item.state is State.ANSWERED:
        return str(CAUTION_WHEN_RISING)
    return str(ADVICE[item.advice])


def _figure_words(figure: Figure) -> str:
    value = number_format(figure.value, decimal_pos=None if figure.value % 1 else 0)
    said = f"{value} {figure.unit}".strip()
    return f"{said}, {day_words(figure.on)}" if figure.on else said


def _amount_sentence(track: Trackability) -> str:
    numbers = {"all": track.commitment_count, "often": track.with_interval, "many": track.with_count}
    if not track.with_either:
        return gettext("Inget åtagande anger hur ofta eller hur många.")
    if track.with_interval == track.commitment_count:
        return gettext("Varje åtagande anger hur ofta.")
    if not track.with_interval:
        return gettext("%(many)s av %(all)s åtaganden anger hur många. Inget anger hur ofta.") % numbers
    if not track.with_count:
        return gettext("%(often)s av %(all)s åtaganden anger hur ofta. Inget av de andra anger hur många.") % numbers
    return gettext("%(often)s av %(all)s åtaganden anger hur ofta, och %(many)s av de andra hur många.") % numbers


def _conditional_sentence(track: Trackability) -> str:
    return ngettext(
        "%(count)s åtagande görs bara vid behov eller på önskemål.",
        "%(count)s åtaganden görs bara vid behov eller på önskemål.",
        track.conditional,
    ) % {"count": track.conditional}


def _goal_sentence(track: Trackability) -> str:
    if track.goals_with_measure == 0:
        return gettext("Löftet anger ingen mätning för sina mål.")
    if track.goals_with_measure == track.goals_count:
        return gettext("Varje mål har en mätning.")
    return gettext("%(count)s av %(all)s mål har en mätning.") % {
        "count": track.goals_with_measure,
        "all": track.goals_count,
    }
