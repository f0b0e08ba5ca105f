"""What stands round every page of a municipality: its name, who answers, the menu."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.publishing import selectors
from loftet.domain.publishing.models import Site
from loftet.web.public.period import promised_days


@dataclass(frozen=True, slots=True)
class Frame:
    municipality: Municipality
    site: Site
    promises: list[PublishedPromise]
    """The newest edition of each, the newest period first."""
    has_agreement: bool
    today: date

    @property
    def current(self) -> PublishedPromise:
        return current_promise(self.promises, on=self.today)

    @property
    def is_official(self) -> bool:
        return bool(self.site.official_since and self.site.official_since <= self.today)


def frame_of(slug: str) -> Frame:
    """Raises Http404 for a municipality that has published nothing."""
    municipality = selectors.municipality_in_public(slug)
    if municipality is None:
        raise Http404
    return Frame(
        municipality=municipality,
        site=selectors.site_of(municipality),
        promises=selectors.published_promises(municipality),
        has_agreement=bool(selectors.published_agreements(municipality)),
        today=timezone.localdate(),
    )


def current_promise(promises: Sequence[PublishedPromise], *, on: date) -> PublishedPromise:
    """The one in force that day; else the last that was; else the first to come. `promises` is newest first."""
    in_force = [promise for promise in promises if promised_days(promise.record).holds(on)]
    begun = [promise for promise in promises if promised_days(promise.record).first <= on]
    return (in_force or begun or promises[-1:])[0]


def show(request: HttpRequest, template: str, frame: Frame | None = None, **context: Any) -> HttpResponse:
    address = settings.ADDRESS.rstrip("/")
    return render(request, f"public/{template}", {"frame": frame, "address": address, **context})
