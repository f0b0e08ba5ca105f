"""The newest links of the chain of changes, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from loftet.domain.ledger.models import Chain
from loftet.domain.ledger.rules import CHAIN_BEGUN, KEY_CHANGED, TEXT_WITHDRAWN
from loftet.domain.ledger.selectors import newest_links

SHOWN = 10
KINDS = {
    CHAIN_BEGUN: _("Kedjan började"),
    KEY_CHANGED: _("Nyckeln byttes"),
    TEXT_WITHDRAWN: _("En text togs bort efter beslut"),
    "promise_proposed": _("Ett löfte publicerades som förslag"),
    "promise_agreed": _("Ett löfte som parterna har godkänt publicerades"),
    "promise_recorded": _("Ett löfte undertecknat på annat håll publicerades"),
    "plan_in_force": _("En uppföljningsplan började gälla"),
    "minutes_adopted": _("Ett protokoll justerades"),
    "picture_adopted": _("En lägesbild antogs"),
    "commitment_judged": _("En part lämnade sin bedömning"),
}


@dataclass(frozen=True, slots=True)
class ChainLine:
    position: int
    sealed_at: datetime
    words: str
    sha256: str


def newest_chain_lines(chain: Chain) -> list[ChainLine]:
    return [
        ChainLine(link.position, link.sealed_at, str(KINDS.get(link.kind, link.kind)), link.sha256)
        for link in newest_links(chain, count=SHOWN)
    ]
