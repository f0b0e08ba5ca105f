"""What may be published of few people: small cells found, hidden so that they stay hidden, audited, or rounded."""

from loftet.analysis.disclosure.audit import Audit, audit
from loftet.analysis.disclosure.deadline import NothingReleased
from loftet.analysis.disclosure.knowledge import Knowledge, total_bounds
from loftet.analysis.disclosure.microdata import Edition, register_of_editions
from loftet.analysis.disclosure.register import Register, Relation, Standing, register
from loftet.analysis.disclosure.rounding import audit_rounded, controlled_rounding, random_rounding
from loftet.analysis.disclosure.rules import Requirement, n_k_dominance, p_percent, small_counts
from loftet.analysis.disclosure.suppression import Suppression, default_loss, suppress

__all__ = [
    "Audit",
    "Edition",
    "Knowledge",
    "NothingReleased",
    "Register",
    "Relation",
    "Requirement",
    "Standing",
    "Suppression",
    "audit",
    "audit_rounded",
    "controlled_rounding",
    "default_loss",
    "n_k_dominance",
    "p_percent",
    "random_rounding",
    "register",
    "register_of_editions",
    "small_counts",
    "suppress",
    "total_bounds",
]
