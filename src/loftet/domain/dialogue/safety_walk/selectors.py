from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from loftet.domain.dialogue.safety_walk.models import FindingState, SafetyWalk, WalkFinding
from loftet.domain.place.models import Municipality


def walks_of(municipality: Municipality) -> QuerySet[SafetyWalk]:
    """Newest first, with how many findings each has and how many are still to be mended by their newest state."""
    newest = FindingState.objects.filter(finding=OuterRef("pk")).order_by("-pk").values("state")[:1]
    still_open = (
        WalkFinding.objects.filter(walk=OuterRef("pk"), kind=WalkFinding.Kind.TO_MEND)
        .annotate(newest=Coalesce(Subquery(newest), Value("")))
        .exclude(newest__in=[FindingState.State.MENDED, FindingState.State.NOT_MENDED])
        .order_by()
        .values("walk")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return SafetyWalk.objects.filter(municipality=municipality).annotate(
        finding_count=Count("findings"), open_count=Coalesce(Subquery(still_open), 0)
    )


def walk_of(municipality: Municipality, pk: int) -> SafetyWalk | None:
    return SafetyWalk.objects.filter(municipality=municipality, pk=pk).first()


def findings_of(walk: SafetyWalk) -> QuerySet[WalkFinding]:
    """In the order of the walk, each with its states, oldest first."""
    return WalkFinding.objects.filter(municipality_id=walk.municipality_id, walk=walk).prefetch_related("states")


def finding_of(municipality: Municipality, pk: int) -> WalkFinding | None:
    return WalkFinding.objects.filter(municipality=municipality, pk=pk).select_related("walk").first()


def public_walks(municipality: Municipality) -> QuerySet[SafetyWalk]:
    """Those that somebody made public, with the findings that somebody has reviewed."""
    reviewed = WalkFinding.objects.filter(reviewed_at__isnull=False).prefetch_related("states")
    return SafetyWalk.objects.filter(municipality=municipality, published_at__isnull=False).prefetch_related(
        Prefetch("findings", queryset=reviewed, to_attr="reviewed")
    )
