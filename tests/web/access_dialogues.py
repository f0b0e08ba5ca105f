"""The lines of the access table for what people say, and what they need on stage."""

from datetime import date
from typing import Any

from loftet.domain.dialogue.contribution.masking import ContributionWords
from loftet.domain.dialogue.contribution.models import Answer, Contribution, Occasion
from loftet.domain.dialogue.contribution.services.answering import (
    AnswerValues,
    decide_contributions,
    review_contribution,
)
from loftet.domain.dialogue.contribution.services.taking_in import (
    OccasionValues,
    enter_occasion,
    leave_contribution,
    type_contribution,
)
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.place.models import Municipality
from tests.people import Cast
from tests.web.access_meetings import elsewhere
from tests.web.access_table import WRITERS, Line, Who, posted, public, workspace

SAID: dict[str, Any] = {"problem": "Det är mörkt vid stationen."}

_INSIDE = [
    workspace("dialogues", allowed=WRITERS),
    workspace("new_occasion", allowed=WRITERS),
    posted("new_occasion", allowed=WRITERS, kind="square", on="2026-09-01", place="Torget", held_by="Samordnaren"),
    workspace("occasion", ":occasion", allowed=WRITERS),
    posted("occasion", ":occasion", allowed=WRITERS, key="k", **SAID),
    workspace("contribution", ":said", allowed=WRITERS),
    posted("contribution", ":said", allowed=WRITERS, version="1", **SAID),
    posted("remove_contribution", ":said", allowed=WRITERS),
    workspace("dialogue_answer", ":answer", allowed=WRITERS),
    posted("dialogue_answer", ":answer", allowed=WRITERS, publish="on"),
]
DIALOGUES = [
    *_INSIDE,
    *elsewhere(_INSIDE),
    posted("decide_contributions", allowed=WRITERS, val="0"),
    public("public:speak", "exempelby"),
    Line("public:speak", ("exempelby",), frozenset(Who), 200, method="POST", data=SAID),
    public("public:speak_thanks", "exempelby"),
    public("public:answers", "exempelby"),
    public("public:speak", "granneby", status=404),
    public("public:answers", "granneby", status=404),
]


def spoken(cast: Cast) -> dict[str, object]:
    """One contribution to review, one decided and not answered, and an occasion."""
    town = cast.exempelby
    switch_function(town, function=Function.DIALOGUES, on=True, actor=None)
    values = OccasionValues(kind=Occasion.Kind.SQUARE, on=date(2026, 9, 1), place="Torget", held_by="Samordnaren")
    occasion = enter_occasion(town, actor=None, values=values)
    words = ContributionWords(problem="Skräpigt i parken.")
    decided = type_contribution(town, occasion=occasion, key="a", words=words, actor=None)
    return {
        ":occasion": occasion.pk,
        ":said": leave_contribution(town, key="b", words=ContributionWords(problem="Mörkt.")).pk,
        ":answer": _answered(town, decided).pk,
    }


def _answered(town: Municipality, contribution: Contribution) -> Answer:
    words = ContributionWords(problem=contribution.problem)
    review_contribution(town, contribution=contribution, version=1, actor=None, words=words, focus_area=None)
    values = AnswerValues(
        said="Skräpigt", outcome=Answer.Outcome.DONE, text="Städat.", decided_on=date(2026, 9, 2), decided_by="Rådet"
    )
    return decide_contributions(town, contributions=[contribution], actor=None, values=values)
