"""What a letter that calls to a meeting, or calls it off, says beside its calendar."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from loftet.domain.agreement.meeting.calendar import MeetingEntry, Method, Sender
from loftet.domain.agreement.meeting.models import Meeting
from loftet.domain.agreement.meeting.selectors import agenda_of
from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import retention_decision


def entry_of(meeting: Meeting) -> MeetingEntry:
    municipality = meeting.municipality
    return MeetingEntry(
        uid=meeting.calendar_uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=_title(meeting),
        place=meeting.place,
        description="\n".join(_agenda_lines(meeting)),
        organiser=Sender(name=municipality.authority, address=settings.DEFAULT_FROM_EMAIL),
    )


def subject_of(meeting: Meeting, method: Method) -> str:
    day = date_format(localtime(meeting.starts_at), "j F Y")
    if method is Method.CANCEL:
        return _("Inställt: %(meeting)s, %(day)s") % {"meeting": _title(meeting), "day": day}
    return _("Kallelse: %(meeting)s, %(day)s") % {"meeting": _title(meeting), "day": day}


def text_of(meeting: Meeting, method: Method) -> str:
    beginning = _("Mötet blir inte av, eller du är inte längre kallad till det.") if method is Method.CANCEL else ""
    agenda = _agenda_lines(meeting) if method is Method.REQUEST else []
    parts = [beginning, _frame(meeting), "\n".join(agenda), _about_address(meeting.municipality.code)]
    return "\n\n".join(part for part in parts if part) + "\n"


def time_words(meeting: Meeting) -> str:
    """ "10 september 2024 klockan 13.00–14.30", in Swedish time."""
    start, end = localtime(meeting.starts_at), localtime(meeting.ends_at)
    last = f"{end:%H.%M}" if end.date() == start.date() else date_format(end, "j F Y H.i")
    return _("%(day)s klockan %(start)s–%(end)s") % {
        "day": date_format(start, "j F Y"),
        "start": f"{start:%H.%M}",
        "end": last,
    }


def _title(meeting: Meeting) -> str:
    title = f"{meeting.get_forum_display()}, {meeting.municipality.name}"
    return f"{_('Exempel')}: {title}" if meeting.municipality.example else title


def _frame(meeting: Meeting) -> str:
    lines = [_title(meeting), time_words(meeting), meeting.place]
    return "\n".join(line for line in lines if line)


def _agenda_lines(meeting: Meeting) -> list[str]:
    headings = [f"{number}. {item.heading}" for number, item in enumerate(agenda_of(meeting), start=1)]
    return [_("Dagordning"), *headings] if headings else []


def _about_address(municipality_code: str) -> str:
    decision = retention_decision(municipality_code, RetentionDecision.DocumentType.MEETING_ADDRESSES)
    if decision is None:
        return _("Din adress används bara för mötet. Den raderas när någon som kallar till mötet tar bort den.")
    words = _("Din adress används bara för mötet. Den raderas %(days)s dagar efter mötet, enligt beslut %(number)s.")
    return words % {"days": decision.period_days, "number": decision.number}
