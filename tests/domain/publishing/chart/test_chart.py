"""A chart as its readers meet it: the drawing's shapes, its words read aloud, and the same in PDF and Word."""

from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

import docx
import pikepdf
import pypdfium2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loftet.domain.publishing.chart.axis import shown, ticks
from loftet.domain.publishing.chart.curve import Chart, Point
from loftet.domain.publishing.chart.drawing import NARROW, WIDE, document_svg, page_svg
from loftet.domain.publishing.document.blocks import Document, Drawing
from loftet.domain.publishing.document.typesetting import pdf_of
from loftet.domain.publishing.document.word import word_of

FINDING = "Från 31 år 2020 till 14 år 2024. 2022 saknas."


def chart(*values: float | None, **of_last: bool) -> Chart:
    points = [Point(label=str(2020 + number), value=value) for number, value in enumerate(values)]
    last = points[-1]
    points[-1] = Point(label=last.label, value=last.value, low=5, high=25, alike_low=8, alike_high=20, **of_last)
    return Chart(title="Inbrott", description=FINDING, curve_name="Exempelby, antal", points=tuple(points))


def shapes(svg: str, css: str) -> list[ElementTree.Element]:
    return [each for each in ElementTree.fromstring(svg).iter() if each.get("class") == css]


def wide(drawn: Chart) -> str:
    return page_svg(drawn, WIDE, identity="c")


def test_a_period_without_a_figure_breaks_the_curve_and_is_never_drawn_as_zero() -> None:
    svg = wide(chart(31, 24, None, 18, 14))
    assert [len(each.get("points", "").split()) for each in shapes(svg, "curve")] == [2, 2]
    assert len(shapes(svg, "dot")) == 4
    baseline = float(shapes(svg, "base")[0].get("d", "").split()[1].partition("H")[0])
    assert all(float(dot.get("cy", "")) < baseline for dot in shapes(svg, "dot"))


def test_a_real_zero_lies_on_the_axis() -> None:
    svg = wide(chart(3, 0, 4))
    baseline = shapes(svg, "base")[0].get("d", "").split()[1].partition("H")[0]
    assert shapes(svg, "dot")[1].get("cy") == baseline


def test_the_preliminary_end_is_dashed_with_a_hollow_dot_and_an_asterisk() -> None:
    svg = wide(chart(31, 24, 14, is_preliminary=True))
    assert len(shapes(svg, "curve preliminary")) == 1
    assert len(shapes(svg, "dot-preliminary")) == 1
    assert "2022*" in svg


def test_no_line_leads_over_a_break_in_the_series() -> None:
    svg = wide(chart(31, 24, 14, begins_anew=True))
    assert [len(each.get("points", "").split()) for each in shapes(svg, "curve")] == [2]
    assert len(shapes(svg, "anew")) == 1


def test_the_words_of_the_drawing_are_escaped_and_read_aloud() -> None:
    drawn = Chart(title="<b>A & B", description=FINDING, curve_name="x", points=(Point(label="<i>", value=1),))
    svg = wide(drawn)
    root = ElementTree.fromstring(svg)
    assert (root.findtext("title"), root.findtext("desc")) == ("<b>A & B", FINDING)
    assert root.get("aria-labelledby") == "c-wide-t c-wide-d"


def test_two_formats_on_one_page_share_no_identity() -> None:
    drawn = chart(31, 24, 14)
    both = [ElementTree.fromstring(page_svg(drawn, each, identity="c")) for each in (WIDE, NARROW)]
    identities = [each.get("id") for root in both for each in root.iter() if each.get("id")]
    assert len(identities) == len(set(identities)) == 6


@given(st.just(0.0) | st.floats(1e-6, 1e9), st.booleans())
def test_an_axis_has_at_most_six_lines_evenly_parted_from_zero_to_the_highest(highest: float, whole: bool) -> None:
    lines = ticks(highest, whole=whole)
    assert 2 <= len(lines) <= 6
    assert lines[0] == 0
    assert lines[-1] >= highest * (1 - 1e-6)
    assert not whole or all(float(line).is_integer() for line in lines)


@given(st.integers(0, 400), st.integers(1, 12))
def test_the_last_label_is_always_written(places: int, most: int) -> None:
    labels = shown(places, most=most)
    assert len(labels) <= most
    assert not places or labels[-1] == places - 1


@given(st.lists(st.none() | st.floats(0, 1e6), min_size=1, max_size=130))
@example([5e-324])
def test_whatever_the_figures_are_the_drawing_stays_inside_its_frame(values: list[float | None]) -> None:
    points = tuple(Point(label=str(n), value=value) for n, value in enumerate(values))
    svg = page_svg(Chart(title="t", description="d", curve_name="c", points=points, counts=False), NARROW, identity="c")
    places = [
        tuple(map(float, pair.split(",")))
        for each in ElementTree.fromstring(svg).iter()
        for pair in each.get("points", "").split()
    ]
    assert all(0 <= x <= NARROW.width and 0 <= y <= NARROW.height for x, y in places)


@pytest.fixture(scope="module")
def document() -> Document:
    drawing = Drawing(svg=document_svg(chart(31, 24, None, 18, 14)), description=FINDING)
    return Document(
        title="Lägesbild",
        name="Lägesbild",
        author="Exempelby kommun",
        description="",
        language="sv",
        address="",
        example=True,
        example_mark="Exempel",
        page_number="{page} av {pages}",
        blocks=[drawing],
    )


def test_the_pdf_holds_the_drawing_with_letters_and_says_what_it_shows(document: Document) -> None:
    pdf = pdf_of(document, made_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert "2024" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    with pikepdf.open(BytesIO(pdf)) as opened:
        told = [str(each["/Alt"]) for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert told == [FINDING]


def test_word_gets_a_picture_with_the_same_words(document: Document) -> None:
    word = docx.Document(BytesIO(word_of(document)))
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == FINDING
