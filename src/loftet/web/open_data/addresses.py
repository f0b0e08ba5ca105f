"""Addresses and names that outlive the page they stand on."""

from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from loftet.domain.promise.editions import PublishedPromise

# Chosen once, for names within Löftet. Another one would make every reader's feed and calendar show everything twice.
NAMESPACE = UUID("5d1ff0a6-31a5-4c0e-9a5c-6f1d7a7b7a01")


def whole_address(view: str, *parts: str) -> str:
    return f"{settings.ADDRESS.rstrip('/')}{reverse(view, args=parts)}"


def page_of(promise: PublishedPromise, language: str = "sv") -> str:
    with override(language):
        return whole_address("public:promise", promise.municipality.slug, promise.address)


def permanent_id(*parts: str) -> UUID:
    """The same for the same parts, whatever address the installation has."""
    return uuid5(NAMESPACE, "/".join(parts))
