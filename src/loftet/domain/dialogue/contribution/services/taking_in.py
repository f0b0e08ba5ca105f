"""A contribution is stored: masked, unreviewed, once for what was sent."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from loftet.domain.account.models import User
from loftet.domain.audit import services as audit
from loftet.domain.dialogue.contribution.masking import ContributionWords, masked_words
from loftet.domain.dialogue.contribution.models import Contribution, ContributorAddress, Occasion
from loftet.domain.dialogue.contribution.refusals import NothingWritten
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionValues:
    kind: Occasion.Kind
    on: date
    place: str
    held_by: str
    came_count: int | None = None
    reached_by: str = ""
    party: Party | None = None


@transaction.atomic
def enter_occasion(municipality: Municipality, *, actor: User | None, values: OccasionValues) -> Occasion:
    """Raises IntegrityError for an employee dialogue without a party, or another with one."""
    occasion = Occasion.objects.create(
        municipality=municipality, **{name: getattr(values, name) for name in values.__slots__}
    )
    audit.record(actor=actor, action="enter", on=occasion, municipality_code=municipality.code)
    return occasion


def leave_contribution(
    municipality: Municipality, *, key: str, words: ContributionWords, email: str = ""
) -> Contribution:
    """What a resident sends from the public page; the same words under the same key once more are the first ones.

    Args:
        email: in any case; empty where no answer is wanted.

    Raises:
        NothingWritten.
    """
    return store_contribution(
        municipality, source=Contribution.Source.PAGE, key=key, words=words, email=email.strip().lower(), actor=None
    )


def type_contribution(
    municipality: Municipality,
    *,
    occasion: Occasion,
    key: str,
    words: ContributionWords,
    actor: User | None,
    email: str = "",
) -> Contribution:
    """What staff wrote down at an occasion.

    Raises:
        NothingWritten.
    """
    return store_contribution(
        municipality,
        source=Contribution.Source.TYPED,
        occasion=occasion,
        key=key,
        words=words,
        email=email.strip().lower(),
        actor=actor,
    )


@transaction.atomic
def store_contribution(
    municipality: Municipality,
    *,
    source: Contribution.Source,
    key: str,
    words: ContributionWords,
    actor: User | None,
    occasion: Occasion | None = None,
    email: str = "",
) -> Contribution:
    """Raises NothingWritten."""
    if words.is_empty:
        raise NothingWritten
    stored_words = asdict(masked_words(words))
    # Whoever goes back and changes the words sends another message with the same form.
    once = hashlib.sha256(json.dumps([key, source, stored_words], sort_keys=True).encode()).hexdigest()
    known = Contribution.objects.filter(municipality=municipality, idempotency_key=once)
    if stored := known.first():
        return stored
    try:
        with transaction.atomic():
            contribution = Contribution.objects.create(
                municipality=municipality,
                occasion=occasion,
                source=source,
                idempotency_key=once,
                received_at=timezone.now(),
                wants_answer=bool(email),
                **stored_words,
            )
    except IntegrityError:
        # The same message came at the same moment over another connection.
        return known.get()
    if email:
        ContributorAddress.objects.create(municipality=municipality, contribution=contribution, email=email)
    audit.record(actor=actor, action="take_in", on=contribution, municipality_code=municipality.code)
    return contribution
