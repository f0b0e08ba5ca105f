"""What the document of a cooperation agreement says."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.domain.agreement.models import Agreement
from loftet.domain.promise.words import day_words
from loftet.domain.publishing.document.blocks import Block, Bullets, Document, Fact, Facts, Gap, Heading, Text


def agreement_content(agreement: Agreement, *, address: str) -> Document:
    """The agreement's own words; what it leaves open is said."""
    municipality = agreement.municipality
    title = _("Samverkansöverenskommelse från %(year)s") % {"year": agreement.start.year}
    name = f"{title}, {municipality.name}"
    return Document(
        title=title,
        name=f"{_('Exempel')}: {name}" if municipality.example else name,
        author=municipality.authority,
        description=_("Överenskommelsen mellan kommunen och polisen."),
        language="sv",
        address=address,
        example=municipality.example,
        example_mark=_("Exempel"),
        page_number=_("Sida {page} av {pages}"),
        blocks=[
            *_frame(agreement),
            *_part(_("Syften"), agreement.purposes, required=True),
            *_part(_("Områden"), agreement.areas, required=True),
            *_part(_("Problem i fokus"), agreement.problems),
            *_part(_("Troliga orsaker"), agreement.causes),
            *_part(_("Mål"), agreement.goals),
            *_part(_("Så dokumenteras arbetet"), agreement.documentation),
            *_part(_("Så följs arbetet upp"), agreement.follow_up),
        ],
    )


def _frame(agreement: Agreement) -> Iterator[Block]:
    end = day_words(agreement.end) if agreement.end else _("tills vidare")
    published_at = agreement.published_at
    facts = [
        Fact(label=_("Gäller"), value=f"{day_words(agreement.start)}–{end}"),
        Fact(label=_("Undertecknad"), value=day_words(agreement.signed_on) if agreement.signed_on else ""),
        Fact(label=_("Kommunens diarienummer"), value=agreement.case_number_municipality),
        Fact(label=_("Polisens diarienummer"), value=agreement.case_number_police),
        Fact(label=_("Publicerad"), value=day_words(timezone.localdate(published_at)) if published_at else ""),
    ]
    yield Facts(facts=[fact for fact in facts if fact.value])
    yield Heading(level=1, text=_("Parter"))
    yield Bullets(items=[party.name for party in agreement.parties.all()])


def _part(heading: str, words: str, *, required: bool = False) -> Iterator[Block]:
    """Law 2023:196 section 9 requires purposes and areas: that they are missing is said."""
    if words:
        yield Heading(level=1, text=heading)
        yield Text(paragraphs=[part for part in words.split("\n") if part.strip()], said=True)
    elif required:
        yield Heading(level=1, text=heading)
        yield Gap(text=_("Överenskommelsen anger det inte."))
