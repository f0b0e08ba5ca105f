"""A page as somebody reads it."""

import html
import re

from django.test import Client


def html_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    return response.content.decode()


def text_of(address: str) -> str:
    """The words of the page's main part, with single spaces."""
    main = html_of(address).partition("<main")[2].partition("</main>")[0]
    return in_plain_words(main)


def in_plain_words(markup: str) -> str:
    without_inline = re.sub(r"</?(?:a|b|span|small|mark|time)\b[^>]*>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without_inline)).split())
