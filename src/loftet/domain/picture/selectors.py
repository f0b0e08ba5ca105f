from django.db.models import Prefetch, QuerySet

from loftet.domain.picture.models import Cause, Description, Evidence, Picture, Score
from loftet.domain.picture.rules import Weighing, weighed
from loftet.domain.place.models import Municipality


def pictures_of(municipality: Municipality) -> QuerySet[Picture]:
    """All, drafts too, the newest first."""
    return Picture.objects.filter(municipality=municipality)


def published_picture(municipality: Municipality, name: str | None = None) -> Picture | None:
    """The one of that name, or the newest, that the public may read."""
    published = pictures_of(municipality).filter(published_at__isnull=False)
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
