"""What the words of a query stand for among the words that the public texts have."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Length

from loftet.domain.publishing.search.compounds import (
    SHORTEST_PART,
    compound_remainders,
    forms_in_compounds,
    is_part_of,
)
from loftet.domain.publishing.search.models import SearchWord
from loftet.domain.publishing.search.spelling import corrections, faults_forgiven
from loftet.domain.publishing.search.words import STOP_WORDS, field_words, stem, words_of

LONGEST_QUERY = 200
MOST_QUERY_WORDS = 8
MOST_CANDIDATES = 2_000
MOST_MEANT_WORDS = 400
SHORTEST_BEGINNING = 4
"""Letters from which a word that is found nowhere is taken for the beginning of one."""
INFLECTION, COMPOUND, BEGINNING, CORRECTED = 1.0, 0.6, 0.4, 0.5


@dataclass(frozen=True, slots=True)
class MeantWord:
    """A stored word that one word of the query may stand for."""

    id: int
    text: str
    nearness: float
    """1 for the word itself and its inflections, less for a compound, a longer word or a corrected one."""


def query_words(query: str) -> list[str]:
    """The words to look for, each once; those that every text has only where the query is made of nothing else."""
    words = [word.text for word in words_of(query[:LONGEST_QUERY])]
    telling = [word for word in words if word not in STOP_WORDS] or words
    return list({stem(word): word for word in telling}.values())[:MOST_QUERY_WORDS]


def meaning(word: str) -> list[MeantWord]:
    """Inflections of the word and the compounds that it is a part of.

    Where there are none: the words that begin so; else those that it may be a misspelling of. Empty where no public
    text has anything near it.
    """
    return _inflections_and_compounds(word) or _beginnings(word) or _corrected(word)


def _inflections_and_compounds(word: str) -> list[MeantWord]:
    wanted = stem(word)
    stored = SearchWord.objects.filter(stem=wanted) if len(wanted) < SHORTEST_PART else _words_with_part(wanted)
    return [MeantWord(row.id, row.text, INFLECTION if row.stem == wanted else COMPOUND) for row in stored]


def _words_with_part(wanted: str) -> list[SearchWord]:
    written = reduce(or_, (Q(stem__contains=form) for form in forms_in_compounds(wanted)))
    candidates = SearchWord.objects.filter(written).order_by(Length("stem"), "text")[:MOST_CANDIDATES]
    remainders = {rest for row in candidates for rest in compound_remainders(wanted, row.stem)}
    stems = set(SearchWord.objects.filter(stem__in=remainders).values_list("stem", flat=True))
    return [row for row in candidates if is_part_of(wanted, row.stem, is_word=stems.__contains__)][:MOST_MEANT_WORDS]


def _beginnings(word: str) -> list[MeantWord]:
    if len(word) < SHORTEST_BEGINNING:
        return []
    stored = SearchWord.objects.filter(text__startswith=word).order_by(Length("text"), "text")[:MOST_MEANT_WORDS]
    return [MeantWord(row.id, row.text, BEGINNING) for row in stored]


def _corrected(word: str) -> list[MeantWord]:
    forgiven = faults_forgiven(word)
    if not forgiven:
        return []
    near_in_length = SearchWord.objects.alias(length=Length("text")).filter(
        length__gte=len(word) - forgiven, length__lte=len(word) + forgiven
    )
    # A word of the field may stand in the texts only within compounds.
    vocabulary = {*near_in_length.values_list("text", flat=True), *field_words()}
    meant = {
        near.id: MeantWord(near.id, near.text, near.nearness * CORRECTED)
        for correction in corrections(word, vocabulary)
        for near in _inflections_and_compounds(correction)
    }
    return list(meant.values())
