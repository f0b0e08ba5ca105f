"""What may be said of a change, and the sentence that says no more than that."""

from loftet.analysis.statements.detectable import DetectableChange, smallest_detectable_change
from loftet.analysis.statements.findings import (
    Finding,
    Goal,
    Measure,
    Reason,
    ShareStatement,
    Statement,
    what_can_be_said,
    what_shares_can_say,
)
from loftet.analysis.statements.sentences import Wording, sentence, sentence_of_shares
from loftet.analysis.statements.words import Language

__all__ = [
    "DetectableChange",
    "Finding",
    "Goal",
    "Language",
    "Measure",
    "Reason",
    "ShareStatement",
    "Statement",
    "Wording",
    "sentence",
    "sentence_of_shares",
    "smallest_detectable_change",
    "what_can_be_said",
    "what_shares_can_say",
]
