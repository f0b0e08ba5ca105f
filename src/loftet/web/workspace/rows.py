"""Several forms of one kind on a page: one for each row that there is, and an empty one that adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

NEW = "new"


@dataclass(frozen=True, slots=True)
class Row:
    form: Any
    number: int
    """Counted from 1; 0 for the empty one that adds."""

    @property
    def name(self) -> str:
        return str(self.form.prefix)

    @property
    def removed(self) -> bool:
        return f"{self.name}-remove" in self.form.data

    def says(self, field: str) -> bool:
        """Whether a valid form is kept and its field is filled in."""
        return not self.removed and bool(self.form.cleaned_data[field])


def rows_of(letter: str, form: Any, bases: Sequence[Any], data: Any, *, empty: Any = None, **options: Any) -> list[Row]:
    """Forms with the prefixes "c-0", "c-1" …, and "c-new" where there is an `empty` one to begin from."""
    rows = [
        Row(form(data, base=base, prefix=f"{letter}-{place}", **options), place + 1) for place, base in enumerate(bases)
    ]
    if empty is not None:
        rows.append(Row(form(data, base=empty, prefix=f"{letter}-{NEW}", required=False, **options), 0))
    return rows
