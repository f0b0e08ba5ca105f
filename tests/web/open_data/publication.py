"""Promises published by the services that a coordinator uses."""

from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality
from loftet.domain.promise.models import Promise
from loftet.domain.promise.services.reading import keep_reading, store_reading
from loftet.domain.publishing.services import publish_promise
from loftet.sources.promise_text.record import PromiseDocument, PromiseRecord
from tests.domain.publishing.promises import EXEMPELBY_2026, ORKELLJUNGA_2024


def orkelljunga_2024() -> Promise:
    return _published(Municipality.objects.get(name="Örkelljunga"), ORKELLJUNGA_2024)


def exempelby_2026() -> Promise:
    municipality = invent_municipality(code="9901", name="Exempelby", county="Exempel län")
    return _published(municipality, EXEMPELBY_2026)


def publish_again(promise: Promise, *, introduction: str, reason: str) -> None:
    promise.introduction = introduction
    promise.save()
    publish_promise(promise.municipality, promise=promise, actor=None, reason=reason)


def _published(municipality: Municipality, record: PromiseRecord) -> Promise:
    document = PromiseDocument(promises=[record])
    reading = keep_reading(municipality, actor=None, name="löfte.txt", text=record.title, document=document)
    [promise] = store_reading(municipality, reading=reading, actor=None)
    publish_promise(municipality, promise=promise, actor=None)
    return promise
