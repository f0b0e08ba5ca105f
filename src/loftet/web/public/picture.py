"""The joint situational picture as it was adopted, with what is known since."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.domain.organisation.functions import Function
from loftet.domain.picture.models import Cause, Evidence, Problem
from loftet.domain.picture.record import CitedFigure, EvidenceRecord, ProblemRecord
from loftet.domain.picture.selectors import adopted_content, published_picture, published_pictures, since_then
from loftet.domain.place.models import Municipality
from loftet.domain.promise.loose_ends import answers_to
from loftet.domain.promise.models import Commitment, Promise
from loftet.domain.publishing.figure_words import cited_words, figure_words, period_words
from loftet.domain.publishing.picture_words import problem_facts
from loftet.domain.statistics.models import Observation
from loftet.web.public.frame import frame_of, show
from loftet.web.public.page_cache import kept


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    kind: str
    says: str
    source: str
    figure: str
    """The cited figure in words; empty where the evidence is none."""
    warning: str
    since: list[str]
    """What is known of it now."""


@dataclass(frozen=True, slots=True)
class ShownProblem:
    record: ProblemRecord
    facts: list[tuple[str, str]]
    evidence: list[ShownEvidence]
    causes: list[tuple[str, str]]
    """The cause and its branch, in the order of the chain of events."""
    commitments: tuple[Commitment, ...]


@require_safe
@kept
def picture(request: HttpRequest, slug: str, name: str | None = None) -> HttpResponse:
    """The newest, or the one asked for."""
    frame = frame_of(slug, function=Function.PICTURE)
    shown = published_picture(frame.municipality, name)
    if shown is None:
        raise Http404
    content = adopted_content(shown)
    return show(
        request,
        "picture.html",
        title=_("Lägesbild %(name)s") % {"name": shown.name},
        description=_("Kommunens och polisens gemensamma bild av brott och otrygghet."),
        frame=frame,
        picture=shown,
        content=content,
        problems=_problems(frame.municipality, content.problems),
        others=published_pictures(frame.municipality).exclude(pk=shown.pk),
    )


def _problems(municipality: Municipality, records: Sequence[ProblemRecord]) -> list[ShownProblem]:
    """With what is promised in public against each."""
    stored = Problem.objects.filter(municipality=municipality, name__in=[each.name for each in records])
    answered = answers_to(municipality, list(stored), on=timezone.localdate())
    public = Promise.objects.filter(municipality=municipality, editions__isnull=False).values_list("pk", flat=True)
    published = set(public)
    promised = {
        each.problem.name: tuple(one for one in each.commitments if one.promise_id in published) for each in answered
    }
    return [_shown(each, promised[each.name]) for each in records]


def _shown(record: ProblemRecord, commitments: tuple[Commitment, ...]) -> ShownProblem:
    return ShownProblem(
        record=record,
        facts=problem_facts(record),
        evidence=[_evidence(each) for each in record.evidence],
        causes=[(each.name, str(Cause.Branch(each.branch).label) if each.branch else "") for each in record.causes],
        commitments=commitments,
    )


def _evidence(record: EvidenceRecord) -> ShownEvidence:
    figure = record.figure
    return ShownEvidence(
        kind=str(Evidence.Kind(record.kind).label),
        says=record.says,
        source=figure.file_name if figure else record.source,
        figure=cited_words(figure) if figure else "",
        warning=figure.warning if figure else "",
        since=_since(figure) if figure else [],
    )


def _since(figure: CitedFigure) -> list[str]:
    known = since_then(figure)
    said = []
    if known.corrected:
        number = _number(known.corrected, figure)
        said.append(_("Talet är rättat sedan dess: nu %(number)s.") % {"number": number})
    if known.newest:
        period = period_words(known.newest.start, known.newest.months)
        number = _number(known.newest, figure)
        said.append(_("Senare tal, %(period)s: %(number)s.") % {"period": period, "number": number})
    return said


def _number(row: Observation, cited: CitedFigure) -> str:
    """Protected as the cited figure was."""
    return figure_words(row.count, row.value, row.marks, is_protected=cited.is_protected)
