"""Who did not answer: response rates by group, and whether they differ."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from loftet.analysis.arguments import one_axis, same_length, truths
from loftet.analysis.survey.design import Design
from loftet.analysis.survey.estimates import Estimates
from loftet.analysis.survey.labels import MOST_COLUMNS, as_labels
from loftet.analysis.survey.means import mean
from loftet.analysis.survey.rao_scott import Association, association


@dataclass(frozen=True, slots=True)
class Nonresponse:
    """Response rates (k,) by group and in all, as shares; `test` is None where everybody or nobody answered."""

    by_group: Estimates
    overall: Estimates
    test: Association | None
    lowest_group: object
    """Where the smallest share answered."""


def nonresponse(design: Design, responded: ArrayLike, group: ArrayLike, *, confidence: float = 0.95) -> Nonresponse:
    """How many of those asked answered, by group.

    What it answers: whose voice is missing in the survey.

    Args:
        design: everybody who was asked, n rows, with the weights of the draw (before any calibration).
        responded: (n,) 1 for those who answered, 0 for those who did not.
        group: (n,) labels known for everybody asked.
        confidence: of the limits.

    Returns:
        Weighted response rates with limits by Korn and Graubard, and Rao and Scott's F test of their difference.

    Raises:
        ValueError: responded other than 0 and 1, one group, mixed lengths.

    Assumes: that those asked could be reached. Equal rates do not show that the silent think as the others do.

    Reference: Särndal and Lundström, Estimation in Surveys with Nonresponse (2005), ch. 2.

    Example:
        >>> from loftet.analysis.survey import survey_design
        >>> found = nonresponse(survey_design([50.0] * 6), [1, 1, 0, 1, 0, 0], ["old"] * 3 + ["young"] * 3)
        >>> found.lowest_group, found.by_group.value.round(2)
        ('young', array([0.67, 0.33]))
    """
    answered = truths("responded", responded).astype(np.float64)
    one_axis("responded", answered)
    groups = as_labels("group", group, len(design), most=MOST_COLUMNS)
    same_length(group=groups.codes, responded=answered)
    if len(groups.names) < 2:
        raise ValueError("group has one label: nothing to compare")
    by_group = mean(design, answered, domain=group, confidence=confidence)
    overall = mean(design, answered, confidence=confidence)
    test = association(design, group, answered) if 0 < answered.mean() < 1 else None
    return Nonresponse(by_group, overall, test, by_group.domains[int(np.argmin(by_group.value))])
