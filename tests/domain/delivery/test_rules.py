"""What a mail server's answer means."""

from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest

from loftet.domain.delivery.rules import LONGEST_WAIT, MOST_ATTEMPTS, Verdict, answer_of, verdict_on, wait_after

TO = "anna@example.org"

ANSWERS = [
    (SMTPRecipientsRefused({TO: (550, b"no such user anna@example.org")}), Verdict.REFUSED, "550"),
    (SMTPRecipientsRefused({TO: (451, b"greylisted")}), Verdict.TRY_AGAIN, "451"),
    (SMTPDataError(554, b"spam"), Verdict.REFUSED, "554"),
    (SMTPDataError(452, b"disk full"), Verdict.TRY_AGAIN, "452"),
    (SMTPSenderRefused(550, b"who are you", "loftet@localhost"), Verdict.TRY_AGAIN, "SMTPSenderRefused"),
    (SMTPAuthenticationError(535, b"no"), Verdict.TRY_AGAIN, "SMTPAuthenticationError"),
    (SMTPServerDisconnected("anna@example.org"), Verdict.TRY_AGAIN, "SMTPServerDisconnected"),
    (TimeoutError(), Verdict.TRY_AGAIN, "TimeoutError"),
    (UnicodeEncodeError("ascii", "ö", 0, 1, "anna@example.org"), Verdict.TRY_AGAIN, "UnicodeEncodeError"),
]


@pytest.mark.parametrize(("error", "verdict", "kept"), ANSWERS)
def test_only_an_answer_about_this_message_is_for_good(error: Exception, verdict: Verdict, kept: str) -> None:
    assert verdict_on(error, attempts=MOST_ATTEMPTS - 1) is verdict
    assert answer_of(error) == kept


@pytest.mark.parametrize("error", [error for error, *_ in ANSWERS])
def test_the_last_attempt_is_for_good_whatever_the_answer(error: Exception) -> None:
    assert verdict_on(error, attempts=MOST_ATTEMPTS) is Verdict.REFUSED


def test_all_attempts_together_take_five_days() -> None:
    trial = sum((wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS)), timedelta())
    assert timedelta(days=5) <= trial < timedelta(days=5, hours=2)


def test_waits_double_from_a_minute_to_two_hours() -> None:
    assert [wait_after(attempts) / timedelta(minutes=1) for attempts in range(1, 10)] == [
        1, 2, 4, 8, 16, 32, 64, 120, 120,
    ]  # fmt: skip
    assert wait_after(10_000) == LONGEST_WAIT
