"""What somebody else wrote while this person was writing: field by field, both texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    theirs: str
    mine: str


def differences(sent: Iterable[forms.Form]) -> list[Difference]:
    """Where forms that were sent say something else than what is stored, which is their initial state."""
    return [
        Difference(str(form.fields[name].label), stored_words(form, name), sent_words(form, name))
        for form in sent
        for name in form.changed_data
    ]


def fingerprint(form: forms.Form) -> str:
    """A digest of what the fields say: equal for a form just opened and for the same one sent back untouched."""
    said = "\x1f".join(f"{name}\x1e{sent_words(form, name)}" for name in form.fields)
    return sha256(said.encode()).hexdigest()[:16]


def sent_words(form: forms.Form, name: str) -> str:
    """What a field says, as a person reads it."""
    return _words(form.fields[name], form[name].value())


def stored_words(form: forms.Form, name: str) -> str:
    """What the field said before anything was sent, as a person reads it."""
    field = form.fields[name]
    return _words(field, field.prepare_value(form.get_initial_for_field(field, name)))


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Ja") if field.to_python(value) else _("Nej")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(words) for key, words in choices if str(key) == str(value or "")), str(value or ""))
    shown = field.widget.format_value(value)
    return str(shown or "").replace("\r\n", "\n").strip()
