"""This year's draft beside the promise that it goes on from."""

from django.http import Http404, HttpRequest, HttpResponse

from loftet.domain.organisation.rules import Action
from loftet.domain.promise.comparison import compare_promises
from loftet.domain.promise.selectors import promise_record
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.draft import promise_at
from loftet.web.workspace.pages import show


@workspace_page(Action.READ)
def compare(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    promise = promise_at(desk, address)
    earlier = promise.carried_from
    if earlier is None:
        raise Http404
    compared = compare_promises(promise_record(earlier), promise_record(promise))
    return show(request, desk, "compare.html", function="promise", promise=promise, earlier=earlier, compared=compared)
