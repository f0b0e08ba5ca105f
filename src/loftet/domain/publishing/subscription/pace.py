"""How often one address or one source may ask, remembered in this process alone and never as what it is."""

import hmac
import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

from django.utils import timezone

MOST_NAMES = 50_000


class Pace:
    """At most `count` times in `period` for each name.

    A name is kept as a hash under a key that this process made and no disk has seen, and only in memory: what is
    remembered says nothing to anybody else and is gone with the process.
    """

    def __init__(self, count: int, period: timedelta) -> None:
        self._count = count
        self._period = period
        self._key = secrets.token_bytes(32)
        self._times: OrderedDict[bytes, list[datetime]] = OrderedDict()
        self._lock = Lock()

    def allows(self, name: str) -> bool:
        """Whether the name may once more; if so, it is counted."""
        hashed, now = hmac.digest(self._key, name.encode(), "sha256"), timezone.now()
        with self._lock:
            times = [time for time in self._times.pop(hashed, []) if now - self._period < time <= now]
            allowed = len(times) < self._count
            self._times[hashed] = [*times, now] if allowed else times
            if len(self._times) > MOST_NAMES:
                self._times.popitem(last=False)
        return allowed
