"""How open data is sent: named, free to fetch from any page, and asked for again before it is shown again."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header, http_date

from loftet.domain.place.models import Municipality
from loftet.domain.publishing.selectors import site_of


@dataclass(frozen=True, slots=True)
class Form:
    content_type: str
    ending: str
    saved: bool = False
    """Whether a browser saves the file rather than shows it."""


class Forms(Enum):
    PDF = Form("application/pdf", "pdf")
    JSON = Form("application/json; charset=utf-8", "json")
    CSV = Form("text/csv; charset=utf-8", "csv", saved=True)
    ATOM = Form("application/atom+xml; charset=utf-8", "atom")
    ICAL = Form("text/calendar; charset=utf-8", "ics")
    JSON_LINES = Form("application/jsonl; charset=utf-8", "jsonl", saved=True)
    SCHEMA = Form("application/schema+json; charset=utf-8", "json")


def open_file(content: str | bytes, form: Forms, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=form.value.content_type)
    disposition = content_disposition_header(form.value.saved, f"{name}.{form.value.ending}")
    response["Content-Disposition"] = str(disposition)
    response["Access-Control-Allow-Origin"] = "*"
    # Kept by whoever fetched it, but never shown again without asking: a new edition is seen at once.
    response["Cache-Control"] = "no-cache"
    return response


def municipality_file(
    municipality: Municipality, content: str | bytes, form: Forms, name: str, *, changed_at: datetime
) -> HttpResponse:
    """A file that search engines leave alone until the municipality has declared its site official."""
    response = open_file(content, form, f"{name}-{municipality.slug}")
    response["Last-Modified"] = http_date(changed_at.timestamp())
    official_since = site_of(municipality).official_since
    if official_since is None or official_since > timezone.localdate():
        response["X-Robots-Tag"] = "noindex"
    return response
