"""What was answered: numbers with their marks, where a missing answer leaves the respondent in the design."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Flags, Numbers, numbers
from loftet.analysis.marks import Mark, Marks, checked_marks, unknown
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.labels import Codes

Figures = TypeVar("Figures", bound=np.generic)


class Reason(IntEnum):
    """Why a cell has no figure or no limits: "cannot tell" is an answer too."""

    KNOWN = 0
    NOBODY_ANSWERED = 1
    NO_DEGREES_OF_FREEDOM = 2
    WHOLE_IS_ZERO = 3


@dataclass(frozen=True, slots=True)
class Answers:
    """(n, q) numbers, and which of them are answers: the rest are zero and count for nothing."""

    values: Numbers
    answered: Flags | None
    """None: everybody answered everything."""
    marks: Marks | None
    is_share: Flags
    """(q,) questions whose answers are all 0 or 1."""
    is_single: bool
    """A single question was given, without an axis of its own."""

    @property
    def questions(self) -> int:
        return self.values.shape[1]

    def of(self, rows: Codes, questions: slice) -> tuple[Numbers, Flags | None]:
        """The values and which are answers, in these rows and questions."""
        whole = questions == slice(0, self.questions)
        values = self.values[rows] if whole else self.values[rows, questions]
        if self.answered is None:
            return values, None
        here = self.answered[rows, questions]
        return values, None if here.all() else here

    def joined_marks(self, rows: Codes) -> Marks:
        """(q,) marks of figures from these rows; a missing answer is counted, not a mark of the figure."""
        if self.marks is None:
            return np.zeros(self.questions, np.uint8)
        return np.bitwise_or.reduce(self.marks[rows] & np.uint8(0xFF ^ Mark.MISSING), axis=0)


def checked_answers(design: Design, answers: ArrayLike, marks: ArrayLike | None, name: str = "answers") -> Answers:
    """(n,) or (n, q) answers as numbers.

    Raises:
        ValueError: a length other than the design's, or a NaN that no mark explains; names the first.
    """
    shape = np.shape(answers)
    if len(shape) not in (1, 2) or shape[0] != len(design):
        raise ValueError(f"{name} has shape {shape} but the design has {len(design)} rows")
    if 0 in shape:
        raise ValueError(f"{name} is empty")
    found = None if marks is None else checked_marks(marks, shape).reshape(shape[0], -1)
    is_missing = None if found is None else unknown(found)
    given = numbers(name, answers, except_at=None if is_missing is None else is_missing.reshape(shape))
    values = given.reshape(shape[0], -1)
    if is_missing is not None and is_missing.any():
        values, answered = np.where(is_missing, 0, values), ~is_missing
    else:
        answered = None
    return Answers(values, answered, found, ((values == 0) | (values == 1)).all(axis=0), len(shape) == 1)


def shaped(figures: "NDArray[Figures]", answers: Answers, *, has_domain: bool) -> "NDArray[Figures]":
    """(k, q) figures without the axes that the caller did not give."""
    if answers.is_single:
        figures = figures[:, 0]
    return figures if has_domain else figures[0]
