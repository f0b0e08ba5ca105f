"""What stands round every page of a municipality: its name, who answers, the menu."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from loftet.domain.dialogue.safety_walk.selectors import public_walks
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.picture.selectors import published_pictures
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.publishing import selectors
from loftet.domain.publishing.models import Site
from loftet.domain.publishing.subscription.selectors import mail_is_offered
from loftet.web.public.period import PromisedDays, promised_days

DESCRIPTION_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Frame:
    municipality: Municipality
    site: Site
    promises: list[PublishedPromise]
    """The newest edition of each, the newest period first."""
    has_agreement: bool
    functions: frozenset[Function]
    """Those that are switched on."""
    several: bool
    """Other municipalities publish here too."""
    today: date

    @property
    def has_picture(self) -> bool:
        return Function.PICTURE in self.functions and published_pictures(self.municipality).exists()

    @property
    def has_figures(self) -> bool:
        return Function.FIGURES in self.functions

    @property
    def listens(self) -> bool:
        """Whether anyone may tell of something, without an account."""
        return Function.DIALOGUES in self.functions

    @property
    def has_walks(self) -> bool:
        return Function.DIALOGUES in self.functions and public_walks(self.municipality).exists()

    @property
    def current(self) -> PublishedPromise:
        return current_promise(self.promises, on=self.today)

    @property
    def current_days(self) -> PromisedDays:
        return promised_days(self.current.record)

    @property
    def is_official(self) -> bool:
        return bool(self.site.official_since and self.site.official_since <= self.today)

    @property
    def mail_is_offered(self) -> bool:
        return mail_is_offered(self.municipality)

    def promise_before(self, promise: PublishedPromise) -> PublishedPromise | None:
        """The one that it carries over from; else the last that began before it."""
        first = promised_days(promise.record).first
        earlier = [other for other in self.promises if promised_days(other.record).first < first]
        carried = [other for other in self.promises if other.address == promise.carried_from]
        return next(iter([*carried, *earlier]), None)


def frame_of(slug: str, *, function: Function | None = None) -> Frame:
    """Raises Http404 for a municipality that has published nothing, or that has the page's function switched off."""
    municipality = selectors.municipality_in_public(slug)
    if municipality is None:
        raise Http404
    functions = switched_on(municipality)
    if function and function not in functions:
        raise Http404
    return Frame(
        municipality=municipality,
        site=selectors.site_of(municipality),
        promises=selectors.published_promises(municipality),
        has_agreement=selectors.has_published_agreement(municipality),
        functions=functions,
        several=selectors.others_in_public(municipality),
        today=timezone.localdate(),
    )


def current_promise(promises: Sequence[PublishedPromise], *, on: date) -> PublishedPromise:
    """The one in force that day; else the last that was; else the first to come. `promises` is newest first."""
    in_force = [promise for promise in promises if promised_days(promise.record).holds(on)]
    begun = [promise for promise in promises if promised_days(promise.record).first <= on]
    return (in_force or begun or promises[-1:])[0]


def show(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    frame: Frame | None = None,
    description: str = "",
    canonical: str = "",
    indexed: bool | None = None,
    **context: Any,
) -> HttpResponse:
    """A public page.

    Args:
        description: what search engines and link previews say of the page.
        canonical: the path of the page that this one repeats, where it is another.
        indexed: whether search engines may list it; without it, whether the municipality's site is official.
    """
    said = description or _("Vad kommunen och polisen har lovat dem som bor i kommunen.")
    head = {
        "title": title,
        "description": Truncator(said).chars(DESCRIPTION_LENGTH),
        "canonical": canonical or request.path,
        "address": settings.ADDRESS.rstrip("/"),
        "indexed": bool(frame and frame.is_official) if indexed is None else indexed,
    }
    return render(request, f"public/{template}", {"frame": frame, **head, **context})
