"""When a new edition gave a commitment other words: nobody changes in silence what was said."""

from collections.abc import Sequence
from itertools import pairwise

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.promise.words import day_words
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.public.happening import Happening


def rewordings_of(key: str, editions: Sequence[PublishedPromise]) -> list[Happening]:
    """Of the commitment with the key.

    Args:
        editions: all of the promise, oldest first.
    """
    both = ((_commitment(before, key), _commitment(after, key), after) for before, after in pairwise(editions))
    return [_reworded(old, edition) for old, new, edition in both if old and new and old.text != new.text]


def _commitment(edition: PublishedPromise, key: str) -> CommitmentRecord | None:
    return next((commitment for commitment in edition.record.commitments if commitment.id == key), None)


def _reworded(old: CommitmentRecord, edition: PublishedPromise) -> Happening:
    on = timezone.localdate(edition.published_at)
    return Happening(
        symbol="document",
        colour="open",
        heading=_("Löftets ord ändrades"),
        when=day_words(on),
        iso=on.isoformat(),
        by="",
        texts=[],
        notes=[_("Förut: %(text)s") % {"text": old.text}, _("Skäl: %(reason)s") % {"reason": edition.reason}],
        more=reverse("public:edition_changes", args=[edition.municipality.slug, edition.address, edition.number]),
    )
