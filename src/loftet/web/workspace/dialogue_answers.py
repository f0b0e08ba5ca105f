"""One decision for several contributions, and the answer that everyone who wanted one hears."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.domain.dialogue.contribution.models import Answer
from loftet.domain.dialogue.contribution.refusals import Refusal
from loftet.domain.dialogue.contribution.rules import LONGEST_TEXT, LONGEST_WORDS
from loftet.domain.dialogue.contribution.selectors import answers_of, contributions_of, to_answer
from loftet.domain.dialogue.contribution.services.answering import AnswerValues, decide_contributions, send_answer
from loftet.domain.organisation.rules import Action
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.pages import show


class AnswerForm(forms.Form):
    said = forms.CharField(
        label=_("Ni sa"), max_length=LONGEST_WORDS, help_text=_("Kort, i era egna ord. Det kan bli offentligt.")
    )
    outcome = forms.ChoiceField(label=_("Det blev"), choices=Answer.Outcome, widget=forms.RadioSelect)
    text = ParagraphField(label=_("Svar"), max_length=LONGEST_TEXT, rows=4)
    decided_on = DayField(label=_("Bestämt den"))
    decided_by = forms.CharField(label=_("Av"), max_length=120, help_text=_("Till exempel rådet eller samordnaren."))


class SendForm(forms.Form):
    publish = forms.BooleanField(label=_("Visa svaret på sidan Ni sa – vi gjorde"), required=False, initial=True)


@workspace_page(Action.LISTEN)
def decide(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Of the contributions that were chosen in the list."""
    numbers = [int(each) for each in (request.POST or request.GET).getlist("val") if each.isdecimal()]
    chosen = to_answer(desk.municipality, numbers)
    if not chosen:
        messages.info(request, gettext("Välj först en eller flera synpunkter som är granskade."))
        return redirect("workspace:dialogues", desk.municipality.slug)
    form = AnswerForm(request.POST or None, initial={"decided_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            decided = decide_contributions(
                desk.municipality, contributions=chosen, actor=desk.user, values=AnswerValues(**form.cleaned_data)
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("workspace:dialogue_answer", desk.municipality.slug, decided.pk)
    status = 422 if form.errors else 200
    return show(request, desk, "decide.html", function="dialogues", status=status, chosen=chosen, form=form)


@workspace_page(Action.LISTEN)
def answer(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The answer, and its sending, once."""
    row = get_object_or_404(answers_of(desk.municipality), pk=pk)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = send_answer(desk.municipality, answer=row, actor=desk.user, publish=form.cleaned_data["publish"])
        except Refusal as refusal:
            messages.info(request, str(refusal))
        else:
            said = ngettext("Svaret är klart. %(count)s brev.", "Svaret är klart. %(count)s brev.", sent)
            messages.success(request, said % {"count": sent})
        return redirect("workspace:dialogue_answer", desk.municipality.slug, pk)
    return show(
        request,
        desk,
        "dialogue_answer.html",
        function="dialogues",
        answer=row,
        contributions=contributions_of(desk.municipality).filter(answer=row),
        form=form,
    )
