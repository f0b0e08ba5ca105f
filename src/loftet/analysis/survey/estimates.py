"""What every estimate has in common: figures by domain with their errors, limits and what could not be told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from loftet.analysis.arguments import Flags, Numbers, between
from loftet.analysis.marks import Marks
from loftet.analysis.survey.answers import Answers, Reason, shaped
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.labels import MOST_DOMAINS, Codes, as_labels
from loftet.analysis.survey.limits import ShareLimits, share_limits, wald_limits
from loftet.analysis.survey.linearised import CELLS_AT_ONCE, Variance, degrees_of_freedom, domain_rows, evenness

AT_ONCE = 2
"""Domains that are worked on at the same time: numpy and scipy let go of the interpreter while they count."""


@dataclass(frozen=True, slots=True)
class Estimates:
    """Figures of q questions in k domains: arrays (k, q) without the axes that were not asked for.

    Where `reason` is not `Reason.KNOWN`, the limits, and the value if nobody answered, are NaN: it cannot be told.
    """

    value: Numbers
    standard_error: Numbers
    low: Numbers
    high: Numbers
    answer_count: Numbers
    """Respondents in the domain who answered."""
    weight_sum: Numbers
    """Persons they stand for."""
    degrees_of_freedom: Numbers
    """Clusters less strata among them, or of the whole design if that was asked for."""
    reason: NDArray[np.uint8]
    marks: Marks
    domains: tuple[object, ...]
    confidence: float

    @property
    def variance(self) -> Numbers:
        return np.asarray(self.standard_error**2)

    @property
    def relative_error(self) -> Numbers:
        """The standard error as a share of the value; NaN where the value is zero."""
        return np.divide(self.standard_error, np.abs(self.value), where=self.value != 0,
                         out=np.full(np.shape(self.value), np.nan))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """How limits are set, for all cells of a call."""

    limits: ShareLimits | None
    confidence: float
    whole_design: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """(q,) figures of one domain and their influence (r, q)."""

    value: Numbers
    influence: Numbers
    weight_sum: Numbers
    squared_weight_sum: Numbers
    count: Numbers
    answered: Flags | None
    share_scale: float = 1.0
    """What a value is divided by to be a share, and its number of equally weighted respondents multiplied by."""


CellsOf = Callable[[Codes, Numbers, slice], Cells]
"""From the rows of a domain, their weights and some questions to the figures."""


def options_of(limits: ShareLimits | None, confidence: float, whole_design: bool) -> Options:
    """The choices of a call.

    Raises:
        ValueError: unknown limits, or a confidence that is not between 0 and 1.
    """
    if limits is not None and limits not in get_args(ShareLimits):
        raise ValueError(f"limits = {limits!r} must be one of {', '.join(get_args(ShareLimits))}")
    return Options(limits, between("confidence", confidence, 0, 1), whole_design)


def weight_sums(weights: Numbers, answered: Flags | None, questions: int) -> tuple[Numbers, Numbers, Numbers]:
    """(q,) weights, squared weights and numbers of those who answered."""
    if answered is None:
        sums = (weights.sum(), weights @ weights, float(len(weights)))
        return tuple(np.full(questions, each) for each in sums)  # type: ignore[return-value]
    return weights @ answered, (weights * weights) @ answered, answered.sum(axis=0).astype(np.float64)


def over(amount: Numbers, whole: Numbers) -> Numbers:
    """The quotient; NaN where the whole is zero."""
    return np.divide(amount, whole, out=np.full(np.shape(amount), np.nan), where=whole != 0)


@dataclass(frozen=True, slots=True)
class _Task:
    """What is asked of each domain."""

    design: Design
    asked: Answers
    cells_of: CellsOf
    variance: Variance
    degrees: float | None
    """Of the whole design, where they are to be used in every domain."""


def estimated(
    design: Design,
    asked: Answers,
    cells_of: CellsOf,
    domain: ArrayLike | None,
    options: Options,
    *,
    variance: Variance | None = None,
) -> Estimates:
    """The figures of every domain and question.

    Raises:
        ValueError: limits of shares asked for answers other than 0 and 1; a domain of another length or without label.
    """
    if options.limits not in (None, "wald_t", "wald_z") and not asked.is_share.all():
        question = int(np.argmin(asked.is_share))
        raise ValueError(f"limits = {options.limits!r} is for answers 0 and 1: question {question} has others")
    labels = as_labels("domain", domain, len(design), most=MOST_DOMAINS)
    whole = float(design.degrees_of_freedom) if options.whole_design else None
    task = _Task(design, asked, cells_of, variance or Variance(design), whole)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = list(pool.map(partial(_domain, task), domain_rows(design, labels)))
    figures = {name: np.stack([part[name] for part in parts]) for name in parts[0]}
    low, high = _limits(figures, asked.is_share, options)
    inner = ("evenness", "equal_weights_count", "scale")
    kept = {name: each for name, each in figures.items() if name not in inner} | {"low": low, "high": high}
    has_domain = domain is not None
    arrays: dict[str, NDArray[Any]] = {name: shaped(each, asked, has_domain=has_domain) for name, each in kept.items()}
    return Estimates(**arrays, domains=labels.names, confidence=options.confidence)


def _domain(task: _Task, rows: Codes) -> dict[str, NDArray[np.generic]]:
    """(q,) figures of one domain; some questions at a time, so that memory does not grow with their number."""
    questions, at_once = task.asked.questions, max(1, CELLS_AT_ONCE // max(1, len(rows)))
    parts = [
        _figures(task, rows, slice(start, min(start + at_once, questions))) for start in range(0, questions, at_once)
    ]
    figures = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return figures | {"marks": task.asked.joined_marks(rows)}


def _figures(task: _Task, rows: Codes, questions: slice) -> dict[str, NDArray[np.generic]]:
    design = task.design
    cells = task.cells_of(rows, design.weights[rows], questions)
    degrees = np.full(len(cells.value), task.degrees) if task.degrees is not None else \
        degrees_of_freedom(design, rows, cells.answered, len(cells.value))  # fmt: skip
    error = np.sqrt(task.variance.of(rows, cells.influence))
    no_value = (cells.count == 0) | ~np.isfinite(cells.value)
    reason = np.select(
        [cells.count == 0, no_value, degrees <= 0],
        [int(Reason.NOBODY_ANSWERED), int(Reason.WHOLE_IS_ZERO), int(Reason.NO_DEGREES_OF_FREEDOM)],
        int(Reason.KNOWN),
    ).astype(np.uint8)
    return {
        "value": np.where(no_value, np.nan, cells.value),
        "standard_error": np.where(no_value, np.nan, error),
        "answer_count": cells.count,
        "weight_sum": cells.weight_sum,
        "degrees_of_freedom": np.maximum(degrees, 0),
        "reason": reason,
        "evenness": evenness(design, rows, cells.answered, len(cells.value)),
        "equal_weights_count": over(cells.weight_sum**2, cells.squared_weight_sum),
        "scale": np.full(len(cells.value), cells.share_scale),
    }


def _limits(figures: dict[str, NDArray[np.generic]], is_share: Flags, options: Options) -> tuple[Numbers, Numbers]:
    value, error, degrees, scale = (
        np.asarray(figures[name], np.float64)
        for name in ("value", "standard_error", "degrees_of_freedom", "scale")
    )  # fmt: skip
    if options.limits == "wald_z":
        low, high = wald_limits(value, error, options.confidence, None)
    else:
        even = 1 if options.limits == "wald_t" else np.asarray(figures["evenness"], np.float64)
        low, high = wald_limits(value, error, options.confidence, degrees * even)
    if options.limits not in ("wald_t", "wald_z") and is_share.any():
        chosen = share_limits(
            value[:, is_share] / scale[:, is_share],
            (error[:, is_share] / scale[:, is_share]) ** 2,
            method=options.limits or "capped_korn_graubard",
            confidence=options.confidence,
            count=np.asarray(figures["answer_count"], np.float64)[:, is_share],
            equal_weights_count=np.asarray(figures["equal_weights_count"], np.float64)[:, is_share],
            degrees=degrees[:, is_share],
        )
        low[:, is_share], high[:, is_share] = (each * scale[:, is_share] for each in chosen)
    cannot = figures["reason"] != Reason.KNOWN
    return np.where(cannot, np.nan, low), np.where(cannot, np.nan, high)
