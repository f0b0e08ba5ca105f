"""Where one is signed in: each request shows that a session is open, and the page ends those that should not be."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from loftet.domain.account.models import User
from loftet.domain.account.selectors import open_sessions, session_of
from loftet.domain.account.sessions import end_other_sessions, end_session, open_session, see_session

TOKEN = "loftet_session_token"  # noqa: S105  # the name of the place, not what lies in it
# Public pages are the same for everybody, signed in or not, and ask for no session.
PLACES = ("/arbetsyta/", "/konto/")


def sessions_that_can_be_ended(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware, after the one that knows the user."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(PLACES) and isinstance(request.user, User):
            _keep_or_end(request, request.user)
        return get_response(request)

    return answer


def _keep_or_end(request: HttpRequest, user: User) -> None:
    token = request.session.get(TOKEN)
    if token is None:
        request.session[TOKEN] = open_session(user=user, user_agent=request.headers.get("User-Agent", ""))
    elif not see_session(user=user, token=token):
        logout(request)


@never_cache
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Mina inloggningar: each with its device; one, or all but this one, can be ended."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    token = request.session[TOKEN]
    if request.method == "POST":
        return _end(request, user, token)
    here = session_of(user, token)
    return render(request, "workspace/sessions.html", {"sessions": open_sessions(user), "here": here})


def _end(request: HttpRequest, user: User, token: str) -> HttpResponse:
    wanted = request.POST.get("end", "")
    if wanted == "others":
        end_other_sessions(user=user, token=token)
        messages.success(request, gettext("Du är utloggad överallt utom här."))
    elif wanted.isdecimal():
        end_session(user=user, pk=int(wanted))
        messages.success(request, gettext("Inloggningen är avslutad."))
    return redirect("workspace:sessions")
