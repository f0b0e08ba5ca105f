"""A picture is begun, alone or from the one before, and written until it is adopted."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.picture.models import Cause, Criterion, Description, Evidence, Picture
from loftet.domain.picture.services.naming import name_problem
from loftet.domain.place.changing import change_row
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Observation


class PictureAdopted(Exception):
    """An adopted picture is followed by a new one, never changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWords:
    mapping: str = ""
    consequences: str = ""
    other_information: str = ""
    analysis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemWords:
    what: str = ""
    where: str = ""
    when: str = ""
    hit: str = ""
    extent: str = ""
    consequences: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseWords:
    branch: str = ""
    link: int | None = None
    speaks_for: str = ""
    speaks_against: str = ""
    broken_how: str = ""
    broken_by: str = ""


@transaction.atomic
def begin_picture(
    municipality: Municipality, *, actor: User | None, name: str, follows: Picture | None = None
) -> Picture:
    """An empty picture, or one with the problems and criteria of `follows`, whose outcome is to be told."""
    picture = Picture.objects.create(municipality=municipality, name=name, follows=follows)
    if follows:
        _carry(municipality, picture, follows)
    else:
        _agree_usual_criteria(municipality, picture)
    audit.record(actor=actor, action="begin", on=picture, municipality_code=municipality.code)
    return picture


@transaction.atomic
def write_picture(
    municipality: Municipality, *, picture: Picture, version: int, actor: User | None, words: PictureWords
) -> None:
    """Raises PictureAdopted or ChangedMeanwhile; then nothing was written."""
    refuse_adopted(municipality, picture)
    change_row(municipality, row=picture, version=version, actor=actor, values=asdict(words))


@transaction.atomic
def take_up_problem(
    municipality: Municipality, *, picture: Picture, actor: User | None, name: str, words: ProblemWords
) -> Description:
    """The problem of that name in the picture, entered if it is new. Raises PictureAdopted."""
    refuse_adopted(municipality, picture)
    problem = name_problem(municipality, actor=actor, name=name)
    description, made = Description.objects.get_or_create(
        picture=picture, problem=problem, defaults={"municipality": municipality, **asdict(words)}
    )
    if made:
        audit.record(actor=actor, action="take_up", on=description, municipality_code=municipality.code)
    return description


@transaction.atomic
def describe_problem(
    municipality: Municipality, *, description: Description, version: int, actor: User | None, words: ProblemWords
) -> None:
    """Raises PictureAdopted or ChangedMeanwhile; then nothing was written."""
    refuse_adopted(municipality, description.picture)
    change_row(municipality, row=description, version=version, actor=actor, values=asdict(words))


@transaction.atomic
def leave_problem(municipality: Municipality, *, description: Description, actor: User | None) -> None:
    """Take it out of the picture; the problem itself and its causes stay for others. Raises PictureAdopted."""
    refuse_adopted(municipality, description.picture)
    audit.record(actor=actor, action="leave", on=description, municipality_code=municipality.code)
    description.delete()


@transaction.atomic
def cite_figure(
    municipality: Municipality, *, description: Description, actor: User | None, observation: Observation, says: str
) -> Evidence:
    """Let a problem rest on a figure. Raises PictureAdopted."""
    refuse_adopted(municipality, description.picture)
    evidence, made = Evidence.objects.update_or_create(
        description=description,
        observation=observation,
        defaults={"municipality": municipality, "kind": Evidence.Kind.FIGURE, "says": says},
    )
    if made:
        audit.record(actor=actor, action="cite", on=evidence, municipality_code=municipality.code)
    return evidence


@transaction.atomic
def cite(
    municipality: Municipality, *, description: Description, actor: User | None, kind: str, says: str, source: str
) -> Evidence:
    """Let a problem rest on what somebody has told, with where. Raises PictureAdopted."""
    refuse_adopted(municipality, description.picture)
    evidence = Evidence.objects.create(
        municipality=municipality, description=description, kind=kind, says=says, source=source
    )
    audit.record(actor=actor, action="cite", on=evidence, municipality_code=municipality.code)
    return evidence


@transaction.atomic
def take_back_evidence(municipality: Municipality, *, evidence: Evidence, actor: User | None) -> None:
    """Raises PictureAdopted."""
    refuse_adopted(municipality, evidence.description.picture)
    audit.record(actor=actor, action="take_back", on=evidence, municipality_code=municipality.code)
    evidence.delete()


@transaction.atomic
def describe_cause(
    municipality: Municipality, *, cause: Cause, version: int, actor: User | None, words: CauseWords
) -> None:
    """Raises ChangedMeanwhile; then nothing was written. A cause outlives the picture that named it first."""
    change_row(municipality, row=cause, version=version, actor=actor, values=asdict(words))


def refuse_adopted(municipality: Municipality, picture: Picture) -> None:
    """Held, so that nobody adopts it meanwhile."""
    stored = Picture.objects.select_for_update().get(pk=picture.pk, municipality=municipality)
    if stored.adopted_on:
        raise PictureAdopted(stored)


def _carry(municipality: Municipality, picture: Picture, earlier: Picture) -> None:
    Criterion.objects.bulk_create(
        Criterion(
            municipality=municipality,
            picture=picture,
            name=each.name,
            question=each.question,
            weight=each.weight,
            position=each.position,
        )
        for each in earlier.criteria.all()
    )
    Description.objects.bulk_create(
        Description(
            municipality=municipality,
            picture=picture,
            problem_id=each.problem_id,
            what=each.what,
            where=each.where,
            when=each.when,
            hit=each.hit,
        )
        for each in earlier.descriptions.all()
    )


def _agree_usual_criteria(municipality: Municipality, picture: Picture) -> None:
    usual = [
        (_("Omfattning"), _("Hur mycket förekommer det?")),
        (_("Skada"), _("Hur illa är det för den som drabbas?")),
        (_("Otrygghet"), _("Hur mycket oroar det dem som bor och vistas här?")),
        (_("Utveckling"), _("Blir det vanligare?")),
        (_("Möjlighet att påverka"), _("Kan vi göra något åt det?")),
    ]
    Criterion.objects.bulk_create(
        Criterion(municipality=municipality, picture=picture, name=name, question=question, position=position)
        for position, (name, question) in enumerate(usual, 1)
    )
