"""What a reporter fills in on her telephone: what, where and when; and, for an authority, how it was."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.domain.dialogue.weekly_report.models import Category, Reporter, WeeklyReport
from loftet.domain.dialogue.weekly_report.refusals import OnlyForAuthorities, Refusal
from loftet.domain.dialogue.weekly_report.rules import MOST_SERIOUS, PartOfDay, interval_of_clock, interval_of_part
from loftet.domain.dialogue.weekly_report.services.reporting import Position, ReportValues
from loftet.sources.free_text.masking import masked
from loftet.web.workspace.fields import DayField, ParagraphField
from loftet.web.workspace.meetings import EARLIEST_YEAR, LATEST_YEAR, ClockField

LONGEST_TEXT = 400
LONGEST_PLACE = 100
FREE_TEXTS = ("place", "text")
FOR_AUTHORITIES = ("seriousness", "perceived", "action", "police_report", "text")


class When(StrEnum):
    TODAY = "today"
    YESTERDAY = "yesterday"
    OTHER = "other"


PARTS = [
    (PartOfDay.NIGHT, _("Natt, 00–06")),
    (PartOfDay.MORNING, _("Förmiddag, 06–12")),
    (PartOfDay.AFTERNOON, _("Eftermiddag, 12–18")),
    (PartOfDay.EVENING, _("Kväll, 18–24")),
    (PartOfDay.UNKNOWN, _("Vet inte")),
]


def _choice(label: Any, choices: Any, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=required)


class WeeklyReportForm(forms.Form):
    category = _choice(_("Vad har hänt?"), Category.choices, required=True)
    place = forms.CharField(
        label=_("Var?"),
        required=False,
        max_length=LONGEST_PLACE,
        widget=forms.TextInput({"list": "platser", "autocomplete": "off"}),
        help_text=_("Till exempel Stationsparken eller trapphuset på Storgatan 4. Inga namn."),
    )
    latitude = forms.DecimalField(required=False, widget=forms.HiddenInput, max_digits=9, decimal_places=6)
    longitude = forms.DecimalField(required=False, widget=forms.HiddenInput, max_digits=9, decimal_places=6)
    when = forms.ChoiceField(
        label=_("Vilken dag?"),
        choices=[(When.TODAY, _("I dag")), (When.YESTERDAY, _("I går")), (When.OTHER, _("Annan dag"))],
        initial=When.TODAY,
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("Om annan dag: vilken?"), required=False)
    part = _choice(_("När på dygnet?"), PARTS)
    begins = ClockField(label=_("Från klockan"), required=False)
    ends = ClockField(label=_("Till klockan"), required=False, help_text=_("Tomt om det var vid ett tillfälle."))
    seriousness = _choice(
        _("Hur otryggt kändes det? 1 är inte alls, 5 är mycket."),
        [(str(step), str(step)) for step in range(1, MOST_SERIOUS + 1)],
    )
    perceived = _choice(_("Har du sett det själv eller hört om det?"), WeeklyReport.Perceived.choices)
    action = _choice(_("Vad gjorde du?"), WeeklyReport.Action.choices)
    police_report = _choice(_("Är det polisanmält?"), WeeklyReport.PoliceReport.choices)
    text = ParagraphField(
        label=_("Mer som är bra att veta"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Skriv inga namn och inget som kan peka ut någon. Det vi känner igen tas bort innan det sparas."),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, reporter: Reporter, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4
        self.reporter = reporter
        if not reporter.is_authority:
            for name in FOR_AUTHORITIES:
                del self.fields[name]

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on and not EARLIEST_YEAR <= on.year <= LATEST_YEAR:
            raise forms.ValidationError(_("Årtalet blev fel."))
        return on

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not self.reporter.is_authority and any(self.data.get(name) for name in FOR_AUTHORITIES):
            self.refuse(OnlyForAuthorities())
        if values.get("when") == When.OTHER and not values.get("on") and "on" not in self.errors:
            self.add_error("on", _("Välj vilken dag."))
        if not values.get("part") and not values.get("begins") and not self.errors.keys() & {"part", "begins"}:
            self.add_error("part", _("Välj när på dygnet, eller Vet inte."))
        return values

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(refusal.field or None, str(refusal))

    def values(self) -> ReportValues:
        values = self.cleaned_data
        position = None
        if values["latitude"] is not None and values["longitude"] is not None:
            position = Position(values["latitude"], values["longitude"])
        day = self._day()
        return ReportValues(
            category=Category(values["category"]),
            interval=interval_of_clock(day, values["begins"], values["ends"])
            if values["begins"]
            else interval_of_part(day, PartOfDay(values["part"])),
            place=values["place"],
            position=position,
            seriousness=int(values["seriousness"]) if values.get("seriousness") else None,
            **{name: values.get(name, "") for name in ("perceived", "action", "police_report", "text")},
        )

    def masked_texts(self) -> dict[str, str]:
        """What would be stored in place of what was written, by field; empty where nothing is taken away."""
        written = {name: self.cleaned_data.get(name) or "" for name in FREE_TEXTS}
        return {name: found.text for name, text in written.items() if (found := masked(text)).findings}

    def with_texts(self, texts: Mapping[str, str]) -> "WeeklyReportForm":
        """The same form with other words in it."""
        data = {**{name: self.data.get(name) for name in self.data}, **texts}
        return WeeklyReportForm(data, reporter=self.reporter)

    def extras(self) -> Iterator[forms.BoundField]:
        """What only an authority is asked."""
        return (self[name] for name in FOR_AUTHORITIES if name in self.fields)

    @property
    def extras_open(self) -> bool:
        return any(field.errors or field.value() for field in self.extras())

    @property
    def clock_open(self) -> bool:
        return any(self[name].errors or self[name].value() for name in ("begins", "ends"))

    def _day(self) -> date:
        today = timezone.localdate()
        chosen = {When.TODAY: today, When.YESTERDAY: today - timedelta(days=1), When.OTHER: self.cleaned_data["on"]}
        day: date = chosen[When(self.cleaned_data["when"])]
        return day
