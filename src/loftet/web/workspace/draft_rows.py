"""What is done to one commitment or goal on a page of its own: split, join, remove."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.rules import Action
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.promise.models import Commitment, Goal, Promise
from loftet.domain.promise.rewording import commitments_apart
from loftet.domain.promise.selectors import commitments_of
from loftet.domain.promise.services.commitments import join_commitments, remove_commitment, split_commitment
from loftet.domain.promise.services.goals import remove_goal
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.draft import promise_at, row_named
from loftet.web.workspace.fields import ParagraphField
from loftet.web.workspace.pages import show, version_sent


class SplitForm(forms.Form):
    first = ParagraphField(label=_("Första åtagandet"), rows=4)
    second = ParagraphField(label=_("Andra åtagandet"), rows=4)


@workspace_page(Action.DRAFT)
def split(request: HttpRequest, desk: Desk, address: str, name: str) -> HttpResponse:
    promise, commitment = _promise_and_commitment(desk, address, name)
    first, second = _two_deeds(commitment.text)
    form = SplitForm(request.POST or None, initial={"first": first, "second": second})
    if request.method == "POST" and form.is_valid():
        try:
            split_commitment(
                desk.municipality,
                commitment=commitment,
                version=version_sent(request),
                actor=desk.user,
                **form.cleaned_data,
            )
        except ChangedMeanwhile as changed:
            form.add_error(None, _now_it_says(changed))
        else:
            return redirect(_item_address(desk, promise, name))
    return _row_page(request, desk, template="split.html", promise=promise, row=commitment, form=form)


def _two_deeds(text: str) -> tuple[str, str]:
    """A proposal for where to part the words; the second is empty where they read as one deed."""
    deeds = [deed.text for deed in commitments_apart(text)]
    return (deeds[0], " ".join(deeds[1:])) if len(deeds) > 1 else (text, "")


class JoinForm(forms.Form):
    second = forms.ModelChoiceField(label=_("Slås ihop med"), queryset=Commitment.objects.none(), empty_label=None)
    text = ParagraphField(label=_("Den nya texten"), rows=5)

    def __init__(self, data: Any = None, *, among: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["second"].queryset = among  # type: ignore[attr-defined]


@workspace_page(Action.DRAFT)
def join(request: HttpRequest, desk: Desk, address: str, name: str) -> HttpResponse:
    promise, commitment = _promise_and_commitment(desk, address, name)
    others = commitments_of(promise).exclude(pk=commitment.pk)
    following = others.filter(position__gt=commitment.position).first() or others.first()
    if following is None:
        raise Http404
    initial = {"second": following.pk, "text": f"{commitment.text}\n{following.text}"}
    form = JoinForm(request.POST or None, among=others, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            join_commitments(
                desk.municipality,
                first=commitment,
                version=version_sent(request),
                actor=desk.user,
                **form.cleaned_data,
            )
        except ChangedMeanwhile as changed:
            form.add_error(None, _now_it_says(changed))
        else:
            return redirect(_item_address(desk, promise, name))
    return _row_page(request, desk, template="join.html", promise=promise, row=commitment, form=form)


@workspace_page(Action.DRAFT)
def remove(request: HttpRequest, desk: Desk, address: str, name: str) -> HttpResponse:
    promise = promise_at(desk, address)
    row = row_named(promise, name)
    if row is None:
        raise Http404
    form = forms.Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _remove(desk, row, version_sent(request))
        except ChangedMeanwhile as changed:
            form.add_error(None, _now_it_says(changed))
        else:
            return redirect("workspace:draft", desk.municipality.slug, promise.address)
    return _row_page(request, desk, template="remove.html", promise=promise, row=row, form=form)


def _remove(desk: Desk, row: Commitment | Goal, version: int) -> None:
    if isinstance(row, Commitment):
        remove_commitment(desk.municipality, commitment=row, version=version, actor=desk.user)
    else:
        remove_goal(desk.municipality, goal=row, version=version, actor=desk.user)


def _now_it_says(changed: ChangedMeanwhile) -> str:
    text = getattr(changed.stored, "text", "")
    return gettext("Någon annan ändrade medan du skrev. Nu står det: ”%(text)s”. Det du skrev är kvar.") % {
        "text": text
    }


def _row_page(
    request: HttpRequest, desk: Desk, *, template: str, promise: Promise, row: Commitment | Goal, form: forms.Form
) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, desk, template, function="promise", status=status, promise=promise, row=row, form=form)


def _promise_and_commitment(desk: Desk, address: str, name: str) -> tuple[Promise, Commitment]:
    promise = promise_at(desk, address)
    row = row_named(promise, name)
    if not isinstance(row, Commitment):
        raise Http404
    return promise, row


def _item_address(desk: Desk, promise: Promise, name: str) -> str:
    return reverse("workspace:draft", args=[desk.municipality.slug, promise.address]) + f"#{name}"
