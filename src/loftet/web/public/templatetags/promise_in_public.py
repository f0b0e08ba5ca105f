from typing import Any

from django import template

from loftet.sources.promise_text.record import PromiseRecord
from loftet.web.public.promise_words import promise_words

register = template.Library()


@register.inclusion_tag("public/promise_in_public.html")
def promise_in_public(record: PromiseRecord) -> dict[str, Any]:
    """Exactly what the public will read, for whoever is about to publish it."""
    return promise_words(record)
