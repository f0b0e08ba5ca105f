"""Fields of text as people write it: paragraphs, one thing a line, names between commas."""

from typing import Any

from django import forms


class ParagraphField(forms.CharField):
    """Several lines. Browsers send the line breaks of Windows; the text keeps those it had."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class LinesField(ParagraphField):
    """One thing a line, as a list."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).split("\n") if line.strip()]


class NamesField(forms.CharField):
    """Names between commas, as a list."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [name.strip() for name in super().clean(value).split(",") if name.strip()]


class DayField(forms.DateField):
    """A day by the browser's own picker, which sends ISO dates whatever it shows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"], **options
        )
