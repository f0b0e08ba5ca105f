"""Status, plans, reports and judgements in plain Swedish."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.judging import Facts, Outcome
from loftet.domain.activity.models import Plan, ToldHow
from loftet.domain.activity.rules import UNANNOUNCED, Authority, Status, StatusCode
from loftet.domain.promise.openness import Gap, openings
from loftet.domain.promise.questions import Amount
from loftet.domain.promise.recurrence_words import amount_words
from loftet.domain.promise.words import day_words, opening_words
from loftet.sources.promise_text.record import CommitmentKind, CommitmentRecord

STATUSES = {
    StatusCode.DONE: _("Genomfört"),
    StatusCode.TRACK: _("Pågår: %(done)s av %(expected)s"),
    StatusCode.LATER: _("Senare än planerat: %(reason)s"),
    StatusCode.SILENT: _("Ingen ny uppgift sedan %(day)s"),
    StatusCode.WAIT: _("Inte dags än"),
    StatusCode.CONDITIONAL: _("Vid behov"),
    StatusCode.NONE: "",
}
NEVER_TOLD = _("Ingen uppgift har kommit än")
REPORTED = _("Redovisat: %(done)s av %(expected)s")
AUTHORITIES = {Authority.POLICE: _("polisen"), Authority.MUNICIPALITY: _("kommunen")}
OUTCOMES = {
    Outcome.DONE: _("Genomfört"),
    Outcome.PARTLY: _("Delvis genomfört"),
    Outcome.NOT_DONE: _("Inte genomfört"),
    Outcome.CANNOT_BE_JUDGED: _("Kan inte bedömas"),
    Outcome.TWO_VIEWS: _("Parterna bedömer olika"),
}
NO_COMMENT = {
    Authority.POLICE: _("Polisen har inte lämnat någon kommentar."),
    Authority.MUNICIPALITY: _("Kommunen har inte lämnat någon kommentar."),
}
REPLACED = _("Bedömningen ersattes av en ny innan den blev publik.")
ENTERED_BY = {
    Authority.POLICE: _("Inlagt av polisen."),
    Authority.MUNICIPALITY: _("Inlagt av kommunen."),
}
UNCOUNTED = {Gap.NO_DEED, Gap.VAGUE_REPETITION, Gap.NO_COUNT}
IN_REVIEW = _("Uppgift inkommen, granskas")
IN_THE_PERIOD = _("under perioden")


def status_words(status: Status) -> str:
    """Empty where nothing can be followed: then `not_followed_words` says why."""
    words = STATUSES[status.code]
    if status.code is StatusCode.SILENT and status.since is None:
        words = NEVER_TOLD
    if status.code is StatusCode.TRACK and status.ended:
        words = REPORTED
    return str(words) % {
        "done": status.done,
        "expected": status.expected,
        "reason": status.reason,
        "day": day_words(status.since) if status.since else "",
    }


def passed_words(status: Status) -> str:
    """The fact beside the status; empty where no day has passed."""
    return gettext("Sista dagen var %(day)s.") % {"day": day_words(status.passed)} if status.passed else ""


def not_followed_words(commitment: CommitmentRecord, *, recorded: bool) -> str:
    """Why a commitment has no status.

    Args:
        recorded: the promise was signed elsewhere, and the commitment has no plan here.
    """
    counted = commitment.recurrence or commitment.count is not None
    if recorded and counted:
        return gettext("Åtagandet följs inte upp här än")
    why = [opening for opening in openings(commitment) if opening.gap in UNCOUNTED]
    return opening_words(why[0]) if why and not counted else gettext("Löftet anger inget antal")


def plan_words(plan: Plan, kind: CommitmentKind, authorities: Collection[Authority], *, since: date) -> str:
    """ "Så följer polisen upp löftet: minst fyra kontroller, tillagt 12 februari 2026, ändrar inte löftet."

    Empty where the plan holds nothing for the public: a rhythm of telling and a contact remind, no more.
    """
    said = plan_content(plan, kind)
    if not said:
        return ""
    return gettext("Så följer %(who)s upp löftet: %(what)s, tillagt %(day)s, ändrar inte löftet.") % {
        "who": authority_words(authorities),
        "what": said,
        "day": day_words(since),
    }


def plan_content(plan: Plan, kind: CommitmentKind) -> str:
    """ "minst fyra kontroller, senast 31 maj 2026". Work that nobody may foresee has neither days nor weekdays."""
    unannounced = kind in UNANNOUNCED
    recurrence = plan.recurrence.partition(";BYDAY")[0] if unannounced else plan.recurrence
    amount = Amount(plan.count, plan.at_least, recurrence or None)
    said = amount_words(amount) if plan.count or recurrence else ""
    if plan.count and not recurrence:
        said = f"{said} {plan.unit or ngettext('gång', 'gånger', plan.count)}"
    when = str(IN_THE_PERIOD) if unannounced and said else "" if unannounced else _days_words(plan)
    return ", ".join(filter(None, [said, when]))


def authority_words(authorities: Collection[Authority]) -> str:
    """ "polisen", "kommunen", "kommunen och polisen"."""
    return gettext(" och ").join(str(AUTHORITIES[authority]) for authority in sorted(authorities))


def told_words(*, told_by: str, told_how: str, told_on: date | None, entered_by: Authority) -> str:
    """ "Enligt kommunpolisen, muntligt 9 september 2026. Inlagt av kommunen." Empty for a party's own word.

    Args:
        told_on: None leaves the day out.
    """
    if not told_how:
        return ""
    values = {"who": told_by, "how": ToldHow(told_how).label}
    if told_on is None:
        said = gettext("Enligt %(who)s, %(how)s.") % values
    else:
        said = gettext("Enligt %(who)s, %(how)s %(day)s.") % {**values, "day": day_words(told_on)}
    return f"{said} {ENTERED_BY[entered_by]}"


def facts_words(facts: Facts) -> str:
    """ "Lovat: 12 brev. Redovisat: 9." """
    said = gettext("Redovisat: %(reported)s.") % {"reported": facts.reported}
    if facts.promised is None:
        return f"{gettext('Löftet anger inget antal.')} {said}"
    number = gettext("minst %(number)s") % {"number": facts.promised} if facts.at_least else str(facts.promised)
    unit = facts.unit or ngettext("gång", "gånger", facts.promised)
    return f"{gettext('Lovat: %(number)s %(unit)s.') % {'number': number, 'unit': unit}} {said}"


def outcome_words(outcome: Outcome) -> str:
    return str(OUTCOMES[outcome])


def _days_words(plan: Plan) -> str:
    if plan.first_day and plan.last_day:
        days = {"first": day_words(plan.first_day), "last": day_words(plan.last_day)}
        return gettext("från %(first)s till %(last)s") % days
    if plan.first_day:
        return gettext("från %(first)s") % {"first": day_words(plan.first_day)}
    return gettext("senast %(last)s") % {"last": day_words(plan.last_day)} if plan.last_day else ""
