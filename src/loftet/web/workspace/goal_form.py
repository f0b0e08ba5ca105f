"""A goal and its measure in fields that a person can change, and back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.domain.promise.models import Goal
from loftet.sources.promise_text.record import Direction, GoalRecord, Measure
from loftet.web.workspace.fields import DayField, ParagraphField

MEASURE = ["definition", "unit", "source", "baseline", "baseline_on", "target", "next_on"]


class GoalForm(forms.Form):
    """`base` is the goal as it stands; what no field shows is kept from it.

    `outside` says whether it may stand outside the areas, `required` whether it must have a text.
    """

    text = ParagraphField(label=_("Text"), rows=3)
    focus_area = forms.ChoiceField(label=_("Fokusområde"), required=False)
    direction = forms.ChoiceField(label=_("Riktning"), choices=Goal.Direction.choices)
    subject = forms.CharField(
        label=_("Vad som ska ändras"), required=False, max_length=200, help_text=_("Till exempel skadegörelse.")
    )
    carried = forms.BooleanField(label=_("Något åtagande arbetar mot målet"), required=False)
    indicator = forms.CharField(
        label=_("Vad som mäts"),
        required=False,
        max_length=160,
        help_text=_("Till exempel anmälda bostadsinbrott."),
        widget=forms.TextInput({"list": "indicators"}),
    )
    definition = ParagraphField(label=_("Så räknas det"), required=False, rows=2)
    unit = forms.CharField(
        label=_("Enhet"), required=False, max_length=60, help_text=_("Till exempel anmälningar per år.")
    )
    source = forms.CharField(
        label=_("Källa"), required=False, max_length=200, help_text=_("Till exempel Brå, anmälda brott.")
    )
    baseline = forms.FloatField(label=_("Utgångsvärde"), required=False, localize=True)
    baseline_on = DayField(label=_("Utgångsvärdets datum"), required=False)
    target = forms.FloatField(label=_("Målvärde"), required=False, localize=True)
    next_on = DayField(label=_("Nästa mätning"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        base: GoalRecord,
        areas: Sequence[str] = (),
        required: bool = True,
        outside: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(data, initial=_initial(base), **options)
        self.base = base
        self.fields["text"].required = required
        names = dict.fromkeys([*areas, *filter(None, [base.focus_area])])
        nowhere = [("", _("Inget"))] if outside else []
        self.fields["focus_area"].choices = [*nowhere, *((name, name) for name in names)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if any(values.get(name) not in (None, "") for name in MEASURE) and not values.get("indicator"):
            self.add_error("indicator", _("Skriv vad som mäts. Övriga uppgifter om mätningen hör till det."))
        return values

    def record(self) -> GoalRecord:
        """The goal as the form now says it. Only for a valid form."""
        values = self.cleaned_data
        measure = Measure(indicator=values["indicator"], **{name: values[name] for name in MEASURE})
        return replace(
            self.base,
            text=values["text"],
            focus_area=values["focus_area"] or None,
            direction=Direction(values["direction"]),
            subject=values["subject"],
            carried=values["carried"],
            measure=measure if measure.indicator else None,
        )


def _initial(base: GoalRecord) -> dict[str, Any]:
    measure = base.measure or Measure(indicator="")
    return {
        **{name: getattr(measure, name) for name in ["indicator", *MEASURE]},
        "text": base.text,
        "focus_area": base.focus_area or "",
        "direction": base.direction.value,
        "subject": base.subject,
        "carried": base.carried,
    }
