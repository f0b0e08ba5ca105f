"""Groups of similar municipalities, as Kolada makes them anew each year."""

import re
from collections.abc import Iterable

from django.db import transaction

from loftet.domain.statistics.models import SimilarGroup
from loftet.sources.kolada.catalogue import MunicipalityGroup
from loftet.sources.scb.municipality import code_of

TITLE = re.compile(r"^Liknande kommuner,? (?P<respect>.+?), (?P<name>[^,]+), (?P<year>\d{4})$")


@transaction.atomic
def enter_groups(groups: Iterable[MunicipalityGroup]) -> int:
    """Store those groups that are of municipalities like one that is named; how many there were."""
    entered = 0
    for group in groups:
        title = TITLE.match(group.title)
        code = code_of(title["name"]) if title else None
        if title and code:
            SimilarGroup.objects.update_or_create(
                key=group.id,
                defaults={
                    "of": code,
                    "respect": title["respect"],
                    "year": int(title["year"]),
                    "member_codes": sorted(set(group.member_codes) - {code}),
                },
            )
            entered += 1
    return entered
