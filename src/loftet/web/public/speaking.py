"""To tell of something without an account, in two steps and without a script; and what became of what people told.

Step one answers with the words as they would be stored and keeps nothing: they are carried in the form itself. What
the writer then sends is the message. No cookie: as with following, a browser that says that the form was sent from
another site is turned away.
"""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from loftet.domain.audit.models import RetentionDecision
from loftet.domain.audit.selectors import retention_decision
from loftet.domain.dialogue.contribution.masking import ContributionWords, masked_words
from loftet.domain.dialogue.contribution.rules import LONGEST_TEXT, LONGEST_WORDS
from loftet.domain.dialogue.contribution.selectors import public_answers
from loftet.domain.dialogue.contribution.services.taking_in import leave_contribution
from loftet.domain.organisation.functions import Function
from loftet.domain.publishing.subscription.pace import Pace
from loftet.web.public.following import private, source_of
from loftet.web.public.frame import Frame, frame_of, show
from loftet.web.public.page_cache import kept

# A library or a school is one source with many writers.
PACE = Pace(60, timedelta(hours=1))
WORDS = ("problem", "place_text", "when_text", "proposal")
TOO_LONG = gettext_lazy("Texten är %(show_value)s tecken. Det får plats %(limit_value)s. Inget är borttaget här.")


class ContributionForm(forms.Form):
    problem = forms.CharField(
        label=gettext_lazy("Vad är problemet?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5, "class": "ds-input"}),
        error_messages={"required": gettext_lazy("Skriv vad problemet är."), "max_length": TOO_LONG},
    )
    place_text = forms.CharField(
        label=gettext_lazy("Var? (frivilligt)"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput({"class": "ds-input"}),
        error_messages={"max_length": TOO_LONG},
    )
    when_text = forms.CharField(
        label=gettext_lazy("När på dygnet eller i veckan? (frivilligt)"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput({"class": "ds-input"}),
        error_messages={"max_length": TOO_LONG},
    )
    proposal = forms.CharField(
        label=gettext_lazy("Vad borde göras? (frivilligt)"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 3, "class": "ds-input"}),
        error_messages={"max_length": TOO_LONG},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-postadress, om du vill ha svar (frivilligt)"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"class": "ds-input", "autocomplete": "email"}),
        error_messages={"invalid": gettext_lazy("Det där är ingen e-postadress. Så här ser en ut: namn@exempel.se")},
    )

    def words(self) -> ContributionWords:
        return ContributionWords(**{name: self.cleaned_data[name] for name in WORDS})


@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: HttpRequest, slug: str) -> HttpResponse:
    return (
        _written(request, frame_of(slug, function=Function.DIALOGUES))
        if request.method == "POST"
        else _empty(request, slug)
    )


@require_safe
@kept
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    return show(
        request, "speak_thanks.html", title=_("Tack"), frame=frame_of(slug, function=Function.DIALOGUES), indexed=False
    )


@require_safe
@kept
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    frame = frame_of(slug, function=Function.DIALOGUES)
    return show(
        request,
        "answers.html",
        title=_("Ni sa – vi gjorde"),
        description=_("Det som invånare har tyckt till om, och vad det blev av det."),
        frame=frame,
        answers=public_answers(frame.municipality),
    )


@kept
def _empty(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, frame_of(slug, function=Function.DIALOGUES), ContributionForm())


def _written(request: HttpRequest, frame: Frame) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied
    form = ContributionForm(request.POST)
    # A field that no person sees: what fills it in is a program, and it is thanked as everybody is.
    if request.POST.get("website"):
        return redirect("public:speak_thanks", frame.municipality.slug)
    if not form.is_valid():
        return private(_page(request, frame, form), 422)
    masked = masked_words(form.words())
    if request.POST.get("do") != "send" or masked != _as_sent(form):
        return private(_second_step(request, frame, form, masked), 200)
    if not PACE.allows(source_of(request)):
        form.add_error(
            None,
            _("Det har kommit mycket från din uppkoppling. Det du skrev står kvar här: vänta en timme och skicka då."),
        )
        return private(_second_step(request, frame, form, masked), 429)
    email = form.cleaned_data["email"] if frame.mail_is_offered else ""
    leave_contribution(frame.municipality, key=request.POST.get("key", "")[:64], words=masked, email=email)
    return redirect("public:speak_thanks", frame.municipality.slug)


def _as_sent(form: ContributionForm) -> ContributionWords:
    """Browsers send the line breaks of Windows."""
    return ContributionWords(**{name: form.cleaned_data[name].replace("\r\n", "\n").strip() for name in WORDS})


def _second_step(request: HttpRequest, frame: Frame, form: ContributionForm, masked: ContributionWords) -> HttpResponse:
    words = {name: getattr(masked, name) for name in WORDS}
    shown = ContributionForm(initial={**words, "email": form.cleaned_data["email"]})
    key = request.POST.get("key", "")[:64] or secrets.token_urlsafe(24)
    return _page(request, frame, shown, key=key, is_masked=masked != _as_sent(form), said=form.non_field_errors())


def _page(request: HttpRequest, frame: Frame, form: ContributionForm, **context: Any) -> HttpResponse:
    if not frame.mail_is_offered:
        form.fields.pop("email")
    kinds = RetentionDecision.DocumentType
    code = frame.municipality.code
    return show(
        request,
        "speak.html",
        title=_("Tyck till om tryggheten"),
        description=_("Berätta vad som känns otryggt och vad som borde göras, utan konto."),
        frame=frame,
        form=form,
        kept_for=retention_decision(code, kinds.CONTRIBUTIONS),
        address_kept_for=retention_decision(code, kinds.CONTRIBUTOR_ADDRESSES),
        **context,
    )
