"""The lines of the access table for figures, and what they need on stage."""

from django.core.files.uploadedfile import SimpleUploadedFile

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.services import switch_function
from loftet.domain.statistics.models import Observation
from loftet.domain.statistics.services.delivering import Origin, store_delivery
from loftet.domain.statistics.services.waiting import keep_file
from loftet.sources.bra.long_text import read_long_text
from tests.people import Cast
from tests.web.access_meetings import elsewhere
from tests.web.access_table import WRITERS, posted, public, workspace

CONTENT = "Region;Brott;År;Period;Antal;/100 000 inv\nExempelby;Skadegörelse;År;2025;{count};;".encode()

_INSIDE = [
    workspace("figures"),
    workspace("figure_series", ":indicator", 12),
    workspace("figure_series", ":indicator", 3, allowed=frozenset()),
    workspace("figure", ":figure", allowed=WRITERS),
    posted("figure", ":figure", allowed=WRITERS, number="8", reason="Fel i källan"),
    workspace("read_figures", allowed=WRITERS),
    posted("read_figures", allowed=WRITERS, status=422, file=SimpleUploadedFile("x.txt", b"x")),
    posted("fetch_figures", "smhi", allowed=frozenset()),
    workspace("waiting_file", ":waiting", allowed=WRITERS),
    posted("waiting_file", ":waiting", allowed=WRITERS, status=409, seen=""),
    workspace("odd_rows", ":waiting", allowed=WRITERS),
    posted("discard_file", ":waiting", allowed=WRITERS),
    workspace("deliveries"),
    workspace("delivery", ":delivery"),
    workspace("delivered_file", ":delivery"),
]
FIGURES = [
    *_INSIDE,
    *elsewhere(_INSIDE),
    public("public:figures", "exempelby"),
    public("public:figures", "granneby", status=404),
    public("public:series", "exempelby", ":indicator", 12),
    public("public:series", "granneby", ":indicator", 12, status=404),
    public("open_data:series-csv", "exempelby", ":indicator", 12),
    public("open_data:series-csv", "granneby", ":indicator", 12, status=404),
]


def counted(cast: Cast) -> dict[str, object]:
    """One figure, and a file that would correct it."""
    town = cast.exempelby
    switch_function(town, function=Function.FIGURES, on=True, actor=None)
    content = CONTENT.replace(b"{count}", b"20")
    origin = Origin(source="bra", reader="bra.long_text", file_name="dbfil.txt", content=content)
    delivery = store_delivery(town, reading=read_long_text(content), origin=origin, actor=None).delivery
    figure = Observation.objects.get(place=town.code)
    waiting = keep_file(town, file_name="dbfil.txt", content=CONTENT.replace(b"{count}", b"21"), actor=None)
    return {
        ":indicator": figure.indicator_id,
        ":figure": figure.pk,
        ":delivery": delivery.pk if delivery else 0,
        ":waiting": waiting.pk,
    }
