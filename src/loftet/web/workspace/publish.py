"""Exactly the public words first, then the button."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.rules import Action
from loftet.domain.promise.selectors import has_unpublished_changes, is_agreed, newest_edition, promise_record
from loftet.domain.promise.services.issuing import NothingNew
from loftet.domain.publishing.services import publish_promise
from loftet.domain.publishing.subscription.selectors import follower_counts
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.fields import ParagraphField
from loftet.web.workspace.pages import show


class ReasonForm(forms.Form):
    reason = ParagraphField(
        label=_("Skäl till ändringen"),
        rows=3,
        max_length=2000,
        help_text=_("Skälet står på sidan, bredvid den nya utgåvan."),
    )

    def __init__(self, data: object = None, *, first: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if first:
            del self.fields["reason"]


@workspace_page(Action.PUBLISH)
def publish(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    promise = promise_at(desk, address)
    if is_agreed(promise) and has_unpublished_changes(promise):
        return redirect("workspace:propose", desk.municipality.slug, promise.address)
    edition = newest_edition(promise)
    form = ReasonForm(request.POST if request.method == "POST" else None, first=edition is None)
    if request.method == "POST" and form.is_valid():
        try:
            publish_promise(desk.municipality, promise=promise, actor=desk.user, **form.cleaned_data)
        except NothingNew:
            messages.info(request, gettext("Det som står här är redan publicerat. Inget nytt gavs ut."))
        return redirect("workspace:published", desk.municipality.slug, promise.address)
    return show(
        request,
        desk,
        "publish.html",
        function="promise",
        status=422 if form.errors else 200,
        promise=promise,
        record=promise_record(promise),
        edition=edition,
        unpublished=has_unpublished_changes(promise),
        form=form,
    )


@workspace_page(Action.READ)
def published(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """Where the promise is now, and how people can follow it."""
    promise = promise_at(desk, address)
    edition = newest_edition(promise)
    if edition is None:
        return redirect("workspace:publish", desk.municipality.slug, promise.address)
    followers = follower_counts(desk.municipality, address)
    return show(
        request, desk, "published.html", function="promise", promise=promise, edition=edition, followers=followers
    )
