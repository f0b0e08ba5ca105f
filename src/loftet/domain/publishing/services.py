from django.db import transaction

from loftet.domain.account.models import User
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import show_change
from loftet.domain.promise.models import Edition, Promise
from loftet.domain.promise.selectors import promise_record
from loftet.domain.promise.services.drafting import issue_edition
from loftet.domain.publishing.findable import let_promise_be_found


@transaction.atomic
def publish_promise(municipality: Municipality, *, promise: Promise, actor: User | None, reason: str = "") -> Edition:
    """Show the public the promise as it stands now.

    Raises:
        NothingNew: the public already reads these words.
        ReasonMissing: a change of what was published without its reason.
    """
    edition = issue_edition(municipality, promise=promise, actor=actor, reason=reason)
    let_promise_be_found(municipality, address=promise.address, record=promise_record(promise))
    show_change(municipality)
    return edition
