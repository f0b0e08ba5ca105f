import msgspec
from django.db.models import QuerySet

from loftet.domain.ledger.key import KeyMissing, private_key
from loftet.domain.ledger.models import Chain, Link, SealedText
from loftet.domain.ledger.rules import TEXT_WITHDRAWN, LinkRecord, download_line, text_hash
from loftet.domain.ledger.verification import BrokenChain, Fault, Verified, verify_chain


def head(municipality_code: str) -> str | None:
    """The hash of the last link of the municipality's chain (empty code: the installation's); None without a chain."""
    return Chain.objects.filter(municipality_code=municipality_code).values_list("head", flat=True).first()


def chain_of(municipality_code: str) -> Chain | None:
    """How long the municipality's chain is, and its head; None before anything was sealed."""
    return Chain.objects.filter(municipality_code=municipality_code).first()


def newest_links(chain: Chain, *, count: int) -> list[Link]:
    return list(chain.links.order_by("-position")[:count])


def chain_codes() -> list[str]:
    """The municipalities that have a chain; an empty code is the installation's own."""
    return list(Chain.objects.values_list("municipality_code", flat=True))


def code_of_head(head: str) -> str | None:
    """Whose chain has a link with that hash."""
    return Link.objects.filter(sha256=head).values_list("chain__municipality_code", flat=True).first()


def links_of(municipality_code: str, *, object_type: str, object_id: str) -> QuerySet[Link]:
    """What was sealed about a matter, in order."""
    of_municipality = Link.objects.filter(chain__municipality_code=municipality_code)
    return of_municipality.filter(object_type=object_type, object_id=object_id)


def sealed_texts(municipality_code: str) -> QuerySet[SealedText]:
    return SealedText.objects.filter(link__chain__municipality_code=municipality_code)


def export_chain(municipality_code: str) -> bytes:
    """The download: one link a line, without texts, so that it can always be shown to anyone."""
    links = Link.objects.filter(chain__municipality_code=municipality_code).order_by("position")
    return "".join(
        download_line(document, signature) for document, signature in links.values_list("document", "signature")
    ).encode()


def verify_stored_chain(municipality_code: str, *, head: str | None = None) -> Verified:
    """Verify what the database holds: the links, that the last one is last, the key, and every text.

    Raises:
        BrokenChain: the first fault.
    """
    chain = Chain.objects.get(municipality_code=municipality_code)
    verified = verify_chain(export_chain(municipality_code), head=head)
    if verified.head != chain.head:
        raise BrokenChain(Fault.HEAD_MISSING, verified.link_count)
    try:
        private_key(verified.public_key)
    except KeyMissing as error:
        raise BrokenChain(Fault.FOREIGN_KEY, verified.link_count) from error
    _verify_texts(municipality_code)
    return verified


def _verify_texts(municipality_code: str) -> None:
    """Every sealed text is as it was, or is said in the chain to be withdrawn."""
    documents = Link.objects.filter(chain__municipality_code=municipality_code).values_list("document", flat=True)
    links = [msgspec.json.decode(document, type=LinkRecord) for document in documents]
    withdrawn = {(link.facts["position"], link.facts["text"]) for link in links if link.kind == TEXT_WITHDRAWN}
    stored = {(text.link.position, text.name): text for text in sealed_texts(municipality_code).select_related("link")}
    for link in links:
        for name, sha256 in link.texts.items():
            place = (link.position, name)
            if place not in withdrawn and not (place in stored and _is_untouched(stored[place], sha256)):
                raise BrokenChain(Fault.TEXT_CHANGED, link.position)


def _is_untouched(text: SealedText, sha256: str) -> bool:
    return text_hash(text.salt, text.text) == sha256
