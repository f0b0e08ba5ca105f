"""From a change to what may be said of it: it rose, it fell, no sign of a change larger than so, or cannot tell."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from loftet.analysis.arguments import between, numbers, positive, refuse
from loftet.analysis.marks import Mark, checked_marks, joined_along, unknown
from loftet.analysis.rates import overdispersed_rate_ratio
from loftet.analysis.statements.detectable import DetectableChange, smallest_detectable_change

LARGEST_QUIET_SHARE = 0.30
"""A change that the limits cannot exclude, if it is larger than this, is too large to be called quiet."""
LARGEST_QUIET_POINTS = 0.05
SMALLEST_BASE_OF_PERCENT = 30
"""Below this many cases before, a change is not given in per cent."""


class Finding(StrEnum):
    """The four things that may be said of a change."""

    ROSE = "rose"
    FELL = "fell"
    NO_SIGN_OF_CHANGE = "no sign of change larger than"
    CANNOT_TELL = "cannot tell"


class Goal(StrEnum):
    """Which way the promise wants the figure to go."""

    FEWER = "fewer"
    MORE = "more"
    NONE = "none"


class Measure(StrEnum):
    """What a count counts: it decides what a change of it can mean."""

    EVENTS = "events"
    REPORTS = "reports"
    """Reports that also rise when more people dare to report, such as violence in close relations."""
    POLICE_CHECKS = "police checks"
    """Offences found because the police looked: drugs, doping, drink driving. Never an outcome."""


class Reason(StrEnum):
    """Why nothing can be told."""

    TOO_FEW = "too few cases"
    FOLLOWS_POLICE_CHECKS = "the count follows how much the police check"
    MISSING = "a figure is missing"
    SUPPRESSED = "a figure is suppressed"
    NOT_COMPARABLE = "the series was broken between the two"


REASONS_OF_MARKS = {Mark.MISSING: Reason.MISSING, Mark.SUPPRESSED: Reason.SUPPRESSED}


@dataclass(frozen=True, slots=True)
class Statement:
    """What may be said of two counts, and what it rests on. A figure that is not known is None."""

    finding: Finding
    reason: Reason | None
    """Why nothing can be told; None where something can."""
    count_before: float | None
    count_after: float | None
    is_same_exposure: bool
    goal: Goal
    measure: Measure
    marks: int
    confidence: float
    ratio: float | None = None
    """Of the rates, after to before; None where nothing was counted before."""
    low: float | None = None
    high: float | None = None
    """Limits of the ratio; `high` is infinite where nothing was counted before."""
    p_value: float | None = None
    largest_unseen_share: float | None = None
    """The largest change, as a share, that the limits do not exclude; None where nothing could be told."""
    detectable: DetectableChange | None = None
    is_towards_goal: bool | None = None
    """None where there is no goal or nothing rose or fell."""
    may_say_percent: bool = False


@dataclass(frozen=True, slots=True)
class ShareStatement:
    """What may be said of two estimated shares; differences in points from -1 to 1. What is not known is None."""

    finding: Finding
    reason: Reason | None
    share_before: float | None
    share_after: float | None
    difference: float | None
    low: float | None
    high: float | None
    largest_unseen_points: float | None
    detectable_points: float
    """The smallest difference that estimates this sure show with the wanted power."""
    goal: Goal
    is_towards_goal: bool | None
    marks: int
    confidence: float


def what_can_be_said(
    count_before: float,
    count_after: float,
    *,
    exposure_before: float = 1.0,
    exposure_after: float = 1.0,
    dispersion: float = 1.0,
    degrees_of_freedom: float = np.inf,
    goal: Goal = Goal.NONE,
    measure: Measure = Measure.EVENTS,
    is_comparable: bool = True,
    largest_quiet_share: float = LARGEST_QUIET_SHARE,
    confidence: float = 0.95,
    power: float = 0.8,
    marks: ArrayLike | None = None,
) -> Statement:
    """One of the four findings for two counts, by the exact test of their rate ratio.

    What it answers: "burglaries went from 15 to 10: did they fall?"

    Args:
        count_before, count_after: cases; NaN only where a mark says that the figure is missing or suppressed.
        exposure_before, exposure_after: inhabitants times years, or any unit that is the same in both.
        dispersion, degrees_of_freedom: variance over mean of such counts and how well it is known
            (`rates.count_dispersion`); 1 is what chance alone makes.
        goal: the way that the promise wants; it decides `is_towards_goal`, never the finding.
        measure: what the counts count. Of counts that follow police checks nothing is told.
        is_comparable: False where the definition changed in between (2015, changed codes): nothing is told.
        largest_quiet_share: above this, a change that cannot be excluded makes the answer "cannot tell".
        confidence: of the two-sided exact central limits.
        power: of the smallest detectable change.
        marks: two marks, of the earlier and of the later count.
    Returns:
        The finding with its limits, p value, the smallest detectable change and the joined marks.
    Raises:
        ValueError: for counts, exposures, confidence, power or marks out of range; names the argument.
    Assumes:
        that one pair was chosen before looking. Of twenty indicators that stand still, one "rose" or "fell" by chance.
    Misleads when:
        counts vary more than chance alone (one gang, one weekend) and `dispersion` does not say so.
    Reference:
        Przyborowski & Wilenski, Biometrika 31 (1940), 313-323; Altman & Bland, BMJ 311 (1995), 485, on absence of
        evidence.

    >>> what_can_be_said(15, 10).finding
    <Finding.CANNOT_TELL: 'cannot tell'>
    >>> what_can_be_said(120, 80, goal=Goal.FEWER).is_towards_goal
    True
    """
    between("largest_quiet_share", largest_quiet_share, 0, 1)
    bits = checked_marks(marks, (2,))
    # A suppressed figure is not handed on, even where the caller has it.
    known = [
        None if hidden else count for count, hidden in zip((count_before, count_after), unknown(bits), strict=True)
    ]
    same = bool(np.isclose(exposure_before, exposure_after, rtol=1e-9))
    together = int(joined_along(bits))
    if None in known:
        return Statement(
            finding=Finding.CANNOT_TELL,
            reason=_reason_of(together),
            count_before=known[0],
            count_after=known[1],
            is_same_exposure=same,
            goal=goal,
            measure=measure,
            marks=together,
            confidence=confidence,
        )
    compared = overdispersed_rate_ratio(
        count_before,
        exposure_before,
        count_after,
        exposure_after,
        dispersion=dispersion,
        degrees_of_freedom=degrees_of_freedom,
        confidence=confidence,
    )
    ratio, low, high = (float(np.squeeze(each)) for each in (compared.ratio, compared.low, compared.high))
    unseen = max(high - 1, 1 - low)
    finding = finding_within(low, high, is_quiet=unseen <= largest_quiet_share)
    why_not = Reason.TOO_FEW if finding is Finding.CANNOT_TELL else None
    if measure is Measure.POLICE_CHECKS:
        finding, why_not = Finding.CANNOT_TELL, Reason.FOLLOWS_POLICE_CHECKS
    if not is_comparable:
        finding, why_not = Finding.CANNOT_TELL, Reason.NOT_COMPARABLE
    return Statement(
        finding=finding,
        reason=why_not,
        count_before=count_before,
        count_after=count_after,
        is_same_exposure=same,
        ratio=ratio if count_before else None,
        low=low,
        high=high,
        p_value=float(np.squeeze(compared.p_value)),
        largest_unseen_share=unseen if finding is Finding.NO_SIGN_OF_CHANGE else None,
        detectable=smallest_detectable_change(
            count_before,
            exposure_before=exposure_before,
            exposure_after=exposure_after,
            dispersion=dispersion,
            confidence=confidence,
            power=power,
        ),
        goal=goal,
        is_towards_goal=_is_towards(goal, finding),
        measure=measure,
        may_say_percent=count_before >= SMALLEST_BASE_OF_PERCENT,
        marks=together,
        confidence=confidence,
    )


def what_shares_can_say(
    share_before: float,
    share_after: float,
    *,
    standard_error: float,
    goal: Goal = Goal.NONE,
    largest_quiet_points: float = LARGEST_QUIET_POINTS,
    confidence: float = 0.95,
    power: float = 0.8,
    degrees_of_freedom: float = np.inf,
    marks: ArrayLike | None = None,
) -> ShareStatement:
    """One of the four findings for two estimated shares, as from two waves of a survey.

    What it answers: "26 % felt unsafe last year and 24 % this year: did it become better?"

    Args:
        share_before, share_after: estimates from 0 to 1. NaN only where marked.
        standard_error: of their difference, the design and any panel overlap taken in (`survey.change`).
        goal, confidence, power: as in `what_can_be_said`.
        largest_quiet_points: as a share; above this, a difference that cannot be excluded is "cannot tell".
        degrees_of_freedom: of the standard error; infinite gives normal limits.
        marks: two marks, of the earlier and of the later estimate.
    Returns:
        The finding with the difference, its limits and the smallest detectable difference.
    Raises:
        ValueError: for shares outside 0 to 1, a standard error not above zero or settings out of range.
    Assumes:
        a difference of about normal distribution: some fifty answers in each wave.
    Misleads when:
        the question or the way of asking changed between the waves.
    Reference:
        Cohen, Statistical Power Analysis, 2nd ed. 1988, chapter 6, for the detectable difference.

    >>> said = what_shares_can_say(0.26, 0.24, standard_error=0.022)
    >>> said.finding, round(said.detectable_points, 3)
    (<Finding.CANNOT_TELL: 'cannot tell'>, 0.062)
    """
    from scipy.stats import t  # noqa: PLC0415  seconds to import

    bits = checked_marks(marks, (2,))
    hidden = unknown(bits)
    shares = {"share_before": share_before, "share_after": share_after}
    for (name, share), may_be_unknown in zip(shares.items(), hidden, strict=True):
        given = numbers(name, share, except_at=may_be_unknown)
        refuse(name, given, (given < 0) | (given > 1), "must lie between 0 and 1")
    between("largest_quiet_points", largest_quiet_points, 0, 1)
    if not degrees_of_freedom > 0:
        raise ValueError(f"degrees_of_freedom = {degrees_of_freedom} must be above zero")
    positive("standard_error", standard_error)
    between("power", power, 0, 1)
    half = float(t.ppf(0.5 + between("confidence", confidence, 0, 1) / 2, degrees_of_freedom))
    together = int(joined_along(bits))
    detectable = float((half + ndtri(power)) * standard_error)
    if hidden.any():
        # A suppressed share is not handed on, even where the caller has it.
        known = [None if gone else share for share, gone in zip(shares.values(), hidden, strict=True)]
        return ShareStatement(
            finding=Finding.CANNOT_TELL,
            reason=_reason_of(together),
            share_before=known[0],
            share_after=known[1],
            difference=None,
            low=None,
            high=None,
            largest_unseen_points=None,
            detectable_points=detectable,
            goal=goal,
            is_towards_goal=None,
            marks=together,
            confidence=confidence,
        )
    difference = share_after - share_before
    low, high = difference - half * standard_error, difference + half * standard_error
    unseen = max(high, -low)
    finding = finding_within(1 + low, 1 + high, is_quiet=unseen <= largest_quiet_points)
    return ShareStatement(
        finding=finding,
        reason=Reason.TOO_FEW if finding is Finding.CANNOT_TELL else None,
        share_before=share_before,
        share_after=share_after,
        difference=difference,
        low=low,
        high=high,
        largest_unseen_points=unseen,
        detectable_points=detectable,
        goal=goal,
        is_towards_goal=_is_towards(goal, finding),
        marks=together,
        confidence=confidence,
    )


def _reason_of(marks: int) -> Reason:
    return next(reason for mark, reason in REASONS_OF_MARKS.items() if marks & mark)


def finding_within(low: float, high: float, *, is_quiet: bool) -> Finding:
    """The finding from the limits of a ratio; `is_quiet` where neither is far enough from 1 to matter."""
    if low > 1:
        return Finding.ROSE
    if high < 1:
        return Finding.FELL
    return Finding.NO_SIGN_OF_CHANGE if is_quiet else Finding.CANNOT_TELL


def _is_towards(goal: Goal, finding: Finding) -> bool | None:
    if goal is Goal.NONE or finding not in (Finding.ROSE, Finding.FELL):
        return None
    return (goal is Goal.MORE) == (finding is Finding.ROSE)
