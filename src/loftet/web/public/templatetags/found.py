from collections.abc import Sequence
from urllib.parse import urlsplit

from django import template
from django.urls import resolve

from loftet.domain.publishing.search.excerpts import Fragment
from loftet.domain.publishing.search.selectors import SearchHit
from loftet.web.design.templatetags.design import in_this_language

register = template.Library()


@register.filter
def shows_why(excerpt: Sequence[Fragment]) -> bool:
    """Whether a word that was searched for stands in the excerpt; else the title says it all."""
    return any(fragment.found for fragment in excerpt)


@register.filter
def promise_address(hit: SearchHit) -> str:
    """The promise that the hit is a part of, as its address says it: "2026". Empty for an agreement."""
    return str(resolve(urlsplit(in_this_language(hit.url)).path).kwargs.get("address", ""))
