"""News from the police: taken in masked, shown as news, erased after a while. Never a figure."""

from django.db import transaction
from django.utils import timezone

from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.statistics.models import PoliceNews
from loftet.domain.statistics.services.rounds import NEWS_KEPT_FOR
from loftet.sources.free_text.masking import masked
from loftet.sources.polisen.events import Events, PoliceEvent


@transaction.atomic
def enter_news(municipality: Municipality, *, events: Events) -> int:
    """Store what the events tell of the municipality; how many were new.

    The police change their texts: the newest counts. What is old enough to be erased is not taken in again.
    """
    own = [event for event in events.events if event.municipality_code == municipality.code]
    recent = [event for event in own if event.published_at >= timezone.now() - NEWS_KEPT_FOR]
    known = PoliceNews.objects.filter(municipality=municipality).in_bulk([event.id for event in recent])
    changed = [event for event in recent if event.id not in known or _differs(known[event.id], event)]
    for event in changed:
        PoliceNews.objects.update_or_create(number=event.id, defaults={"municipality": municipality, **_columns(event)})
    if changed:
        show_change(municipality)
    return sum(event.id not in known for event in changed)


def _differs(stored: PoliceNews, event: PoliceEvent) -> bool:
    return any(getattr(stored, name) != value for name, value in _columns(event).items())


def _columns(event: PoliceEvent) -> dict[str, object]:
    return {
        "published_at": event.published_at,
        "type": event.type[:120],
        "summary": masked(event.summary).text,
        "address": event.address[:300],
        "tells_of_several": event.tells_of_several,
    }
