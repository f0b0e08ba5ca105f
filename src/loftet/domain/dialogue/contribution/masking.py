"""The words of a contribution before they are stored: without what points at a person, and as long as their columns."""

from dataclasses import dataclass, fields, replace

from loftet.domain.dialogue.contribution.rules import LONGEST_TEXT, LONGEST_WORDS
from loftet.sources.free_text.masking import masked


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionWords:
    problem: str
    place_text: str = ""
    when_text: str = ""
    proposal: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.problem.strip() or self.proposal.strip())


def masked_words(words: ContributionWords) -> ContributionWords:
    """The same words masked, and shortened where a mark is longer than what it stands for. Twice changes nothing."""
    found = {one.name: _masked(getattr(words, one.name), one.name) for one in fields(words)}
    return replace(words, **found)


def _masked(text: str, column: str) -> str:
    longest = LONGEST_TEXT if column in ("problem", "proposal") else LONGEST_WORDS
    return masked(text.strip().replace("\r\n", "\n")).text[:longest].strip()
