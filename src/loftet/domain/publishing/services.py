from datetime import datetime

from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.file.services import store_file
from loftet.domain.organisation.models import Membership
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.promise.models import Edition, Promise, Proposal
from loftet.domain.promise.services.agreeing import approve_proposal
from loftet.domain.promise.services.issuing import issue_edition
from loftet.domain.publishing.findable import let_promise_be_found
from loftet.domain.publishing.subscription.services.telling import note_edition
from loftet.sources.promise_text.record import promise_document
from loftet.sources.uploaded_file.clean import CleanedFile


@transaction.atomic
def publish_promise(municipality: Municipality, *, promise: Promise, actor: User | None, reason: str = "") -> Edition:
    """Show the public the promise as it stands now.

    Raises:
        NothingNew: the public already reads these words.
        AgreementNeeded: the parties have agreed on the words that these would replace.
        ReasonMissing: a change of what was published without its reason.
    """
    edition = issue_edition(municipality, promise=promise, actor=actor, reason=reason)
    _show_edition(municipality, edition)
    return edition


@transaction.atomic
def approve_promise(
    municipality: Municipality,
    *,
    proposal: Proposal,
    member: Membership,
    function: str,
    shown_sha256: str,
    second_factor_at: datetime | None,
) -> Edition | None:
    """A party's yes; after the last one the public reads what was agreed. Raises as `approve_proposal`."""
    edition = approve_proposal(
        municipality,
        proposal=proposal,
        member=member,
        function=function,
        shown_sha256=shown_sha256,
        second_factor_at=second_factor_at,
    )
    if edition:
        _show_edition(municipality, edition)
    return edition


@transaction.atomic
def attach_signed_original(
    municipality: Municipality, *, promise: Promise, file: CleanedFile, actor: User | None
) -> None:
    """Keep a scan of the signed promise: from now on the public page may call the promise signed."""
    store_file(municipality.code, of=promise, file=file, actor=actor)
    show_change(municipality)


def _show_edition(municipality: Municipality, edition: Edition) -> None:
    record = promise_document(edition.content).promises[0]
    let_promise_be_found(municipality, address=edition.promise.address, record=record)
    note_edition(municipality, edition=edition)
    show_change(municipality)
