"""From a draft to both parties' yes: exactly the words first, then the button."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.account.selectors import has_code_app, has_passkey, has_two_steps
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.agreement_words import PARTIES
from loftet.domain.promise.life import second_factor_is_fresh
from loftet.domain.promise.models import Approval, Edition, Promise, Proposal
from loftet.domain.promise.selectors import (
    approvals_of,
    edition_before,
    has_unpublished_changes,
    is_stale,
    newest_edition,
    newest_proposal,
    open_proposal,
    promise_record,
    proposal_of,
)
from loftet.domain.promise.services.agreeing import (
    ApprovedAlready,
    NotYours,
    ProposalClosed,
    ProposalStale,
    SecondFactorMissing,
    propose_promise,
)
from loftet.domain.promise.services.issuing import NothingNew
from loftet.domain.publishing.services import approve_promise
from loftet.sources.promise_text.record import PartyKind, PromiseRecord, promise_document
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.pages import show
from loftet.web.workspace.publish import ReasonForm
from loftet.web.workspace.sign_in import refused_code, second_factor_at


@workspace_page(Action.DRAFT)
def propose(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    """The draft as the parties will be asked to approve it."""
    promise = promise_at(desk, address)
    if promise.origin == Promise.Origin.RECORDED:
        raise Http404
    edition = newest_edition(promise)
    changed = has_unpublished_changes(promise)
    form = ReasonForm(request.POST if request.method == "POST" else None, first=edition is None or not changed)
    if request.method == "POST" and form.is_valid():
        try:
            propose_promise(desk.municipality, promise=promise, actor=desk.user, **form.cleaned_data)
        except NothingNew:
            messages.info(request, gettext("De här orden är redan föreslagna. Inget nytt förslag lades."))
        newest = newest_proposal(promise)
        if newest:
            return redirect("workspace:proposal", desk.municipality.slug, promise.address, newest.number)
    return show(
        request,
        desk,
        "propose.html",
        function="promise",
        status=422 if form.errors else 200,
        promise=promise,
        record=promise_record(promise),
        before=edition and _record(edition),
        waiting=open_proposal(promise),
        form=form,
    )


class ApprovalForm(forms.Form):
    function = forms.CharField(
        label=_("Din funktion"),
        max_length=120,
        help_text=_("Står på sidan, till exempel kommunpolis. Ditt namn står inte där."),
    )
    code = forms.CharField(
        label=_("Kod"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text=_("De sex siffrorna i kodappen just nu, eller en reservkod."),
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest, desk: Desk, **options: Any) -> None:
        super().__init__(request.POST if request.method == "POST" else None, **options)
        self.request = request
        if _confirmed(request) or not has_code_app(desk.user):
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        # A code works once: it is not spent on a form that is sent back.
        if "code" in self.cleaned_data and not self.errors:
            for error in refused_code(self.request, self.cleaned_data["code"]):
                self.add_error("code", error)
        return self.cleaned_data


@workspace_page(Action.READ)
def proposal(request: HttpRequest, desk: Desk, address: str, number: int) -> HttpResponse:
    """What is proposed, who has approved it, and for whoever may: the form that says yes."""
    promise = promise_at(desk, address)
    proposed = proposal_of(promise, number)
    if proposed is None:
        raise Http404
    if request.method == "POST":
        return _approve(request, desk, proposed)
    initial = {"function": desk.membership.function, "shown": proposed.sha256}
    return _page(request, desk, proposed, ApprovalForm(request, desk, initial=initial))


def _approve(request: HttpRequest, desk: Desk, proposed: Proposal) -> HttpResponse:
    if not desk.may[Action.APPROVE]:
        raise Http404
    form = ApprovalForm(request, desk)
    if not form.is_valid():
        return _page(request, desk, proposed, form)
    try:
        edition = approve_promise(
            desk.municipality,
            proposal=proposed,
            member=desk.membership,
            function=form.cleaned_data["function"],
            shown_sha256=form.cleaned_data["shown"],
            second_factor_at=second_factor_at(request),
        )
    except tuple(REFUSALS) as refused:
        return _page(request, desk, proposed, form, refused=REFUSALS[type(refused)])
    said = gettext("Ditt godkännande är sparat.")
    published = gettext("Alla parter har godkänt. Löftet är publicerat som godkänt i Löftet.")
    messages.success(request, published if edition else said)
    return redirect("workspace:proposal", desk.municipality.slug, proposed.promise.address, proposed.number)


REFUSALS: dict[type[Exception], LazyText] = {
    ProposalStale: _("Inget är godkänt: texten har ändrats sedan förslaget lades. Vänta på ett nytt förslag."),
    ProposalClosed: _("Inget är godkänt: förslaget är redan avgjort, eller ersatt av ett nyare."),
    ApprovedAlready: _("Din part har redan godkänt förslaget."),
    NotYours: _("Inget är godkänt: löftet lovar inget för din part."),
    SecondFactorMissing: _("Inget är godkänt: bekräfta först att det är du, med kodappen eller en passnyckel."),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A party that is asked, and its yes where it has given one."""

    party: LazyText
    approval: Approval | None


def _page(
    request: HttpRequest, desk: Desk, proposed: Proposal, form: ApprovalForm, *, refused: LazyText | None = None
) -> HttpResponse:
    approvals = {approval.party: approval for approval in approvals_of(proposed)}
    edition = Edition.objects.filter(proposal=proposed).first()
    newest = newest_proposal(proposed.promise)
    closed = edition is not None or newest != proposed
    stale = not closed and is_stale(proposed)
    asked = desk.membership.party in proposed.parties and desk.membership.party not in approvals
    return show(
        request,
        desk,
        "proposal.html",
        function="promise",
        status=409 if refused else 422 if form.errors else 200,
        promise=proposed.promise,
        proposed=proposed,
        record=_record(edition or proposed),
        before=_before(proposed),
        answers=[Answer(PARTIES[PartyKind(party)], approvals.get(party)) for party in proposed.parties],
        edition=edition,
        newer=newest if newest != proposed else None,
        stale=stale,
        may_approve=desk.may[Action.APPROVE] and asked and not closed and not stale,
        own_party=PARTIES[PartyKind(desk.membership.party)],
        passkey=has_passkey(desk.user) and not _confirmed(request),
        protected=has_two_steps(desk.user),
        form=form,
        refused=refused,
    )


def _confirmed(request: HttpRequest) -> bool:
    moment = second_factor_at(request)
    return moment is not None and second_factor_is_fresh(moment, timezone.now())


def _record(words: Proposal | Edition) -> PromiseRecord:
    return promise_document(words.content).promises[0]


def _before(proposed: Proposal) -> PromiseRecord | None:
    """What the public read when the words were proposed."""
    edition = edition_before(proposed)
    return _record(edition) if edition else None
