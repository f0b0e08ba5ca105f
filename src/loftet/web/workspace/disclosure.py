"""All that is kept about a promise, for whoever reviews secrecy before it is handed out."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from loftet.domain.organisation.rules import Action
from loftet.domain.publishing.archive.disclosure import disclose_promise
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.downloads import ZIP, download
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.pages import show


@workspace_page(Action.ARCHIVE)
def disclose(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    promise = promise_at(desk, address)
    if request.method != "POST":
        return show(request, desk, "disclosure.html", function="promise", promise=promise)
    package = disclose_promise(desk.municipality, promise=promise, actor=desk.user)
    name = f"lamna-ut-{desk.municipality.slug}-{address}-{timezone.localdate()}.zip"
    return download(package, name=name, media_type=ZIP)
