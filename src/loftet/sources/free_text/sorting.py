"""Which focus area a text in Swedish may be about, and the words that say so. A suggestion, never a decision.

It begins with a list of words for each area and learns from texts that a person has placed. Texts are masked first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from snowballstemmer import stemmer

WORD = re.compile(r"[a-zåäöé]+(?:-[a-zåäöé]+)*")
MASK = re.compile(r"\[[^\]]*\]")
LISTED_WEIGHT = 2.0
GREATEST_LEARNT = 3.0
LEAST_TO_SUGGEST = 1.0
LEAST_LEAD = 0.7
"""So much more must speak for an area than for the next one."""
LEAST_TEXTS = 2
"""A word of one text alone may be somebody's name: it is not learnt."""
SHORTEST_IN_COMPOUND = 4
CACHED_WORDS = 100_000
_STEMMER = stemmer("swedish")


@dataclass(frozen=True, slots=True)
class Learnt:
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """By stem and area: the log of how much likelier the stem is in texts of the area, from -3 to 3."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    area: str | None
    """None: unsure."""
    words: tuple[str, ...]
    """Those of the text that speak for the area, the heaviest first, as written in lower case."""


def suggest_area(text: str, learnt: Learnt | None = None) -> Suggestion:
    """The area that most speaks for, if it leads clearly."""
    known = (learnt or Learnt()).weights
    scores: Counter[str] = Counter()
    reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in _words(text):
        weights = Counter(dict.fromkeys(_listed_areas(word), LISTED_WEIGHT))
        weights.update(known.get(_stem(word), {}))
        for area, weight in weights.items():
            scores[area] += weight
            reasons[area][word] += weight
    (best, most), (_, next_most) = [*scores.most_common(2), ("", 0.0), ("", 0.0)][:2]
    if most < LEAST_TO_SUGGEST or most - next_most < LEAST_LEAD:
        return Suggestion(None, ())
    return Suggestion(best, tuple(word for word, weight in reasons[best].most_common() if weight > 0))


def learn(placed: Iterable[tuple[str, str]]) -> Learnt:
    """From pairs of a text and the area that a person placed it in. Stems of one text alone are not kept."""
    texts: Counter[str] = Counter()
    by_stem: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, area in placed:
        texts[area] += 1
        for stem in {_stem(word) for word in _words(text)}:
            by_stem[stem][area] += 1
    kept = {stem: counts for stem, counts in by_stem.items() if counts.total() >= LEAST_TEXTS}
    return Learnt({stem: {area: _log_ratio(counts, texts, area) for area in texts} for stem, counts in kept.items()})


def _log_ratio(counts: Counter[str], texts: Counter[str], area: str) -> float:
    """Half a text is added to each count, so that what was never seen is not impossible."""
    inside = (counts[area] + 0.5) / (texts[area] + 1)
    outside = (counts.total() - counts[area] + 0.5) / (texts.total() - texts[area] + 1)
    return max(-GREATEST_LEARNT, min(GREATEST_LEARNT, log(inside / outside)))


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(WORD.findall(MASK.sub(" ", text).lower())))


@lru_cache(CACHED_WORDS)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


@lru_cache(CACHED_WORDS)
def _listed_areas(word: str) -> tuple[str, ...]:
    stem = _stem(word)
    whole, parts = _listed()
    found = [area for part, area in parts if stem.startswith(part) or stem.endswith(part)]
    return tuple(dict.fromkeys([*whole.get(stem, ()), *found]))


@cache
def _listed() -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Areas by stem, and the stems that are looked for in compounds too, each with its area."""
    whole: defaultdict[str, list[str]] = defaultdict(list)
    parts: list[tuple[str, str]] = []
    for line in files(__package__).joinpath("area_words.txt").read_text("utf-8").splitlines():
        area, _, words = line.partition(": ")
        for word in words.split() if not line.startswith("#") else ():
            stem = _stem(word.rstrip("*").lower())
            whole[stem].append(area)
            if word.endswith("*") and len(stem) >= SHORTEST_IN_COMPOUND:
                parts.append((stem, area))
    return dict(whole), parts
