"""What the document of a meeting says: called, held, written down."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from loftet.domain.agreement.meeting.invitation_letter import time_words
from loftet.domain.agreement.meeting.models import Decision, Meeting, Minutes
from loftet.domain.agreement.meeting.selectors import agenda_of, attendance_of, decisions_of
from loftet.domain.promise.words import day_words
from loftet.domain.publishing.document.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Note,
    Table,
    Text,
)


def meeting_content(meeting: Meeting, *, minutes: Minutes | None = None) -> Document:
    """Agenda, attendance and decisions, with one wording of the minutes where there is one."""
    municipality = meeting.municipality
    title = _("Protokoll: %(meeting)s") % {"meeting": meeting} if minutes else str(meeting)
    name = f"{title}, {municipality.name}"
    return Document(
        title=title,
        name=f"{_('Exempel')}: {name}" if municipality.example else name,
        author=municipality.authority,
        description=_("Mötets dagordning, närvaro, beslut och protokoll."),
        language="sv",
        address="",
        example=municipality.example,
        example_mark=_("Exempel"),
        page_number=_("Sida {page} av {pages}"),
        blocks=[
            *_frame(meeting, minutes),
            *(_minutes(minutes) if minutes else ()),
            *_attendance(meeting),
            *_decisions(meeting),
            *_agenda(meeting),
        ],
    )


def _frame(meeting: Meeting, minutes: Minutes | None) -> Iterator[Block]:
    facts = [
        Fact(label=_("Tid"), value=time_words(meeting)),
        Fact(label=_("Plats"), value=meeting.place),
        Fact(label=_("Läge"), value=meeting.get_state_display()),
    ]
    if minutes:
        facts += [
            Fact(label=_("Lydelse"), value=str(minutes.number)),
            Fact(label=_("Kommunens diarienummer"), value=minutes.case_number_municipality),
            Fact(label=_("Polisens diarienummer"), value=minutes.case_number_police),
        ]
    yield Facts(facts=[fact for fact in facts if fact.value])


def _minutes(minutes: Minutes) -> Iterator[Block]:
    if minutes.reason:
        yield Note(paragraphs=[_("Rättelse: %(reason)s") % {"reason": minutes.reason}])
    yield Text(paragraphs=[part for part in minutes.text.split("\n") if part.strip()], said=True)
    if minutes.adopted_on:
        words = _("Justerat %(day)s av %(who)s.")
        yield Note(paragraphs=[words % {"day": day_words(minutes.adopted_on), "who": minutes.adopted_by}])
    else:
        yield Note(paragraphs=[_("Protokollet är inte justerat.")])


def _attendance(meeting: Meeting) -> Iterator[Block]:
    if rows := [[one.function, one.party.name, one.get_level_display()] for one in attendance_of(meeting)]:
        yield Heading(level=1, text=_("Närvaro"))
        columns = [_("Funktion"), _("Part"), _("Nivå")]
        yield Table(caption=_("Närvarande"), columns=columns, widths=[3, 3, 2], rows=rows)


def _decisions(meeting: Meeting) -> Iterator[Block]:
    if decisions := decisions_of(meeting):
        yield Heading(level=1, text=_("Beslut"))
        yield Table(
            caption=_("Beslut med ansvarig och dag"),
            columns=[_("Beslut"), _("Ansvarig"), _("Klart senast"), _("Klart")],
            widths=[5, 3, 2, 2],
            rows=[
                [
                    one.text,
                    one.owner,
                    day_words(one.due_on),
                    day_words(one.done_on) if one.done_on else _("Inte klart än"),
                ]
                for one in decisions
            ],
        )


def _done(decision: Decision) -> str:
    return day_words(decision.done_on) if decision.done_on else _("Inte klart än")


def _agenda(meeting: Meeting) -> Iterator[Block]:
    if agenda := agenda_of(meeting):
        yield Heading(level=1, text=_("Dagordning"))
        yield Items(
            items=[
                Item(
                    text=f"{number}. {item.heading}",
                    strong=True,
                    explanation=item.background,
                    facts=[_("Här behövs ett beslut.")] if item.asks_for_decision else [],
                )
                for number, item in enumerate(agenda, start=1)
            ]
        )
