"""Swedish words as search sees them: where they stand in a text, and their stems."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(
    {
        *(
            "alla",
            "att",
            "av",
            "bland",
            "de",
            "dem",
            "den",
            "denna",
            "deras",
            "det",
            "detta",
            "där",
            "då",
            "efter",
            "ej",
        ),
        *("eller", "en", "ett", "från", "för", "genom", "ha", "har", "hos", "hur", "här", "i", "icke", "in", "inom"),
        *(
            "inte",
            "ju",
            "kan",
            "kommer",
            "lova",
            "lovar",
            "man",
            "med",
            "men",
            "mellan",
            "mot",
            "ned",
            "ni",
            "nu",
            "när",
            "och",
            "om",
        ),
        *("oss", "på", "samt", "sig", "sin", "sina", "sitt", "ska", "skall", "som", "så", "till", "under", "upp", "ur"),
        *("ut", "utan", "var", "vara", "varje", "vi", "vid", "vilka", "vilket", "vår", "våra", "är", "över"),
    }
)
VOWELS = frozenset("aeiouyåäö")
# Vowel change in the plural, and "bostad", which does not end in "ad".
VOWEL_CHANGE = re.compile(r"(?P<before>.*)(?P<noun>st[aä]d|n[aä]tt|br[aä]nd|str[aä]nd|l[aä]nd)(?:en|er|erna)?s?")
# Number, definiteness and case of nouns; most endings of adjectives and verbs are among them.
ENDING = re.compile(
    r"(?<=\w{3})(?:orerna|orer|orna|orn|or|aren|are|arna|ar|(?<=[dt])rarna|(?<=[dt])rar|erna|ern|er|ena|en"
    r"|(?<!h)(?<!it)et|an|na|a|e)s?$"
)
GENITIVE = re.compile(r"(?<=[bdfgklmnprtv])s$")
# "cykel" and "cykeln" beside "cyklar".
UNSTRESSED_VOWEL = re.compile(r"(?<=[aeiouyåäö][bcdfgkmnpst])eln?$|(?<=[aeiouyåäö][bcdfgkmnpst]{2})eln?$")
DOUBLED_CONSONANT = re.compile(r"([bdfgklmnprst])\1$")
FOLDED = str.maketrans("åäöéèüæø", "aaoeeuao")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text in small letters, and where it stands: ``text[start:end]``."""

    text: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """Every word of `text`; both halves of a hyphenated one."""
    for match in WORD.finditer(text):
        yield Word(match.group().lower(), match.start(), match.end())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The letters that a word's inflections have in common; not itself always a word.

    Our own rules, since the Snowball stemmer leaves "skolan", "torget" and "inbrottet" as they are, cuts "bostad" to
    "bost", and ends "brott" otherwise than "våldsbrott", which would hide the one in the other.
    """
    if changed := VOWEL_CHANGE.fullmatch(word):
        return _single_end(changed["before"] + changed["noun"].replace("ä", "a"))
    shortened = ENDING.sub("", UNSTRESSED_VOWEL.sub("l", word), count=1)
    shortened = GENITIVE.sub("", shortened)
    return _single_end(word if VOWELS.isdisjoint(shortened) else shortened)


def _single_end(stemmed: str) -> str:
    return DOUBLED_CONSONANT.sub(r"\1", stemmed)


def folded(word: str) -> str:
    """The word as somebody types it without å, ä and ö."""
    return word.translate(FOLDED)


def telling_words(text: str) -> list[str]:
    """The words by which `text` is found, in order and with repetitions; those that every text has are left out."""
    return [word.text for word in words_of(text) if word.text not in STOP_WORDS]


@lru_cache(maxsize=1)
def field_words() -> frozenset[str]:
    """The words that compounds in this field are made of."""
    lines = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def field_stems() -> frozenset[str]:
    return frozenset(map(stem, field_words()))
