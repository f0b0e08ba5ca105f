"""What a mail server's answer means for a message, and when it is tried again."""

from datetime import timedelta
from enum import StrEnum
from smtplib import SMTPDataError, SMTPRecipientsRefused

SHORTEST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
# RFC 5321, 4.5.4.1: a sender goes on trying for four or five days. With the waits below so many attempts take five.
# They are counted, rather than the days, because a clock that jumps must not end a message.
MOST_ATTEMPTS = 67
PERMANENT = range(500, 600)


class Verdict(StrEnum):
    TRY_AGAIN = "try_again"
    REFUSED = "refused"
    """The server will never take this message to this address."""


def verdict_on(error: Exception, *, attempts: int) -> Verdict:
    """What an error during the `attempts`:th handing over of a message means for it.

    Only a 5xx about the recipient or the contents is an answer for good. A 5xx about the sender, the login or the
    greeting is about the installation, and a lost connection about nobody: the message waits, for five days at least.
    """
    codes = _codes(error)
    answered_for_good = bool(codes) and all(code in PERMANENT for code in codes)
    return Verdict.REFUSED if answered_for_good or attempts >= MOST_ATTEMPTS else Verdict.TRY_AGAIN


def answer_of(error: Exception) -> str:
    """ "550", "421 450", "TimeoutError": what can be kept of an answer, whose own words may hold the address."""
    return " ".join(map(str, _codes(error))) or type(error).__name__


def wait_after(attempts: int) -> timedelta:
    """How long a message waits after its `attempts`:th attempt, counted from 1: 1, 2, 4 and so on to 120 minutes."""
    return min(SHORTEST_WAIT * 2.0 ** min(attempts - 1, 10), LONGEST_WAIT)


def _codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPDataError) else []
