"""*Hämta till diariet*: a document as PDF/A with its attachments, and what a register must know of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import msgspec
from django.db import models
from django.utils import timezone

from loftet.domain.agreement.models import Agreement, Minutes
from loftet.domain.file.models import StoredFile
from loftet.domain.file.selectors import content_of, files_of
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import published_promise_of
from loftet.domain.promise.models import Edition
from loftet.domain.promise.selectors import head_at
from loftet.domain.publishing.archive.package import FileNote, note_of, zip_of
from loftet.domain.publishing.document.agreement_content import agreement_content
from loftet.domain.publishing.document.meeting_content import meeting_content
from loftet.domain.publishing.document.promise_pdf import promise_pdf
from loftet.domain.publishing.document.typesetting import pdf_of

FORMAT = "loftet-record/1"
PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a register enters; docs/use/diariet.md explains each."""

    kind: str
    title: str
    municipality: str
    municipality_code: str
    case_number_municipality: str
    case_number_police: str
    number: int
    """Of the edition or wording; 1 for what has only one."""
    dates: dict[str, date]
    """What happened when: "published", "signed", "adopted", "valid_from", "valid_to"."""
    responsible: str
    """Who published or adopted it; empty where nobody is known."""
    reason: str = ""
    """Why this edition or wording follows an earlier one."""
    example: bool = False
    files: list[FileNote] = field(default_factory=list)
    format: str = FORMAT


def edition_package(municipality: Municipality, edition: Edition, *, address: str) -> bytes:
    """A promise edition. `address` is its page, whole."""
    promise = edition.promise
    published = published_promise_of(edition, newest_number=edition.number)
    record = Record(
        kind="promise_edition",
        title=published.record.title,
        **_of(municipality),
        case_number_municipality=edition.case_number_municipality or promise.case_number_municipality,
        case_number_police=edition.case_number_police or promise.case_number_police,
        number=edition.number,
        dates={
            "published": timezone.localdate(edition.published_at),
            "valid_from": promise.start,
            "valid_to": promise.end,
        },
        responsible=str(edition.published_by or ""),
        reason=edition.reason,
    )
    pdf = promise_pdf(published, language="sv", address=address, head=head_at(published))
    files = {"medborgarlofte.pdf": (pdf, PDF), "medborgarlofte.json": (edition.content.encode(), "application/json")}
    return _package(record, files, _attachments(municipality, promise, edition), at=edition.published_at)


def agreement_package(municipality: Municipality, agreement: Agreement, *, address: str) -> bytes:
    """Raises ValueError: a draft is nothing for the register yet."""
    if agreement.published_at is None:
        raise ValueError("the agreement is a draft")
    dates = {"published": timezone.localdate(agreement.published_at), "valid_from": agreement.start}
    dates |= {"valid_to": agreement.end} if agreement.end else {}
    dates |= {"signed": agreement.signed_on} if agreement.signed_on else {}
    content = agreement_content(agreement, address=address)
    record = Record(
        kind="agreement",
        title=content.title,
        **_of(municipality),
        case_number_municipality=agreement.case_number_municipality,
        case_number_police=agreement.case_number_police,
        number=1,
        dates=dates,
        responsible="",
    )
    pdf = pdf_of(content, made_at=agreement.published_at)
    files = {"samverkansoverenskommelse.pdf": (pdf, PDF)}
    return _package(record, files, _attachments(municipality, agreement), at=agreement.published_at)


def minutes_package(municipality: Municipality, minutes: Minutes) -> bytes:
    """Raises ValueError: minutes that nobody has adopted are nothing for the register yet."""
    if minutes.adopted_on is None:
        raise ValueError("the minutes are not adopted")
    content = meeting_content(minutes.meeting, minutes=minutes)
    record = Record(
        kind="minutes",
        title=content.title,
        **_of(municipality),
        case_number_municipality=minutes.case_number_municipality,
        case_number_police=minutes.case_number_police,
        number=minutes.number,
        dates={"adopted": minutes.adopted_on, "held": timezone.localdate(minutes.meeting.starts_at)},
        responsible=minutes.adopted_by,
        reason=minutes.reason,
    )
    at = timezone.make_aware(datetime.combine(minutes.adopted_on, datetime.min.time()))
    files = {"protokoll.pdf": (pdf_of(content, made_at=at), PDF)}
    return _package(record, files, _attachments(municipality, minutes, minutes.meeting), at=at)


def _of(municipality: Municipality) -> dict[str, Any]:
    return {
        "municipality": municipality.name,
        "municipality_code": municipality.code,
        "example": municipality.example,
    }


def _attachments(municipality: Municipality, *rows: models.Model) -> list[StoredFile]:
    return [stored for row in rows for stored in files_of(municipality.code, row)]


def _package(
    record: Record, files: dict[str, tuple[bytes, str]], attachments: Sequence[StoredFile], *, at: datetime
) -> bytes:
    contents = files | dict(_named(attachments))
    notes = [note_of(name, content, media_type) for name, (content, media_type) in contents.items()]
    described = msgspec.to_builtins(replace(record, files=notes))
    index = {"metadata.json": _json(described), "metadata.xml": _xml(described)}
    return zip_of(index | {name: content for name, (content, _) in contents.items()}, at=at)


def _named(attachments: Sequence[StoredFile]) -> Iterator[tuple[str, tuple[bytes, str]]]:
    """Each under a number of its own, since two may have the same name."""
    for number, stored in enumerate(attachments, start=1):
        with content_of(stored) as content:
            yield f"bilagor/{number:02}-{stored.name}", (content.read(), stored.media_type)


def _json(record: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(record), indent=2)


def _xml(record: dict[str, Any]) -> bytes:
    """The same fields under the same names; a list is a row of elements `file`."""
    root = ElementTree.Element("record")
    for name, value in record.items():
        element = ElementTree.SubElement(root, name)
        if isinstance(value, dict):
            _fill(element, value)
        elif isinstance(value, list):
            for note in value:
                _fill(ElementTree.SubElement(element, "file"), note)
        else:
            element.text = _text(value)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _fill(element: ElementTree.Element, values: dict[str, Any]) -> None:
    for name, value in values.items():
        ElementTree.SubElement(element, name).text = _text(value)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
