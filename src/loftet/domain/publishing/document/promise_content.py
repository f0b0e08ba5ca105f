"""What the document of a promise says, in the order in which it is read."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.openness import openings, trackability
from loftet.domain.promise.questions import Figure
from loftet.domain.promise.words import NO_MEASURE, answer_words, day_words, opening_words, trackability_words
from loftet.domain.publishing.document.blocks import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Lead,
    Note,
    Signature,
    Signatures,
    Text,
)
from loftet.sources.promise_text.record import (
    CommitmentRecord,
    FollowUp,
    GoalRecord,
    Measure,
    Period,
    PromiseRecord,
    Recorded,
)

Row = TypeVar("Row", CommitmentRecord, GoalRecord)


def promise_content(promise: PublishedPromise, *, language: str, address: str) -> Document:
    """The promise's own words as they are; what stands around them in `language`."""
    record = promise.record
    with override(language):
        name = f"{record.title}, {promise.municipality.name}"
        return Document(
            title=record.title,
            name=f"{_('Exempel')}: {name}" if record.example else name,
            author=promise.municipality.name,
            description=_("Utgåva %(number)s av medborgarlöftet.") % {"number": promise.number},
            language=language,
            address=address,
            example=record.example,
            example_mark=_("Exempel"),
            page_number=_("Sida {page} av {pages}"),
            blocks=[
                *_beginning(promise, address),
                *_commitments(record),
                *_goals(record),
                *_background(record),
                *_following(record),
                *_signatories(record),
                *_about(promise, address),
            ],
        )


def _beginning(promise: PublishedPromise, address: str) -> Iterator[Block]:
    record = promise.record
    if record.introduction:
        yield Lead(paragraphs=_paragraphs(record.introduction))
    yield from _said(record.purpose, record.builds_on)
    yield Facts(facts=list(_frame(record)))
    if record.example:
        yield Note(paragraphs=[_("Exempel: kommunen och allt som står om den är påhittat.")])
    if not promise.is_newest:
        yield Note(paragraphs=[_("Det här är en äldre utgåva. Den senaste finns på %(page)s") % {"page": address}])


def _frame(record: PromiseRecord) -> Iterator[Fact]:
    if record.period:
        yield Fact(label=_("Gäller"), value=period_words(record.period))
    if record.geography and record.geography.names:
        yield Fact(label=_("Område"), value=_joined(record.geography.names))
    if record.police_area:
        yield Fact(label=_("Lokalpolisområde"), value=record.police_area)
    if record.followed_from:
        yield Fact(label=_("Följs här sedan"), value=day_words(record.followed_from))


def _commitments(record: PromiseRecord) -> Iterator[Block]:
    if not record.commitments:
        return
    yield _part(_("Åtaganden"))
    yield from _said(record.lead_in)
    yield from _by_area(record.commitments, record.focus_areas, _commitment)
    yield Heading(level=2, text=_("Så går löftet att följa"))
    yield Note(paragraphs=trackability_words(trackability(record)))
    yield from _said(record.reservation)


def _commitment(commitment: CommitmentRecord) -> Item:
    return Item(
        text=commitment.text,
        strong=True,
        bearers=_joined([bearer.name for bearer in commitment.bearers]),
        explanation=commitment.explanation or "",
        gaps=[opening_words(opening) for opening in openings(commitment)],
    )


def _goals(record: PromiseRecord) -> Iterator[Block]:
    if not record.goals:
        return
    yield _part(_("Mål"))
    yield from _by_area(record.goals, record.focus_areas, _goal)
    unmeasured = sum(goal.measure is None for goal in record.goals)
    if unmeasured == len(record.goals):
        yield Note(paragraphs=[str(NO_MEASURE)])
    elif unmeasured:
        words = _("Löftet anger ingen mätning för %(unmeasured)s av %(all)s mål.")
        yield Note(paragraphs=[words % {"unmeasured": unmeasured, "all": len(record.goals)}])


def _goal(goal: GoalRecord) -> Item:
    return Item(text=goal.text, facts=list(_measure(goal.measure)) if goal.measure else [])


def _measure(measure: Measure) -> Iterator[str]:
    yield _("Mäts med: %(indicator)s") % {"indicator": ". ".join(filter(None, [measure.indicator, measure.definition]))}
    if measure.baseline is not None:
        yield _("Utgångsvärde: %(value)s") % {
            "value": answer_words(Figure(measure.baseline, measure.unit, measure.baseline_on))
        }
    if measure.target is not None:
        yield _("Målvärde: %(value)s") % {"value": answer_words(Figure(measure.target, measure.unit))}
    if measure.next_on:
        yield _("Nästa mätning: %(day)s") % {"day": day_words(measure.next_on)}
    if measure.source:
        yield _("Källa: %(source)s") % {"source": measure.source}


def _background(record: PromiseRecord) -> Iterator[Block]:
    if not (record.picture or record.sources):
        return
    yield _part(_("Lägesbild och källor"))
    yield from _said(record.picture)
    if record.sources:
        yield Heading(level=2, text=_("Lägesbilden bygger på"))
        yield Bullets(items=record.sources)


def _following(record: PromiseRecord) -> Iterator[Block]:
    if record.follow_up:
        yield _part(_("Följ arbetet"))
        yield from _follow_up(record.follow_up)
    if record.validity or record.revision_clause:
        yield _part(_("Giltighet och ändringar"))
        yield from _said(record.validity, record.revision_clause)


def _follow_up(follow_up: FollowUp) -> Iterator[Block]:
    if follow_up.text:
        yield from _said(follow_up.text)
    else:
        yield Bullets(items=follow_up.channels)
    if follow_up.interval:
        yield Facts(facts=[Fact(label=_("Redovisas"), value=follow_up.interval)])


def _signatories(record: PromiseRecord) -> Iterator[Block]:
    if not (record.signatories or record.recorded):
        return
    yield _part(_("Undertecknare"))
    if record.recorded:
        yield Text(paragraphs=[_("Undertecknat på annat håll, inte här.")], said=False)
        yield Facts(facts=list(_origin(record.recorded)))
    if record.signatories:
        signatures = [Signature(name=one.name, title=one.title.lstrip("/ ")) for one in record.signatories]
        yield Signatures(signatures=signatures)


def _origin(recorded: Recorded) -> Iterator[Fact]:
    yield Fact(label=_("Hämtat från"), value=recorded.source)
    if recorded.retrieved_on:
        yield Fact(label=_("Hämtat den"), value=day_words(recorded.retrieved_on))
    if recorded.case_number_municipality:
        yield Fact(label=_("Kommunens diarienummer"), value=recorded.case_number_municipality)
    if recorded.case_number_police:
        yield Fact(label=_("Polisens diarienummer"), value=recorded.case_number_police)


def _about(promise: PublishedPromise, address: str) -> Iterator[Block]:
    number = _("%(number)s av %(newest)s") % {"number": promise.number, "newest": promise.newest_number}
    yield _part(_("Om dokumentet"))
    yield Facts(
        facts=[
            Fact(label=_("Utgåva"), value=number),
            Fact(label=_("Publicerad"), value=day_words(timezone.localdate(promise.published_at))),
            *([Fact(label=_("Ändrad därför att"), value=promise.reason)] if promise.reason else []),
            Fact(label=_("Sidans adress"), value=address, link=True),
            Fact(label=_("Kontrollsumma"), value=promise.sha256),
        ]
    )
    yield Text(paragraphs=[_("Kontrollsumman är SHA-256 för utgåvans fil lofte.json.")], said=False)


def period_words(period: Period) -> str:
    """ "1 januari–31 december 2024", "1 september 2023–31 mars 2024"; the end that the text names, if it names one."""
    if not (period.start and period.end):
        return day_words(day) if (day := period.start or period.end) else period.literal
    same_year = period.start.year == period.end.year
    return f"{date_format(period.start, 'j F' if same_year else 'j F Y')}–{day_words(period.end)}"


def _by_area(rows: Sequence[Row], areas: Sequence[str], item: Callable[[Row], Item]) -> Iterator[Block]:
    """The rows that belong to no area first, then area by area in the order of the promise."""
    order = {area: place for place, area in enumerate(areas, start=1)}
    in_order = sorted(rows, key=lambda row: order.get(row.focus_area or "", 0))
    for area, rows_of_area in groupby(in_order, key=lambda row: row.focus_area):
        if area:
            yield Heading(level=2, text=area, said=True)
        yield Items(items=[item(row) for row in rows_of_area])


def _part(text: str) -> Heading:
    return Heading(level=1, text=text)


def _said(*texts: str | None) -> Iterator[Text]:
    if paragraphs := [paragraph for text in texts if text for paragraph in _paragraphs(text)]:
        yield Text(paragraphs=paragraphs, said=True)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]


def _joined(names: Sequence[str]) -> str:
    return get_text_list(list(names), _("och"))
