"""What the municipality uses of Löftet: each function in a sentence, switched on or off for everyone who works here."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from loftet.domain.organisation.functions import FUNCTIONS, Function
from loftet.domain.organisation.rules import Action
from loftet.domain.organisation.services import switch_function
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show


class SwitchForm(forms.Form):
    function = forms.TypedChoiceField(choices=[(one.function, one.label) for one in FUNCTIONS], coerce=Function)
    on = forms.BooleanField(required=False)


@workspace_page(Action.CHOOSE_FUNCTIONS)
def functions(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = SwitchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        switch_function(desk.municipality, actor=desk.user, **form.cleaned_data)
        said = gettext("Påslaget.") if form.cleaned_data["on"] else gettext("Avslaget. Det som är skrivet finns kvar.")
        messages.success(request, said)
        return redirect("workspace:functions", desk.municipality.slug)
    rows = [(one, one.function in desk.functions) for one in FUNCTIONS]
    return show(request, desk, "functions.html", status=422 if form.errors else 200, rows=rows)
