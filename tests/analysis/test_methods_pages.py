"""The pages of the methods: what they show was computed by what they describe."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods"
PAGES = sorted(METHODS.glob("*.md"))
WITHOUT_EXAMPLES = ("README", "speed")
PICTURES = METHODS / "pictures"
FENCE = re.compile(r"^```\w*$", re.MULTILINE)
# Matplotlib names clip paths and markers by what they hold.
NAME = re.compile(r"\b[mp][0-9a-f]{10}\b")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_of_a_page_gives_what_the_page_shows(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(METHODS)
    # A fence would be read as a line of what is expected.
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    test = doctest.DocTestParser().get_doctest(text, {}, page.stem, str(page), 0)
    results = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)
    assert results.failed == 0
    assert results.attempted > 0 or page.stem in WITHOUT_EXAMPLES


def test_every_picture_is_shown_on_a_page() -> None:
    shown = {link for page in PAGES for link in LINK.findall(page.read_text(encoding="utf-8"))}
    assert {f"pictures/{picture.name}" for picture in PICTURES.glob("*.svg")} <= shown


def alike(drawn: bytes, kept: bytes) -> bool:
    """The same shapes at the same places: processors differ in the last digit of a number, and names follow it."""
    drawings = [NAME.sub("", each.decode()) for each in (drawn, kept)]
    forms = [NUMBER.sub("", each) for each in drawings]
    places = [[float(number) for number in NUMBER.findall(each)] for each in drawings]
    return forms[0] == forms[1] and places[0] == pytest.approx(places[1], abs=0.01)


@pytest.mark.slow
@pytest.mark.parametrize("script", sorted(PICTURES.glob("*.py")), ids=lambda script: script.stem)
def test_a_picture_drawn_anew_is_the_picture_that_is_kept(script: Path) -> None:
    kept = {picture: picture.read_bytes() for picture in PICTURES.glob("*.svg")}
    try:
        subprocess.run([sys.executable, script], cwd=PICTURES, check=True)
        drawn = {picture: picture.read_bytes() for picture in PICTURES.glob("*.svg")}
        assert drawn.keys() == kept.keys()
        assert [picture.name for picture in kept if not alike(drawn[picture], kept[picture])] == []
    finally:
        for picture, content in kept.items():
            picture.write_bytes(content)
