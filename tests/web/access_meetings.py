"""The lines of the access table for meetings, the register, handing out and disposal; and what they need on stage."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from loftet.domain.account.models import User
from loftet.domain.agreement.meeting.models import Meeting, Minutes
from loftet.domain.agreement.meeting.services.agenda import place_on_agenda
from loftet.domain.agreement.meeting.services.holding import record_decision
from loftet.domain.agreement.meeting.services.minutes import adopt_minutes, begin_minutes, write_minutes
from tests.domain.agreement.gatherings import FIRST, planned
from tests.people import Cast
from tests.web.access_table import PUBLISHERS, WRITERS, Line, posted, workspace

DUE = date(2026, 6, 30)
ADOPTED: dict[str, Any] = {"adopted_on": "2026-04-01", "adopted_by": "Ordföranden"}
NUMBERS: dict[str, Any] = {"municipality": "KS 2026/17", "police": ""}
FORM: dict[str, Any] = {"forum": "council", "day": "2026-10-12", "begins": "13:00", "ends": "14:30"}
ATTENDANCE: dict[str, Any] = {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}
DISPOSAL: dict[str, Any] = {
    "document_type": "meeting_addresses",
    "period_days": "30",
    "number": "KS 2026:12",
    "decided_on": "2026-01-15",
    "decided_by": "Kommunstyrelsen",
}

MEETINGS = [
    workspace("meetings"),
    workspace("status_report"),
    workspace("status_report_pdf"),
    workspace("status_report_word"),
    workspace("meeting", ":meeting"),
    workspace("meeting_pdf", ":meeting"),
    workspace("new_meeting", allowed=WRITERS),
    posted("new_meeting", allowed=WRITERS, **FORM),
    workspace("change_meeting", ":meeting", allowed=WRITERS),
    posted("change_meeting", ":meeting", allowed=WRITERS, **FORM),
    workspace("call", ":meeting", allowed=WRITERS),
    posted("call", ":meeting", allowed=WRITERS, addresses="eva@exempel.se"),
    posted("cancel_meeting", ":meeting", allowed=WRITERS),
    posted("erase_addresses", ":meeting", allowed=WRITERS),
    workspace("agenda", ":meeting", allowed=WRITERS),
    posted("agenda", ":meeting", allowed=WRITERS, heading="Belysningen"),
    posted("gather_agenda", ":meeting", allowed=WRITERS),
    workspace("agenda_item", ":item", allowed=WRITERS),
    posted("agenda_item", ":item", allowed=WRITERS, heading="Belysningen"),
    posted("move_agenda_item", ":item", allowed=WRITERS),
    posted("take_off_agenda", ":item", allowed=WRITERS),
    workspace("attendance", ":meeting", allowed=WRITERS),
    posted("attendance", ":meeting", allowed=WRITERS, **ATTENDANCE),
    workspace("decisions", ":meeting", allowed=WRITERS),
    posted("decisions", ":meeting", allowed=WRITERS, text="Gå en runda", owner="Samordnaren", due_on=str(DUE)),
    workspace("decision", ":decision", allowed=WRITERS),
    posted("decision", ":decision", allowed=WRITERS, note="Pågår"),
    workspace("minutes", ":meeting", allowed=WRITERS),
    posted("minutes", ":meeting", allowed=WRITERS, text="Läget.", version="2"),
    posted("adopt_minutes", ":meeting", allowed=WRITERS, version="2", **ADOPTED),
    posted("correct_minutes", ":held", allowed=WRITERS, reason="Fel dag"),
]
ARCHIVE = [
    workspace("register_promise", "2026", allowed=PUBLISHERS),
    posted("register_promise", "2026", allowed=PUBLISHERS, **NUMBERS),
    workspace("register_edition", "2026", 1, allowed=PUBLISHERS),
    posted("register_edition", "2026", 1, allowed=PUBLISHERS, **NUMBERS),
    workspace("register_edition", "2026", 2, allowed=frozenset()),
    workspace("edition_zip", "2026", 1, allowed=PUBLISHERS),
    workspace("register_judgement", "2025", ":judgement", allowed=PUBLISHERS),
    posted("register_judgement", "2025", ":judgement", allowed=PUBLISHERS, **NUMBERS),
    workspace("register_agreement", ":agreement", allowed=PUBLISHERS),
    posted("register_agreement", ":agreement", allowed=PUBLISHERS, **NUMBERS),
    workspace("register_agreement", ":agreement_draft", allowed=frozenset()),
    workspace("agreement_zip", ":agreement", allowed=PUBLISHERS),
    workspace("agreement_zip", ":agreement_draft", allowed=frozenset()),
    workspace("register_minutes", ":adopted", allowed=PUBLISHERS),
    posted("register_minutes", ":adopted", allowed=PUBLISHERS, **NUMBERS),
    workspace("register_minutes", ":written", allowed=frozenset()),
    workspace("minutes_zip", ":adopted", allowed=PUBLISHERS),
    workspace("minutes_zip", ":written", allowed=frozenset()),
    workspace("disclose", "2026", allowed=PUBLISHERS),
    posted("disclose", "2026", allowed=PUBLISHERS, status=200),
    workspace("retention", allowed=PUBLISHERS),
    posted("retention", allowed=PUBLISHERS, **DISPOSAL),
]


def elsewhere(lines: list[Line]) -> list[Line]:
    """What is Exempelby's, asked for at the neighbours' own addresses: it is not there for anybody."""
    numbered = [line for line in lines if any(str(argument).startswith(":") for argument in line.arguments)]
    return [replace(line, arguments=("granneby", *line.arguments[1:]), allowed=frozenset()) for line in numbered]


MEETINGS_AND_ARCHIVE = [*MEETINGS, *ARCHIVE, *elsewhere(MEETINGS), *elsewhere(ARCHIVE)]


def met(cast: Cast, *, coordinator: User) -> dict[str, object]:
    """A meeting whose minutes are being written, and the one before it, whose minutes are adopted."""
    held = planned(cast.exempelby, starts_at=FIRST - timedelta(weeks=4))
    adopted = _minutes(cast, held, coordinator)
    adopt_minutes(
        cast.exempelby,
        minutes=adopted,
        version=adopted.version,
        actor=coordinator,
        adopted_on=date(2026, 3, 1),
        adopted_by="Ordföranden",
    )
    meeting = planned(cast.exempelby)
    item = place_on_agenda(cast.exempelby, heading="Läget", actor=coordinator, meeting=meeting)
    decision = record_decision(
        cast.exempelby, meeting=meeting, actor=coordinator, text="En ny runda.", owner="Samordnaren", due_on=DUE
    )
    return {
        ":held": held.pk,
        ":adopted": adopted.pk,
        ":meeting": meeting.pk,
        ":written": _minutes(cast, meeting, coordinator).pk,
        ":item": item.pk,
        ":decision": decision.pk,
    }


def _minutes(cast: Cast, meeting: Meeting, actor: User) -> Minutes:
    minutes = begin_minutes(cast.exempelby, meeting=meeting, actor=actor)
    write_minutes(cast.exempelby, minutes=minutes, version=minutes.version, actor=actor, text="Läget gicks igenom.")
    return minutes
