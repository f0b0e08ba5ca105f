"""A commitment's year, drawn and said. In Python, for a promise page draws hundreds of months."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from loftet.domain.activity.ticks import TickState
from loftet.web.design.templatetags.design import symbol
from loftet.web.public.standing import Month

register = template.Library()

MONTH = (
    '<li data-tick="{}"><i aria-hidden="true">{}</i><span aria-hidden="true">{}</span><span class="sr">{}</span></li>'
)


@register.simple_tag
def months(year: Sequence[Month]) -> SafeString:
    """A box for each month; the words are for those who do not see it."""
    told, untold = symbol("tick"), symbol("dash")
    rows = ((month.state.value, _drawing(month, told, untold), month.letter, month.words) for month in year)
    return format_html('<ol class="ticks">{}</ol>', format_html_join("\n", MONTH, rows))


def _drawing(month: Month, told: SafeString, untold: SafeString) -> str | SafeString:
    if month.times > 1:
        return str(month.times)
    if month.times:
        return told
    return untold if month.state is TickState.UNTOLD else ""
