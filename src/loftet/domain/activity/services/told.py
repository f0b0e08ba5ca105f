"""What a party said by telephone or at a meeting, entered by the other."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from loftet.domain.activity.models import ToldHow
from loftet.domain.activity.refusals import TellerMissing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    by: str
    """A function, never a name: "kommunpolisen"."""
    how: ToldHow
    on: date


def columns_of(told: Told | None) -> dict[str, Any]:
    """The columns of a row that keeps how the word came.

    Raises:
        TellerMissing: no function, or a day that has not been yet.
    """
    if told is None:
        return {"told_by": "", "told_how": "", "told_on": None}
    if not told.by.strip() or told.on > timezone.localdate():
        raise TellerMissing
    return {"told_by": told.by.strip(), "told_how": told.how, "told_on": told.on}
