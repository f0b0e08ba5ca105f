"""The words of a promise round its commitments and goals, in fields that a person can change, and back."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.domain.promise.models import Bearer, Promise
from loftet.sources.promise_text.record import (
    FollowUp,
    Geography,
    GeographyKind,
    PartyKind,
    Passage,
    Period,
    PromiseRecord,
    Signatory,
)
from loftet.web.workspace.fields import DayField, LinesField, NamesField, ParagraphField

WORDS = [
    "police_area",
    "introduction",
    "purpose",
    "builds_on",
    "picture",
    "lead_in",
    "validity",
    "revision_clause",
    "reservation",
]


class WordsForm(forms.Form):
    """`base` is the promise as it stands; `dated` says that it must have a title, a first and a last day."""

    title = forms.CharField(label=_("Rubrik"), required=False, max_length=200)
    start = DayField(label=_("Gäller från och med"), required=False)
    end = DayField(label=_("Gäller till och med"), required=False)
    geography = forms.ChoiceField(label=_("Område"), choices=Promise.Geography.choices)
    geography_names = NamesField(
        label=_("Områdets namn"),
        required=False,
        help_text=_("Kommunen, kommunerna eller stadsdelarna. Komma mellan flera."),
    )
    police_area = forms.CharField(label=_("Lokalpolisområde"), required=False, max_length=120)
    introduction = ParagraphField(label=_("Inledning"), required=False)
    purpose = ParagraphField(label=_("Syfte"), required=False)
    builds_on = ParagraphField(label=_("Bygger vidare på"), required=False, rows=2)
    picture = ParagraphField(label=_("Om lägesbilden"), required=False)
    sources = LinesField(label=_("Lägesbildens källor"), required=False, rows=4, help_text=_("En på varje rad."))
    lead_in = ParagraphField(
        label=_("Orden före listan"), required=False, rows=2, help_text=_("Till exempel: Vi lovar att under 2025")
    )
    follow_up_text = ParagraphField(label=_("Så går löftet att följa"), required=False)
    channels = LinesField(label=_("Var det går att följa"), required=False, help_text=_("En kanal på varje rad."))
    interval = forms.CharField(
        label=_("Hur ofta ni redovisar"), required=False, max_length=200, help_text=_("Till exempel varje kvartal.")
    )
    validity = ParagraphField(label=_("Giltighet"), required=False, rows=2)
    revision_clause = ParagraphField(label=_("Om ändringar"), required=False, rows=2)
    reservation = ParagraphField(
        label=_("Förbehåll"),
        required=False,
        help_text=_("Till exempel att löftet bara är en del av det ordinarie arbetet."),
    )

    def __init__(self, data: Any = None, *, base: PromiseRecord, dated: bool = False, **options: Any) -> None:
        super().__init__(data, initial=_initial(base), **options)
        self.base = base
        for name in ("title", "start", "end"):
            self.fields[name].required = dated

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        start, end = values.get("start"), values.get("end")
        if start and end and end < start:
            self.add_error("end", _("Sista dagen ligger före den första."))
        return values

    def record(self) -> PromiseRecord:
        """The promise with these words; its commitments, goals and signatories as they were. Only for a valid form."""
        values = self.cleaned_data
        words: dict[str, Any] = {name: values[name] or None for name in WORDS}
        return replace(
            self.base,
            title=values["title"],
            period=_period(self.base.period, values),
            geography=_geography(values),
            sources=values["sources"],
            follow_up=_follow_up(self.base.follow_up, values),
            **words,
        )


def _initial(base: PromiseRecord) -> dict[str, Any]:
    follow_up = base.follow_up or FollowUp()
    return {
        **{name: getattr(base, name) or "" for name in WORDS},
        "title": base.title,
        "start": base.period.start if base.period else None,
        "end": base.period.end if base.period else None,
        "geography": base.geography.kind.value if base.geography else GeographyKind.MUNICIPALITY.value,
        "geography_names": base.geography.names if base.geography else [],
        "sources": base.sources,
        "follow_up_text": follow_up.text or "",
        "channels": follow_up.channels,
        "interval": follow_up.interval or "",
    }


def _period(before: Period | None, values: dict[str, Any]) -> Period | None:
    start, end = values["start"], values["end"]
    if before is None and start is None and end is None:
        return None
    return replace(before or Period(start=None, end=None), start=start, end=end)


def _geography(values: dict[str, Any]) -> Geography | None:
    names = values["geography_names"]
    return Geography(kind=GeographyKind(values["geography"]), names=names) if names else None


def _follow_up(before: FollowUp | None, values: dict[str, Any]) -> FollowUp | None:
    words = {
        "text": values["follow_up_text"] or None,
        "channels": values["channels"],
        "interval": values["interval"] or None,
    }
    if not any(words.values()):
        return None
    # The rule belongs to the words that it was read from.
    kept = before.recurrence if before and before.interval == words["interval"] else None
    return replace(before or FollowUp(), recurrence=kept, **words)


class SignatoryForm(forms.Form):
    name = forms.CharField(label=_("Namn"), max_length=120)
    title = forms.CharField(label=_("Titel som den är skriven"), required=False, max_length=200)
    title_normalised = forms.CharField(
        label=_("Titel"),
        required=False,
        max_length=200,
        help_text=_("Utan tf och utan ort, till exempel Kommunstyrelsens ordförande."),
    )
    party = forms.ChoiceField(label=_("Part"), required=False, choices=[("", _("Anges inte")), *Bearer.Kind.choices])
    acting = forms.BooleanField(label=_("Tillförordnad"), required=False)

    def __init__(self, data: Any = None, *, base: Signatory, required: bool = True, **options: Any) -> None:
        names = ["name", "title", "title_normalised", "acting"]
        initial = {name: getattr(base, name) for name in names} | {"party": base.party.value if base.party else ""}
        super().__init__(data, initial=initial, **options)
        self.base = base
        self.fields["name"].required = required

    def record(self) -> Signatory:
        values = self.cleaned_data
        return replace(self.base, **values | {"party": PartyKind(values["party"]) if values["party"] else None})


class PassageForm(forms.Form):
    heading = forms.CharField(label=_("Rubrik"), required=False, max_length=300)
    text = ParagraphField(label=_("Text"), required=False)

    def __init__(self, data: Any = None, *, base: Passage, **options: Any) -> None:
        super().__init__(data, initial={"heading": base.heading, "text": base.text}, **options)
        self.base = base

    def record(self) -> Passage:
        return replace(self.base, **self.cleaned_data)
