from collections.abc import Mapping

from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.place.models import Municipality
from loftet.domain.statistics.catalogue import IndicatorWords, words_of
from loftet.domain.statistics.models import Indicator, SeriesBreak


@transaction.atomic
def define_indicator(
    municipality: Municipality, *, actor: User | None, name: str, definition: str = "", unit: str = "", source: str = ""
) -> Indicator:
    """The municipality's indicator of that name, new or with these words."""
    words = {"definition": definition, "unit": unit, "source": source}
    indicator, made = Indicator.objects.get_or_create(municipality=municipality, name=name, defaults=words)
    changed = {field: value for field, value in words.items() if value and getattr(indicator, field) != value}
    if changed:
        Indicator.objects.filter(pk=indicator.pk).update(**changed)
        indicator.refresh_from_db()
    if made or changed:
        audit.record(actor=actor, action="define", on=indicator, municipality_code=municipality.code)
    return indicator


@transaction.atomic
def enter_indicators(names: Mapping[str, str], *, source: str) -> None:
    """Enter indicators of a source, by key and the source's own name, with what the catalogue says of them."""
    known = {key: words_of(key) or IndicatorWords(pattern="") for key in names}
    Indicator.objects.bulk_create(
        Indicator(key=key, source=source, **_columns(known[key], name)) for key, name in names.items()
    )
    entered = Indicator.objects.filter(key__in=list(names))
    SeriesBreak.objects.bulk_create(
        SeriesBreak(indicator=indicator, on=each.on, reason=each.reason)
        for indicator in entered
        for each in known[indicator.key].breaks
    )


@transaction.atomic
def follow_catalogue() -> int:
    """Give the indicators that are stored what the catalogue says now; how many changed."""
    changed = 0
    for indicator in Indicator.objects.exclude(key="").prefetch_related("breaks"):
        words = words_of(indicator.key)
        if words is None:
            continue
        columns = _columns(words, indicator.name)
        if any(getattr(indicator, name) != said for name, said in columns.items()):
            Indicator.objects.filter(pk=indicator.pk).update(**columns)
            changed += 1
        stored = {each.on: each.reason for each in indicator.breaks.all()}
        for each in words.breaks:
            # At every start: only what differs is asked for.
            if stored.get(each.on) != each.reason:
                SeriesBreak.objects.update_or_create(indicator=indicator, on=each.on, defaults={"reason": each.reason})
    return changed


def _columns(words: IndicatorWords, name: str) -> dict[str, str | bool]:
    return {
        "name": words.name or name,
        "unit": words.unit,
        "definition": words.definition,
        "counts": words.counts,
        "moved_by": words.moved_by,
        "warning": words.warning,
        "is_protected": words.is_protected,
    }
