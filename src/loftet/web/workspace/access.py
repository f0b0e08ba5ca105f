"""Who comes in where: every page under /arbetsyta/<kommun>/ passes through here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from loftet.domain.account.models import User
from loftet.domain.account.selectors import has_two_steps
from loftet.domain.organisation.functions import Function
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.rules import Action, may
from loftet.domain.organisation.selectors import membership_of, switched_on
from loftet.domain.place.models import Municipality
from loftet.domain.publishing.models import Site
from loftet.domain.publishing.selectors import site_of

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a signed-in person works: one municipality, in one role."""

    membership: Membership
    site: Site
    functions: frozenset[Function]
    """Those that are switched on in the municipality."""

    @property
    def municipality(self) -> Municipality:
        return self.membership.municipality

    @property
    def user(self) -> User:
        return self.membership.user

    @property
    def may(self) -> dict[str, bool]:
        """Each action and whether the person's role allows it: in templates, ``desk.may.publish``."""
        return {action.value: may(self.membership.role, action) for action in Action}


DeskView = Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]
PlacedView = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


def workspace_page(action: Action) -> Callable[[DeskView[P]], PlacedView[P]]:
    """For members of the municipality whose role may do `action`; to everybody else the page does not exist.

    Nor does it, for anybody, where the function that its address belongs to is switched off.

    Once the site is official, whoever signs in with a password alone is asked to add the second step first.
    """

    def placing(view: DeskView[P]) -> PlacedView[P]:
        @never_cache
        @login_required
        @wraps(view)
        def placed(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            function = kwargs.pop("function", None)
            membership = membership_of(request.user, slug) if isinstance(request.user, User) else None
            if membership is None or not may(membership.role, action):
                raise Http404
            desk = Desk(membership, site_of(membership.municipality), switched_on(membership.municipality))
            if function and function not in desk.functions:
                raise Http404
            if desk.site.official_since and not has_two_steps(desk.user):
                return redirect("workspace:protect_account")
            return view(request, desk, *args, **kwargs)

        return placed  # type: ignore[return-value]  # functools.wraps keeps the view's own arguments

    return placing
