"""What becomes public is noted for those who follow it, and once a day each gets one letter with all of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from loftet.domain.delivery.models import Message
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.job.services import enqueue
from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import published_promise_of
from loftet.domain.promise.models import Edition, Promise
from loftet.domain.publishing.selectors import published_promise
from loftet.domain.publishing.subscription.followed import part_of
from loftet.domain.publishing.subscription.happenings import (
    difference_words,
    edition_words,
    happenings_of,
)
from loftet.domain.publishing.subscription.letters import digest_letter
from loftet.domain.publishing.subscription.models import News, Notice, SentLetter, Subscription
from loftet.domain.publishing.subscription.rules import is_bounce, is_over
from loftet.domain.publishing.subscription.selectors import followed_by, followers
from loftet.domain.publishing.subscription.services.following import leave

WHOLE_PROMISE = Q(commitment_key="", focus_area="")
# A worker that has stood still for a fortnight tells of what happened meanwhile, not of all that ever did.
LOOKED_BACK = timedelta(days=14)


@transaction.atomic
def note_change(
    municipality: Municipality,
    *,
    promise_address: str,
    kind: News.Kind,
    words: str,
    commitment_key: str | None = None,
    focus_area: str | None = None,
    on: date | None = None,
    source: str = "",
) -> None:
    """Something became public: those who follow it read it in their next letter.

    A change of a commitment is told to those who follow it, its focus area or the promise; one of the promise itself
    to all who follow anything of it.

    Args:
        words: in Swedish, as the public page says it; paragraphs with an empty line between.
        on: the day on which it became public, if not today. Who began to follow later is not told.
        source: what it tells of, unique within the promise: the same source a second time is passed over.
    """
    news = News(
        commitment_key=commitment_key or "",
        focus_area=focus_area or "",
        kind=kind,
        words=words,
        on=on or timezone.localdate(),
        source=source,
    )
    _tell(municipality, promise_address=promise_address, news=news, scope=_concerned(commitment_key, focus_area))


@transaction.atomic
def note_edition(municipality: Municipality, *, edition: Edition) -> None:
    """A promise says something else than before: each follower reads the reason and the words that concern her."""
    before = Edition.objects.filter(promise=edition.promise, number=edition.number - 1).first()
    if before is None:
        return
    old, new = (published_promise_of(each, newest_number=edition.number).record for each in (before, edition))
    address = edition.promise.address
    parts = followers(municipality, promise_address=address, scope=Q()).values_list("commitment_key", "focus_area")
    for key, area in parts.distinct():
        part = {"commitment_key": key, "focus_area": area}
        whole = not key and not area
        difference = (
            difference_words(old, new) if whole else difference_words(part_of(old, **part), part_of(new, **part))
        )
        if whole or difference:
            words = edition_words(edition.reason, difference)
            news = News(**part, kind=News.Kind.EDITION, words=words, on=timezone.localdate(edition.published_at))
            _tell(municipality, promise_address=address, news=news, scope=Q(**part))


def send_digests() -> None:
    """The daily task: ask for one letter to each who has something to read. Done twice, it sends nothing twice."""
    end_subscriptions()
    note_happenings()
    for subscription in Notice.objects.values_list("subscription_id", flat=True).distinct().order_by("subscription_id"):
        enqueue(send_digest, key=f"digest {subscription}", subscription=subscription)
    News.objects.exclude(pk__in=Notice.objects.values("news")).exclude(words="").update(words="")


@transaction.atomic
def send_digest(*, subscription: int) -> None:
    """All that the subscriber has not been told, in one letter."""
    row = Subscription.objects.select_for_update(of=("self",)).select_related("municipality", "promise")
    subscriber = row.filter(pk=subscription).first()
    if subscriber is None:
        return
    notices = list(subscriber.notices.select_related("news").order_by("news__on", "news"))
    if notices:
        _send(subscriber, [notice.news for notice in notices])
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).delete()


def note_happenings() -> None:
    """Note what the clock has made public of reports, plans and judgements: no service is called at midnight."""
    today = timezone.localdate()
    for promise in Promise.objects.filter(pk__in=Subscription.objects.values("promise")).select_related("municipality"):
        _note_happenings(promise, today)


def end_subscriptions() -> None:
    """Let go of addresses that no longer exist, and of those whose promise is long over."""
    _end_bounced()
    for subscription in Subscription.objects.select_related("promise"):
        if is_over(subscription.promise.end, timezone.localdate()):
            leave(subscription, action="expire")


def _concerned(commitment_key: str | None, focus_area: str | None) -> Q:
    if not commitment_key and not focus_area:
        return Q()
    scope = WHOLE_PROMISE
    if commitment_key:
        scope |= Q(commitment_key=commitment_key)
    return scope | Q(focus_area=focus_area) if focus_area else scope


def _tell(municipality: Municipality, *, promise_address: str, news: News, scope: Q) -> None:
    promise = Promise.objects.get(municipality=municipality, address=promise_address)
    if news.source and News.objects.filter(promise=promise, source=news.source).exists():
        return
    news.municipality, news.promise = municipality, promise
    news.save()
    told = followers(municipality, promise_address=promise_address, scope=scope)
    Notice.objects.bulk_create(
        Notice(municipality=municipality, subscription=subscription, news=news)
        for subscription in told
        if timezone.localdate(subscription.confirmed_at) <= news.on
    )


def _note_happenings(promise: Promise, today: date) -> None:
    published = published_promise(promise.municipality, promise.address)
    if published is None:
        return
    areas = {each.id: each.focus_area for each in published.record.commitments}
    for happening in happenings_of(published, today=today):
        if happening.on >= today - LOOKED_BACK:
            note_change(
                promise.municipality,
                promise_address=promise.address,
                kind=happening.kind,
                words=happening.words,
                commitment_key=happening.commitment_key,
                focus_area=areas[happening.commitment_key],
                on=happening.on,
                source=happening.source,
            )


def _send(subscription: Subscription, news: Iterable[News]) -> None:
    with override(subscription.language):
        letter = digest_letter(subscription, followed_by(subscription), news)
        message = enqueue_message(
            to=subscription.email,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            headers=letter.headers,
            municipality_code=subscription.municipality_id,
            erase_on_delivery=True,
        )
    SentLetter.objects.create(
        municipality=subscription.municipality, subscription=subscription, message_id=message.message_id
    )


def _end_bounced() -> None:
    """After this no letter is remembered but those that still wait."""
    ended = Message.objects.exclude(state=Message.State.WAITING).filter(
        message_id__in=SentLetter.objects.values("message_id")
    )
    for message in ended:
        letter = SentLetter.objects.select_related("subscription").filter(message_id=message.message_id).first()
        if letter and message.state == Message.State.REFUSED and is_bounce(message.answer):
            leave(letter.subscription, action="bounce")
        elif letter:
            letter.delete()
