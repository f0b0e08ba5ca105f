from dataclasses import dataclass

import msgspec
from django.db.models import Prefetch, QuerySet

from loftet.domain.picture.models import Cause, Description, Evidence, Picture, Score
from loftet.domain.picture.record import CitedFigure, PictureRecord
from loftet.domain.picture.rules import Weighing, weighed
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.models import Observation


@dataclass(frozen=True, slots=True)
class SinceThen:
    """What is known of a cited figure now; None where nothing else is known."""

    corrected: Observation | None
    """The same figure, if a later delivery says something else."""
    newest: Observation | None
    """The last period of the same series, if it is a later one."""


def pictures_of(municipality: Municipality) -> QuerySet[Picture]:
    """All, drafts too, the newest first."""
    return Picture.objects.filter(municipality=municipality)


def published_pictures(municipality: Municipality) -> QuerySet[Picture]:
    """Those that the public may read, the newest first."""
    return pictures_of(municipality).filter(published_at__isnull=False)


def published_picture(municipality: Municipality, name: str | None = None) -> Picture | None:
    """The one of that name, or the newest, that the public may read."""
    published = published_pictures(municipality)
    return (published.filter(name=name) if name else published).first()


def descriptions_of(picture: Picture) -> list[Description]:
    """The picture's problems by priority, with their evidence and causes."""
    evidence = Evidence.objects.select_related("observation__indicator", "observation__delivery")
    rows = Description.objects.filter(picture=picture).select_related("problem")
    return list(rows.prefetch_related(Prefetch("evidence", evidence), Prefetch("problem__causes", Cause.objects.all())))


def weighing_of(description: Description, *, seen_by: str) -> Weighing:
    """The problem's points as a party may see them: its own, and what the others have sent."""
    points: dict[str, dict[str, int]] = {}
    for score in Score.objects.filter(description=description).select_related("criterion"):
        if score.sent_at or score.side in (seen_by, Score.Side.TOGETHER):
            points.setdefault(score.criterion.name, {})[score.side] = score.points
    weights = dict(description.picture.criteria.values_list("name", "weight"))
    return weighed(points, weights)


def own_points(description: Description, side: str) -> dict[int, int]:
    """A party's points for a problem, by the criterion's number."""
    return dict(Score.objects.filter(description=description, side=side).values_list("criterion_id", "points"))


def adopted_content(picture: Picture) -> PictureRecord:
    """What an adopted picture says."""
    return msgspec.json.decode(picture.content, type=PictureRecord)


def since_then(figure: CitedFigure) -> SinceThen:
    stored = Observation.objects.select_related("delivery").get(pk=figure.observation)
    cited = (figure.count, figure.value, figure.marks)
    series = Observation.objects.filter(indicator=stored.indicator_id, place=stored.place, months=stored.months)
    newest = series.select_related("delivery").order_by("-start").first()
    return SinceThen(
        corrected=stored if (stored.count, stored.value, stored.marks) != cited else None,
        newest=newest if newest and newest.start > figure.start else None,
    )
