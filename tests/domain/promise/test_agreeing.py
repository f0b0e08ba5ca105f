"""Proposing and approving, with two municipalities throughout."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from loftet.domain.account.services import add_user
from loftet.domain.audit.models import Entry
from loftet.domain.ledger.models import Link
from loftet.domain.ledger.rules import text_hash
from loftet.domain.ledger.selectors import links_of, verify_stored_chain
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.services import add_member, join_as_administrator
from loftet.domain.place.models import Municipality
from loftet.domain.promise.life import PromiseState, state_of
from loftet.domain.promise.models import Approval, Commitment, Edition, Promise, Proposal
from loftet.domain.promise.selectors import (
    has_unpublished_changes,
    is_stale,
    life_of,
    newest_edition,
    open_proposal,
    promise_record,
)
from loftet.domain.promise.services.agreeing import (
    ApprovedAlready,
    NotYours,
    ProposalClosed,
    ProposalStale,
    SecondFactorMissing,
    SignedElsewhere,
    approve_proposal,
    follow_up_promise,
    propose_promise,
)
from loftet.domain.promise.services.commitments import CommitmentValues, add_commitment, change_commitment
from loftet.domain.promise.services.drafting import draft_promise
from loftet.domain.promise.services.issuing import AgreementNeeded, NothingNew, ReasonMissing, issue_edition
from loftet.sources.promise_text.record import AgreementStatus, PartyKind, PromiseRecord, promise_document
from tests.people import GRANNEBY_2026, stored

pytestmark = pytest.mark.django_db

POLICE = (PartyKind.POLICE, "Polisen")
MUNICIPALITY = (PartyKind.MUNICIPALITY, "Kommunen")
ROLES = Membership.Role


@dataclass(frozen=True)
class People:
    boden: Municipality
    coordinator: Membership
    chair: Membership
    officer: Membership


@pytest.fixture
def people() -> People:
    boden = Municipality.objects.get(name="Boden")
    admin = add_user(email="ada@example.org", name="Ada", administers_installation=True)
    join_as_administrator(boden, user=admin)

    def member(name: str, **values: Any) -> Membership:
        return add_member(boden, actor=admin, email=f"{name}@example.org", name=name, **values)

    return People(
        boden=boden,
        coordinator=member("cia", role=ROLES.COORDINATOR),
        chair=member("kim", role=ROLES.SIGNATORY, function="Kommunstyrelsens ordförande"),
        officer=member("pia", role=ROLES.POLICE, function="Kommunpolis"),
    )


@pytest.fixture
def promise(people: People) -> Promise:
    promise = draft_promise(people.boden, actor=None, start=date(2026, 1, 1), end=date(2026, 12, 31))
    commit(promise, "Polisen och kommunen vandrar i centrum", POLICE, MUNICIPALITY)
    return promise


def commit(promise: Promise, text: str, *bearers: tuple[PartyKind, str]) -> Commitment:
    values = CommitmentValues(text=text, bearers=list(bearers))
    return add_commitment(promise.municipality, promise=promise, actor=None, values=values)


def propose(promise: Promise, reason: str = "") -> Proposal:
    return propose_promise(promise.municipality, promise=promise, actor=None, reason=reason)


def approve(proposal: Proposal, member: Membership, **values: Any) -> Edition | None:
    given = {"function": member.function, "shown_sha256": proposal.sha256, "second_factor_at": timezone.now()}
    return approve_proposal(proposal.municipality, proposal=proposal, member=member, **{**given, **values})


def agree(promise: Promise, people: People, reason: str = "") -> Edition:
    proposal = propose(promise, reason)
    approve(proposal, people.officer)
    edition = approve(proposal, people.chair)
    assert edition is not None
    return edition


def record_of(edition: Edition) -> PromiseRecord:
    return promise_document(edition.content).promises[0]


def rewrite(promise: Promise, text: str) -> None:
    """Somebody goes on writing in the draft."""
    commitment = promise.commitments.get()
    change_commitment(
        promise.municipality,
        commitment=commitment,
        version=commitment.version,
        actor=None,
        values=CommitmentValues(text=text, bearers=[POLICE, MUNICIPALITY]),
    )


def state(promise: Promise, today: date) -> PromiseState:
    promise.refresh_from_db()
    return state_of(life_of(promise), today)


def test_two_yes_make_an_edition_that_says_who_agreed_as_what_and_when(promise: Promise, people: People) -> None:
    proposal = propose(promise)
    assert approve(proposal, people.officer) is None
    assert newest_edition(promise) is None
    edition = approve(proposal, people.chair)
    assert edition is not None
    record = record_of(edition)
    assert record.status is AgreementStatus.AGREED
    today = timezone.localdate()
    assert [(each.party, each.function, each.on) for each in record.approvals] == [
        (PartyKind.POLICE, "Kommunpolis", today),
        (PartyKind.MUNICIPALITY, "Kommunstyrelsens ordförande", today),
    ]
    assert "kim" not in edition.content


def test_what_is_agreed_is_exactly_what_was_proposed(promise: Promise, people: People) -> None:
    proposal = propose(promise)
    approve(proposal, people.officer)
    edition = approve(proposal, people.chair)
    assert edition is not None
    agreed, proposed = record_of(edition), promise_document(proposal.content).promises[0]
    assert agreed.commitments == proposed.commitments
    assert edition.proposal == proposal
    assert not has_unpublished_changes(promise)


def test_gaps_are_frozen_with_the_words(promise: Promise) -> None:
    frozen = promise_document(propose(promise).content).promises[0]
    assert frozen == promise_record(promise)
    assert (frozen.commitments[0].count, frozen.follow_up) == (None, None)


def test_each_approval_keeps_who_when_and_what_was_shown(promise: Promise, people: People) -> None:
    proposal, confirmed = propose(promise), timezone.now() - timedelta(minutes=2)
    approve(proposal, people.officer, second_factor_at=confirmed)
    approval = Approval.objects.get()
    assert (approval.party, approval.user, approval.second_factor_at) == ("police", people.officer.user, confirmed)
    assert approval.shown_sha256 == proposal.sha256
    assert Entry.objects.get(action="approve").actor == people.officer.user


def test_words_that_somebody_edits_meanwhile_are_not_approved(promise: Promise, people: People) -> None:
    proposal = propose(promise)
    approve(proposal, people.officer)
    rewrite(promise, "Polisen och kommunen vandrar när det passar")
    assert is_stale(proposal)
    with pytest.raises(ProposalStale):
        approve(proposal, people.chair)
    assert newest_edition(promise) is None
    assert Approval.objects.count() == 1


def test_words_other_than_those_shown_are_not_approved(promise: Promise, people: People) -> None:
    with pytest.raises(ProposalStale):
        approve(propose(promise), people.officer, shown_sha256="0" * 64)


def test_a_change_that_is_taken_back_lets_the_proposal_be_approved(promise: Promise, people: People) -> None:
    proposal, words = propose(promise), promise.commitments.get().text
    rewrite(promise, "Något annat")
    rewrite(promise, words)
    assert approve(proposal, people.officer) is None
    assert approve(proposal, people.chair) is not None


def test_a_newer_proposal_closes_the_one_before_and_starts_without_approvals(promise: Promise, people: People) -> None:
    first = propose(promise)
    approve(first, people.officer)
    rewrite(promise, "Polisen och kommunen vandrar varje månad")
    second = propose(promise)
    with pytest.raises(ProposalClosed):
        approve(first, people.chair)
    assert approve(second, people.chair) is None
    assert second.number == 2


def test_the_same_words_are_not_proposed_twice(promise: Promise, people: People) -> None:
    propose(promise)
    with pytest.raises(NothingNew):
        propose(promise)


def test_agreed_words_are_not_proposed_again_after_a_change_that_came_to_nothing(
    promise: Promise, people: People
) -> None:
    agree(promise, people)
    words = promise.commitments.get().text
    rewrite(promise, "Något annat")
    propose(promise, "Nytt läge")
    rewrite(promise, words)
    with pytest.raises(NothingNew):
        propose(promise, "Nytt läge")


def test_a_party_says_yes_once(promise: Promise, people: People) -> None:
    proposal = propose(promise)
    approve(proposal, people.officer)
    with pytest.raises(ApprovedAlready):
        approve(proposal, people.officer)


def test_an_agreed_proposal_is_closed(promise: Promise, people: People) -> None:
    proposal = propose(promise)
    approve(proposal, people.officer)
    approve(proposal, people.chair)
    with pytest.raises(ProposalClosed):
        approve(proposal, people.chair)


def test_whoever_writes_for_the_municipality_does_not_approve(promise: Promise, people: People) -> None:
    with pytest.raises(NotYours):
        approve(propose(promise), people.coordinator)


def test_nobody_from_another_municipality_approves(promise: Promise, people: People) -> None:
    tidaholm = Municipality.objects.get(name="Tidaholm")
    stranger = add_member(
        tidaholm, actor=people.chair.user, email="xi@example.org", name="Xi", role=ROLES.SIGNATORY, function="Chef"
    )
    proposal = propose(promise)
    with pytest.raises(NotYours):
        approve(proposal, stranger)
    with pytest.raises(NotYours):
        approve_proposal(
            tidaholm,
            proposal=proposal,
            member=stranger,
            function="Chef",
            shown_sha256=proposal.sha256,
            second_factor_at=timezone.now(),
        )


@pytest.mark.parametrize("ago", [None, timedelta(minutes=6), timedelta(minutes=-1)])
def test_without_a_second_factor_a_moment_ago_nothing_is_approved(
    promise: Promise, people: People, ago: timedelta | None
) -> None:
    confirmed: datetime | None = None if ago is None else timezone.now() - ago
    with pytest.raises(SecondFactorMissing):
        approve(propose(promise), people.officer, second_factor_at=confirmed)
    assert not Approval.objects.exists()


def test_a_promise_of_the_police_alone_needs_only_the_police(people: People) -> None:
    promise = draft_promise(people.boden, actor=None, start=date(2026, 1, 1), end=date(2026, 12, 31))
    commit(promise, "Polisen patrullerar", POLICE)
    proposal = propose(promise)
    with pytest.raises(NotYours):
        approve(proposal, people.chair)
    edition = approve(proposal, people.officer)
    assert edition is not None
    assert [each.party for each in record_of(edition).approvals] == [PartyKind.POLICE]


def test_a_draft_is_published_as_a_proposal_until_it_is_agreed(promise: Promise, people: People) -> None:
    edition = issue_edition(promise.municipality, promise=promise, actor=None)
    assert record_of(edition).status is AgreementStatus.PROPOSAL
    assert record_of(edition).approvals == []
    assert state(promise, date(2026, 6, 1)) is PromiseState.DRAFT
    agreed = agree(promise, people)
    assert agreed.number == 2
    assert agreed.reason == "Parterna har godkänt löftet."


def test_agreed_words_are_replaced_only_by_agreed_words_and_with_a_reason(promise: Promise, people: People) -> None:
    first = agree(promise, people)
    rewrite(promise, "Polisen och kommunen vandrar fyra gånger")
    with pytest.raises(AgreementNeeded):
        issue_edition(promise.municipality, promise=promise, actor=None, reason="Tydligare")
    with pytest.raises(ReasonMissing):
        propose(promise, "  ")
    second = agree(promise, people, "Vi vet nu hur många det blir.")
    assert (second.number, second.reason) == (2, "Vi vet nu hur många det blir.")
    first.refresh_from_db()
    assert "fyra gånger" not in first.content
    assert state(promise, date(2026, 6, 1)) is PromiseState.REVISED


def test_a_revision_without_the_police_still_needs_the_police(promise: Promise, people: People) -> None:
    agree(promise, people)
    promise.commitments.get().bearers.filter(kind="police").delete()
    proposal = propose(promise, "Polisen har inte tid.")
    assert approve(proposal, people.chair) is None
    assert open_proposal(promise) == proposal


def test_a_recorded_promise_is_published_without_anybodys_approval(people: People) -> None:
    promise = stored(people.boden, GRANNEBY_2026)
    edition = issue_edition(people.boden, promise=promise, actor=None)
    assert record_of(edition).status is AgreementStatus.RECORDED
    with pytest.raises(SignedElsewhere):
        propose(promise)
    assert state(promise, date(2026, 6, 1)) is PromiseState.IN_FORCE


def test_a_promise_is_followed_up_once(promise: Promise, people: People) -> None:
    agree(promise, people)
    today = timezone.localdate()
    follow_up_promise(promise.municipality, promise=promise, actor=None, on=today)
    follow_up_promise(promise.municipality, promise=promise, actor=None, on=date(2030, 1, 1))
    assert Entry.objects.filter(action="follow_up").count() == 1
    assert state(promise, timezone.localdate()) is PromiseState.FOLLOWED_UP


@pytest.mark.parametrize("model", [Proposal, Approval, Edition])
def test_what_was_proposed_approved_or_issued_is_never_changed(
    promise: Promise, people: People, model: type[Proposal]
) -> None:
    agree(promise, people)
    with pytest.raises(ValueError, match="never changed"):
        model.objects.first().save()  # type: ignore[union-attr]


def test_the_database_refuses_a_second_yes_of_the_same_party(promise: Promise, people: People) -> None:
    proposal = propose(promise)
    approve(proposal, people.officer)
    twice = Approval.objects.get()
    twice.pk = None
    twice._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save()


def sealed(promise: Promise) -> list[Link]:
    return list(links_of(promise.municipality.code, object_type="promise.Promise", object_id=str(promise.pk)))


def test_every_edition_is_sealed_with_its_number_and_hash_and_no_words(promise: Promise, people: People) -> None:
    issue_edition(promise.municipality, promise=promise, actor=None)
    agreed = agree(promise, people)
    links = sealed(promise)
    assert [link.kind for link in links] == ["promise_proposed", "promise_agreed"]
    assert f'"edition":2,"sha256":"{agreed.sha256}"' in links[1].document
    assert '"approved_by":"police, municipality"' in links[1].document
    assert [word for word in ("vandrar", "ordförande") if word in links[1].document] == []
    assert verify_stored_chain(promise.municipality.code).link_count == 3


def test_the_seal_holds_the_words_and_the_reason(promise: Promise, people: People) -> None:
    agree(promise, people)
    rewrite(promise, "Polisen och kommunen vandrar fyra gånger")
    edition = agree(promise, people, "Vi vet nu hur många det blir.")
    texts = {text.name: text for text in sealed(promise)[-1].sealed_texts.all()}
    assert texts["content"].sha256 == text_hash(texts["content"].salt, edition.content)
    assert texts["reason"].text == "Vi vet nu hur många det blir."
