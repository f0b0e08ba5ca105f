"""The joint situational picture as it was adopted, with what is known since."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.picture.models import Cause, Evidence, Problem
from loftet.domain.picture.record import CitedFigure, EvidenceRecord, ProblemRecord
from loftet.domain.picture.selectors import adopted_content, pictures_of, published_picture, since_then
from loftet.domain.place.models import Municipality
from loftet.domain.promise.loose_ends import answers_to
from loftet.domain.promise.models import Commitment
from loftet.domain.publishing.figure_words import cited_words, figure_words, period_words
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
    frame = frame_of(slug)
    if Function.PICTURE not in switched_on(frame.municipality):
        raise Http404
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
        problems=[_shown(frame.municipality, each) for each in content.problems],
        others=pictures_of(frame.municipality).filter(published_at__isnull=False).exclude(pk=shown.pk),
    )


def _shown(municipality: Municipality, record: ProblemRecord) -> ShownProblem:
    problem = Problem.objects.get(municipality=municipality, name=record.name)
    (answered,) = answers_to(municipality, [problem], on=timezone.localdate())
    public = [each for each in answered.commitments if each.promise.editions.exists()]
    return ShownProblem(
        record=record,
        facts=_facts(record),
        evidence=[_evidence(each) for each in record.evidence],
        causes=[(each.name, str(Cause.Branch(each.branch).label) if each.branch else "") for each in record.causes],
        commitments=tuple(public),
    )


def _facts(record: ProblemRecord) -> list[tuple[str, str]]:
    facts = [
        (_("Vad händer?"), record.what),
        (_("Var?"), record.where),
        (_("När?"), record.when),
        (_("Vilka drabbas?"), record.hit),
        (_("Hur mycket förekommer det?"), record.extent),
        (_("Konsekvenser"), record.consequences),
        (_("Sedan förra lägesbilden"), record.became),
    ]
    return [(name, words) for name, words in facts if words]


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
        number = figure_words(
            known.corrected.count, known.corrected.value, known.corrected.marks, is_protected=figure.is_protected
        )
        said.append(_("Talet är rättat sedan dess: nu %(number)s.") % {"number": number})
    if known.newest:
        number = figure_words(
            known.newest.count, known.newest.value, known.newest.marks, is_protected=figure.is_protected
        )
        period = period_words(known.newest.start, known.newest.months)
        said.append(_("Senare tal, %(period)s: %(number)s.") % {"period": period, "number": number})
    return said
