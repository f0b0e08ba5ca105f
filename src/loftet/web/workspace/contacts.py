"""Who is asked each month, what the mail says, and sending it now."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from loftet.domain.activity.models import Contact, PublicDelay
from loftet.domain.activity.refusals import Refusal
from loftet.domain.activity.selectors.due import due_by_contact, due_for_contact
from loftet.domain.activity.services.contacts import (
    LONGEST_DELAY_DAYS,
    add_contact,
    remove_contact,
    set_public_delay,
)
from loftet.domain.activity.services.links import LINK_HOLDS, PATH, forget_devices, send_monthly_mails
from loftet.domain.activity.services.mails import month_mail
from loftet.domain.organisation.models import Department, Party
from loftet.domain.organisation.rules import Action
from loftet.domain.organisation.selectors import departments
from loftet.domain.organisation.services import enter_authority
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.pages import show
from loftet.web.workspace.telling_form import own_party


class ContactForm(forms.Form):
    party = forms.ChoiceField(
        label=_("Part"),
        choices=[
            (Party.Kind.POLICE.value, Party.Kind.POLICE.label),
            (Party.Kind.MUNICIPALITY.value, Party.Kind.MUNICIPALITY.label),
        ],
        initial=Party.Kind.POLICE.value,
        widget=forms.RadioSelect,
    )
    function = forms.CharField(
        label=_("Funktion"), max_length=120, help_text=_("Till exempel kommunpolis. Inget namn behövs.")
    )
    email = forms.CharField(
        label=_("E-postadress"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("Helst funktionens egen adress."),
    )
    department = forms.ModelChoiceField(
        label=_("Förvaltning"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("Ingen, hela kommunen eller polisen"),
    )

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["department"].queryset = departments(desk.municipality)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("department") and values.get("party") == Party.Kind.POLICE:
            self.add_error("department", _("Förvaltningarna är kommunens. Välj kommunen som part."))
        return values


class DelayForm(forms.Form):
    days = forms.IntegerField(
        label=_("Dagar innan en kontroll eller patrullering syns"),
        min_value=0,
        max_value=LONGEST_DELAY_DAYS,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_(
            "Räknat från månadens slut, så att ingen kan räkna ut dagen. Sidan visar sedan bara månad och antal."
        ),
    )


@workspace_page(Action.REVIEW)
def contacts(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = ContactForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        try:
            _add(desk, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, gettext("Kontakten är tillagd och får nästa brev."))
            return redirect("workspace:contacts", desk.municipality.slug)
    return _page(request, desk, form=form)


@workspace_page(Action.REVIEW)
def letter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The mail as it would be written today."""
    contact, today = _contact(desk, pk), timezone.localdate()
    due = due_for_contact(contact, today=today)
    address = f"{settings.ADDRESS.rstrip('/')}{PATH}/…/"
    mail = month_mail(contact, address, today + LINK_HOLDS, due) if due else None
    return show(request, desk, "contact_letter.html", function="reports", contact=contact, mail=mail)


@workspace_page(Action.REVIEW)
@require_POST
def send_now(request: HttpRequest, desk: Desk) -> HttpResponse:
    """To those who have something due and have had no mail this month."""
    count = send_monthly_mails(desk.municipality, on=timezone.localdate())
    messages.success(request, _sent_words(count))
    return redirect("workspace:contacts", desk.municipality.slug)


@workspace_page(Action.REVIEW)
@require_POST
def forget(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    forget_devices(desk.municipality, contact=_contact(desk, pk))
    messages.success(request, gettext("Enheterna är glömda. Nästa gång behövs länken i brevet."))
    return redirect("workspace:contacts", desk.municipality.slug)


@workspace_page(Action.REVIEW)
@require_POST
def remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    remove_contact(desk.municipality, contact=_contact(desk, pk), actor=desk.user)
    messages.success(request, gettext("Kontakten är borttagen. Det den har lämnat finns kvar."))
    return redirect("workspace:contacts", desk.municipality.slug)


@workspace_page(Action.REVIEW)
@require_POST
def set_delay(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = DelayForm(request.POST)
    if form.is_valid():
        try:
            set_public_delay(desk.municipality, party=own_party(desk), actor=desk.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Sparat. Det gäller från och med nu."))
            return redirect("workspace:contacts", desk.municipality.slug)
    return _page(request, desk, delay_form=form)


def _add(desk: Desk, *, party: str, **values: Any) -> Contact:
    authority = enter_authority(desk.municipality, kind=Party.Kind(party), actor=desk.user)
    return add_contact(desk.municipality, party=authority, actor=desk.user, **values)


def _page(
    request: HttpRequest, desk: Desk, *, form: ContactForm | None = None, delay_form: DelayForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    due = due_by_contact(desk.municipality, today=today)
    rows = Contact.objects.filter(municipality=desk.municipality).select_related("party", "department")
    asked = set(rows.filter(links__month=today.replace(day=1)).values_list("pk", flat=True))
    delay = PublicDelay.objects.filter(municipality=desk.municipality).first()
    shown, shown_delay = (
        form or ContactForm(desk=desk),
        delay_form or DelayForm(initial={"days": delay.days if delay else 0}),
    )
    return show(
        request,
        desk,
        "contacts.html",
        function="reports",
        status=422 if shown.errors or shown_delay.errors else 200,
        form=shown,
        delay_form=shown_delay,
        delay_days=delay.days if delay else None,
        is_police=desk.membership.party == Party.Kind.POLICE,
        rows=[(contact, len(due.get(contact.pk, [])), contact.pk in asked) for contact in rows],
        due_count=len(due),
        waiting=len(set(due) - asked),
    )


def _contact(desk: Desk, pk: int) -> Contact:
    contact = Contact.objects.filter(municipality=desk.municipality, pk=pk).select_related("municipality").first()
    if contact is None:
        raise Http404
    return contact


def _sent_words(count: int) -> str:
    if not count:
        return gettext("Inget brev skickades: alla som har något att svara på har redan fått sitt den här månaden.")
    return ngettext("Ett brev är på väg.", "%(count)s brev är på väg.", count) % {"count": count}
