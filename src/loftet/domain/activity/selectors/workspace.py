"""What the two parties see of each other's work: everything but the other's drafts."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from loftet.domain.activity.models import Contact, Judgement, Plan, Report
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Promise


def reports_seen_by(municipality: Municipality, party: Party) -> QuerySet[Report]:
    """What has been sent at some time, and the drafts that the party itself has entered. Newest first."""
    seen = Q(sent_at__isnull=False) | Q(entered_party=party)
    rows = Report.objects.filter(seen, municipality=municipality)
    return rows.select_related("promise", "party", "entered_party", "contact")


def reports_in_review(municipality: Municipality) -> QuerySet[Report]:
    """What waits for the party responsible, the longest waiting first."""
    rows = Report.objects.filter(municipality=municipality, state=Report.State.SENT).order_by("sent_at", "pk")
    return rows.select_related("promise", "party", "entered_party", "contact")


def reports_to_mend(municipality: Municipality, party: Party) -> QuerySet[Report]:
    """The party's own drafts, and what it has had back."""
    states = (Report.State.DRAFT, Report.State.SENT_BACK)
    return reports_seen_by(municipality, party).filter(state__in=states, entered_party=party)


def reports_to_correct(contact: Contact) -> QuerySet[Report]:
    """What a contact has sent, newest first, that nobody has corrected or begun anew."""
    corrections = Report.objects.filter(corrects=OuterRef("pk")).exclude(state=Report.State.DRAFT)
    sent = Report.objects.filter(contact=contact, state__in=(Report.State.SENT, Report.State.PUBLIC))
    rows = sent.filter(~Exists(corrections)).select_related("promise__municipality", "party", "entered_party")
    return rows.order_by("-sent_at", "-pk")


def reports_to_confirm(municipality: Municipality, party: Party) -> QuerySet[Report]:
    """What somebody else has entered as told by the party."""
    sent = Report.objects.filter(municipality=municipality, state__in=(Report.State.SENT, Report.State.PUBLIC))
    return sent.filter(party=party, confirmed_at=None).exclude(told_how="").select_related("promise", "entered_party")


def newest_report_of(municipality: Municipality, promise: Promise, commitment_key: str, *, but: str) -> Report | None:
    """What was sent last of a commitment, by whichever party, other than by the form with the key `but`."""
    sent = Report.objects.filter(municipality=municipality, promise=promise, commitment_key=commitment_key)
    rows = sent.filter(sent_at__isnull=False).exclude(idempotency_key=but).order_by("-sent_at", "-pk")
    return rows.select_related("party").first()


def plans_of(municipality: Municipality, promise: Promise, commitment_key: str) -> QuerySet[Plan]:
    """Every version, newest first, in force or not."""
    rows = Plan.objects.filter(municipality=municipality, promise=promise, commitment_key=commitment_key)
    return rows.select_related("proposed_party").prefetch_related("acceptances__party").order_by("-version")


def plans_to_accept(municipality: Municipality) -> QuerySet[Plan]:
    """Newest versions that some bearer has not accepted yet, the longest waiting first."""
    newer = Plan.objects.filter(
        promise=OuterRef("promise"), commitment_key=OuterRef("commitment_key"), version__gt=OuterRef("version")
    )
    rows = Plan.objects.filter(~Exists(newer), municipality=municipality, in_force_at=None).order_by("proposed_at")
    return rows.select_related("promise", "proposed_party").prefetch_related("acceptances__party")


def judgements_of(municipality: Municipality, promise: Promise) -> QuerySet[Judgement]:
    """All of a promise, by commitment, oldest first, whether or not the public sees them yet."""
    rows = Judgement.objects.filter(municipality=municipality, promise=promise)
    return rows.prefetch_related("views__party").order_by("commitment_key", "number")


def judgements_before_publication(municipality: Municipality, *, today: date) -> QuerySet[Judgement]:
    """What both parties can see and the public cannot yet, the first to be public first."""
    rows = Judgement.objects.filter(municipality=municipality, public_on__gt=today).order_by("public_on", "pk")
    return rows.select_related("promise").prefetch_related("views__party")
