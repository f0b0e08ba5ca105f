"""A picture is adopted with all that it cites, and stays as it was; later figures are told beside it."""

from datetime import date

import msgspec
from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.ledger.services import seal
from loftet.domain.picture.models import Cause, Description, Evidence, Picture, Score
from loftet.domain.picture.record import CauseRecord, CitedFigure, EvidenceRecord, PictureRecord, ProblemRecord
from loftet.domain.picture.rules import Part, parts_missing
from loftet.domain.picture.selectors import descriptions_of, weighing_of
from loftet.domain.picture.services.drafting import refuse_adopted
from loftet.domain.place.changing import change_row
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.statistics.models import Observation


class PartsMissing(Exception):
    """The law asks for parts that nobody has written. `parts` are they."""

    def __init__(self, parts: list[Part]) -> None:
        super().__init__("parts of the law are missing")
        self.parts = parts


@transaction.atomic
def adopt_picture(
    municipality: Municipality,
    *,
    picture: Picture,
    version: int,
    actor: User | None,
    adopted_on: date,
    adopted_by: str,
    case_number: str = "",
) -> None:
    """Freeze the picture with the figures that it cites. The chain of changes says so.

    Args:
        version: of the words that whoever adopts it has read.

    Raises:
        PartsMissing, PictureAdopted or ChangedMeanwhile: nothing was written.
    """
    refuse_adopted(municipality, picture)
    if missing := parts_missing({part.value: getattr(picture, part.value) for part in Part}):
        raise PartsMissing(missing)
    adoption = {
        "adopted_on": adopted_on,
        "adopted_by": adopted_by,
        "case_number": case_number,
        "content": msgspec.json.encode(record_of(picture)).decode(),
    }
    change_row(municipality, row=picture, version=version, actor=actor, values=adoption, action="adopt")
    _seal(municipality, picture)
    # The page of the chain shows its newest link.
    show_change(municipality)


@transaction.atomic
def publish_picture(municipality: Municipality, *, picture: Picture, actor: User | None) -> None:
    """Let the public read an adopted picture. Once more changes nothing."""
    if picture.published_at is None:
        values = {"published_at": timezone.now()}
        change_row(municipality, row=picture, version=picture.version, actor=actor, values=values, action="publish")
        show_change(municipality)


def record_of(picture: Picture) -> PictureRecord:
    """The picture as it stands now, with the figures as they stand now."""
    return PictureRecord(
        name=picture.name,
        mapping=picture.mapping,
        consequences=picture.consequences,
        other_information=picture.other_information,
        analysis=picture.analysis,
        problems=tuple(_problem(each) for each in descriptions_of(picture)),
    )


def _problem(description: Description) -> ProblemRecord:
    weighing = weighing_of(description, seen_by=Score.Side.TOGETHER)
    return ProblemRecord(
        name=description.problem.name,
        what=description.what,
        where=description.where,
        when=description.when,
        hit=description.hit,
        extent=description.extent,
        consequences=description.consequences,
        became=description.became,
        rank=description.rank,
        rank_reason=description.rank_reason,
        points=weighing.points,
        differing=weighing.differing,
        evidence=tuple(_evidence(each) for each in description.evidence.all()),
        causes=tuple(_cause(each) for each in description.problem.causes.all()),
    )


def _cause(cause: Cause) -> CauseRecord:
    return CauseRecord(**{name: getattr(cause, name) for name in CauseRecord.__slots__})


def _evidence(evidence: Evidence) -> EvidenceRecord:
    figure = cited(evidence.observation) if evidence.observation else None
    return EvidenceRecord(kind=evidence.kind, says=evidence.says, source=evidence.source, figure=figure)


def cited(observation: Observation) -> CitedFigure:
    """The figure as it stands, with the file that it came in."""
    indicator, delivery = observation.indicator, observation.delivery
    return CitedFigure(
        observation=observation.pk,
        indicator=indicator.name,
        unit=indicator.unit,
        warning=indicator.warning,
        is_protected=indicator.is_protected,
        place=observation.place,
        start=observation.start,
        months=observation.months,
        count=observation.count,
        value=observation.value,
        marks=observation.marks,
        file_name=delivery.file_name,
        sha256=delivery.sha256,
    )


def _seal(municipality: Municipality, picture: Picture) -> None:
    seal(
        municipality_code=municipality.code,
        kind="picture_adopted",
        object_type=picture._meta.label,
        object_id=str(picture.pk),
        texts={"content": picture.content, "adopted_by": picture.adopted_by},
        facts={
            "adopted_on": picture.adopted_on.isoformat() if picture.adopted_on else None,
            "case_number": picture.case_number,
        },
    )
