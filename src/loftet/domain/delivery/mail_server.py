"""The line to the mail server, or to the folder that stands in for it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.mail import EmailMessage, get_connection

logger = logging.getLogger(__name__)


class MailServer:
    """Opened when first asked, and anew after it was hung up."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def answers(self) -> bool:
        try:
            self._connection.open()
        except OSError as error:  # smtplib's errors are among them
            logger.warning("The mail server does not answer: %s", type(error).__name__)
            return False
        return True

    def hand_over(self, mail: EmailMessage) -> None:
        self._connection.send_messages([mail])

    def hang_up(self) -> None:
        # A server that is gone cannot be taken leave of.
        with suppress(OSError):
            self._connection.close()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    try:
        yield server
    finally:
        server.hang_up()
