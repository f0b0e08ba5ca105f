"""Charts on a page."""

from typing import Any

from django import template
from django.utils.safestring import mark_safe

from loftet.domain.publishing.chart.curve import Chart
from loftet.domain.publishing.chart.drawing import NARROW, WIDE, page_svg

register = template.Library()


@register.inclusion_tag("design/chart.html")
def chart(drawn: Chart, identity: str) -> dict[str, Any]:
    """The key and both drawings. The table that says the same stands under it. `identity` is unique on the page."""
    # All words of the drawing are escaped where it is made.
    drawings = [mark_safe(page_svg(drawn, each, identity=identity)) for each in (WIDE, NARROW)]  # noqa: S308
    return {"chart": drawn, "drawings": drawings, "identity": identity}
