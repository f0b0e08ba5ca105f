"""A promise in a form that a person can write down and check at a glance: the expected values beside each text.

A commitment is ``"P+M own 4+ FREQ=YEARLY | its words"``: who bears it (P police, M municipality, D a department,
T a third party), where that was found, the figure ("+" for at least) and the interval, "-" for none, then its words.
"""

from pathlib import Path
from typing import Any

from loftet.sources.promise_text.parse import read_promise
from loftet.sources.promise_text.record import CommitmentRecord, PartyKind, PromiseDocument, PromiseRecord
from loftet.sources.promise_text.text import TextDocument

TEXTS = Path(__file__).parent / "texts"
# No promise is made up for a municipality that exists.
MUNICIPALITIES = {
    name: f"99{number:02}"
    for number, name in enumerate(
        ("Lindvik", "Norrmyra", "Sandåker", "Björkfors", "Älgsjö", "Storhult", "Västanå", "Hökensund", "Exempelby")
    )
}
LETTERS = {PartyKind.POLICE: "P", PartyKind.MUNICIPALITY: "M", PartyKind.DEPARTMENT: "D", PartyKind.THIRD_PARTY: "T"}


def read_text(path: Path) -> PromiseDocument:
    return read_promise(TextDocument.from_text(path.read_text(encoding="utf-8")), municipalities=MUNICIPALITIES)


def compact(document: PromiseDocument) -> list[dict[str, Any]]:
    """Each promise of the document, with what is empty left out."""
    return [{name: value for name, value in _promise(promise).items() if value} for promise in document.promises]


def commitment_line(commitment: CommitmentRecord) -> str:
    who = "+".join(LETTERS[bearer.party] for bearer in commitment.bearers)
    count = "" if commitment.count is None else f"{commitment.count}{'+' if commitment.at_least else ''}"
    figure = " ".join(filter(None, (count, commitment.recurrence))) or "-"
    return f"{who} {commitment.bearer_found} {figure} | {commitment.text}"


def _promise(promise: PromiseRecord) -> dict[str, Any]:
    follow_up = promise.follow_up
    return {
        "municipality": promise.municipality,
        "police_area": promise.police_area,
        "geography": f"{promise.geography.kind}: {', '.join(promise.geography.names)}" if promise.geography else None,
        "period": f"{promise.period.start or ''}..{promise.period.end or ''}" if promise.period else None,
        "areas": promise.focus_areas,
        "sources": promise.sources,
        "commitments": [commitment_line(commitment) for commitment in promise.commitments],
        "conditions": [commitment.condition for commitment in promise.commitments if commitment.condition],
        "windows": [commitment.window for commitment in promise.commitments if commitment.window],
        "vague": [commitment.vague for commitment in promise.commitments if commitment.vague],
        "explanations": [commitment.explanation for commitment in promise.commitments if commitment.explanation],
        "goals": [
            f"{goal.direction} {'carried' if goal.carried else 'alone'} | {goal.subject}" for goal in promise.goals
        ],
        "channels": follow_up.channels if follow_up else [],
        "interval": f"{follow_up.interval} {follow_up.recurrence}" if follow_up and follow_up.interval else None,
        "signatories": [
            f"{signatory.name} | {signatory.title_normalised} | {signatory.party}" + " acting" * signatory.acting
            for signatory in promise.signatories
        ],
    }
