"""`loftet verify` and `loftet change-ledger-key`."""

import sys
from collections.abc import Callable
from pathlib import Path

from loftet.domain.ledger.selectors import chain_codes, code_of_head, verify_stored_chain
from loftet.domain.ledger.services import change_key
from loftet.domain.ledger.verification import BrokenChain, Verified, verify_chain

REFUSED = 2


def verify(file: Path | None, *, head: str | None) -> int:
    """Say of a download, or of every chain in the database, whether it is whole; exit status 2 if one is not."""
    return _verify_download(file, head) if file else _verify_database(head)


def renew_key() -> int:
    change_key(actor=None)
    sys.stdout.write("Ändringskedjan förseglas nu med en ny nyckel. Ta en ny säkerhetskopia: den gamla duger inte.\n")
    return 0


def _verify_download(file: Path, head: str | None) -> int:
    try:
        download = file.read_bytes()
    except OSError as error:
        sys.stderr.write(f"Filen {file} gick inte att öppna: {error.strerror}.\n")
        return REFUSED
    return _report(lambda: verify_chain(download, head=head), head)


def _verify_database(head: str | None) -> int:
    owner = code_of_head(head) if head else None
    if head and owner is None:
        sys.stderr.write("Ingen kedja har det huvud som angavs: slutet på den är borta eller omskrivet.\n")
        return REFUSED
    statuses = [_verify_stored(code, head if code == owner else None) for code in chain_codes()]
    if not statuses:
        sys.stdout.write("Ingenting är förseglat än.\n")
    return max(statuses, default=0)


def _verify_stored(code: str, head: str | None) -> int:
    return _report(lambda: verify_stored_chain(code, head=head), head)


def _report(verified: Callable[[], Verified], head: str | None) -> int:
    try:
        sys.stdout.write(_sentence(verified(), head))
    except BrokenChain as broken:
        sys.stderr.write(f"{broken}\n")
        return REFUSED
    return 0


def _sentence(verified: Verified, head: str | None) -> str:
    whole = f"Kedjan {verified.chain} är hel: {verified.link_count} länkar. Huvud: {verified.head}"
    known = f" Huvudet som angavs är länk {verified.head_position}." if head else ""
    return f"{whole}.{known}\n"
