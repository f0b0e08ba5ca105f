"""What the document of a situational picture says: what was adopted, with the figures as they were cited."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from loftet.domain.picture.models import Cause, Evidence, Picture
from loftet.domain.picture.record import CauseRecord, EvidenceRecord, PictureRecord, ProblemRecord
from loftet.domain.promise.words import day_words
from loftet.domain.publishing.document.blocks import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Gap,
    Heading,
    Text,
)
from loftet.domain.publishing.figure_words import cited_words
from loftet.domain.publishing.picture_words import problem_facts


def picture_content(picture: Picture, record: PictureRecord, *, address: str) -> Document:
    """For the council and for whoever wants it on paper. Small protected figures are no numbers here either.

    Args:
        record: as it was adopted, or as a draft stands now.
        address: of the public page; empty while there is none.
    """
    municipality = picture.municipality
    title = _("Lägesbild %(name)s") % {"name": picture.name}
    name = f"{title}, {municipality.name}"
    return Document(
        title=title,
        name=f"{_('Exempel')}: {name}" if municipality.example else name,
        author=municipality.authority,
        description=_("Kommunens och polisens gemensamma bild av brott och otrygghet."),
        language="sv",
        address=address,
        example=municipality.example,
        example_mark=_("Exempel"),
        page_number=_("Sida {page} av {pages}"),
        blocks=[
            *_frame(picture),
            Heading(level=1, text=_("Problemen, i den ordning de prioriteras")),
            *(block for problem in record.problems for block in _problem(problem)),
            *_part(_("Brottsligheten och dess omfattning"), record.mapping),
            *_part(_("Konsekvenser"), record.consequences),
            *_part(_("Annat av betydelse"), record.other_information),
            *_part(_("Analys"), record.analysis),
        ],
    )


def _frame(picture: Picture) -> Iterator[Block]:
    adopted = day_words(picture.adopted_on) if picture.adopted_on else _("Utkast, inte antagen")
    facts = [
        Fact(label=_("Antagen den"), value=adopted),
        Fact(label=_("Antagen av"), value=picture.adopted_by),
        Fact(label=_("Diarienummer"), value=picture.case_number),
    ]
    yield Facts(facts=[fact for fact in facts if fact.value])


def _problem(problem: ProblemRecord) -> Iterator[Block]:
    yield Heading(level=2, text=f"{problem.rank}. {problem.name}" if problem.rank else problem.name, said=True)
    if problem.rank_reason:
        yield Text(paragraphs=[problem.rank_reason], said=True)
    yield Facts(facts=[Fact(label=label, value=words) for label, words in problem_facts(problem)])
    yield Text(paragraphs=[_("Det här bygger det på")], said=False)
    if problem.evidence:
        yield Bullets(items=[_evidence(each) for each in problem.evidence])
    else:
        yield Gap(text=_("Inget underlag är angivet."))
    if problem.causes:
        yield Text(paragraphs=[_("Troliga orsaker")], said=False)
        yield Bullets(items=[_cause(each) for each in problem.causes])


def _evidence(evidence: EvidenceRecord) -> str:
    kind = str(Evidence.Kind(evidence.kind).label)
    figure = f"{cited_words(evidence.figure)}." if evidence.figure else ""
    source = evidence.figure.file_name if evidence.figure else evidence.source
    parts = [f"{kind}.", figure, evidence.says, _("Källa: %(source)s.") % {"source": source}]
    return " ".join(part for part in parts if part)


def _cause(cause: CauseRecord) -> str:
    branch = f" ({Cause.Branch(cause.branch).label})" if cause.branch else ""
    broken = _("Kan brytas: %(how)s") % {"how": cause.broken_how} if cause.broken_how else ""
    return f"{cause.name}{branch}. {broken}{f' ({cause.broken_by})' if broken and cause.broken_by else ''}".strip()


def _part(heading: str, words: str) -> Iterator[Block]:
    yield Heading(level=1, text=heading)
    if words:
        yield Text(paragraphs=[part for part in words.split("\n") if part.strip()], said=True)
    else:
        yield Gap(text=_("Inte skrivet än."))
