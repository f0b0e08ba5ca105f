"""A commitment whose words are changed: what they say of who, how many and when is read anew."""

from dataclasses import replace

from loftet.sources.promise_text.bearers import Parties
from loftet.sources.promise_text.commitments import Setting, commitments_of
from loftet.sources.promise_text.record import BearerFound, CommitmentRecord, Lines

READ = ["kind", "target_group", "place", "recurrence", "count", "at_least", "condition", "window", "vague"]


def reworded(commitment: CommitmentRecord, text: str) -> CommitmentRecord:
    """The commitment with `text` for its words.

    What the old words said follows the new ones. What a person has set, or what stood elsewhere in the promise
    (the bearer over a list), stays.
    """
    if text == commitment.text:
        return commitment
    before, now = said_by(commitment.text), said_by(text)
    follows = [name for name in READ if getattr(commitment, name) == getattr(before, name)]
    changed = replace(commitment, text=text, **{name: getattr(now, name) for name in follows})
    return _with_bearers(changed, before, now)


def said_by(text: str) -> CommitmentRecord:
    """What the words alone say, as if they stood in no promise."""
    return next(iter(commitments_apart(text)), CommitmentRecord(text=text))


def commitments_apart(text: str) -> list[CommitmentRecord]:
    """The deeds of the text, each by itself."""
    last = text.count("\n") + 1
    return commitments_of(text, Lines(first=1, last=last), Setting(parties=Parties(()))) if text.strip() else []


def _with_bearers(changed: CommitmentRecord, before: CommitmentRecord, now: CommitmentRecord) -> CommitmentRecord:
    if now.bearers and (changed.bearers == before.bearers or changed.bearer_found is not BearerFound.OWN):
        return replace(changed, bearers=now.bearers, bearer_found=now.bearer_found)
    named = all(bearer.name.casefold() in changed.text.casefold() for bearer in changed.bearers)
    if changed.bearers and changed.bearer_found is BearerFound.OWN and not named:
        return replace(changed, bearer_found=BearerFound.INFERRED)
    return changed
