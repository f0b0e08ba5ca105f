"""A commitment in fields that a person can change, and back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.domain.promise.models import Commitment
from loftet.domain.promise.recurrence_words import interval_words
from loftet.domain.promise.rewording import reworded
from loftet.sources.promise_text.record import Bearer, BearerFound, CommitmentKind, CommitmentRecord, PartyKind
from loftet.web.workspace.fields import NamesField, ParagraphField

INTERVALS = {
    "FREQ=DAILY": _("Varje dag"),
    "FREQ=WEEKLY": _("Varje vecka"),
    "FREQ=WEEKLY;INTERVAL=2": _("Varannan vecka"),
    "FREQ=MONTHLY": _("Varje månad"),
    "FREQ=MONTHLY;INTERVAL=2": _("Varannan månad"),
    "FREQ=MONTHLY;INTERVAL=3": _("Varje kvartal"),
    "FREQ=MONTHLY;INTERVAL=4": _("Varje tertial"),
    "FREQ=MONTHLY;INTERVAL=6": _("Varje halvår"),
    "FREQ=YEARLY": _("Varje år"),
}
WHO = {"police", "municipality", "departments", "others"}
TEXTS = ["target_group", "place", "condition", "window", "vague", "explanation", "problem", "cause"]


class CommitmentForm(forms.Form):
    """`base` is the commitment as it stands; what no field shows is kept from it.

    `outside` says whether it may stand outside the areas, `required` whether it must have a text.
    """

    text = ParagraphField(label=_("Text"), rows=4)
    focus_area = forms.ChoiceField(label=_("Fokusområde"), required=False)
    police = forms.BooleanField(label=_("Polisen"), required=False)
    municipality = forms.BooleanField(label=_("Kommunen"), required=False)
    departments = NamesField(
        label=_("Förvaltningar"), required=False, help_text=_("Till exempel Socialförvaltningen. Komma mellan flera.")
    )
    others = NamesField(
        label=_("Andra"), required=False, help_text=_("Till exempel bostadsbolaget. Komma mellan flera.")
    )
    count = forms.IntegerField(label=_("Antal"), required=False, min_value=1, max_value=100_000)
    at_least = forms.BooleanField(label=_("Minst"), required=False)
    recurrence = forms.ChoiceField(label=_("Hur ofta"), required=False)
    window = forms.CharField(
        label=_("Senast när"),
        required=False,
        max_length=200,
        help_text=_("Till exempel före 30 november, eller under maj."),
    )
    place = forms.CharField(label=_("Var"), required=False, max_length=200)
    target_group = forms.CharField(label=_("Målgrupp"), required=False, max_length=200)
    condition = forms.CharField(
        label=_("Villkor"),
        required=False,
        max_length=200,
        help_text=_("Till exempel vid behov. Då kan det aldrig bli sent."),
    )
    vague = forms.CharField(
        label=_("Obestämd upprepning"),
        required=False,
        max_length=200,
        help_text=_("Till exempel regelbundet. Blir aldrig en siffra."),
    )
    kind = forms.ChoiceField(label=_("Slag"), choices=Commitment.Kind.choices)
    # The page lists what the municipality has named before: choose or type.
    problem = forms.CharField(
        label=_("Problem bakom"), required=False, max_length=200, widget=forms.TextInput({"list": "problems"})
    )
    cause = forms.CharField(
        label=_("Orsak till problemet"), required=False, max_length=200, widget=forms.TextInput({"list": "causes"})
    )
    explanation = ParagraphField(label=_("Förklaring"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        base: CommitmentRecord,
        areas: Sequence[str] = (),
        required: bool = True,
        outside: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(data, initial=_initial(base), **options)
        self.base = base
        self.fields["text"].required = required
        nowhere = {"": _("Inget")} if outside else {}
        _offer(self.fields["focus_area"], nowhere | {area: area for area in areas}, base.focus_area)
        _offer(self.fields["recurrence"], {"": _("Anges inte"), **INTERVALS}, base.recurrence)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("cause") and not values.get("problem"):
            self.add_error("problem", _("Skriv problemet som orsaken hör till."))
        return values

    def record(self) -> CommitmentRecord:
        """The commitment as the form now says it. Only for a valid form.

        Where only the words were changed, the fields follow them: whoever writes "varje månad" need not choose it too.
        """
        values, changed = self.cleaned_data, set(self.changed_data)
        base = reworded(self.base, values["text"])
        chosen: dict[str, Any] = {name: values[name] or None for name in [*TEXTS, "recurrence"] if name in changed}
        if "kind" in changed:
            chosen["kind"] = CommitmentKind(values["kind"])
        chosen |= self._who(base, changed) | self._how_many(changed)
        return replace(base, focus_area=values["focus_area"] or None, **chosen)

    def _who(self, base: CommitmentRecord, changed: set[str]) -> dict[str, Any]:
        if not changed & WHO:
            return {}
        bearers = _bearers(self.base.bearers, self.cleaned_data)
        return {"bearers": bearers, "bearer_found": _where_found(base.text, bearers, self.base)}

    def _how_many(self, changed: set[str]) -> dict[str, Any]:
        if not changed & {"count", "at_least"}:
            return {}
        count = self.cleaned_data["count"]
        return {"count": count, "at_least": self.cleaned_data["at_least"] and count is not None}


def _initial(base: CommitmentRecord) -> dict[str, Any]:
    kinds = {bearer.party for bearer in base.bearers}
    return {
        **{name: getattr(base, name) or "" for name in TEXTS},
        "text": base.text,
        "focus_area": base.focus_area or "",
        "police": PartyKind.POLICE in kinds,
        "municipality": PartyKind.MUNICIPALITY in kinds,
        "departments": _named(base.bearers, PartyKind.DEPARTMENT),
        "others": _named(base.bearers, PartyKind.THIRD_PARTY),
        "count": base.count,
        "at_least": base.at_least,
        "recurrence": base.recurrence or "",
        "kind": base.kind.value,
    }


def _named(bearers: Sequence[Bearer], kind: PartyKind) -> list[str]:
    return [bearer.name for bearer in bearers if bearer.party is kind]


def _offer(field: forms.Field, choices: dict[str, Any], present: str | None) -> None:
    """Set the choices; what the commitment says already can always be kept, even where it is none of the usual."""
    kept = {present: interval_words(present) if "FREQ=" in present else present} if present else {}
    field.choices = list((choices | {key: text for key, text in kept.items() if key not in choices}).items())  # type: ignore[attr-defined]


def _bearers(before: Sequence[Bearer], values: dict[str, Any]) -> list[Bearer]:
    """Those that stay keep their place and the name that the text gives them; new ones come last."""
    wanted = {(PartyKind.DEPARTMENT, name) for name in values["departments"]}
    wanted |= {(PartyKind.THIRD_PARTY, name) for name in values["others"]}
    ticked = {kind for kind in (PartyKind.POLICE, PartyKind.MUNICIPALITY) if values[kind.value]}
    kept = [bearer for bearer in before if bearer.party in ticked or (bearer.party, bearer.name) in wanted]
    present = {bearer.party for bearer in kept}
    names = {(bearer.party, bearer.name) for bearer in kept}
    new = [Bearer(party=kind, name=AUTHORITIES[kind]) for kind in AUTHORITIES if kind in ticked - present]
    new += [Bearer(party=PartyKind.DEPARTMENT, name=name) for name in values["departments"]]
    new += [Bearer(party=PartyKind.THIRD_PARTY, name=name) for name in values["others"]]
    return kept + [bearer for bearer in new if (bearer.party, bearer.name) not in names]


# As a text names them; the words become part of the public record, so they are not translated.
AUTHORITIES = {PartyKind.POLICE: "Polisen", PartyKind.MUNICIPALITY: "Kommunen"}


def _where_found(text: str, bearers: Sequence[Bearer], base: CommitmentRecord) -> BearerFound | None:
    if not bearers:
        return None
    if all(bearer.name.casefold() in text.casefold() for bearer in bearers):
        return BearerFound.OWN
    return base.bearer_found if list(bearers) == base.bearers and base.bearer_found else BearerFound.INFERRED
