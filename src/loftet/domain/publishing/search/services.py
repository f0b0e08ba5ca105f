"""Keeping the index true to what is public."""

from collections import Counter
from collections.abc import Iterable
from math import log

from django.db import transaction

from loftet.domain.place.models import Municipality
from loftet.domain.publishing.search.models import EntryKind, SearchEntry, SearchTerm, SearchWord
from loftet.domain.publishing.search.words import stem, telling_words

TITLE_WEIGHT = 3.0
LONGEST_WORD = 100


@transaction.atomic
def index_entry(municipality: Municipality, *, kind: EntryKind, title: str, text: str, url: str) -> SearchEntry:
    """Let `title` and `text` be found, shown with a link to `url`. What was indexed under that address is replaced."""
    entry, _ = SearchEntry.objects.update_or_create(
        municipality=municipality, url=url, defaults={"kind": kind, "title": title[:300], "text": text}
    )
    weights = term_weights(title, text)
    stored = _stored_words(weights)
    entry.terms.all().delete()
    SearchTerm.objects.bulk_create(
        SearchTerm(municipality=municipality, entry=entry, word_id=stored[word], weight=weight)
        for word, weight in weights.items()
    )
    return entry


@transaction.atomic
def remove_entries(municipality: Municipality, *, under: str) -> None:
    """Let nothing be found any longer whose address begins with `under`: "/exempelby/lofte/2024/"."""
    SearchEntry.objects.filter(municipality=municipality, url__startswith=under).delete()


def term_weights(title: str, text: str) -> dict[str, float]:
    """How much each word says about a text: those of the title most; a repetition more, but ever less."""
    weights = {word: 1 + log(count) for word, count in Counter(telling_words(text)).items()}
    for word in set(telling_words(title)):
        weights[word] = weights.get(word, 0) + TITLE_WEIGHT
    return {word: weight for word, weight in weights.items() if len(word) <= LONGEST_WORD}


def _stored_words(words: Iterable[str]) -> dict[str, int]:
    """The ids of the words, entered where they are new."""
    wanted = sorted(words)
    # Several may meet the same new word at once; whoever comes second takes the first one's row.
    SearchWord.objects.bulk_create((SearchWord(text=word, stem=stem(word)) for word in wanted), ignore_conflicts=True)
    return dict(SearchWord.objects.filter(text__in=wanted).values_list("text", "id"))
