"""What the promise page says of a promise, whoever is shown it."""

from collections.abc import Mapping
from typing import Any

from loftet.domain.promise.agreement_words import agreement_words
from loftet.domain.promise.openness import trackability
from loftet.domain.promise.words import trackability_words
from loftet.sources.promise_text.record import PromiseRecord
from loftet.web.public.outline import areas_of
from loftet.web.public.period import promised_days
from loftet.web.public.standing import Standing, tally


def promise_words(record: PromiseRecord, standings: Mapping[str, Standing] | None = None) -> dict[str, Any]:
    """For `public/promise_words.html`.

    Args:
        standings: how each commitment stands, by its key; None for words that nobody has followed yet.
    """
    return {
        "record": record,
        "agreement": agreement_words(record),
        "days": promised_days(record),
        "areas": areas_of(record, standings),
        "tally": tally((standings or {}).values()),
        "goals_are_measured": any(goal.measure for goal in record.goals),
        "trackability": trackability_words(trackability(record)),
    }
