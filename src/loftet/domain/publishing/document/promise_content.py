"""What the document of a promise says, in the order in which it is read."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from loftet.domain.promise.agreement_words import agreement_words
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
    Gap,
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
    Signatory,
)

Row = TypeVar("Row", CommitmentRecord, GoalRecord)


def promise_content(promise: PublishedPromise, *, language: str, address: str, head: str) -> Document:
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
                *_following(record),
                *_goals(record),
                *_background(record),
                *_telling(record.follow_up or FollowUp()),
                *_terms(record),
                *_signatories(record),
                *_about(promise, address, head),
            ],
        )


def _beginning(promise: PublishedPromise, address: str) -> Iterator[Block]:
    record = promise.record
    if record.introduction:
        yield Lead(paragraphs=_paragraphs(record.introduction))
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
    if agreement := agreement_words(record):
        yield Fact(label=_("Läge"), value=agreement)


def _commitments(record: PromiseRecord) -> Iterator[Block]:
    yield _part(_("Åtaganden"))
    yield from _said(record.lead_in)
    yield from _by_area(record.commitments, record.focus_areas, _commitment)


def _commitment(commitment: CommitmentRecord) -> Item:
    return Item(
        text=commitment.text,
        strong=True,
        bearers=_joined([bearer.name for bearer in commitment.bearers]),
        explanation=commitment.explanation or "",
        gaps=[opening_words(opening) for opening in openings(commitment)],
    )


def _following(record: PromiseRecord) -> Iterator[Block]:
    yield _part(_("Så går löftet att följa"))
    yield Note(paragraphs=trackability_words(trackability(record)))
    if record.followed_from:
        words = _("Följs här sedan %(date)s. Det som hände före den dagen redovisas inte här.")
        yield Text(paragraphs=[words % {"date": day_words(record.followed_from)}], said=False)
    if record.reservation:
        yield Heading(level=2, text=_("Löftet är en del av arbetet"))
        yield from _said(record.reservation)


def _goals(record: PromiseRecord) -> Iterator[Block]:
    if not record.goals:
        return
    yield _part(_("Mål"))
    if any(goal.measure for goal in record.goals):
        yield from _by_area(record.goals, record.focus_areas, _measured_goal)
    else:
        words = _("Löftet anger ingen mätning för sina mål. Därför går det inte att se i siffror om de nås.")
        yield Gap(text=words)
        yield from _by_area(record.goals, record.focus_areas, lambda goal: Item(text=goal.text))


def _measured_goal(goal: GoalRecord) -> Item:
    if goal.measure is None:
        return Item(text=goal.text, gaps=[str(NO_MEASURE)])
    return Item(text=goal.text, facts=list(_measure(goal.measure)))


def _measure(measure: Measure) -> Iterator[str]:
    yield _("Mäts med: %(indicator)s") % {"indicator": ". ".join(filter(None, [measure.indicator, measure.definition]))}
    if measure.baseline is not None:
        figure = Figure(measure.baseline, measure.unit, measure.baseline_on)
        yield _("Utgångsvärde: %(value)s") % {"value": answer_words(figure)}
    if measure.target is not None:
        yield _("Målvärde: %(value)s") % {"value": answer_words(Figure(measure.target, measure.unit))}
    if measure.next_on:
        yield _("Nästa mätning: %(day)s") % {"day": day_words(measure.next_on)}
    if measure.source:
        yield _("Källa: %(source)s") % {"source": measure.source}


def _background(record: PromiseRecord) -> Iterator[Block]:
    yield _part(_("Bakgrund och källor"))
    if record.purpose:
        yield Heading(level=2, text=_("Syfte"))
    yield from _said(record.purpose, record.builds_on)
    yield Heading(level=2, text=_("Lägesbilden bygger på"))
    if record.sources:
        yield Bullets(items=record.sources)
    elif record.picture:
        yield from _said(record.picture)
    else:
        yield Gap(text=_("Löftet säger inte vad lägesbilden bygger på."))
    for passage in record.passages:
        if passage.heading:
            yield Heading(level=2, text=passage.heading, said=True)
        yield from _said(passage.text)


def _telling(follow_up: FollowUp) -> Iterator[Block]:
    yield _part(_("Följ arbetet"))
    if follow_up.text:
        yield from _said(follow_up.text)
    elif follow_up.channels:
        yield Bullets(items=follow_up.channels)
    else:
        yield Gap(text=_("Löftet säger inte var arbetet går att följa."))
    if follow_up.interval:
        yield Facts(facts=[Fact(label=_("Redovisas"), value=follow_up.interval)])


def _terms(record: PromiseRecord) -> Iterator[Block]:
    facts = [
        Fact(label=_("Gäller"), value=record.validity or ""),
        Fact(label=_("Ändringar"), value=record.revision_clause or ""),
        *(_origin(record.recorded) if record.recorded else []),
    ]
    if said := [fact for fact in facts if fact.value]:
        yield _part(_("Om löftet"))
        yield Facts(facts=said)


def _origin(recorded: Recorded) -> Iterator[Fact]:
    source = _("Undertecknat på annat håll. Uppgifterna är hämtade från: %(source)s") % {"source": recorded.source}
    retrieved = f", {day_words(recorded.retrieved_on)}" if recorded.retrieved_on else ""
    yield Fact(label=_("Ursprung"), value=f"{source}{retrieved}")
    yield Fact(label=_("Kommunens diarienummer"), value=recorded.case_number_municipality)
    yield Fact(label=_("Polisens diarienummer"), value=recorded.case_number_police)


def _signatories(record: PromiseRecord) -> Iterator[Block]:
    if record.signatories:
        yield _part(_("Undertecknare"))
        yield Signatures(signatures=[_signature(signatory) for signatory in record.signatories])


def _signature(signatory: Signatory) -> Signature:
    title = signatory.title_normalised
    # As it is written, the title says itself that somebody is acting.
    acting = f", {_('tillförordnad')}" if title and signatory.acting else ""
    return Signature(name=signatory.name, title=f"{title or signatory.title.lstrip('/ ')}{acting}")


def _about(promise: PublishedPromise, address: str, head: str) -> Iterator[Block]:
    number = _("%(number)s av %(newest)s") % {"number": promise.number, "newest": promise.newest_number}
    facts = [
        Fact(label=_("Utgåva"), value=number),
        Fact(label=_("Publicerad"), value=day_words(timezone.localdate(promise.published_at))),
        Fact(label=_("Skäl"), value=promise.reason),
        Fact(label=_("Sidans adress"), value=address, link=True),
        Fact(label=_("Kontrollsumma"), value=promise.sha256),
        Fact(label=_("Ändringskedjans huvud"), value=head),
    ]
    yield _part(_("Om dokumentet"))
    yield Facts(facts=[fact for fact in facts if fact.value])
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
        yield Heading(level=2, text=area or _("Övergripande"), said=bool(area))
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
