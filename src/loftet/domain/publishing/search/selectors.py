"""Finding public texts by Swedish words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.db.models import Case, F, FloatField, Max, Value, When
from django.db.models.expressions import Combinable

from loftet.domain.publishing.search.excerpts import Fragment, excerpt, highlighted
from loftet.domain.publishing.search.meanings import MeantWord, meaning, query_words
from loftet.domain.publishing.search.models import EntryKind, SearchEntry, SearchTerm


@dataclass(frozen=True, slots=True)
class SearchHit:
    kind: EntryKind
    municipality_code: str
    municipality_name: str
    title: tuple[Fragment, ...]
    excerpt: tuple[Fragment, ...]
    url: str


def search(*, query: str, municipality_code: str | None = None, limit: int = 30) -> list[SearchHit]:
    """The public texts that have every word of `query`, best first; where none has all, those that have most.

    A word finds its inflections and the compounds that it is a part of. One that no text has is tried as the beginning
    of a word, then as a misspelling. Without `municipality_code` all municipalities are searched.
    """
    meanings = [meant for word in query_words(query) if (meant := meaning(word))]
    if not meanings:
        return []
    found = {word.text for meant in meanings for word in meant}
    return [_hit(entry, found) for entry in _best_entries(meanings, municipality_code, limit)]


def _best_entries(meanings: Sequence[list[MeantWord]], municipality_code: str | None, limit: int) -> list[SearchEntry]:
    """Entries with the most words of the query first, then those that the words say most about, then the newest."""
    everything = {word.id for meant in meanings for word in meant}
    terms = SearchTerm.objects.filter(word__in=everything)
    if municipality_code is not None:
        terms = terms.filter(municipality=municipality_code)
    scores = {f"score_{number}": Max(_weight(meant)) for number, meant in enumerate(meanings)}
    total: Combinable = reduce(add, (F(name) for name in scores))
    matched = reduce(add, (Case(When(**{f"{name}__gt": 0}, then=1), default=0) for name in scores))
    rows = (
        terms.values("entry")
        .annotate(**scores)
        .annotate(matched=matched, total=total)
        .order_by("-matched", "-total", "-entry")
        .values_list("entry", "matched")[:limit]
    )
    most = rows[0][1] if rows else 0
    numbers = [entry for entry, matched_count in rows if matched_count == most]
    entries = SearchEntry.objects.select_related("municipality").in_bulk(numbers)
    return [entries[number] for number in numbers]


def _weight(meant: Sequence[MeantWord]) -> Case:
    """What a term is worth to one word of the query: nothing if it is not among the words meant."""
    nearnesses = {word.nearness for word in meant}
    return Case(
        *(
            When(word__in=[word.id for word in meant if word.nearness == nearness], then=F("weight") * Value(nearness))
            for nearness in sorted(nearnesses)
        ),
        default=Value(0.0),
        output_field=FloatField(),
    )


def _hit(entry: SearchEntry, found: set[str]) -> SearchHit:
    return SearchHit(
        kind=EntryKind(entry.kind),
        municipality_code=entry.municipality_id,
        municipality_name=entry.municipality.name,
        title=highlighted(entry.title, is_found=found.__contains__),
        excerpt=excerpt(entry.text, is_found=found.__contains__),
        url=entry.url,
    )
