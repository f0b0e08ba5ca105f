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
    told = {event.id: _columns(event) for event in recent}
    changed = [number for number, columns in told.items() if number not in known or _differs(known[number], columns)]
    for number in changed:
        PoliceNews.objects.update_or_create(number=number, defaults={"municipality": municipality, **told[number]})
    if changed:
        show_change(municipality)
    return sum(number not in known for number in changed)


def _differs(stored: PoliceNews, columns: dict[str, object]) -> bool:
    return any(getattr(stored, name) != value for name, value in columns.items())


def _columns(event: PoliceEvent) -> dict[str, object]:
    return {
        "published_at": event.published_at,
        "type": event.type[:120],
        "summary": masked(event.summary).text,
        "address": event.address[:300],
        "tells_of_several": event.tells_of_several,
    }
