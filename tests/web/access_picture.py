"""The lines of the access table for the situational picture, and what they need on stage."""

from datetime import date

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.picture.services.adopting import adopt_picture, publish_picture
from loftet.domain.picture.services.drafting import (
    PictureWords,
    ProblemWords,
    begin_picture,
    cite,
    take_up_problem,
    write_picture,
)
from loftet.domain.picture.services.naming import name_cause
from tests.people import Cast
from tests.web.access_meetings import elsewhere
from tests.web.access_table import PUBLISHERS, WRITERS, posted, public, workspace

_INSIDE = [
    workspace("picture"),
    workspace("new_picture", allowed=WRITERS),
    posted("new_picture", allowed=WRITERS, name="2030"),
    workspace("drawn_picture", ":picture"),
    workspace("picture_text", ":picture", allowed=WRITERS),
    posted("picture_text", ":picture", allowed=WRITERS, version="2", analysis="Sommaren."),
    workspace("picture_word", ":picture"),
    workspace("adopt_picture", ":picture", allowed=PUBLISHERS),
    posted(
        "adopt_picture", ":picture", allowed=PUBLISHERS, version="2", adopted_on="2026-04-01", adopted_by="Kommunen"
    ),
    posted("publish_picture", ":public_picture", allowed=PUBLISHERS),
    posted("publish_picture", ":picture", allowed=frozenset()),
    workspace("new_problem", ":picture", allowed=WRITERS),
    posted("new_problem", ":picture", allowed=WRITERS, name="Klotter"),
    workspace("picture_points", ":picture", allowed=WRITERS),
    posted("picture_points", ":picture", allowed=WRITERS),
    posted("send_points", ":picture", allowed=WRITERS),
    workspace("picture_priority", ":picture", allowed=WRITERS),
    posted("picture_priority", ":picture", allowed=WRITERS),
    workspace("problem", ":problem"),
    posted("problem", ":problem", allowed=WRITERS, version="1", what="Dörrar bryts upp"),
    posted("problem_evidence", ":problem", allowed=WRITERS, kind="meeting", says="Fler", source="Rådet"),
    posted("problem_figure", ":problem", allowed=WRITERS, status=422, figure=""),
    posted("add_cause", ":problem", allowed=WRITERS, cause="Mörkt"),
    posted("leave_problem", ":problem", allowed=WRITERS),
    posted("take_back_evidence", ":evidence", allowed=WRITERS),
    workspace("cause", ":cause", ":problem", allowed=WRITERS),
    posted("cause", ":cause", ":problem", allowed=WRITERS, version="1"),
    workspace("tie", ":untied", ":picture", allowed=WRITERS),
    posted("tie", ":untied", ":picture", allowed=WRITERS, status=422, problem=""),
]
PICTURE = [
    *_INSIDE,
    *elsewhere(_INSIDE),
    public("public:pictures", "exempelby"),
    public("public:picture", "exempelby", "2025"),
    public("public:picture", "exempelby", "2026", status=404),
    public("public:pictures", "granneby", status=404),
    public("open_data:picture-pdf", "exempelby", "2025"),
    public("open_data:picture-pdf", "exempelby", "2026", status=404),
]


def pictured(cast: Cast) -> dict[str, object]:
    """A draft with one problem, and a published picture before it."""
    town = cast.exempelby
    switch_function(town, function=Function.PICTURE, on=True, actor=None)
    words = PictureWords(mapping="Inbrotten.", consequences="Oro.", other_information="Torget.", analysis="Sommaren.")
    earlier, draft = (begin_picture(town, actor=None, name=name) for name in ("2025", "2026"))
    for each in (earlier, draft):
        write_picture(town, picture=each, version=each.version, actor=None, words=words)
    day = date(2025, 3, 1)
    adopt_picture(
        town, picture=earlier, version=earlier.version, actor=None, adopted_on=day, adopted_by="Kommunstyrelsen"
    )
    publish_picture(town, picture=earlier, actor=None)
    problem = take_up_problem(town, picture=draft, actor=None, name="Stöld", words=ProblemWords())
    evidence = cite(town, description=problem, actor=None, kind="meeting", says="Fler", source="Rådet")
    cause = name_cause(town, problem=problem.problem, actor=None, name="Olåst")
    return {
        ":picture": draft.pk,
        ":public_picture": earlier.pk,
        ":problem": problem.pk,
        ":evidence": evidence.pk,
        ":cause": cause.pk,
        ":untied": cast.this_year.commitments.get(key="informationsbrev").pk,
    }
