from typing import Any

from django import template

from loftet.sources.promise_text.record import PromiseRecord
from loftet.web.public.promise_words import promise_words
from loftet.web.public.revision_lines import revision_lines

register = template.Library()


@register.inclusion_tag("public/promise_in_public.html")
def promise_in_public(record: PromiseRecord) -> dict[str, Any]:
    """Exactly what the public will read, for whoever is about to publish it."""
    return promise_words(record)


@register.inclusion_tag("public/revisions.html")
def revisions(old: PromiseRecord, new: PromiseRecord) -> dict[str, Any]:
    """What `new` says in other words than `old`, as the public reads it between two editions."""
    return {"lines": revision_lines(old, new)}
