from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract

from loftet.project.messages import KEYWORDS, as_python, faults_of, swedish_sentences

TEMPLATE = """
<ul>
      <li>{% translate "Medborgarlöfte" %}
  <p>{% blocktranslate count n=n trimmed %}
    {{ n }} åtagande
  {% plural %}
    {{ n }} åtaganden
  {% endblocktranslate %}</p>
        </li>{% translate "Namn" context "person" %}
"""


def found_in(path: Path) -> list[object]:
    return [sentence for _, sentence, _, _ in extract("python", BytesIO(as_python(path)), KEYWORDS)]


def test_sentences_are_found_in_a_template_however_it_is_indented(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(TEMPLATE)

    assert found_in(template) == ["Medborgarlöfte", ("%(n)s åtagande", "%(n)s åtaganden"), "Namn"]


def test_sentences_are_found_in_code_under_each_name_of_gettext(tmp_path: Path) -> None:
    code = tmp_path / "rules.py"
    code.write_text('_("Ett")\ngettext_lazy("Två")\npgettext_lazy("tid", "Tre")\nngettext_lazy("Fyra", "Fem", 2)\n')

    assert found_in(code) == ["Ett", "Två", "Tre", ("Fyra", "Fem")]


def test_the_project_itself_has_sentences_in_code_and_in_templates() -> None:
    places = {Path(place).suffix for message in swedish_sentences() for place, _ in message.locations}

    assert places >= {".py", ".html"}


def test_a_sentence_without_its_english_and_english_without_its_sentence_are_faults() -> None:
    catalogue = Catalog(locale="en")
    catalogue.add("Löfte", "Promise")
    catalogue.add("Mål")
    catalogue.add(("%(n)s mål", "%(n)s mål"), ("%(n)s goal", ""))
    catalogue.obsolete["Gammalt"] = Catalog().add("Gammalt", "Old")

    assert list(faults_of(catalogue)) == [
        "No English: Mål",
        "No English: ('%(n)s mål', '%(n)s mål')",
        "No longer used: Gammalt",
    ]
