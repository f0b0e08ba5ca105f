"""The list of promises and readings, and how a new promise begins."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.rules import Action
from loftet.domain.promise.models import Promise
from loftet.domain.promise.selectors import (
    has_unpublished_changes,
    is_agreed,
    newest_edition,
    newest_proposal,
    promises_of,
    readings_waiting,
)
from loftet.domain.promise.services.drafting import carry_over, draft_promise
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.fields import DayField
from loftet.web.workspace.pages import show


@workspace_page(Action.READ)
def promises(request: HttpRequest, desk: Desk) -> HttpResponse:
    rows = [
        (
            promise,
            newest_edition(promise),
            has_unpublished_changes(promise),
            newest_proposal(promise),
            is_agreed(promise),
        )
        for promise in promises_of(desk.municipality)
    ]
    return show(
        request, desk, "promises.html", function="promise", rows=rows, readings=readings_waiting(desk.municipality)
    )


class PeriodForm(forms.Form):
    start = DayField(label=_("Gäller från och med"))
    end = DayField(label=_("Gäller till och med"))

    def clean(self) -> dict[str, date]:
        values = self.cleaned_data
        if values.get("start") and values.get("end") and values["end"] < values["start"]:
            self.add_error("end", _("Sista dagen ligger före den första."))
        return values


@workspace_page(Action.DRAFT)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An empty draft."""
    form = PeriodForm(request.POST or None, initial=_year(timezone.localdate().year + 1))
    if request.method == "POST" and form.is_valid():
        promise = draft_promise(desk.municipality, actor=desk.user, **form.cleaned_data)
        return redirect("workspace:draft", desk.municipality.slug, promise.address)
    return _period_page(request, desk, form)


@workspace_page(Action.DRAFT)
def carry(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """A draft that begins with the words of an earlier promise."""
    earlier = promise_at(desk, address)
    form = PeriodForm(request.POST or None, initial=_year(earlier.end.year + 1))
    if request.method == "POST" and form.is_valid():
        promise = carry_over(desk.municipality, promise=earlier, actor=desk.user, **form.cleaned_data)
        return redirect("workspace:draft", desk.municipality.slug, promise.address)
    return _period_page(request, desk, form, earlier)


def _period_page(request: HttpRequest, desk: Desk, form: forms.Form, earlier: Promise | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, desk, "period.html", function="promise", form=form, earlier=earlier, status=status)


def _year(year: int) -> dict[str, date]:
    return {"start": date(year, 1, 1), "end": date(year, 12, 31)}
