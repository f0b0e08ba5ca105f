from collections.abc import Sequence

from django import template

from loftet.domain.publishing.search.excerpts import Fragment

register = template.Library()


@register.filter
def shows_why(excerpt: Sequence[Fragment]) -> bool:
    """Whether a word that was searched for stands in the excerpt; else the title says it all."""
    return any(fragment.found for fragment in excerpt)
