"""A figure that a person corrects by hand. Without polars: the server calls it."""

import hashlib
import zlib

from django.db import transaction

from loftet.analysis.marks import Mark
from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.statistics.models import Delivery, EarlierFigure, Observation

BY_HAND = "hand"


class NotOwnFigure(Exception):
    """A municipality corrects its own figures only."""


@transaction.atomic
def correct_figure(
    municipality: Municipality, *, observation: Observation, number: float, reason: str, actor: User | None
) -> Delivery | None:
    """Write another number over a figure; the old one stays in its history. None if it says so already.

    Raises:
        NotOwnFigure: the figure is another place's; nothing was written.
    """
    stored = Observation.objects.select_for_update().get(pk=observation.pk)
    if stored.place.partition(":")[0] != municipality.code:
        raise NotOwnFigure(stored)
    is_count = stored.count is not None or stored.value is None
    count, value = (round(number), stored.value) if is_count else (None, number)
    # A corrected figure of this year is as preliminary as it was.
    marks = stored.marks & Mark.PRELIMINARY
    if (stored.count, stored.value, stored.marks) == (count, value, marks):
        return None
    delivery = _delivery_by_hand(municipality, stored, number, reason, actor)
    EarlierFigure.objects.create(
        observation=stored,
        delivery_id=stored.delivery_id,
        count=stored.count,
        value=stored.value,
        marks=stored.marks,
        replaced_by=delivery,
    )
    stored.count, stored.value, stored.marks, stored.delivery = count, value, marks, delivery
    stored.save()
    audit.record(actor=actor, action="correct", on=stored, municipality_code=municipality.code)
    show_change(municipality)
    return delivery


def _delivery_by_hand(
    municipality: Municipality, figure: Observation, number: float, reason: str, actor: User | None
) -> Delivery:
    content = f"{figure.indicator.key};{figure.place};{figure.start};{figure.months};{number:g}\n{reason}\n".encode()
    return Delivery.objects.create(
        municipality=municipality,
        source=BY_HAND,
        reader=BY_HAND,
        file_name="",
        sha256=hashlib.sha256(content).hexdigest(),
        content=zlib.compress(content),
        received_by=actor,
        rows_read=1,
        new_count=0,
        corrected_count=1,
        unchanged_count=0,
        refused_count=0,
        suppressed_count=0,
        missing_count=0,
        reason=reason,
    )
