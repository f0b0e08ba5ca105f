from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from loftet.domain.publishing import selectors
from loftet.web.public.frame import frame_of, show
from loftet.web.public.outline import areas_of
from loftet.web.public.period import promised_days


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """All of them, or straight to the only one."""
    published = selectors.municipalities_in_public()
    if len(published) == 1:
        return redirect("public:start", slug=published[0].slug)
    return show(request, "municipalities.html", municipalities=published)


@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    frame = frame_of(slug)
    return show(request, "start.html", frame, published=frame.current, areas=areas_of(frame.current.record))


@require_safe
def promise(request: HttpRequest, slug: str, address: str, number: int | None = None) -> HttpResponse:
    frame = frame_of(slug)
    published = selectors.published_promise(frame.municipality, address, number)
    if published is None:
        raise Http404
    return show(
        request,
        "promise.html",
        frame,
        published=published,
        record=published.record,
        days=promised_days(published.record),
        areas=areas_of(published.record),
        editions=selectors.editions_of(frame.municipality, address),
    )


@require_safe
def commitment(request: HttpRequest, slug: str, address: str, key: str) -> HttpResponse:
    raise Http404


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /konto/\nDisallow: /arbetsyta/\n", content_type="text/plain")
