"""A mail server on loopback that refuses on demand, and can stop its client in the middle of a conversation."""

import email
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from time import monotonic, sleep

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LONGEST_SECONDS = 60


class Relay:
    """What it takes is in `taken`, from the moment it could answer 250."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        """By what is said: "MAIL", an address, or a subject. "hang up" ends the connection."""
        self.stopped_process: int | None = None
        """A client to stop in its tracks at `stop_at`, once."""
        self.stop_at = "DATA"
        self.has_stopped = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def message_ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.taken]

    def wait_for(self, count: int) -> None:
        self._wait(lambda: len(self.taken) >= count)

    def wait_until_stopped(self) -> None:
        self._wait(lambda: self.has_stopped)

    def _wait(self, done: Callable[[], bool]) -> None:
        deadline = monotonic() + LONGEST_SECONDS
        while not done() and monotonic() < deadline:
            sleep(0.02)
        assert done(), self.message_ids()

    async def handle_MAIL(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._stop_client("RCPT")
        envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        answer = self.answers.get(message["Subject"], "250 OK")
        if answer == "hang up":
            assert server.transport
            server.transport.close()
        elif answer.startswith("250"):
            self.taken.append(message)
            self._stop_client("DATA")
        return answer

    def _stop_client(self, said: str) -> None:
        if self.stopped_process and said == self.stop_at and not self.has_stopped:
            os.kill(self.stopped_process, signal.SIGSTOP)
            self.has_stopped = True


@contextmanager
def relay(port: int | None = None) -> Iterator[Relay]:
    """A server that runs inside the block; outside it the port answers nobody."""
    server = Relay(port or free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
