"""The letter to whoever wanted an answer."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from loftet.domain.dialogue.contribution.models import Answer


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str


def answer_letter(answer: Answer) -> Letter:
    """It repeats the municipality's summary, not the writer's own words: an address may be somebody else's."""
    municipality = answer.municipality
    subject = gettext("Svar på det du tyckte till om i %s") % municipality.name
    words = [
        gettext("Hej!"),
        gettext("Du har tyckt till om tryggheten och bett om svar."),
        gettext("Ni sa: %s") % answer.said,
        f"{answer.get_outcome_display()}: {answer.text}",
        gettext("Bestämt %(day)s av %(who)s.")
        % {"day": date_format(answer.decided_on, "j F Y"), "who": answer.decided_by},
        gettext("Det här är det enda brevet du får. Din adress tas bort när kommunens beslut om gallring säger det."),
        municipality.authority,
    ]
    marked = f"{gettext('Exempel')}: {subject}" if municipality.example else subject
    return Letter(marked, "\n\n".join(words) + "\n")
