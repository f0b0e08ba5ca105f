"""A text that was read, the promise as it is written, what the parties are asked to approve, what the public reads."""

from loftet.domain.promise.models.edition import Edition
from loftet.domain.promise.models.promise import Bearer, Commitment, Goal, Promise, PromisedArea, Signatory
from loftet.domain.promise.models.proposal import Approval, Proposal
from loftet.domain.promise.models.reading import Reading
from loftet.domain.promise.models.tie import Tie

__all__ = [
    "Approval",
    "Bearer",
    "Commitment",
    "Edition",
    "Goal",
    "Promise",
    "PromisedArea",
    "Proposal",
    "Reading",
    "Signatory",
    "Tie",
]
