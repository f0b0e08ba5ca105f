from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from loftet.domain.file.selectors import content_of, file_of
from loftet.domain.organisation.rules import Action
from loftet.web.workspace.access import Desk, workspace_page


@workspace_page(Action.READ)
def file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A stored file, to save: never shown by the browser in the name of the site."""
    stored = file_of(desk.municipality.code, pk)
    if stored is None:
        raise Http404
    with content_of(stored) as content:
        response = HttpResponse(content.read(), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name)
    return response
