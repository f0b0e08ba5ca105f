"""A person who reports over HTTP as a browser does, and sends the same form again when no answer came."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import FOUND, OK, HTTPConnection, HTTPException
from time import monotonic, sleep
from urllib.parse import urlencode

LONGEST_SILENCE = 60.0
HIDDEN = re.compile(r'type="hidden" name="(seen|idempotency_key)" value="(\w+)"')
CSRF = "a" * 32


def commitment_key(number: int) -> str:
    return f"brev-{number}"


def device_token(number: int) -> str:
    return f"enhet-{number}"


def link_token(number: int) -> str:
    return f"lank-{number}"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str


class Caller:
    """One connection to a server on loopback, opened anew when it breaks."""

    def __init__(self, port: int, **cookies: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=LONGEST_SILENCE)
        cookies = {"csrftoken": CSRF, **cookies}
        self._headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def answer(self, path: str, form: Mapping[str, str] | None = None) -> Answer:
        """The same request until it is answered.

        Raises:
            TimeoutError: no server answered for a minute.
        """
        deadline = monotonic() + LONGEST_SILENCE
        while monotonic() < deadline:
            try:
                return self._ask(path, form)
            except (OSError, HTTPException):
                self._connection.close()
                sleep(0.05)
        raise TimeoutError(path)

    def _ask(self, path: str, form: Mapping[str, str] | None) -> Answer:
        body = None if form is None else urlencode(form)
        self._connection.request("GET" if form is None else "POST", path, body, self._headers)
        response = self._connection.getresponse()
        return Answer(response.status, response.read().decode())

    def close(self) -> None:
        self._connection.close()


class Reporter:
    def __init__(self, port: int, promise: int, number: int) -> None:
        self._caller = Caller(port, loftet_report_device=device_token(number))
        self._path = f"/rapport/{promise}/{commitment_key(number)}/"

    def report(self, text: str) -> None:
        """Returns when the server has said that the report is stored."""
        opened = self._caller.answer(self._path)
        assert opened.status == OK, opened
        hidden = dict(HIDDEN.findall(opened.body))
        sent = self._caller.answer(self._path, {**hidden, "when": "today", "text": text, "times": "1", "do": "send"})
        assert sent.status == FOUND, sent

    def close(self) -> None:
        self._caller.close()


def renew_link(caller: Caller, number: int) -> None:
    """Returns when the server has said that a letter with a new link is on its way."""
    renewed = caller.answer(f"/rapport/{link_token(number)}/", {"renew": "1"})
    assert renewed.status == OK, renewed
