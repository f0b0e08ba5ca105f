"""Safety walks that were made public: what was reviewed of them, who owns it, what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.domain.dialogue.safety_walk.selectors import public_walks
from loftet.domain.organisation.functions import Function
from loftet.web.public.frame import frame_of, show
from loftet.web.public.page_cache import kept


@require_safe
@kept
def walks(request: HttpRequest, slug: str) -> HttpResponse:
    frame = frame_of(slug, function=Function.DIALOGUES)
    return show(
        request,
        "safety_walks.html",
        title=_("Trygghetsvandringar"),
        description=_("Vad som sågs på trygghetsvandringar, vem som äger det och vad det blev av det."),
        frame=frame,
        walks=public_walks(frame.municipality),
    )


@require_safe
@kept
def walk(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    frame = frame_of(slug, function=Function.DIALOGUES)
    row = get_object_or_404(public_walks(frame.municipality), pk=pk)
    title = _("Trygghetsvandring i %(area)s") % {"area": row.area}
    return show(request, "safety_walk.html", title=title, frame=frame, walk=row)
