"""When the period is over: the fact first, then what each party says of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.judging import Verdict, outcome_of
from loftet.domain.activity.models import Judgement, PartyView
from loftet.domain.activity.refusals import PeriodNotOver, Refusal
from loftet.domain.activity.rules import authority_of
from loftet.domain.activity.selectors.following import followed_record, period_of
from loftet.domain.activity.selectors.outcomes import facts_of
from loftet.domain.activity.services.judgements import ViewValues, give_view, propose_judgement
from loftet.domain.activity.words import AUTHORITIES, NO_COMMENT, facts_words, outcome_words, told_words
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.words import day_words
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import ParagraphField
from loftet.web.workspace.pages import show
from loftet.web.workspace.report_writing import followed_at
from loftet.web.workspace.reports import named_in
from loftet.web.workspace.telling_form import TellingForm, may_speak_for


class JudgeForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Bedömning"),
        choices=PartyView.VERDICTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj en bedömning.")},
    )
    evidence = ParagraphField(
        label=_("Vad bygger bedömningen på?"),
        required=False,
        help_text=_("Till exempel redovisningarna eller ett protokoll."),
    )
    reason = ParagraphField(
        label=_("Skäl"),
        required=False,
        help_text=_("Med egna ord, högst några meningar. Står på sidan bredvid den andra partens, lika stort."),
    )

    def values(self) -> ViewValues:
        said = self.cleaned_data
        verdict = Verdict(said["verdict"]) if said["verdict"] else None
        return ViewValues(verdict=verdict, evidence=said["evidence"], reason=said["reason"])


class ViewForm(JudgeForm):
    """The other party's: it may only comment."""

    verdict = forms.ChoiceField(
        label=_("Er bedömning"),
        choices=[*PartyView.VERDICTS, ("", _("Ingen egen bedömning, bara en kommentar"))],
        required=False,
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True, slots=True)
class ViewRow:
    view: PartyView
    told: str


@dataclass(frozen=True, slots=True)
class JudgementRow:
    judgement: Judgement
    facts: str
    outcome: str
    views: list[ViewRow]
    silent: list[str]
    is_public: bool
    is_newest: bool
    may_answer: bool


@workspace_page(Action.JUDGE)
def judge(request: HttpRequest, desk: Desk, address: str, key: str) -> HttpResponse:
    """A first judgement, or a new one after an earlier, which stays."""
    promise, commitment = followed_at(desk, address, key)
    form = JudgeForm(request.POST or None)
    telling = TellingForm(request.POST or None, desk=desk, kinds=may_speak_for(desk, AUTHORITIES))
    if _are_valid(request, form, telling):
        try:
            judgement = propose_judgement(
                desk.municipality,
                promise=promise,
                commitment_key=key,
                party=telling.speaker,
                actor=desk.user,
                values=form.values(),
                told=telling.told,
            )
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _seen_words(judgement))
            return redirect("workspace:give_view", desk.municipality.slug, judgement.pk)
    record = followed_record(promise)
    last = period_of(record).last
    return show(
        request,
        desk,
        "judge.html",
        function="reports",
        status=422 if form.errors or telling.errors else 200,
        promise=promise,
        commitment=commitment,
        facts=facts_words(facts_of(promise, record, commitment)),
        not_over="" if timezone.localdate() > last else str(PeriodNotOver(last=day_words(last))),
        form=form,
        telling=telling,
    )


@workspace_page(Action.READ)
def view(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A judgement, and what the party that has not spoken yet says of it."""
    judgement = _judgement(desk, pk)
    (row,) = judgement_rows(desk, [judgement])
    form = ViewForm(request.POST or None)
    telling = TellingForm(request.POST or None, desk=desk, kinds=_answerers(desk, judgement) or [desk.membership.party])
    if row.may_answer and _are_valid(request, form, telling):
        try:
            give_view(
                desk.municipality,
                judgement=judgement,
                party=telling.speaker,
                actor=desk.user,
                values=form.values(),
                told=telling.told,
            )
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, gettext("Bedömningen är sparad bredvid den andra partens."))
            return redirect("workspace:give_view", desk.municipality.slug, pk)
    return show(
        request,
        desk,
        "judgement.html",
        function="reports",
        status=422 if form.errors or telling.errors else 200,
        promise=judgement.promise,
        commitment=named_in(followed_record(judgement.promise).commitments, judgement.commitment_key),
        row=row,
        form=form,
        telling=telling,
    )


def judgement_rows(desk: Desk, judgements: Iterable[Judgement]) -> list[JudgementRow]:
    """Oldest first; only the newest can be answered."""
    return [_row(desk, judgement) for judgement in judgements]


def _row(desk: Desk, judgement: Judgement) -> JudgementRow:
    views = list(judgement.views.all())
    silent = _silent_kinds(judgement)
    newer = Judgement.objects.filter(promise=judgement.promise_id, commitment_key=judgement.commitment_key)
    is_newest = not newer.filter(number__gt=judgement.number).exists()
    return JudgementRow(
        judgement=judgement,
        facts=facts_words(judgement.facts),
        outcome=outcome_words(outcome_of([Verdict(view.verdict) for view in views if view.verdict])),
        views=[ViewRow(view, _told_words(view)) for view in views],
        silent=[str(NO_COMMENT[authority_of(kind)]) for kind in silent],
        is_public=judgement.public_on <= timezone.localdate(),
        is_newest=is_newest,
        may_answer=desk.may[Action.JUDGE] and is_newest and bool(_answerers(desk, judgement)),
    )


def _told_words(view: PartyView) -> str:
    own = authority_of(view.party.kind)
    other = next(authority for authority in AUTHORITIES if authority is not own)
    return told_words(told_by=view.told_by, told_how=view.told_how, told_on=view.told_on, entered_by=other)


def _silent_kinds(judgement: Judgement) -> list[str]:
    heard = {authority_of(view.party.kind) for view in judgement.views.all()}
    return sorted(str(authority) for authority in AUTHORITIES if authority not in heard)


def _answerers(desk: Desk, judgement: Judgement) -> list[str]:
    """The parties that have said nothing yet, and in whose name the person can."""
    return may_speak_for(desk, _silent_kinds(judgement))


def _judgement(desk: Desk, pk: int) -> Judgement:
    rows = Judgement.objects.filter(municipality=desk.municipality, pk=pk)
    judgement = rows.select_related("promise__municipality").prefetch_related("views__party").first()
    if judgement is None:
        raise Http404
    return judgement


def _are_valid(request: HttpRequest, *sent: forms.Form) -> bool:
    """Every form is asked, so that all that is wrong is shown at once."""
    return request.method == "POST" and not [form for form in sent if not form.is_valid()]


def _refuse(form: forms.Form, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _seen_words(judgement: Judgement) -> str:
    return gettext("Sparat. Båda parter ser bedömningen nu, och den blir publik %(day)s.") % {
        "day": day_words(judgement.public_on)
    }
