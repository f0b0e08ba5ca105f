"""To ask for letters, to confirm it, and to leave."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from loftet.domain.audit import services as audit
from loftet.domain.delivery.services import call_off_messages, enqueue_message
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Promise
from loftet.domain.publishing.subscription.followed import Followed
from loftet.domain.publishing.subscription.letters import confirmation_letter
from loftet.domain.publishing.subscription.links import Asked
from loftet.domain.publishing.subscription.models import ConsentWording, Subscription
from loftet.domain.publishing.subscription.pace import Pace
from loftet.domain.publishing.subscription.rules import OUTBOX_KEEPS
from loftet.domain.publishing.subscription.wording import consent_wording, wording_hash

LETTERS_TO_AN_ADDRESS = Pace(3, timedelta(days=1))
REQUESTS_FROM_A_SOURCE = Pace(20, timedelta(hours=1))
TRIES_OF_A_LINK = Pace(10, timedelta(hours=1))


class TooMany(Exception):
    """Asked too often from one place; an hour later it is possible again."""


class WordingChanged(Exception):
    """What was shown when the button was pressed is not what is agreed to now."""


class AddressDiffers(Exception):
    """Not the address that the letter went to."""


def ask_to_follow(followed: Followed, *, email: str, source: str) -> None:
    """Send the link by which the owner of the address says yes. Whether she follows already makes no difference.

    An address that has had three letters in a day gets no fourth, and nobody is told so.

    Args:
        source: where the request comes from; remembered as in `Pace`.

    Raises:
        TooMany: from that source.
        ValidationError: no e-mail address.
    """
    if not REQUESTS_FROM_A_SOURCE.allows(source):
        raise TooMany
    if not LETTERS_TO_AN_ADDRESS.allows(email.lower()):
        return
    asked = Asked(
        email=email,
        municipality_code=followed.municipality.code,
        promise_address=followed.published.address,
        commitment_key=followed.commitment_key,
        focus_area=followed.focus_area,
        language=get_language() or "sv",
    )
    letter = confirmation_letter(followed, asked)
    enqueue_message(
        to=email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        headers=letter.headers,
        municipality_code=followed.municipality.code,
        erase_on_delivery=True,
        expires_at=timezone.now() + OUTBOX_KEEPS,
    )


@transaction.atomic
def follow(followed: Followed, *, asked: Asked, wording_sha256: str) -> None:
    """Keep the address from now on. Twice is as once.

    Args:
        wording_sha256: of the words that stood beside the button.

    Raises:
        WordingChanged: nothing is stored; show the words of today.
    """
    municipality = followed.municipality
    with override(asked.language):
        wording = _wording(municipality, wording_sha256)
    subscription, new = Subscription.objects.get_or_create(
        municipality=municipality,
        promise=Promise.objects.get(municipality=municipality, address=followed.published.address),
        commitment_key=followed.commitment_key,
        focus_area=followed.focus_area,
        email=asked.email.lower(),
        defaults={"language": asked.language, "wording": wording, "confirmed_at": timezone.now()},
    )
    if new:
        audit.record(actor=None, action="follow", on=subscription, municipality_code=municipality.code)


def leave_from_letter(subscription: Subscription, *, email: str) -> None:
    """Leave by the link in a letter, which may have been sent on: whoever leaves knows where it went first.

    Raises:
        TooMany: tries of this link.
        AddressDiffers.
    """
    if not TRIES_OF_A_LINK.allows(str(subscription.pk)):
        raise TooMany
    if email.strip().lower() != subscription.email:
        raise AddressDiffers
    leave(subscription, action="leave")


@transaction.atomic
def leave(subscription: Subscription, *, action: str) -> None:
    """Erase the address, here and in what still waits to be sent to it.

    Args:
        action: why, for the trace: "leave", "bounce" or "expire".
    """
    call_off_messages(list(subscription.letters.values_list("message_id", flat=True)))
    audit.record(actor=None, action=action, on=subscription, municipality_code=subscription.municipality_id)
    subscription.delete()


def _wording(municipality: Municipality, shown_sha256: str) -> ConsentWording:
    text = consent_wording(municipality)
    if wording_hash(text) != shown_sha256:
        raise WordingChanged
    wording, _ = ConsentWording.objects.get_or_create(
        municipality=municipality, sha256=shown_sha256, defaults={"text": text, "first_used_at": timezone.now()}
    )
    return wording
