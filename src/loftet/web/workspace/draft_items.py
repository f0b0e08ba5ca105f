"""The commitments and goals of a draft, each in its own fields with the check beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loftet.domain.promise.models import Commitment, Goal, Promise, PromisedArea
from loftet.domain.promise.rules import check_commitment, check_goal
from loftet.domain.promise.selectors import commitment_record, commitments_of, goal_record, goals_of
from loftet.domain.promise.vagueness import vague_spans
from loftet.domain.promise.words import SpokenItem, gap_words, spoken, vague_advice
from loftet.sources.promise_text.record import CommitmentRecord, GoalRecord, Period
from loftet.web.workspace.commitment_form import CommitmentForm
from loftet.web.workspace.differences import Difference, fingerprint
from loftet.web.workspace.goal_form import GoalForm

NEW = "new"


@dataclass(slots=True)
class Item:
    """One commitment or goal on the page. `row` is None for the empty one that adds."""

    row: Commitment | Goal | None
    form: Any
    check: list[SpokenItem]
    opened: str
    """Fingerprint of the fields as they were shown: what is sent back with the same one was not touched."""
    theirs: list[Difference] = field(default_factory=list)
    """Filled when somebody else changed the row while this person was writing."""

    @property
    def name(self) -> str:
        return str(self.form.prefix)

    @property
    def is_commitment(self) -> bool:
        return self.name.startswith("c-")

    @property
    def said(self) -> str:
        """The words that the check is about: an answer that only repeats them is not shown."""
        return str(self.form["text"].value() or "").replace("\r\n", "\n").strip()

    @property
    def vague_words(self) -> list[str]:
        """What is said of each vague word of the text."""
        return [vague_advice(span.kind, span.word) for span in vague_spans(self.said)]

    @property
    def gaps(self) -> int:
        return sum(not item.answered for item in self.check)

    @property
    def gap_words(self) -> str:
        return gap_words(self.gaps)

    @property
    def was_touched(self) -> bool:
        """Whether this person changed something, whatever others did meanwhile."""
        return fingerprint(self.form) != str(self.form.data.get(f"{self.name}-opened", self.opened))

    @property
    def version_sent(self) -> int:
        sent = str(self.form.data.get(f"{self.name}-version", ""))
        return int(sent) if sent.isdecimal() else 0


@dataclass(slots=True)
class AreaOfDraft:
    area: PromisedArea | None
    commitments: list[Item]
    goals: list[Item]


class Draft:
    """A promise as the page shows it. `data` is what was sent, or None for a page just opened."""

    def __init__(self, promise: Promise, data: Mapping[str, Any] | None = None) -> None:
        self.promise = promise
        self.period = Period(start=promise.start, end=promise.end, literal=promise.period_literal)
        self.areas = list(promise.areas.select_related("focus_area"))
        self._names = [area.focus_area.name for area in self.areas]
        self.commitments = [self._commitment(row, data) for row in commitments_of(promise)]
        self.goals = [self._goal(row, data) for row in goals_of(promise)]
        self.new_commitment = self.commitment_item(None, CommitmentRecord(text=""), data)
        self.new_goal = self.goal_item(None, GoalRecord(text=""), data)

    @property
    def items(self) -> list[Item]:
        return [*self.commitments, *self.goals]

    def by_area(self) -> list[AreaOfDraft]:
        """The areas in their order, and first what belongs to none, where there is any."""
        groups = [self._in(None), *(self._in(area) for area in self.areas)]
        return [group for group in groups if group.area or group.commitments or group.goals]

    def area_named(self, name: str | None) -> PromisedArea | None:
        return next((area for area in self.areas if area.focus_area.name == name), None)

    def commitment_item(self, row: Commitment | None, record: CommitmentRecord, data: Any, name: str = "") -> Item:
        return self._item(CommitmentForm, row, record, data, name or f"c-{row.pk if row else NEW}")

    def goal_item(self, row: Goal | None, record: GoalRecord, data: Any, name: str = "") -> Item:
        return self._item(GoalForm, row, record, data, name or f"g-{row.pk if row else NEW}")

    def item_without_row(self, name: str, data: Any) -> Item:
        """What was sent under a name that no row has."""
        if name.startswith("c-"):
            return self.commitment_item(None, CommitmentRecord(text=""), data, name)
        return self.goal_item(None, GoalRecord(text=""), data, name)

    def _item(self, kind: type[CommitmentForm] | type[GoalForm], row: Any, record: Any, data: Any, name: str) -> Item:
        options: dict[str, Any] = {
            "base": record,
            "areas": self._names,
            "prefix": name,
            "required": row is not None,
            "outside": row is None or row.area_id is None,
        }
        check = check_commitment(record, self.period) if kind is CommitmentForm else check_goal(record)
        return Item(row, kind(_sent(data, name), **options), spoken(check), fingerprint(kind(**options)))

    def _commitment(self, row: Commitment, data: Any) -> Item:
        return self.commitment_item(row, commitment_record(row), data)

    def _goal(self, row: Goal, data: Any) -> Item:
        return self.goal_item(row, goal_record(row), data)

    def _in(self, area: PromisedArea | None) -> AreaOfDraft:
        pk = area.pk if area else None
        return AreaOfDraft(area, _of_area(self.commitments, pk), _of_area(self.goals, pk))


def _of_area(items: Sequence[Item], pk: int | None) -> list[Item]:
    return [item for item in items if item.row is not None and item.row.area_id == pk]


def _sent(data: Any, prefix: str) -> Any:
    """The data for a form, if the page that was sent had it: somebody may have added the row since."""
    return data if data is not None and f"{prefix}-text" in data else None
