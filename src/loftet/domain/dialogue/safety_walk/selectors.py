from django.db.models import Count, Prefetch, Q, QuerySet

from loftet.domain.dialogue.safety_walk.models import FindingState, SafetyWalk, WalkFinding
from loftet.domain.place.models import Municipality


def walks_of(municipality: Municipality) -> QuerySet[SafetyWalk]:
    """Newest first, with how many findings each has and how many of them are to be mended and still open."""
    to_mend = Q(findings__kind=WalkFinding.Kind.TO_MEND)
    answered = Q(findings__states__state__in=[FindingState.State.MENDED, FindingState.State.NOT_MENDED])
    return SafetyWalk.objects.filter(municipality=municipality).annotate(
        finding_count=Count("findings", distinct=True),
        open_count=Count("findings", filter=to_mend, distinct=True)
        - Count("findings", filter=to_mend & answered, distinct=True),
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
