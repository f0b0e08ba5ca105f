"""What a browser sends of a page: every field as it stands, with what a person changes."""

from typing import Any

from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

# The class of what the test client gives has no public name.
Page = Any


def fields_of(response: Page, form: str = "main form") -> dict[str, str]:
    """The fields of the first form that the selector finds, without its buttons."""
    found = LexborHTMLParser(response.content.decode()).css_first(form)
    assert found is not None, f"no {form} on the page"
    pairs = [(node.attributes.get("name"), _value(node)) for node in found.css("input, textarea, select")]
    return {name: value for name, value in pairs if name and value is not None}


def send(client: Client, address: str, *, form: str = "main form", **changes: Any) -> Page:
    """Open the page, change some fields, press the first button and follow where it leads.

    A field's name has "__" for "-"; None takes a field out, as an empty box does.
    """
    fields: dict[str, Any] = dict(fields_of(client.get(address), form))
    for name, value in changes.items():
        key = name.replace("__", "-")
        fields[key] = value
    kept = {name: value for name, value in fields.items() if value is not None}
    return client.post(address, kept, follow=True)


def text_of(response: Page) -> str:
    """The words of the page's content, with single spaces."""
    main = LexborHTMLParser(response.content.decode()).css_first("main")
    assert main is not None
    return " ".join(main.text(separator=" ").split())


def _value(node: LexborNode) -> str | None:
    if node.tag == "textarea":
        # HTML drops one line break after the tag, and browsers send line breaks as Windows does.
        text = node.text()
        return text.removeprefix("\n").replace("\n", "\r\n")
    if node.tag == "select":
        chosen = node.css_first("option[selected]") or node.css_first("option")
        return (chosen.attributes.get("value") or "") if chosen else None
    kind = node.attributes.get("type")
    if kind in ("checkbox", "radio"):
        return (node.attributes.get("value") or "on") if "checked" in node.attributes else None
    return None if kind == "file" else node.attributes.get("value") or ""
