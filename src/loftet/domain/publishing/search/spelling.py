"""What somebody may have meant who wrote a word that no text has."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from loftet.domain.publishing.search.words import folded

SHORTEST_CORRECTED = 4
LONG_WORD = 8
"""From this length two faults are forgiven instead of one."""
MOST_CORRECTIONS = 5


def faults_forgiven(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many or swapped."""
    if len(word) < SHORTEST_CORRECTED:
        return 0
    return 2 if len(word) >= LONG_WORD else 1


def corrections(word: str, vocabulary: Iterable[str]) -> list[str]:
    """The words of `vocabulary` that lie nearest to `word`, å, ä and ö read as a, a and o. Empty where none is near."""
    written, most = folded(word), faults_forgiven(word)
    near: dict[int, list[str]] = {}
    for candidate in vocabulary:
        # Whoever is unsure of the spelling is seldom unsure of the first letter.
        if folded(candidate[:1]) == written[:1] and abs(len(candidate) - len(word)) <= most:
            distance = OSA.distance(written, folded(candidate), score_cutoff=most)
            if distance <= most:
                near.setdefault(distance, []).append(candidate)
    return sorted(near[min(near)])[:MOST_CORRECTIONS] if near else []
