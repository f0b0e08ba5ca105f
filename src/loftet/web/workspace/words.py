"""The words of a promise round its commitments and goals, and who signs it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from loftet.domain.organisation.rules import Action
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.promise.models import Promise
from loftet.domain.promise.selectors import promise_record
from loftet.domain.promise.services.drafting import change_promise, set_signatories
from loftet.domain.promise.services.reading import signatory_values, word_values
from loftet.sources.promise_text.record import PromiseRecord, Signatory
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.differences import differences
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.pages import show, version_sent
from loftet.web.workspace.rows import rows_of
from loftet.web.workspace.words_form import PassageForm, SignatoryForm, WordsForm


class Words:
    """The forms of the page. `data` is what was sent, or None for a page just opened."""

    def __init__(self, base: PromiseRecord, data: Mapping[str, Any] | None = None) -> None:
        self.words = WordsForm(data, base=base, prefix="words", dated=True)
        self.signatories = rows_of("s", SignatoryForm, base.signatories, data, empty=Signatory(name="", title=""))
        self.passages = rows_of("p", PassageForm, base.passages, data)

    def all_forms(self) -> list[Any]:
        return [self.words, *(row.form for row in [*self.signatories, *self.passages] if not row.removed)]

    def is_valid(self) -> bool:
        # Every form is asked, so that all that is wrong is shown at once.
        return [form for form in self.all_forms() if not form.is_valid()] == []

    def record(self) -> PromiseRecord:
        return replace(
            self.words.record(),
            signatories=[row.form.record() for row in self.signatories if row.says("name")],
            passages=[row.form.record() for row in self.passages if not row.removed],
        )


@workspace_page(Action.DRAFT)
def words(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    promise = promise_at(desk, address)
    page = Words(promise_record(promise), request.POST or None)
    if request.method != "POST":
        return _words_page(request, desk, promise, page)
    if not page.is_valid():
        return _words_page(request, desk, promise, page, status=422)
    try:
        _change(desk, promise, version=version_sent(request), record=page.record())
    except ChangedMeanwhile:
        return _words_page(request, desk, promise, page, status=409, theirs=differences(page.all_forms()))
    messages.success(request, gettext("Sparat."))
    return redirect("workspace:draft", desk.municipality.slug, promise.address)


def _change(desk: Desk, promise: Promise, *, version: int, record: PromiseRecord) -> None:
    period = record.period
    days = {"start": period.start, "end": period.end} if period else {}
    values = {"title": record.title, **days, **word_values(record)}
    change_promise(desk.municipality, promise=promise, version=version, actor=desk.user, values=values)
    signatories = signatory_values(record)
    set_signatories(desk.municipality, promise=promise, actor=desk.user, signatories=signatories)


def _words_page(
    request: HttpRequest, desk: Desk, promise: Promise, page: Words, *, status: int = 200, theirs: object = ()
) -> HttpResponse:
    return show(
        request, desk, "words.html", function="promise", status=status, promise=promise, page=page, theirs=theirs
    )
