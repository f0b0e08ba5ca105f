"""What a person makes of a text that was read: all the fields of one of its promises, and how they go back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.sources.promise_text.record import CommitmentRecord, GoalRecord, PromiseRecord, Signatory
from loftet.web.workspace.commitment_form import CommitmentForm
from loftet.web.workspace.fields import LinesField
from loftet.web.workspace.goal_form import GoalForm
from loftet.web.workspace.rows import Row, rows_of
from loftet.web.workspace.words_form import PassageForm, SignatoryForm, WordsForm


class AreasForm(forms.Form):
    names = LinesField(label=_("Fokusområden"), required=False, rows=4, help_text=_("Ett på varje rad."))


class Correction:
    """The forms of one promise of a reading. `data` is what was sent, or None for a page just opened."""

    def __init__(self, base: PromiseRecord, data: Mapping[str, Any] | None = None) -> None:
        areas = _area_names(base)
        self.base = base
        self.words = WordsForm(data, base=base, prefix="words")
        self.areas = AreasForm(data, initial={"names": base.focus_areas}, prefix="areas")
        self.commitments = rows_of(
            "c", CommitmentForm, base.commitments, data, empty=CommitmentRecord(text=""), areas=areas
        )
        self.goals = rows_of("g", GoalForm, base.goals, data, empty=GoalRecord(text=""), areas=areas)
        self.signatories = rows_of("s", SignatoryForm, base.signatories, data, empty=Signatory(name="", title=""))
        self.passages = rows_of("p", PassageForm, base.passages, data)

    def all_forms(self) -> Iterator[Any]:
        yield self.words
        yield self.areas
        for row in [*self.commitments, *self.goals, *self.signatories, *self.passages]:
            if not row.removed:
                yield row.form

    def is_valid(self) -> bool:
        # Every form is asked, so that all that is wrong is shown at once.
        return [form for form in self.all_forms() if not form.is_valid()] == []

    def record(self) -> PromiseRecord:
        """The promise as a person has corrected it. Only when everything is valid."""
        areas: list[str] = self.areas.cleaned_data["names"]
        renamed = _renamed(self.base.focus_areas, areas)
        commitments = [part for row in _filled(self.commitments) for part in _split(row.form.record())]
        return replace(
            self.words.record(),
            focus_areas=areas,
            commitments=[_in_area(commitment, renamed) for commitment in commitments],
            goals=[_in_area(row.form.record(), renamed) for row in _filled(self.goals)],
            signatories=[row.form.record() for row in self.signatories if row.says("name")],
            passages=[row.form.record() for row in self.passages if not row.removed],
        )


def _area_names(base: PromiseRecord) -> list[str]:
    carried = [commitment.focus_area for commitment in base.commitments]
    aimed_at = [goal.focus_area for goal in base.goals]
    named = [name for name in [*carried, *aimed_at] if name]
    return list(dict.fromkeys([*base.focus_areas, *named]))


def _filled(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.says("text")]


def _split(record: CommitmentRecord) -> list[CommitmentRecord]:
    """An empty line in the text parts it: the same bearers, area and lines, each its own words."""
    first, *rest = [part.strip() for part in record.text.split("\n\n") if part.strip()]
    plain = replace(record, count=None, at_least=False, recurrence=None, window=None, vague=None, id=None)
    return [replace(record, text=first), *(replace(plain, text=part) for part in rest)]


def _renamed(before: Sequence[str], after: Sequence[str]) -> dict[str, str | None]:
    """What became of each name: as many lines as before are the same areas, perhaps under other names."""
    if len(before) == len(after):
        return dict(zip(before, after, strict=True))
    return {name: name if name in after else None for name in before}


def _in_area(record: Any, renamed: Mapping[str, str | None]) -> Any:
    return replace(record, focus_area=renamed.get(record.focus_area, record.focus_area))
