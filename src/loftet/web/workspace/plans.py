"""The follow-up plan of a commitment, beside the promise's words and never in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.models import Plan, PlanAcceptance
from loftet.domain.activity.refusals import Refusal
from loftet.domain.activity.rules import MOST_TIMES, UNANNOUNCED, authority_of, bearing_authorities
from loftet.domain.activity.selectors.workspace import plans_of
from loftet.domain.activity.services.plans import PlanValues, accept_plan, propose_plan
from loftet.domain.activity.words import AUTHORITIES, plan_content, told_words
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.models import Promise
from loftet.domain.promise.recurrence_words import interval_words
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.pages import show, version_sent
from loftet.web.workspace.report_writing import followed_at
from loftet.web.workspace.reports import commitment_at
from loftet.web.workspace.telling_form import OTHER, TellingForm, enters_for_the_police, own_party

RULES = [
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=2",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=MONTHLY;INTERVAL=4",
    "FREQ=MONTHLY;INTERVAL=6",
    "FREQ=YEARLY",
]


class RuleField(forms.ChoiceField):
    """One of the intervals in words. One that is stored already stays among them."""

    def __init__(self, *, empty: Any, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.empty = empty
        self.offer()

    def offer(self, stored: str = "") -> None:
        rules = [*RULES, stored] if stored and stored not in RULES else RULES
        self.choices = [("", self.empty), *((rule, interval_words(rule).capitalize()) for rule in rules)]


class PlanForm(forms.Form):
    count = forms.IntegerField(
        label=_("Hur många gånger?"),
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("I varje intervall, om ni väljer ett. Annars i hela perioden."),
        error_messages={
            "min_value": _("Antalet i planen ska vara minst 1."),
            "max_value": _("Antalet i planen kan vara högst %(limit_value)s."),
            "invalid": _("Skriv antalet med siffror, till exempel 4."),
        },
    )
    at_least = forms.BooleanField(label=_("Minst så många"), required=False)
    unit = forms.CharField(
        label=_("Vad räknas?"), required=False, max_length=60, help_text=_("I plural, till exempel kontroller.")
    )
    recurrence = RuleField(label=_("Hur ofta görs det?"), empty=_("Inget intervall"))
    first_day = DayField(label=_("Tidigast"), required=False)
    last_day = DayField(label=_("Senast"), required=False)
    contact_function = forms.CharField(
        label=_("Vilken funktion svarar på frågor om det?"),
        required=False,
        max_length=120,
        help_text=_("Till exempel kommunpolis. Den får brevet varje månad. Visas inte på sidan."),
    )
    rhythm = RuleField(
        label=_("Hur ofta redovisas det?"),
        empty=_("Som löftet säger"),
        help_text=_("Påminner bara er. Visas inte på sidan."),
    )
    note = ParagraphField(label=_("Kommentar"), required=False, help_text=_("Visas på sidan bredvid planen."))
    reason = ParagraphField(
        label=_("Varför ändras planen?"), help_text=_("Skälet står på sidan. Den förra planen finns kvar.")
    )

    def __init__(self, *args: Any, newest: Plan | None, **options: Any) -> None:
        names = PlanValues.__slots__
        options["initial"] = {name: getattr(newest, name) for name in names} if newest else {}
        super().__init__(*args, **options)
        if newest is None:
            del self.fields["reason"]
            return
        for name in ("recurrence", "rhythm"):
            self.fields[name].offer(getattr(newest, name))  # type: ignore[attr-defined]

    def values(self) -> PlanValues:
        return PlanValues(**{name: self.cleaned_data[name] for name in PlanValues.__slots__})


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: Plan
    content: str
    days_apart: bool
    """Whether the plan's days, which the public does not see, are to be said beside its content."""
    rhythm: str
    is_newest: bool
    accepted: list[str]
    """A sentence for each party that has said yes."""
    awaited: list[str]
    may_accept: bool
    telling: TellingForm | None
    """To enter the other party's yes."""


@workspace_page(Action.PLAN)
def propose(request: HttpRequest, desk: Desk, address: str, key: str) -> HttpResponse:
    promise, commitment = followed_at(desk, address, key)
    newest = plans_of(desk.municipality, promise, key).first()
    form = PlanForm(request.POST or None, newest=newest)
    sent = request.method == "POST" and form.is_valid()
    plan = _stored(desk, promise, key, form, version=version_sent(request), newest=newest) if sent else None
    if plan:
        messages.success(request, _stored_words(plan))
        return redirect("workspace:followed_commitment", desk.municipality.slug, address, key)
    return show(
        request,
        desk,
        "plan_form.html",
        function="reports",
        status=422 if form.errors else 200,
        promise=promise,
        commitment=commitment,
        newest=newest,
        form=form,
    )


@workspace_page(Action.PLAN)
def accept(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The own party's yes, or the other's as it was said elsewhere."""
    plan = Plan.objects.filter(municipality=desk.municipality, pk=pk).select_related("promise").first()
    if plan is None:
        raise Http404
    is_told = request.method == "POST" and "told_by" in request.POST and enters_for_the_police(desk)
    telling = _telling(desk, request.POST) if is_told else None
    if telling is None or telling.is_valid():
        _accept(request, desk, plan, telling)
        return redirect(
            "workspace:followed_commitment", desk.municipality.slug, plan.promise.address, plan.commitment_key
        )
    commitment = commitment_at(plan.promise, plan.commitment_key)
    return show(
        request,
        desk,
        "plan_acceptance.html",
        function="reports",
        status=422,
        promise=plan.promise,
        commitment=commitment,
        plan=plan,
        form=telling,
    )


def _stored_words(plan: Plan) -> str:
    if plan.in_force_at:
        return gettext("Planen är sparad och gäller nu.")
    return gettext("Planen är sparad. Den gäller när alla som ansvarar har godkänt den.")


def plan_rows(desk: Desk, commitment: CommitmentRecord, plans: Iterable[Plan]) -> list[PlanRow]:
    """Newest first."""
    return [_row(desk, commitment, plan, is_newest=not place) for place, plan in enumerate(plans)]


def _row(desk: Desk, commitment: CommitmentRecord, plan: Plan, *, is_newest: bool) -> PlanRow:
    bearing = bearing_authorities(commitment.bearers)
    given = list(plan.acceptances.all())
    awaited = sorted(bearing - {authority_of(acceptance.party.kind) for acceptance in given})
    own = desk.membership.party
    open_to = awaited if is_newest and desk.may[Action.PLAN] else []
    return PlanRow(
        plan=plan,
        content=plan_content(plan, commitment.kind),
        days_apart=commitment.kind in UNANNOUNCED and bool(plan.first_day or plan.last_day),
        rhythm=interval_words(plan.rhythm) if plan.rhythm else "",
        is_newest=is_newest,
        accepted=[_acceptance_words(acceptance) for acceptance in given],
        awaited=[str(AUTHORITIES[authority]) for authority in awaited],
        may_accept=own in open_to,
        telling=_telling(desk) if OTHER[own] in open_to and enters_for_the_police(desk) else None,
    )


def _acceptance_words(acceptance: PlanAcceptance) -> str:
    own = authority_of(acceptance.party.kind)
    other = next(authority for authority in AUTHORITIES if authority is not own)
    how = told_words(
        told_by=acceptance.told_by, told_how=acceptance.told_how, told_on=acceptance.told_on, entered_by=other
    )
    return " ".join(filter(None, [gettext("Godkänd av %(party)s.") % {"party": acceptance.party}, how]))


def _telling(desk: Desk, data: Any = None) -> TellingForm:
    return TellingForm(data, desk=desk, kinds=[OTHER[desk.membership.party]])


def _accept(request: HttpRequest, desk: Desk, plan: Plan, telling: TellingForm | None) -> None:
    party, told = (telling.speaker, telling.told) if telling else (own_party(desk), None)
    try:
        accept_plan(desk.municipality, plan=plan, party=party, actor=desk.user, told=told)
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, gettext("Godkännandet är sparat."))


def _stored(
    desk: Desk, promise: Promise, key: str, form: PlanForm, *, version: int, newest: Plan | None
) -> Plan | None:
    if version != (newest.version if newest else 0):
        form.add_error(None, _("Någon annan föreslog en plan medan du skrev. Läs den, och föreslå sedan din igen."))
        return None
    try:
        return propose_plan(
            desk.municipality,
            promise=promise,
            commitment_key=key,
            party=own_party(desk),
            actor=desk.user,
            values=form.values(),
            reason=form.cleaned_data.get("reason", ""),
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
