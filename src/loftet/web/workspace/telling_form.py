"""Whose word it is, and how it came, when somebody else enters it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.domain.activity.models import ToldHow
from loftet.domain.activity.services.told import Told
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.rules import Action
from loftet.domain.organisation.selectors import authority
from loftet.web.workspace.access import Desk
from loftet.web.workspace.fields import DayField

OTHER = {
    Party.Kind.POLICE.value: Party.Kind.MUNICIPALITY.value,
    Party.Kind.MUNICIPALITY.value: Party.Kind.POLICE.value,
}


class TellingForm(forms.Form):
    """Asks nothing where a person can only speak for her own party."""

    party = forms.ChoiceField(label=_("Vems uppgift är det?"), widget=forms.RadioSelect)
    told_by = forms.CharField(
        label=_("Enligt vem?"),
        required=False,
        max_length=120,
        help_text=_("En funktion, inget namn: till exempel kommunpolisen."),
    )
    told_how = forms.ChoiceField(
        label=_("Hur kom uppgiften?"), required=False, choices=ToldHow.choices, widget=forms.RadioSelect
    )
    told_on = DayField(label=_("Vilken dag sades det?"), required=False)

    def __init__(self, *args: Any, desk: Desk, kinds: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.desk = desk
        self.own: str = desk.membership.party
        own_first = sorted(kinds, key=lambda kind: kind != self.own)
        self.fields["party"].choices = [(kind, Party.Kind(kind).label) for kind in own_first]  # type: ignore[attr-defined]
        self.fields["party"].initial = own_first[0]
        self.fields["told_how"].initial = ToldHow.ORALLY
        self.fields["told_on"].initial = timezone.localdate()
        if kinds == [self.own]:
            self.fields = {}
        elif len(kinds) == 1:
            self.fields["party"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if self.kind != self.own and self.fields:
            if not values.get("told_by"):
                self.add_error("told_by", _("Skriv vilken funktion uppgiften kommer från, till exempel kommunpolisen."))
            if not values.get("told_on") or values["told_on"] > timezone.localdate():
                self.add_error("told_on", _("Skriv dagen då det sades, senast i dag."))
        return values

    @property
    def is_open(self) -> bool:
        """Whether the other party's word is being entered, or something of it is wrong."""
        return bool(self.errors) or (self.is_bound and self["party"].value() != self.own)

    @property
    def kind(self) -> str:
        return str(self.cleaned_data.get("party") or self.own)

    @property
    def speaker(self) -> Party:
        """Whose word it is."""
        return authority(self.desk.municipality, self.kind)

    @property
    def told(self) -> Told | None:
        """None for the party's own word."""
        if self.kind == self.own:
            return None
        said = self.cleaned_data
        return Told(by=said["told_by"], how=ToldHow(said["told_how"] or ToldHow.ORALLY), on=said["told_on"])


def enters_for_the_police(desk: Desk) -> bool:
    """A whole promise can be run without a police account: the municipality then enters what the police have said."""
    return desk.membership.party == Party.Kind.MUNICIPALITY and desk.may[Action.REVIEW]


def may_speak_for(desk: Desk, bearing: Iterable[str]) -> list[str]:
    """The authorities in whose name the person can enter a word: her own, and the police by hearsay."""
    own = desk.membership.party
    return sorted(str(kind) for kind in bearing if kind == own or enters_for_the_police(desk))


def own_party(desk: Desk) -> Party:
    return authority(desk.municipality, desk.membership.party)


def other_party(desk: Desk) -> Party:
    return authority(desk.municipality, OTHER[desk.membership.party])
