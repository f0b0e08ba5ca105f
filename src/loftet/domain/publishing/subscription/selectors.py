from dataclasses import dataclass

from django.conf import settings
from django.core.signing import Signer
from django.db.models import Count, Q, QuerySet

from loftet.domain.place.models import Municipality
from loftet.domain.publishing.selectors import published_promise
from loftet.domain.publishing.subscription.followed import Followed, followed_in
from loftet.domain.publishing.subscription.links import Asked, subscription_id_of
from loftet.domain.publishing.subscription.models import Subscription
from loftet.domain.publishing.subscription.rules import FEWEST_COUNTED

TO_A_FOLDER = "django.core.mail.backends.filebased.EmailBackend"


@dataclass(frozen=True, slots=True)
class FollowerCount:
    followed: Followed
    count: int


def mail_is_offered(municipality: Municipality) -> bool:
    """Whether letters reach anybody. Without a mail server only an example may be tried: its mail lies in a folder."""
    return municipality.example or settings.EMAIL_BACKEND != TO_A_FOLDER


def followed_by_request(municipality: Municipality, asked: Asked) -> Followed | None:
    """None where the promise, or the part of it, is public no longer."""
    published = published_promise(municipality, asked.promise_address)
    if published is None:
        return None
    return followed_in(published, commitment_key=asked.commitment_key, focus_area=asked.focus_area)


def followed_by(subscription: Subscription) -> Followed:
    """What it is about, or the whole promise where that is no longer a part of it.

    Raises ValueError: the promise is not public, which no followed one ceases to be.
    """
    published = published_promise(subscription.municipality, subscription.promise.address)
    if published is None:
        raise ValueError("a followed promise that is not public")
    key, area = subscription.commitment_key, subscription.focus_area
    return followed_in(published, commitment_key=key, focus_area=area) or Followed(published)


def subscription_of(municipality: Municipality, *, signer: Signer, token: str) -> Subscription | None:
    """None where it has been left already. Raises LinkGarbled."""
    rows = Subscription.objects.filter(municipality=municipality, pk=subscription_id_of(signer, token))
    return rows.select_related("municipality", "promise").first()


def followers(municipality: Municipality, *, promise_address: str, scope: Q) -> QuerySet[Subscription]:
    return Subscription.objects.filter(scope, municipality=municipality, promise__address=promise_address)


def follower_counts(municipality: Municipality, promise_address: str) -> list[FollowerCount]:
    """How many follow the promise and its parts, most first; only those that at least five follow."""
    published = published_promise(municipality, promise_address)
    if published is None:
        return []
    rows = followers(municipality, promise_address=promise_address, scope=Q())
    counted = rows.values("commitment_key", "focus_area").annotate(count=Count("pk")).order_by("-count")
    return [
        FollowerCount(followed, row["count"])
        for row in counted.filter(count__gte=FEWEST_COUNTED)
        if (followed := followed_in(published, commitment_key=row["commitment_key"], focus_area=row["focus_area"]))
    ]
