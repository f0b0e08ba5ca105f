"""A chart as SVG: one drawing for a wide page and for print, one for a telephone.

The page's style sheet colours the classes, so that the drawing follows the colour scheme; a document has no style sheet
and gets `DOCUMENT_STYLE` inside the drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from loftet.domain.publishing.chart.axis import shown, ticks
from loftet.domain.publishing.chart.curve import Chart, runs

MOST_DOTS = 40
"""With more points the dots would hide the curve."""


@dataclass(frozen=True, slots=True)
class Format:
    """Sizes in the units of the drawing, which are about pixels where it is shown."""

    name: str
    width: int
    height: int
    left: int
    top: int
    bottom: int
    letters: int
    most_labels: int
    dot: int


WIDE = Format("wide", 800, 400, 60, 20, 40, 17, 9, 6)
NARROW = Format("narrow", 330, 300, 44, 16, 34, 15, 5, 5)
RIGHT = 30

HATCH = (
    '<defs><pattern id="{identity}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch" d="M0 0v7"/></pattern></defs>'
)

# The colours of the light scheme in `tokens.css`: paper is always light.
DOCUMENT_STYLE = """
text { font-family: "Public Sans", "Public Sans Variable", sans-serif; fill: #46525e; }
.grid { stroke: #ccd4db; stroke-width: 1; } .base { stroke: #66727e; stroke-width: 1.5; }
.band { fill: #b9d3ea; } .hatch { stroke: #6b7680; stroke-width: 1.6; }
.alike { stroke: #6b7680; stroke-width: 1.5; fill: none; }
.curve { stroke: #0c4a7d; stroke-width: 3.5; fill: none; stroke-linejoin: round; stroke-linecap: round; }
.halo { stroke: #ffffff; stroke-width: 8; fill: none; stroke-linejoin: round; }
.preliminary { stroke-dasharray: 3 8; } .anew { stroke: #46525e; stroke-width: 1.5; stroke-dasharray: 6 5; }
.dot { fill: #0c4a7d; } .dot-preliminary { fill: #ffffff; stroke: #0c4a7d; stroke-width: 3; }
"""


def page_svg(chart: Chart, format_: Format, *, identity: str) -> str:
    """For a page; `identity` is unique on it."""
    title, description = f"{identity}-{format_.name}-t", f"{identity}-{format_.name}-d"
    head = f'class="{format_.name}" role="img" aria-labelledby="{title} {description}"'
    told = (
        f'<title id="{title}">{escape(chart.title)}</title><desc id="{description}">{escape(chart.description)}</desc>'
    )
    return _svg(chart, format_, head, told, hatch=f"{identity}-{format_.name}-h")


def document_svg(chart: Chart) -> str:
    """For a document, which says title and description by its own means."""
    return _svg(chart, WIDE, 'xmlns="http://www.w3.org/2000/svg"', f"<style>{DOCUMENT_STYLE}</style>", hatch="h")


def _svg(chart: Chart, format_: Format, head: str, first: str, *, hatch: str) -> str:
    drawing = "".join(_Plot(chart, format_, hatch).parts())
    return f'<svg {head} viewBox="0 0 {format_.width} {format_.height}">{first}{drawing}</svg>'


class _Plot:
    """A chart laid out in a format."""

    def __init__(self, chart: Chart, format_: Format, hatch: str) -> None:
        self.points = chart.points
        self.format = format_
        self.hatch = hatch
        self.ticks = ticks(chart.highest, whole=chart.counts)

    def parts(self) -> Iterator[str]:
        """From the back to the front."""
        yield from self._bands()
        yield from self._grid()
        yield from self._alike()
        yield from self._breaks()
        yield from self._curve()
        yield from self._dots()
        yield from self._periods()

    def x(self, place: float) -> float:
        room = self.format.width - self.format.left - RIGHT
        return self.format.left + room * (place / (len(self.points) - 1) if len(self.points) > 1 else 0.5)

    def y(self, value: float | None) -> float:
        room = self.format.height - self.format.top - self.format.bottom
        return self.format.top + room * (1 - (value or 0.0) / self.ticks[-1])

    def along(self, run: list[int], holds: str) -> str:
        return " ".join(f"{self.x(place):.1f},{self.y(getattr(self.points[place], holds)):.1f}" for place in run)

    def area(self, run: list[int], low: str, high: str) -> str:
        return f"{self.along(run, low)} {self.along(run[::-1], high)}"

    def _bands(self) -> Iterator[str]:
        for run in runs(self.points, holds="has_band"):
            if len(run) > 1:
                yield f'<polygon class="band" points="{self.area(run, "low", "high")}"/>'
            else:
                yield self._bar(run[0])

    def _bar(self, place: int) -> str:
        """The band of a single point, which has no breadth of its own."""
        x, top, bottom = self.x(place), self.y(self.points[place].high), self.y(self.points[place].low)
        half = self.format.dot
        return f'<path class="band" d="M{x - half:.1f} {top:.1f}h{2 * half}V{bottom:.1f}h-{2 * half}z"/>'

    def _grid(self) -> Iterator[str]:
        left, right = self.format.left, self.format.width - RIGHT + 10
        for tick in self.ticks:
            y = self.y(tick)
            yield f'<path class="{"grid" if tick else "base"}" d="M{left} {y:.1f}H{right}"/>'
            yield self._words(left - 8, y + self.format.letters * 0.35, "end", number_words(tick))

    def _alike(self) -> Iterator[str]:
        yield HATCH.format(identity=self.hatch) if any(point.has_alike for point in self.points) else ""
        for run in runs(self.points, holds="has_alike"):
            yield f'<polygon points="{self.area(run, "alike_low", "alike_high")}" fill="url(#{self.hatch})"/>'
            yield f'<polyline class="alike" points="{self.along(run, "alike_low")}"/>'
            yield f'<polyline class="alike" points="{self.along(run, "alike_high")}"/>'

    def _breaks(self) -> Iterator[str]:
        for place, point in enumerate(self.points):
            if point.begins_anew and place:
                bottom = self.format.height - self.format.bottom
                yield f'<path class="anew" d="M{self.x(place - 0.5):.1f} {self.format.top}V{bottom}"/>'

    def _curve(self) -> Iterator[str]:
        known = list(runs(self.points, holds="value"))
        halos = [("halo", run) for run in known]
        for css, part in halos + [part for run in known for part in self._parted(run)]:
            if len(part) > 1:
                yield f'<polyline class="{css}" points="{self.along(part, "value")}"/>'

    def _parted(self, run: list[int]) -> list[tuple[str, list[int]]]:
        """A line is as preliminary as the later of its two ends."""
        first = next((n for n, place in enumerate(run) if self.points[place].is_preliminary), len(run))
        return [("curve", run[:first]), ("curve preliminary", run[max(first - 1, 0) :] if first < len(run) else [])]

    def _dots(self) -> Iterator[str]:
        alone = {run[0] for run in runs(self.points, holds="value") if len(run) == 1}
        for place, point in enumerate(self.points):
            if point.value is not None and (len(self.points) <= MOST_DOTS or place in alone):
                css = "dot-preliminary" if point.is_preliminary else "dot"
                centre = f'cx="{self.x(place):.1f}" cy="{self.y(point.value):.1f}"'
                yield f'<circle class="{css}" {centre} r="{self.format.dot}"/>'

    def _periods(self) -> Iterator[str]:
        y = self.format.height - self.format.bottom + self.format.letters * 1.5
        for place in shown(len(self.points), most=self.format.most_labels):
            point = self.points[place]
            yield self._words(self.x(place), y, "middle", point.label + ("*" if point.is_preliminary else ""))

    def _words(self, x: float, y: float, anchor: str, words: str) -> str:
        place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
        return f'<text class="axis" {place} font-size="{self.format.letters}">{escape(words)}</text>'


def number_words(number: float) -> str:
    """As Swedes write it, thousands parted by a space that does not break: "1 200", "2,5"; no more digits than help."""
    digits = 0 if float(number).is_integer() or abs(number) >= 100 else 1 if abs(number) >= 0.1 else 3
    return f"{number:,.{digits}f}".replace(",", "\u00a0").replace(".", ",")
