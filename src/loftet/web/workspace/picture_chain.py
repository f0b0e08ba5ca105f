"""Tying commitments to the problems and causes that they answer to."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.rules import Action
from loftet.domain.picture.models import Cause, Problem
from loftet.domain.promise.models import Commitment
from loftet.domain.promise.services.tying import tie_commitment
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show
from loftet.web.workspace.picture import picture_of


class TieForm(forms.Form):
    problem = forms.ModelChoiceField(label=_("Problem"), queryset=Problem.objects.none())
    cause = forms.ModelChoiceField(
        label=_("Orsak"), queryset=Cause.objects.none(), required=False, empty_label=_("Ingen särskild orsak")
    )

    def __init__(self, data: Any = None, *, picture: Any, **options: Any) -> None:
        super().__init__(data, **options)
        problems = Problem.objects.filter(descriptions__picture=picture)
        self.fields["problem"].queryset = problems  # type: ignore[attr-defined]
        self.fields["cause"].queryset = Cause.objects.filter(problem__in=problems)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cause, problem = self.cleaned_data.get("cause"), self.cleaned_data.get("problem")
        if cause and problem and cause.problem_id != problem.pk:
            self.add_error("cause", _("Den orsaken hör till ett annat problem."))
        return self.cleaned_data


@workspace_page(Action.DRAFT)
def tie(request: HttpRequest, desk: Desk, pk: int, picture: int) -> HttpResponse:
    shown = picture_of(desk, picture)
    commitment = get_object_or_404(Commitment.objects.filter(municipality=desk.municipality), pk=pk)
    form = TieForm(request.POST or None, picture=shown)
    if request.method == "POST" and form.is_valid():
        tie_commitment(desk.municipality, commitment=commitment, actor=desk.user, **form.cleaned_data)
        return redirect("workspace:drawn_picture", desk.municipality.slug, shown.pk)
    status = 422 if form.errors else 200
    return show(
        request, desk, "tie.html", function="picture", status=status, form=form, commitment=commitment, picture=shown
    )
