"""*Lämna ut*: all that is kept about a promise, for the review of secrecy. It is downloaded, never sent."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from django.core import serializers
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.audit.models import Entry
from loftet.domain.audit.selectors import entries_about
from loftet.domain.delivery.models import Message
from loftet.domain.file.models import StoredFile
from loftet.domain.file.selectors import content_of, files_of
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Promise
from loftet.domain.publishing.archive.package import note_of, zip_of

JSON = "application/json"
# What opens something, and says nothing of the matter.
LEFT_OUT = {"token_sha256", "idempotency_key"}
# Who follows a promise reads what is public: no part of the matter, and an address that must not spread.
FOLLOWERS = "publishing"
TO_FOLLOWERS = "List-Unsubscribe"


@transaction.atomic
def disclose_promise(municipality: Municipality, *, promise: Promise, actor: User) -> bytes:
    """A ZIP with an index (innehall.csv). That it was fetched leaves a trace, which is not in it."""
    rows = rows_about(promise)
    files = dict(_rows_by_kind(rows))
    files["spar.json"] = (_json(_trail(municipality, rows)), _("Vem som har gjort vad och när"), JSON)
    files["brev.json"] = (_json(_letters(municipality, promise)), _("Kommunens brev under tiden, utan text"), JSON)
    files |= dict(_files(municipality, rows))
    audit.record(actor=actor, action="disclose", on=promise, municipality_code=municipality.code)
    contents = {name: content for name, (content, _what, _type) in files.items()}
    return zip_of({"innehall.csv": _index(files)} | contents, at=timezone.now())


def rows_about(promise: Promise) -> list[models.Model]:
    """The promise, the text that it was read from, and every row that points at it or at such a row.

    What an app above this one adds to a promise is found by its foreign key, so that nothing new is forgotten. A
    promise of another year that builds on this one is a matter of its own.
    """
    found: dict[tuple[str, Any], models.Model] = {}
    waiting: list[models.Model] = [promise, *filter(None, [promise.reading])]
    while waiting:
        row = waiting.pop(0)
        if (row._meta.label, row.pk) not in found:
            found[row._meta.label, row.pk] = row
            waiting += _pointing_at(row)
    return list(found.values())


def _pointing_at(row: models.Model) -> Iterator[models.Model]:
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.related_model is type(row):
            continue
        model: Any = relation.related_model
        if model is not Promise and model._meta.app_label != FOLLOWERS:
            yield from model._base_manager.filter(**{relation.field.name: row}).order_by("pk")


def _rows_by_kind(rows: Sequence[models.Model]) -> Iterator[tuple[str, tuple[bytes, str, str]]]:
    kinds = dict.fromkeys(type(row) for row in rows)
    for kind in kinds:
        of_kind = [row for row in rows if type(row) is kind]
        what = f"{kind._meta.verbose_name_plural} ({len(of_kind)})"
        yield f"uppgifter/{kind._meta.label_lower}.json", (_json(_fields(of_kind)), what, JSON)


def _fields(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    """Each row with its number and fields, as they are stored."""
    stored = serializers.serialize("python", rows)
    return [
        {"id": row["pk"], **{name: value for name, value in row["fields"].items() if name not in LEFT_OUT}}
        for row in stored
    ]


def _trail(municipality: Municipality, rows: Sequence[models.Model]) -> list[dict[str, Any]]:
    entries = [entry for row in rows for entry in entries_about(municipality.code, row)]
    return [_entry(entry) for entry in sorted(entries, key=lambda entry: entry.pk)]


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "actor": str(entry.actor or ""),
        "action": entry.action,
        "object": f"{entry.object_type} {entry.object_id}",
    }


def _letters(municipality: Municipality, promise: Promise) -> list[dict[str, Any]]:
    """A letter names no matter, so all of the municipality's since the promise was begun are listed.

    Not those to followers, and not those that were to leave no trace.
    """
    own = Message.objects.filter(municipality_code=municipality.code, enqueued_at__gte=promise.made_at)
    letters = own.filter(erase_on_delivery=False).exclude(headers__has_key=TO_FOLLOWERS)
    names = ("message_id", "to", "subject", "state", "enqueued_at", "ended_at", "answer")
    return [dict(letter) for letter in letters.order_by("pk").values(*names)]


def _files(municipality: Municipality, rows: Sequence[models.Model]) -> Iterator[tuple[str, tuple[bytes, str, str]]]:
    for row in rows:
        for stored in files_of(municipality.code, row):
            with content_of(stored) as content:
                yield f"filer/{stored.pk}-{stored.name}", (content.read(), _owner(stored), stored.media_type)


def _owner(stored: StoredFile) -> str:
    published = _("publicerad") if stored.published_at else _("inte publicerad")
    return f"{stored.object_type} {stored.object_id}, {published}"


def _index(files: dict[str, tuple[bytes, str, str]]) -> bytes:
    """For a spreadsheet: semicolons and a byte order mark, as Excel in Swedish expects."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("fil"), _("innehåll"), _("byte"), "sha256"])
    for name, (content, what, media_type) in files.items():
        note = note_of(name, content, media_type)
        writer.writerow([note.name, what, note.size, note.sha256])
    return text.getvalue().encode("utf-8-sig")


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str).encode()
