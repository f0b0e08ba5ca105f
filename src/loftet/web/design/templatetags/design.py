"""What templates of every audience are put together from."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def symbol(name: str) -> SafeString:
    """A drawing of symbols.svg. The words beside it say the same, so screen readers pass over it."""
    sheet = static("design/symbols.svg")
    return format_html('<svg class="sym" viewBox="0 0 24 24" aria-hidden="true"><use href="{}#{}"/></svg>', sheet, name)


@register.simple_tag
def example() -> SafeString:
    """The mark of what is made up."""
    return format_html('<span class="example">{}</span>', _("Exempel"))


@register.filter
def day(value: date | datetime) -> str:
    """ "10 september 2024", in Swedish time and in the language of the page."""
    return date_format(localtime(value) if isinstance(value, datetime) else value, "j F Y")


@register.filter
def listed(words: Sequence[str]) -> str:
    """ "polisen, kommunen och skolan"."""
    *first, last = words or [""]
    return _("%(first)s och %(last)s") % {"first": ", ".join(first), "last": last} if first else last


@register.simple_tag(takes_context=True)
def same_page_in(context: dict[str, Any], language: str) -> str:
    """The address of this page in another language."""
    request: HttpRequest = context["request"]
    return translate_url(request.get_full_path(), language)


@register.filter
def in_this_language(url: str) -> str:
    """A Swedish address in the language of the page."""
    language = get_language() or "sv"
    with override("sv"):
        return translate_url(url, language)


@register.simple_tag
def other_language() -> str:
    return "sv" if get_language() == "en" else "en"
