"""What is kept out of the logs: an address that lets its reader in."""

import logging
import re

# The part after these words of an address is a secret: a link to report, an invitation, a subscription, a new password.
_SECRETS = re.compile(
    r"(/(?:rapport|veckorapport|inbjudan|forsta-inloggning|bekrafta|sluta|avsluta|losenord/nytt)/)[^/\s?]+"
)


class WithoutSecrets(logging.Filter):
    """Masks the secrets of addresses in a record, whatever writes it out."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), None
        return True


def masked(text: str) -> str:
    """ "/rapport/…/" for "/rapport/3fT…/"."""
    return _SECRETS.sub(r"\1…", text)
