"""Each new head of the chain of changes by mail to both parties.

Whoever holds the key could write the whole chain anew. A head that lies in the parties' own mail cannot be rewritten.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from loftet.domain.activity.models import Contact
from loftet.domain.audit import services as audit
from loftet.domain.delivery.services import enqueue_message
from loftet.domain.ledger.models import Chain
from loftet.domain.ledger.selectors import chain_codes, chain_of
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.rules import Role
from loftet.domain.place.models import Municipality
from loftet.domain.publishing.models import SentHead

KEEPERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.POLICE, Role.SIGNATORY)


def send_new_heads() -> None:
    """The daily task: one letter to each, however many changes there were. Done twice, it sends nothing twice."""
    for municipality in Municipality.objects.filter(code__in=[code for code in chain_codes() if code]):
        _send_new_head(municipality)


def keepers_of(municipality: Municipality) -> list[str]:
    """The addresses of both parties: those who act for them here, and contacts, who may have no account."""
    members = Membership.objects.filter(municipality=municipality, role__in=KEEPERS, user__is_active=True)
    contacts = Contact.objects.filter(municipality=municipality, department=None)
    return sorted({*members.values_list("user__email", flat=True), *contacts.values_list("email", flat=True)})


@transaction.atomic
def _send_new_head(municipality: Municipality) -> None:
    """Nothing is noted as sent while there is nobody to send it to."""
    chain, addresses = chain_of(municipality.code), keepers_of(municipality)
    if chain is None or not addresses:
        return
    SentHead.objects.get_or_create(municipality=municipality, defaults={"head": "", "sent_at": timezone.now()})
    sent = SentHead.objects.select_for_update().get(municipality=municipality)
    if sent.head == chain.head:
        return
    subject, text = _letter(municipality, chain)
    for address in addresses:
        enqueue_message(to=address, subject=subject, text=text, municipality_code=municipality.code)
    sent.head, sent.sent_at = chain.head, timezone.now()
    sent.save()
    audit.record(actor=None, action="send", on=sent, municipality_code=municipality.code)


def _letter(municipality: Municipality, chain: Chain) -> tuple[str, str]:
    page = f"{settings.ADDRESS.rstrip('/')}/{municipality.slug}/andringskedja/"
    with override("sv"):
        subject = _("Ändringskedjan i %(municipality)s har ett nytt huvud") % {"municipality": municipality.name}
        why = _("Spara brevet. Med huvudet kan ni senare se om det som har hänt hittills har skrivits om.")
        length = _("Kedjan har %(count)s länkar.") % {"count": chain.length}
    return subject, f"{chain.head}\n\n{length} {why}\n\n{page}\n"
