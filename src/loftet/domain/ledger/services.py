"""Changes are sealed in the transaction that makes them; a change that is rolled back leaves no link."""

import secrets
from base64 import b64encode
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.ledger.key import (
    adopt_next_key,
    key_of_first_start,
    make_next_key,
    private_key,
    written_public_key,
)
from loftet.domain.ledger.models import Chain, Link, SealedText
from loftet.domain.ledger.rules import (
    CHAIN_BEGUN,
    FORMAT,
    KEY_CHANGED,
    PUBLIC_KEY,
    TEXT_WITHDRAWN,
    Fact,
    LinkObject,
    LinkRecord,
    canonical,
    chain_name,
    link_hash,
    refuse_unsealable,
    refuse_unsealable_facts,
    text_hash,
    written_moment,
)
from loftet.domain.ledger.selectors import sealed_texts


@transaction.atomic
def seal(
    *,
    municipality_code: str,
    kind: str,
    object_type: str,
    object_id: str,
    texts: Mapping[str, str],
    facts: Mapping[str, Fact],
) -> Link:
    """Add a link about a change to the end of the municipality's chain, which is held until the transaction ends.

    Args:
        municipality_code: empty for the installation's own chain.
        kind: a plain word, such as "promise_agreed".
        object_type: as `audit` names it, "promise.Promise".
        texts: whatever somebody has written, by a name for each: only hashes go into the chain.
        facts: figures, days, codes and case numbers that may stand there for ever. Never a name.

    Raises:
        ValueError: a fact that looks like running text, or a name that is no plain word.
        KeyMissing: the key of the chain is not here.
    """
    refuse_unsealable(kind=kind, texts=texts, facts=facts)
    about = LinkObject(id=object_id, type=object_type)
    return _append(_held_chain(municipality_code), kind=kind, about=about, texts=texts, facts=facts)


@transaction.atomic
def withdraw_text(text: SealedText, *, decision: str, actor: User | None) -> None:
    """Erase a text, its copies in the same chain and their salts. The chain says that, when and by which decision.

    Args:
        decision: number of the decision, such as "KS 2024:12".
    """
    code = text.link.chain.municipality_code
    chain = _held_chain(code)
    for copy in sealed_texts(code).filter(text=text.text, withdrawn_on=None).select_related("link"):
        facts: dict[str, Fact] = {"decision": decision, "position": copy.link.position, "text": copy.name}
        refuse_unsealable_facts(facts)
        about = LinkObject(id=copy.link.object_id, type=copy.link.object_type)
        _append(chain, kind=TEXT_WITHDRAWN, about=about, texts={}, facts=facts)
        copy.salt, copy.text = "", ""
        copy.withdrawn_on, copy.withdrawn_decision = timezone.localdate(), decision
        copy.save()
        audit.record(actor=actor, action="withdraw_text", on=copy, municipality_code=code)


@transaction.atomic
def change_key(*, actor: User | None) -> None:
    """Seal with a new key from now on. The old one seals the change in every chain and is then destroyed."""
    installation = _held_chain("")
    _finish_interrupted_change(installation)
    public_key = written_public_key(make_next_key())
    for chain in Chain.objects.select_for_update().order_by("municipality_code"):
        _append(chain, kind=KEY_CHANGED, about=_about(chain), texts={}, facts={PUBLIC_KEY: public_key})
        chain.public_key = public_key
        chain.save()
    audit.record(actor=actor, action="change_key", on=installation)
    transaction.on_commit(adopt_next_key)


def _held_chain(municipality_code: str) -> Chain:
    """The chain's row, locked: two who seal at once do it one after the other, and the chain never forks."""
    chains = Chain.objects.select_for_update()
    return chains.filter(municipality_code=municipality_code).first() or _begin_chain(municipality_code)


def _begin_chain(municipality_code: str) -> Chain:
    """A chain that names its key in the first link. The installation's own comes first and tells which that is."""
    public_key = _held_chain("").public_key if municipality_code else written_public_key(key_of_first_start())
    new = Chain(municipality_code=municipality_code, public_key=public_key)
    Chain.objects.bulk_create([new], ignore_conflicts=True)
    chain = Chain.objects.select_for_update().get(municipality_code=municipality_code)
    if not chain.length:
        _append(chain, kind=CHAIN_BEGUN, about=_about(chain), texts={}, facts={PUBLIC_KEY: public_key})
    return chain


def _append(chain: Chain, *, kind: str, about: LinkObject, texts: Mapping[str, str], facts: Mapping[str, Fact]) -> Link:
    salts = {name: secrets.token_hex(16) for name in texts}
    hashes = {name: text_hash(salts[name], text) for name, text in texts.items()}
    now = timezone.now()
    record = LinkRecord(
        chain=chain_name(chain.municipality_code),
        facts=dict(facts),
        format=FORMAT,
        kind=kind,
        moment=written_moment(now),
        object=about,
        position=chain.length + 1,
        previous=chain.head,
        texts=hashes,
    )
    document = canonical(record)
    link = Link.objects.create(
        chain=chain,
        position=record.position,
        document=document.decode(),
        sha256=link_hash(document),
        signature=b64encode(private_key(chain.public_key).sign(document)).decode(),
        kind=kind,
        object_type=about.type,
        object_id=about.id,
        sealed_at=now,
    )
    SealedText.objects.bulk_create(
        SealedText(link=link, name=name, salt=salts[name], text=text, sha256=hashes[name])
        for name, text in texts.items()
    )
    chain.length, chain.head = link.position, link.sha256
    chain.save()
    return link


def _about(chain: Chain) -> LinkObject:
    return LinkObject(id=str(chain.pk), type=chain._meta.label)


def _finish_interrupted_change(installation: Chain) -> None:
    """A process may have died between the commit and the exchange of the files."""
    if written_public_key(key_of_first_start()) != installation.public_key:
        private_key(installation.public_key)
        adopt_next_key()
