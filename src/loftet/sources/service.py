"""Asking an outside service politely: a pause between calls, patience when it is busy, and no call for what is fresh.

Each service says in its own folder how often it may be asked. Answers are kept in a folder, so that a restart or a
second process neither asks again nor asks too soon.
"""

import fcntl
import hashlib
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx

USER_AGENT = "Loftet/1 (medborgarlofte; +{contact})"
MOST_TRIES = 4
BUSY = (429, 500, 502, 503, 504)
LONGEST_WAIT = 120.0
TIMEOUT = httpx.Timeout(30.0, connect=10.0)


class ServiceSilent(Exception):
    """The service gave no answer that can be used: one Swedish sentence, what happened and what to do."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service, its limits, and where its answers are kept."""

    name: str
    address: str
    pause: timedelta
    """The least time between two calls."""
    fresh_for: timedelta
    """For so long an answer is not asked for again."""
    kept_in: Path
    contact: str
    """An address where whoever runs the service can reach whoever runs this installation."""
    first_wait: float = field(default=2.0)
    """Seconds before the second try; each further try waits twice as long."""

    def get(self, path: str, parameters: Mapping[str, str] | None = None) -> bytes:
        """The answer's bytes, fresh from the folder or asked for.

        Raises:
            ServiceSilent: if it refuses, or is still busy or out of reach after four tries. Nothing is kept then.
        """
        address = str(httpx.URL(self.address).join(path).copy_merge_params(dict(parameters or {})))
        kept = self.kept_in / f"{self.name.lower()}-{hashlib.sha256(address.encode()).hexdigest()[:32]}"
        if kept.exists() and time.time() - kept.stat().st_mtime < self.fresh_for.total_seconds():
            return kept.read_bytes()
        answer = self._asked(address)
        partial = kept.with_suffix(f".{random.randrange(10**9)}")  # noqa: S311  a name that no other process has
        partial.write_bytes(answer)
        partial.replace(kept)
        return answer

    def _asked(self, address: str) -> bytes:
        headers = {"User-Agent": USER_AGENT.format(contact=self.contact)}
        why = ""
        with httpx.Client(headers=headers, timeout=TIMEOUT, follow_redirects=True) as client:
            for attempt in range(MOST_TRIES):
                self._pause()
                try:
                    answer = client.get(address)
                except httpx.HTTPError as error:
                    why, wait = f"svarade inte ({type(error).__name__})", self._wait(attempt)
                else:
                    if answer.status_code == httpx.codes.OK:
                        return answer.content
                    why = f"svarade {answer.status_code}"
                    if answer.status_code not in BUSY:
                        break
                    wait = max(self._wait(attempt), _asked_to_wait(answer))
                if attempt < MOST_TRIES - 1:
                    time.sleep(min(wait, LONGEST_WAIT))
        raise ServiceSilent(f"{self.name} {why}. Inget har ändrats. Försök igen senare.")

    def _wait(self, attempt: int) -> float:
        """Twice as long each time, not in step with others."""
        return float(self.first_wait * 2**attempt * random.uniform(0.75, 1.25))  # noqa: S311

    def _pause(self) -> None:
        """Until the service may be called, however many processes of this installation call it."""
        self.kept_in.mkdir(parents=True, exist_ok=True)
        called = self.kept_in / f"{self.name.lower()}.called"
        with called.open("a+") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            turn.seek(0)
            last = float(turn.read() or 0)
            time.sleep(min(max(0.0, last + self.pause.total_seconds() - time.time()), self.pause.total_seconds()))
            turn.truncate(0)
            turn.write(str(time.time()))


def _asked_to_wait(answer: httpx.Response) -> float:
    """The seconds of a Retry-After header; its other form, a date, is answered by our own waiting."""
    asked: str = answer.headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else 0.0
