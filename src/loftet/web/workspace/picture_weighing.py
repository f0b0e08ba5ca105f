"""The parties give the picture's problems points and decide their order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.organisation.rules import Action
from loftet.domain.picture.models import Criterion, Description, Picture, Score
from loftet.domain.picture.selectors import descriptions_of, own_points, weighing_of
from loftet.domain.picture.services.drafting import PictureAdopted
from loftet.domain.picture.services.weighing import ScoreSent, decide_priority, score, send_scores
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show
from loftet.web.workspace.picture import picture_of

POINTS = [("", _("–")), *((str(number), str(number)) for number in range(1, 6))]


class PointsForm(forms.Form):
    """One problem by every criterion."""

    def __init__(self, data: Any = None, *, description: Description, criteria: Sequence[Criterion], side: str) -> None:
        super().__init__(data, prefix=f"problem-{description.pk}")
        self.description = description
        given = own_points(description, side)
        for criterion in criteria:
            self.fields[str(criterion.pk)] = forms.TypedChoiceField(
                label=criterion.name,
                help_text=criterion.question,
                choices=POINTS,
                coerce=int,
                empty_value=None,
                required=False,
                initial=given.get(criterion.pk, ""),
            )

    def points(self, criteria: Sequence[Criterion]) -> dict[Criterion, int]:
        given = {each: self.cleaned_data.get(str(each.pk)) for each in criteria}
        return {each: points for each, points in given.items() if points}


class PriorityForm(forms.Form):
    """One problem's place and why."""

    rank = forms.IntegerField(label=_("Prioritet"), required=False, min_value=1, max_value=99)
    reason = forms.CharField(label=_("Skäl"), required=False, max_length=1000)

    def __init__(self, data: Any = None, *, description: Description) -> None:
        initial = {"rank": description.rank, "reason": description.rank_reason}
        super().__init__(data, prefix=f"problem-{description.pk}", initial=initial)
        self.description = description

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("rank") and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Skriv varför, så att beslutet går att förstå senare."))
        return self.cleaned_data


@workspace_page(Action.DRAFT)
def points(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A party's own points, or those that are given together at the meeting."""
    picture = picture_of(desk, pk)
    together = request.GET.get("tillsammans") == "1"
    side = Score.Side.TOGETHER.value if together else desk.membership.party
    criteria = list(picture.criteria.all())
    descriptions = descriptions_of(picture)
    sent = request.POST if request.method == "POST" else None
    forms_ = [PointsForm(sent, description=each, criteria=criteria, side=side) for each in descriptions]
    if sent is not None and all(form.is_valid() for form in forms_):
        try:
            for form in forms_:
                score(
                    desk.municipality,
                    description=form.description,
                    side=side,
                    actor=desk.user,
                    points=form.points(criteria),
                )
        except PictureAdopted:
            messages.info(request, gettext("Lägesbilden är antagen. Poängen ändras inte."))
        except ScoreSent:
            messages.info(request, gettext("Poängen är skickade. Prata om dem, och skriv skälet i beslutet."))
        else:
            messages.success(request, gettext("Poängen är sparade."))
        return redirect(request.get_full_path())
    return show(
        request,
        desk,
        "picture_points.html",
        function="picture",
        picture=picture,
        together=together,
        forms=forms_,
        are_sent=Score.objects.filter(description__picture=picture, side=side, sent_at__isnull=False).exists(),
    )


@workspace_page(Action.DRAFT)
@require_POST
def send(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    picture = picture_of(desk, pk)
    try:
        sent = send_scores(desk.municipality, picture=picture, side=desk.membership.party, actor=desk.user)
    except PictureAdopted:
        messages.info(request, gettext("Lägesbilden är antagen. Poängen ändras inte."))
    else:
        said = gettext("Poängen är skickade till den andra parten och är nu en allmän handling där.")
        messages.success(request, said if sent else gettext("Det fanns inga nya poäng att skicka."))
    return redirect("workspace:picture_points", desk.municipality.slug, picture.pk)


@workspace_page(Action.DRAFT)
def priority(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The order that was decided, beside the points."""
    picture = picture_of(desk, pk)
    descriptions = descriptions_of(picture)
    sent = request.POST if request.method == "POST" else None
    forms_ = [PriorityForm(sent, description=each) for each in descriptions]
    doubled = False
    if sent is not None and all(form.is_valid() for form in forms_):
        ranked = {
            form.description: (form.cleaned_data["rank"], form.cleaned_data["reason"])
            for form in forms_
            if form.cleaned_data["rank"]
        }
        doubled = len({rank for rank, _ in ranked.values()}) < len(ranked)
        if not doubled:
            return _decide(request, desk, picture, ranked)
    return show(
        request,
        desk,
        "picture_priority.html",
        function="picture",
        status=422 if doubled or any(form.errors for form in forms_) else 200,
        picture=picture,
        rows=[(form, weighing_of(form.description, seen_by=desk.membership.party)) for form in forms_],
        doubled=doubled,
    )


def _decide(
    request: HttpRequest, desk: Desk, picture: Picture, ranked: dict[Description, tuple[int, str]]
) -> HttpResponse:
    try:
        decide_priority(desk.municipality, picture=picture, actor=desk.user, ranks=ranked)
    except PictureAdopted:
        messages.info(request, gettext("Lägesbilden är antagen. Ordningen ändras inte."))
    else:
        messages.success(request, gettext("Ordningen är sparad."))
    return redirect("workspace:drawn_picture", desk.municipality.slug, picture.pk)
