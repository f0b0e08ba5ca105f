"""The lines of the access table for weekly reports, and what they need on stage."""

from dataclasses import replace
from datetime import date
from typing import Any

from loftet.domain.dialogue.weekly_report.models import WeeklyReport
from loftet.domain.dialogue.weekly_report.services.deciding import decide_measure
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from tests.domain.dialogue.reporting import MONDAY, guard, stored_directly
from tests.people import Cast
from tests.web.access_table import WRITERS, Line, Who, posted, public, workspace

WEEK = (MONDAY.isocalendar().year, MONDAY.isocalendar().week)
MEASURE: dict[str, Any] = {"text": "Gå en runda", "owner": "Fältgruppen", "due_on": "2026-09-20"}
AGREED: dict[str, Any] = {
    **dict.fromkeys(("reports", "sources", "change", "seriousness", "recurrence"), "1"),
    "agreed_on": "2026-09-01",
    "agreed_by": "Arbetsgruppen",
}
REPORTER: dict[str, Any] = {"function": "Vaktmästare", "organisation": "Skolan", "is_authority": "yes"}

WEEKLY = [
    workspace("weekly_reports", allowed=WRITERS),
    workspace("week", *WEEK, allowed=WRITERS),
    workspace("week", 2026, 54, allowed=frozenset()),
    workspace("week_reports", *WEEK, allowed=WRITERS),
    workspace("decide_measure", *WEEK, allowed=WRITERS),
    posted("decide_measure", *WEEK, allowed=WRITERS, **MEASURE),
    workspace("answer_measure", ":measure", allowed=WRITERS),
    posted("answer_measure", ":measure", allowed=WRITERS, not_done_because="Regn"),
    workspace("week_weights", allowed=WRITERS),
    posted("week_weights", allowed=WRITERS, **AGREED),
    workspace("weekly_reporters", allowed=WRITERS),
    posted("weekly_reporters", allowed=WRITERS, **REPORTER),
    posted("weekly_code", ":weekly_reporter", allowed=WRITERS, status=200),
    posted("send_weekly_link", ":weekly_reporter", allowed=WRITERS),
    posted("withdraw_reporter", ":weekly_reporter", allowed=WRITERS),
    posted("blank_weekly_text", ":weekly_report", allowed=WRITERS),
]
# The reporter's own pages know her telephone and no account.
TELEPHONE = [
    public("weekly_report", status=403),
    public("weekly_shell", status=403),
    public("weekly_worker"),
    public("weekly_link", "nagot", status=404),
    *(
        Line(route, arguments, frozenset(Who), 403, method="POST")
        for route, arguments in (
            ("weekly_receive", ()),
            ("weekly_letters", ()),
            ("weekly_take_back", (":weekly_report",)),
        )
    ),
]
WEEKLY_REPORTS = [
    *WEEKLY,
    *TELEPHONE,
    *(
        replace(line, arguments=("granneby", *line.arguments[1:]), allowed=frozenset())
        for line in WEEKLY
        if any(str(argument).startswith(":") for argument in line.arguments)
    ),
]


def reported(cast: Cast) -> dict[str, object]:
    """A report of Exempelby, where the function is on, with a measure decided for its sake."""
    switch_function(cast.exempelby, function=Function.WEEKLY_REPORTS, on=True, actor=None)
    reporter = guard(cast.exempelby)
    measure = decide_measure(
        cast.exempelby, week=MONDAY, actor=None, text="Laga lampan", owner="Gatukontoret", due_on=date(2026, 9, 20)
    )
    stored_directly(reporter, MONDAY, 1)
    return {
        ":measure": measure.pk,
        ":weekly_reporter": reporter.pk,
        ":weekly_report": WeeklyReport.objects.get(reporter=reporter).pk,
    }
