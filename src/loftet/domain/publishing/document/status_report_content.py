"""What the document of a status report says, on one sheet."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from loftet.domain.promise.words import day_words
from loftet.domain.publishing.document.blocks import Block, Document, Fact, Facts, Heading, Table, Text
from loftet.domain.publishing.status_report import CommitmentLine, PromiseLines, StatusReport


def status_report_content(report: StatusReport) -> Document:
    municipality = report.municipality
    title = _("Lägesrapport %(day)s") % {"day": day_words(report.on)}
    name = f"{title}, {municipality.name}"
    return Document(
        title=title,
        name=f"{_('Exempel')}: {name}" if municipality.example else name,
        author=municipality.authority,
        description=_("Vad som är genomfört, vad som är öppet och vilka beslut som behövs."),
        language="sv",
        address="",
        example=municipality.example,
        example_mark=_("Exempel"),
        page_number=_("Sida {page} av {pages}"),
        compact=True,
        blocks=[*_promises(report), *_asked_for(report), *_decisions(report), *_about(report)],
    )


def _promises(report: StatusReport) -> Iterator[Block]:
    if not report.promises:
        yield Text(paragraphs=[_("Inget löfte är publicerat.")], said=False)
    for promise in report.promises:
        yield Facts(facts=[*_frame(promise)])
        yield from _lines(_("Genomfört"), promise.done)
        yield from _lines(_("Öppet"), promise.open)


def _frame(promise: PromiseLines) -> Iterator[Fact]:
    yield Fact(label=_("Löfte"), value=promise.title)
    yield Fact(label=_("Gäller"), value=promise.period)
    numbers = {"done": len(promise.done), "all": len(promise.lines)}
    yield Fact(label=_("Genomfört"), value=_("%(done)s av %(all)s åtaganden") % numbers)


def _lines(heading: str, lines: Sequence[CommitmentLine]) -> Iterator[Block]:
    if lines:
        yield Heading(level=1, text=heading)
        yield Table(
            caption=heading,
            columns=[_("Åtagande"), _("Vem"), _("Läge"), _("Senaste uppgift")],
            widths=[8, 4, 4, 3],
            rows=[[line.text, line.bearers, line.status, line.latest] for line in lines],
        )


def _asked_for(report: StatusReport) -> Iterator[Block]:
    yield Heading(level=1, text=_("Beslut som behövs"))
    if not report.asked_for:
        yield Text(paragraphs=[_("Inget beslut efterfrågas.")], said=False)
        return
    yield Table(
        caption=_("Beslut som behövs"),
        columns=[_("Fråga"), _("Tas upp")],
        widths=[12, 5],
        rows=[
            [_together(item.heading, item.background), str(item.meeting) if item.meeting else _("Nästa möte")]
            for item in report.asked_for
        ],
    )


def _decisions(report: StatusReport) -> Iterator[Block]:
    if report.decisions:
        yield Heading(level=1, text=_("Fattade beslut som inte är klara"))
        yield Table(
            caption=_("Fattade beslut som inte är klara"),
            columns=[_("Beslut"), _("Ansvarig"), _("Klart senast")],
            widths=[9, 5, 3],
            rows=[[_together(one.text, one.note), one.owner, day_words(one.due_on)] for one in report.decisions],
        )


def _together(heading: str, more: str) -> str:
    return f"{heading}\n{more}" if more else heading


def _about(report: StatusReport) -> Iterator[Block]:
    words = _("Läget är räknat ur publicerade löften, planer och redovisningar. Rapporten gör ingen egen bedömning.")
    reservations = [promise.reservation for promise in report.promises if promise.reservation]
    yield Text(paragraphs=[words, *reservations], said=False)
