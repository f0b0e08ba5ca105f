"""What stands in the letters to those who report of the week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from loftet.domain.dialogue.weekly_report.models import Reporter, WeeklyReport, WeekMeasure


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str


def link_letter(reporter: Reporter, address: str, last_day: date) -> Letter:
    name = reporter.municipality.name
    words = [
        gettext("Hej!"),
        gettext("Här rapporterar du vad som händer i %(municipality)s. Det tar mindre än en minut i mobilen:")
        % {"municipality": name}
        + f"\n{address}",
        gettext(
            "Länken gäller till och med %(day)s och är personlig för %(function)s. Skicka den inte vidare. "
            "Rapporten ersätter inte en polisanmälan. Vid fara: 112. Polisen i övrigt: 114 14."
        )
        % {"day": date_format(last_day, "j F Y"), "function": reporter.function},
        reporter.municipality.authority,
    ]
    return Letter(_marked(reporter, gettext("Länk till veckorapporten i %s") % name), "\n\n".join(words) + "\n")


def outcome_letter(reporter: Reporter, told: Sequence[tuple[WeeklyReport, Sequence[WeekMeasure]]]) -> Letter:
    """What became of a week's reports, each with what was decided for its sake."""
    lines = [f"{_report_line(report)}\n{_measure_lines(measures)}" for report, measures in told]
    words = [
        gettext("Hej!"),
        gettext("Det här blev det av dina rapporter:"),
        *lines,
        gettext("Vill du inte ha de här breven? Stäng av dem på sidan där du rapporterar."),
        reporter.municipality.authority,
    ]
    subject = gettext("Det här blev det av dina rapporter i %s") % reporter.municipality.name
    return Letter(_marked(reporter, subject), "\n\n".join(words) + "\n")


def outcome_words(measure: WeekMeasure) -> str:
    """How it went with a measure, in a sentence that accuses nobody."""
    if measure.done_on:
        return gettext("Gjort %(day)s.") % {"day": date_format(measure.done_on, "j F Y")}
    if measure.not_done_because:
        return gettext("Inte gjort, för att: %(reason)s") % {"reason": measure.not_done_because}
    return gettext("Klart senast %(day)s.") % {"day": date_format(measure.due_on, "j F Y")}


def _report_line(report: WeeklyReport) -> str:
    day = date_format(report.earliest, "j F")
    return f"{report.get_category_display()}, {report.place_name}, {day}."


def _measure_lines(measures: Sequence[WeekMeasure]) -> str:
    if not measures:
        return gettext("- Finns med i veckans bild. Ingen särskild åtgärd bestämdes.")
    return "\n".join(f"- {measure.text} ({measure.owner}). {outcome_words(measure)}" for measure in measures)


def _marked(reporter: Reporter, subject: str) -> str:
    return f"{gettext('Exempel')}: {subject}" if reporter.municipality.example else subject
