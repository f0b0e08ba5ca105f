"""The short form of a report, and the second look at what should perhaps not be sent."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.models import Report
from loftet.domain.activity.refusals import Refusal
from loftet.domain.activity.rules import MOST_TIMES
from loftet.domain.activity.services.reports import MOST_HOURS, MOST_REACHED, ReportValues
from loftet.domain.file.services import RefusedFile, clean_upload
from loftet.domain.file.words import NOT_PUBLISHED
from loftet.sources.free_text.finding import Finding
from loftet.sources.free_text.masking import find_personal_data
from loftet.sources.uploaded_file.clean import CleanedFile
from loftet.web.workspace.fields import DayField, ParagraphField

LONGEST_TEXT = 4000
TEXTS = ("text", "later_reason", "note")


class When(StrEnum):
    TODAY = "today"
    YESTERDAY = "yesterday"
    OTHER = "other"


class Press(StrEnum):
    """The buttons of the form."""

    SEND = "send"
    NOTHING = "nothing"
    LATER = "later"
    DRAFT = "draft"


class ReportForm(forms.Form):
    """What was done, when and how many times; the rest may be left out."""

    when = forms.ChoiceField(
        label=_("Vilken dag gjordes det?"),
        choices=[(When.TODAY, _("I dag")), (When.YESTERDAY, _("I går")), (When.OTHER, _("Annan dag"))],
        initial=When.TODAY,
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("Om annan dag: vilken?"), required=False)
    text = ParagraphField(
        label=_("Vad gjordes?"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("En mening räcker. Skriv inga namn och inget som kan peka ut någon."),
    )
    times = forms.IntegerField(
        label=_("Hur många gånger?"),
        required=False,
        initial=1,
        min_value=1,
        max_value=MOST_TIMES,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "min_value": _("Antalet gånger ska vara minst 1. Har inget gjorts än, välj ”Inget är gjort ännu”."),
            "max_value": _("Antalet gånger kan vara högst %(limit_value)s. Kontrollera siffrorna."),
            "invalid": _("Skriv antalet med siffror, till exempel 2."),
        },
    )
    reached = forms.IntegerField(
        label=_("Hur många nåddes?"),
        required=False,
        min_value=0,
        max_value=MOST_REACHED,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    hours = forms.DecimalField(
        label=_("Arbetstid i timmar"),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    note = ParagraphField(
        label=_("Anteckning"), required=False, max_length=LONGEST_TEXT, rows=2, help_text=NOT_PUBLISHED
    )
    file = forms.FileField(
        label=_("Fil"),
        required=False,
        help_text=_(
            "Bild eller pdf, högst 20 MB. Plats och kamera tas bort ur bilder. "
            "Publiceras inte på sidan. Kan begäras ut som allmän handling."
        ),
        widget=forms.FileInput({"accept": ".jpg,.jpeg,.png,.webp,.heic,.pdf"}),
    )
    later_reason = ParagraphField(
        label=_("Varför blir det senare?"),
        required=False,
        max_length=LONGEST_TEXT,
        rows=2,
        help_text=_("Skälet står på sidan med era ord."),
    )
    idempotency_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    looked_at = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, press: str = Press.SEND, **options: Any) -> None:
        super().__init__(*args, **options)
        self.press = Press(press) if press in set(Press) else Press.SEND
        self.cleaned_file: CleanedFile | None = None
        self.file_refused = ""
        self.fields["idempotency_key"].initial = uuid4().hex

    @classmethod
    def of(cls, report: Report, *args: Any, **options: Any) -> Self:
        """With what a report says, to be changed or corrected."""
        initial = {
            "when": When.OTHER,
            "on": report.on,
            "times": report.times or None,
            **{name: getattr(report, name) for name in ("text", "reached", "hours", "note", "later_reason")},
        }
        return cls(*args, initial=initial, **options)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        self._refuse_unclear_day(values.get("when"), values.get("on"))
        if self.press in (Press.SEND, Press.DRAFT) and not values.get("text") and "text" not in self.errors:
            self.add_error("text", _("Skriv med några ord vad som gjordes."))
        if self.press is Press.LATER and not values.get("later_reason"):
            self.add_error("later_reason", _("Skriv varför det blir senare. Skälet står på sidan."))
        if not self.errors and values.get("file"):
            self._clean_file(values["file"])
        return values

    def values(self) -> ReportValues:
        """What a valid form says, by the button that was pressed."""
        said = self.cleaned_data
        told = {name: said[name] for name in ("text", "reached", "hours", "note")}
        if self.press is Press.NOTHING:
            return ReportValues(on=timezone.localdate(), times=0, nothing_yet=True, **told)
        if self.press is Press.LATER:
            return ReportValues(on=timezone.localdate(), times=0, later_reason=said["later_reason"], **told)
        return ReportValues(on=self._day(), times=said["times"] or 1, later_reason="", **told)

    def personal_data(self) -> list[Finding]:
        """What in the texts points at a person, unless the sender has looked at just these texts."""
        if self.cleaned_data["looked_at"] == self._digest():
            return []
        return [finding for text in self.texts() for finding in find_personal_data(text)]

    def look_again(self, *, seen: int) -> None:
        """The form as it was sent, to be sent again by whoever has seen what the page says.

        Args:
            seen: the newest report that the page tells of.
        """
        self.data = {**self.data.dict(), "looked_at": self._digest(), "seen": seen}  # type: ignore[attr-defined]

    def texts(self) -> Sequence[str]:
        return [self.cleaned_data[name] for name in TEXTS]

    def refuse(self, refusal: Refusal) -> None:
        """Put the sentence where it belongs."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    @property
    def lost_file(self) -> bool:
        """A browser never sends a file twice by itself."""
        return "file" in self.files

    @property
    def extras_open(self) -> bool:
        """Whether something is said, or is wrong, in the folded part."""
        names = ("reached", "hours", "note", "file")
        return any(self.errors.get(name) or self[name].value() for name in names)

    def _refuse_unclear_day(self, when: str | None, on: date | None) -> None:
        """A day that is written beside another one that is chosen is never passed over in silence."""
        if "on" in self.errors or self.press in (Press.NOTHING, Press.LATER):
            return
        if when == When.OTHER and not on:
            self.add_error("on", _("Ange vilken dag det var."))
        elif when in (When.TODAY, When.YESTERDAY) and on:
            self.add_error("on", _("Välj ”Annan dag” om det var den här dagen. Ta annars bort den."))

    def _digest(self) -> str:
        return sha256("\x1f".join(self.texts()).encode()).hexdigest()

    def _day(self) -> date:
        today = timezone.localdate()
        days: dict[When, date] = {
            When.TODAY: today,
            When.YESTERDAY: today - timedelta(days=1),
            When.OTHER: self.cleaned_data["on"],
        }
        return days[When(self.cleaned_data["when"])]

    def _clean_file(self, file: Any) -> None:
        try:
            self.cleaned_file = clean_upload(file)
        except RefusedFile as refused:
            self.add_error("file", str(refused))
