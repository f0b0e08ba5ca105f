"""The situational picture: begun, written, adopted, published."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from loftet.domain.organisation.rules import Action
from loftet.domain.picture.models import Picture, part_of_an_address
from loftet.domain.picture.rules import Part, parts_missing, rests_on_too_little
from loftet.domain.picture.selectors import adopted_content, descriptions_of, pictures_of
from loftet.domain.picture.services.adopting import PartsMissing, adopt_picture, publish_picture, record_of
from loftet.domain.picture.services.drafting import PictureAdopted, PictureWords, begin_picture, write_picture
from loftet.domain.place.changing import ChangedMeanwhile
from loftet.domain.promise.loose_ends import answers_to, commitments_without_problem
from loftet.domain.publishing.document.picture_content import picture_content
from loftet.domain.publishing.document.word import word_of
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.differences import differences
from loftet.web.workspace.downloads import WORD, download
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.pages import show, version_sent

PART_NAMES = {
    Part.MAPPING: _("Kartläggning av brottsligheten och dess omfattning"),
    Part.CONSEQUENCES: _("Konsekvenser"),
    Part.OTHER_INFORMATION: _("Annan information av betydelse"),
    Part.ANALYSIS: _("Analys"),
}


class NewPictureForm(forms.Form):
    name = forms.CharField(
        label=_("Namn"),
        max_length=60,
        validators=[part_of_an_address],
        help_text=_("Det som skiljer den från de andra, till exempel året."),
    )
    follows = forms.ModelChoiceField(
        label=_("Börja från"),
        queryset=Picture.objects.none(),
        required=False,
        empty_label=_("En tom lägesbild"),
        help_text=_("Problemen och kriterierna följer med. För varje problem skriver ni vad det blev av det."),
    )

    def __init__(self, data: Any = None, *, earlier: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.earlier = earlier
        self.fields["follows"].queryset = earlier.filter(adopted_on__isnull=False)  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.earlier.filter(name=name).exists():
            raise forms.ValidationError(_("Det finns redan en lägesbild med det namnet."))
        return name


class PictureForm(forms.Form):
    mapping = ParagraphField(
        label=PART_NAMES[Part.MAPPING],
        required=False,
        rows=6,
        help_text=_("Vilka brott, hur många, var och när? Säg inte mer än talen visar."),
    )
    consequences = ParagraphField(
        label=PART_NAMES[Part.CONSEQUENCES], required=False, rows=4, help_text=_("För dem som drabbas och för orten.")
    )
    other_information = ParagraphField(
        label=PART_NAMES[Part.OTHER_INFORMATION],
        required=False,
        rows=4,
        help_text=_("Till exempel trygghet, dialoger och det som personal har sett."),
    )
    analysis = ParagraphField(
        label=PART_NAMES[Part.ANALYSIS], required=False, rows=6, help_text=_("Vad betyder det, och vad beror det på?")
    )


class AdoptForm(forms.Form):
    adopted_on = DayField(label=_("Antagen den"))
    adopted_by = forms.CharField(
        label=_("Antagen av"), max_length=200, help_text=_("Till exempel kommunstyrelsen eller styrgruppen.")
    )
    case_number = forms.CharField(label=_("Diarienummer"), required=False, max_length=60)


@workspace_page(Action.READ)
def pictures(request: HttpRequest, desk: Desk) -> HttpResponse:
    return show(request, desk, "pictures.html", function="picture", pictures=pictures_of(desk.municipality))


@workspace_page(Action.DRAFT)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = NewPictureForm(
        request.POST or None,
        earlier=pictures_of(desk.municipality),
        initial={"name": str(timezone.localdate().year), "follows": pictures_of(desk.municipality).first()},
    )
    if request.method == "POST" and form.is_valid():
        begun = begin_picture(desk.municipality, actor=desk.user, **form.cleaned_data)
        return redirect("workspace:drawn_picture", desk.municipality.slug, begun.pk)
    return show(request, desk, "picture_new.html", function="picture", status=422 if form.errors else 200, form=form)


@workspace_page(Action.READ)
def drawn(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The whole picture as it stands, and what is left to do before it can be adopted."""
    picture = picture_of(desk, pk)
    descriptions = descriptions_of(picture)
    answered = answers_to(desk.municipality, [each.problem for each in descriptions], on=timezone.localdate())
    texts = {part.value: getattr(picture, part.value) for part in Part}
    return show(
        request,
        desk,
        "picture.html",
        function="picture",
        picture=picture,
        parts=[(PART_NAMES[part], texts[part]) for part in Part],
        missing=[PART_NAMES[part] for part in parts_missing(texts)],
        problems=[
            (description, one.commitments, rests_on_too_little(each.kind for each in description.evidence.all()))
            for description, one in zip(descriptions, answered, strict=True)
        ],
        unexplained=commitments_without_problem(desk.municipality, on=timezone.localdate()),
    )


@workspace_page(Action.DRAFT)
def text(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The four parts that the law asks for."""
    picture = picture_of(desk, pk)
    initial = {part.value: getattr(picture, part.value) for part in Part}
    form = PictureForm(request.POST or None, initial=initial)
    theirs: object = ()
    if request.method == "POST" and form.is_valid():
        try:
            write_picture(
                desk.municipality,
                picture=picture,
                version=version_sent(request),
                actor=desk.user,
                words=PictureWords(**form.cleaned_data),
            )
        except ChangedMeanwhile:
            theirs = differences([form])
        except PictureAdopted:
            return adopted_meanwhile(request, desk, picture.pk)
        else:
            messages.success(request, gettext("Sparat."))
            return redirect("workspace:drawn_picture", desk.municipality.slug, picture.pk)
    status = 409 if theirs else 200
    return show(
        request, desk, "picture_text.html", function="picture", status=status, form=form, picture=picture, theirs=theirs
    )


@workspace_page(Action.PUBLISH)
def adopt(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    picture = picture_of(desk, pk)
    form = AdoptForm(request.POST or None, initial={"adopted_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            adopt_picture(
                desk.municipality,
                picture=picture,
                version=version_sent(request),
                actor=desk.user,
                **form.cleaned_data,
            )
        except PartsMissing as refusal:
            parts = ", ".join(str(PART_NAMES[part]) for part in refusal.parts)
            form.add_error(None, _("Det här kräver lagen, men det är inte skrivet: %(parts)s.") % {"parts": parts})
        except ChangedMeanwhile:
            form.add_error(None, _("Någon ändrade lägesbilden medan du läste den. Läs den igen och anta den sedan."))
        except PictureAdopted:
            return adopted_meanwhile(request, desk, picture.pk)
        else:
            messages.success(request, gettext("Lägesbilden är antagen och ändras inte mer."))
            return redirect("workspace:drawn_picture", desk.municipality.slug, picture.pk)
    return show(
        request,
        desk,
        "picture_adopt.html",
        function="picture",
        status=422 if form.errors else 200,
        form=form,
        picture=picture,
    )


@workspace_page(Action.PUBLISH)
@require_POST
def publish(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    picture = picture_of(desk, pk)
    if not picture.adopted_on:
        raise Http404
    publish_picture(desk.municipality, picture=picture, actor=desk.user)
    messages.success(request, gettext("Alla kan läsa lägesbilden nu."))
    return redirect("workspace:drawn_picture", desk.municipality.slug, picture.pk)


@require_safe
@workspace_page(Action.READ)
def word(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """For the council: what was adopted, or the draft as it stands."""
    picture = picture_of(desk, pk)
    record = adopted_content(picture) if picture.content else record_of(picture)
    content = word_of(picture_content(picture, record, address=""))
    return download(content, name=f"lagesbild-{desk.municipality.slug}-{picture.name}.docx", media_type=WORD)


def picture_of(desk: Desk, pk: int) -> Picture:
    picture = pictures_of(desk.municipality).filter(pk=pk).first()
    if picture is None:
        raise Http404
    return picture


def adopted_meanwhile(request: HttpRequest, desk: Desk, picture: int) -> HttpResponse:
    """Back to the picture, which nobody changes any more."""
    messages.info(request, gettext("Lägesbilden är antagen. Den ändras inte: gör en ny som bygger på den."))
    return redirect("workspace:drawn_picture", desk.municipality.slug, picture)
