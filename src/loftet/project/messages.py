"""Keep the English catalogue in step with the Swedish sentences in code and templates; needs no gettext.

`python -m loftet.project.messages` writes the catalogue, with `--check` it only lists what is missing.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1]
ENGLISH = SOURCE / "locale/en/LC_MESSAGES/django.po"
PLAIN = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in PLAIN} | {"gettext_noop": None}


def main(arguments: list[str]) -> int:
    """The exit status: 1 if a check found a sentence without its English, or English without its sentence."""
    catalogue = brought_up_to_date(read(ENGLISH))
    if "--check" not in arguments:
        write(catalogue, ENGLISH)
        return 0
    faults = list(faults_of(catalogue))
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


def faults_of(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if message.id and not is_translated(message):
            yield f"No English: {message.id}"
    for message in catalogue.obsolete.values():
        yield f"No longer used: {message.id}"


def is_translated(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else (message.string or [""])
    return all(forms) and not message.fuzzy


def brought_up_to_date(catalogue: Catalog) -> Catalog:
    catalogue.update(swedish_sentences(), no_fuzzy_matching=True)
    return catalogue


def swedish_sentences() -> Catalog:
    template = Catalog(charset="utf-8")
    for path in sorted((*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.*"))):
        location = (str(path.relative_to(SOURCE)), 0)
        for _, sentence, comments, context in extract("python", BytesIO(as_python(path)), KEYWORDS):
            template.add(sentence, locations=[location], auto_comments=comments, context=context)
    return template


def as_python(path: Path) -> bytes:
    """Code as it is; of a template what Django makes of it, without the indentation that Python would judge."""
    text = path.read_text()
    if path.suffix == ".py":
        return text.encode()
    return "\n".join(line.strip() for line in templatize(text).splitlines()).encode()


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True, include_lineno=False, omit_header=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
