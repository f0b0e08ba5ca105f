"""The situational picture for print and for programs, as it was adopted."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.picture.selectors import adopted_content, published_picture
from loftet.domain.publishing import selectors
from loftet.domain.publishing.document.picture_content import picture_content
from loftet.domain.publishing.document.typesetting import pdf_of
from loftet.web.open_data.responses import Forms, municipality_file


@require_safe
@conditional_page
def picture_pdf(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    municipality = selectors.municipality_in_public(slug)
    if municipality is None or Function.PICTURE not in switched_on(municipality):
        raise Http404
    picture = published_picture(municipality, name)
    if picture is None or picture.published_at is None:
        raise Http404
    address = settings.ADDRESS.rstrip("/") + reverse("public:picture", args=[slug, name])
    document = picture_content(picture, adopted_content(picture), address=address)
    content = pdf_of(document, made_at=picture.published_at)
    return municipality_file(municipality, content, Forms.PDF, "lagesbild", changed_at=picture.published_at)
