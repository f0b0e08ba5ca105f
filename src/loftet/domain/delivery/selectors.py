from django.db.models import Q
from django.utils import timezone

from loftet.domain.delivery.models import Message, MessageQuerySet
from loftet.domain.delivery.rules import LONGEST_WAIT


def due_messages() -> MessageQuerySet:
    """What is to be handed over now, the longest due first."""
    now = timezone.now()
    # A moment further off than any wait is from before the clock was set back.
    due = Q(due_at__lte=now) | Q(due_at__gt=now + LONGEST_WAIT)
    return Message.objects.waiting().filter(due)


def expired_messages() -> MessageQuerySet:
    """What waits though it has become too old to be of use."""
    return Message.objects.waiting().filter(expires_at__lte=timezone.now())


def refused_messages(municipality_code: str) -> MessageQuerySet:
    """What no server would take, newest first: an address to correct, or a matter to take up in another way."""
    return Message.objects.filter(municipality_code=municipality_code, state=Message.State.REFUSED).order_by("-pk")
