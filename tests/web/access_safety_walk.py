"""The lines of the access table for safety walks, and what they need on stage."""

from datetime import date

from loftet.domain.dialogue.safety_walk.models import WalkFinding
from loftet.domain.dialogue.safety_walk.services import (
    FindingValues,
    WalkValues,
    note_finding,
    plan_walk,
    publish_walk,
)
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from tests.people import Cast
from tests.web.access_meetings import elsewhere
from tests.web.access_table import WRITERS, posted, public, workspace

_INSIDE = [
    workspace("safety_walks", allowed=WRITERS),
    workspace("new_safety_walk", allowed=WRITERS),
    posted("new_safety_walk", allowed=WRITERS, on="2026-10-01", area="Centrum"),
    workspace("safety_walk", ":walk", allowed=WRITERS),
    posted("safety_walk", ":walk", allowed=WRITERS, place="Torget", kind="to_mend", seen="Mörkt"),
    workspace("change_safety_walk", ":walk", allowed=WRITERS),
    posted("change_safety_walk", ":walk", allowed=WRITERS, on="2026-10-01", area="Centrum"),
    posted("publish_safety_walk", ":walk", allowed=WRITERS),
    workspace("walk_finding", ":found", allowed=WRITERS),
    posted("finding_owner", ":found", allowed=WRITERS, owner="Tekniska"),
    posted("finding_state", ":found", allowed=WRITERS, state="mended", on="2020-10-02"),
    posted("review_finding", ":found", allowed=WRITERS),
    posted("remove_finding", ":found", allowed=WRITERS),
]
SAFETY_WALKS = [
    *_INSIDE,
    *elsewhere(_INSIDE),
    public("public:safety_walks", "exempelby"),
    public("public:safety_walk", "exempelby", ":walk"),
    public("public:safety_walks", "granneby", status=404),
    public("public:safety_walk", "granneby", ":walk", status=404),
]


def walked(cast: Cast) -> dict[str, object]:
    """A published walk with one finding."""
    town = cast.exempelby
    switch_function(town, function=Function.DIALOGUES, on=True, actor=None)
    walk = plan_walk(town, actor=None, values=WalkValues(on=date(2026, 9, 1), area="Centrum", places=["Torget"]))
    values = FindingValues(place="Torget", kind=WalkFinding.Kind.TO_MEND, seen="Mörkt")
    found = note_finding(town, walk=walk, actor=None, values=values)
    publish_walk(town, walk=walk, actor=None, public=True)
    return {":walk": walk.pk, ":found": found.pk}
