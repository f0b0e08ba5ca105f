"""How long a link and a subscription last, when an address is gone, and how few are counted in words."""

from datetime import date, timedelta

# Asked for on a Friday evening, confirmed on Monday morning.
LINK_HOLDS = timedelta(hours=72)
OUTBOX_KEEPS = timedelta(hours=24)
# The judgement comes after the period; whatever comes later than this is another year's.
FOLLOWED_AFTER_THE_END = timedelta(days=365)
# Fewer could be recognised by whoever knows them.
FEWEST_COUNTED = 5
# RFC 5321, 4.2.3: no such mailbox, not here, no such name. 552 is a full box, and 554 may be about our letter.
CODES_OF_NO_MAILBOX = frozenset({"550", "551", "553"})


def is_bounce(answer: str) -> bool:
    """Whether a mail server's last answer, as the outbox keeps it, says that the address does not exist."""
    codes = answer.split()
    return bool(codes) and all(code in CODES_OF_NO_MAILBOX for code in codes)


def is_over(promise_end: date, today: date) -> bool:
    return today > promise_end + FOLLOWED_AFTER_THE_END
