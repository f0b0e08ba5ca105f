"""To follow by e-mail: ask, confirm, leave. No cookie, no script.

Nothing here rests on who is signed in. The form gives nobody anything that she could not ask for herself, and the other
pages are opened by what stands in their address. Django's token against forged requests would need a cookie, and a form
of its own for each reader; instead a browser that says that the form was sent from another site is turned away. So the
form is the same for everybody and is kept like every other page. Opening a page never changes anything.
"""

from ipaddress import ip_address, ip_network
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.signing import Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from loftet.domain.publishing.selectors import published_promise
from loftet.domain.publishing.subscription.followed import Followed, area_in, commitment_in
from loftet.domain.publishing.subscription.links import (
    FROM_LETTER,
    ONE_CLICK,
    Asked,
    LinkExpired,
    LinkGarbled,
    unsealed,
)
from loftet.domain.publishing.subscription.models import Subscription
from loftet.domain.publishing.subscription.selectors import (
    followed_by,
    followed_by_request,
    mail_is_offered,
    subscription_of,
)
from loftet.domain.publishing.subscription.services import following
from loftet.domain.publishing.subscription.wording import consent_wording, wording_hash
from loftet.web.public.frame import Frame, frame_of, show
from loftet.web.public.page_cache import kept

readable_or_sent = require_http_methods(["GET", "HEAD", "POST"])


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Din e-postadress"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "ds-input", "autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Skriv din e-postadress."),
            "invalid": gettext_lazy("Det där är ingen e-postadress. Så här ser en ut: namn@exempel.se"),
        },
    )


@csrf_exempt
@readable_or_sent
def follow(request: HttpRequest, slug: str, address: str, key: str = "", area: str = "") -> HttpResponse:
    page = _ask if request.method == "POST" else _form
    return page(request, slug, address, key, area)


@require_safe
@kept
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, "follow_sent.html", title=_("Titta i din e-post"), frame=frame_of(slug), indexed=False)


@csrf_exempt
@readable_or_sent
def confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Opened from the letter; only the button keeps the address."""
    frame = frame_of(slug)
    try:
        asked = unsealed(token)
    except LinkExpired as expired:
        return _no_link(request, frame, followed=_asked_for(frame, expired.asked), status=410)
    except LinkGarbled:
        return _no_link(request, frame, status=404)
    followed = _asked_for(frame, asked)
    if followed is None:
        return _no_link(request, frame, status=404)
    return (_keep if request.method == "POST" else _confirm_page)(request, frame, followed, asked)


@csrf_exempt
@readable_or_sent
def leave(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """RFC 8058: what a mail program posts leaves at once; whoever opens the address is shown a button."""
    frame, subscription = _subscription(slug, ONE_CLICK, token)
    if subscription is None:
        return _left(request, frame)
    followed = followed_by(subscription)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        following.leave(subscription, action="leave")
        return _left(request, frame, followed)
    return _page(request, "leave.html", _("Sluta följa"), frame, followed)


@csrf_exempt
@readable_or_sent
def leave_from_letter(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The letter may have been sent on: whoever leaves writes the address that it went to."""
    frame, subscription = _subscription(slug, FROM_LETTER, token)
    if subscription is None:
        return _left(request, frame)
    followed, form = followed_by(subscription), AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            following.leave_from_letter(subscription, email=form.cleaned_data["email"])
        except following.AddressDiffers:
            form.add_error("email", _("Brevet gick inte till den adressen. Adressen står i brevet, efter Till."))
        except following.TooMany:
            form.add_error("email", _("Det blev för många försök. Vänta en timme och prova igen."))
        else:
            return _left(request, frame, followed)
    status = 422 if form.errors else 200
    return _page(request, "leave.html", _("Sluta följa"), frame, followed, status=status, form=form)


@kept
def _form(request: HttpRequest, slug: str, address: str, key: str, area: str) -> HttpResponse:
    return _form_page(request, *_followed(slug, address, key, area), AddressForm())


def _ask(request: HttpRequest, slug: str, address: str, key: str, area: str) -> HttpResponse:
    """The same answer whoever follows already and however often an address was asked."""
    frame, followed = _followed(slug, address, key, area)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied
    if not mail_is_offered(frame.municipality):
        raise Http404
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            following.ask_to_follow(followed, email=form.cleaned_data["email"], source=source_of(request))
        except following.TooMany:
            form.add_error(
                None, _("Det har kommit många anmälningar från din uppkoppling. Vänta en timme och prova igen.")
            )
        else:
            return redirect("public:follow_sent", slug)
    return private(_form_page(request, frame, followed, form), 422)


def _form_page(request: HttpRequest, frame: Frame, followed: Followed, form: forms.Form) -> HttpResponse:
    return show(
        request,
        "follow.html",
        title=_("Följ %(what)s") % {"what": followed.name},
        frame=frame,
        indexed=False,
        followed=followed,
        form=form,
        wording=consent_wording(frame.municipality),
    )


def _confirm_page(
    request: HttpRequest, frame: Frame, followed: Followed, asked: Asked, *, status: int = 200
) -> HttpResponse:
    wording = consent_wording(frame.municipality)
    return _page(
        request,
        "follow_confirm.html",
        _("Vill du få brev?"),
        frame,
        followed,
        status=status,
        asked=asked,
        wording=wording,
        wording_sha256=wording_hash(wording),
        wording_changed=status == 409,
    )


def _keep(request: HttpRequest, frame: Frame, followed: Followed, asked: Asked) -> HttpResponse:
    try:
        following.follow(followed, asked=asked, wording_sha256=request.POST.get("wording", ""))
    except following.WordingChanged:
        return _confirm_page(request, frame, followed, asked, status=409)
    return _page(request, "follow_done.html", _("Nu får du brev"), frame, followed)


def _left(request: HttpRequest, frame: Frame, followed: Followed | None = None) -> HttpResponse:
    return _page(request, "left.html", _("Du följer inte längre"), frame, followed)


def _no_link(request: HttpRequest, frame: Frame, *, status: int, followed: Followed | None = None) -> HttpResponse:
    return _page(request, "follow_no_link.html", _("Länken fungerar inte"), frame, followed, status=status)


def _page(
    request: HttpRequest,
    template: str,
    title: str,
    frame: Frame,
    followed: Followed | None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page whose address opens something: it is written nowhere in the page's head."""
    canonical = followed.path if followed else f"/{frame.municipality.slug}/"
    shown = show(
        request, template, title=title, frame=frame, canonical=canonical, indexed=False, followed=followed, **context
    )
    return private(shown, status)


def _followed(slug: str, address: str, key: str, area: str) -> tuple[Frame, Followed]:
    frame = frame_of(slug)
    published = published_promise(frame.municipality, address)
    if published is None:
        raise Http404
    followed = commitment_in(published, key) if key else area_in(published, area) if area else Followed(published)
    if followed is None:
        raise Http404
    return frame, followed


def _asked_for(frame: Frame, asked: Asked) -> Followed | None:
    """None also where the link is another municipality's."""
    own = asked.municipality_code == frame.municipality.code
    return followed_by_request(frame.municipality, asked) if own else None


def _subscription(slug: str, signer: Signer, token: str) -> tuple[Frame, Subscription | None]:
    frame = frame_of(slug)
    try:
        return frame, subscription_of(frame.municipality, signer=signer, token=token)
    except LinkGarbled as error:
        raise Http404 from error


def private(response: HttpResponse, status: int) -> HttpResponse:
    """Kept by nobody on the way, and the address of the page is told to no other."""
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def source_of(request: HttpRequest) -> str:
    """Where a request comes from, as the proxy in front saw it; of IPv6 the network that one household has."""
    peer = str(request.META["REMOTE_ADDR"])
    seen = request.headers.get("X-Forwarded-For", peer).rpartition(",")[2].strip()
    try:
        return str(ip_network(f"{seen}/64", strict=False)) if ip_address(seen).version == 6 else seen
    except ValueError:
        return peer
