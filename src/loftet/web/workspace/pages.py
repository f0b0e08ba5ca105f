"""What stands round every page of the workspace: the menu of the functions that are switched on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from loftet.domain.organisation.functions import FUNCTIONS
from loftet.web.workspace.access import Desk


@dataclass(frozen=True, slots=True)
class MenuEntry:
    name: str
    label: LazyText
    address: str
    """Name of the URL that the menu leads to."""


# What nobody switches off.
ALWAYS = (
    MenuEntry("to_do", _("Att göra"), "workspace:to_do"),
    MenuEntry("promise", _("Löftet"), "workspace:promises"),
)


def menu_of(desk: Desk) -> list[MenuEntry]:
    chosen = [one for one in FUNCTIONS if one.function in desk.functions and desk.may[one.needs]]
    return [*ALWAYS, *(MenuEntry(one.function, one.label, f"workspace:{one.function}") for one in chosen)]


def show(
    request: HttpRequest, desk: Desk, template: str, *, function: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the workspace. `function` is the one of the menu that it belongs to."""
    frame = {"desk": desk, "municipality": desk.municipality, "menu": menu_of(desk), "current_function": function}
    return render(request, f"workspace/{template}", frame | context, status=status)


def version_sent(request: HttpRequest) -> int:
    """The version of the row that the form was opened with; 0, which no row has, where the form does not say it."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() else 0
