"""Proposing and approving as people do it: the coordinator, the chair and the police officer of Exempelby."""

import re
import time
from collections.abc import Callable
from io import BytesIO

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from time_machine import Traveller

from loftet.domain.account.models import User
from loftet.domain.organisation.models import Membership
from loftet.domain.organisation.services import add_member
from loftet.domain.promise.models import Approval, Commitment, Edition, Promise, Proposal
from loftet.domain.promise.services.commitments import CommitmentValues, add_commitment, change_commitment
from loftet.sources.promise_text.record import PartyKind
from tests.people import Cast
from tests.web.workspace.conftest import signed_in
from tests.web.workspace.sending import send, text_of

pytestmark = pytest.mark.django_db

PROMISE = "/arbetsyta/exempelby/lofte/2027/"
PROPOSE, PROPOSAL = f"{PROMISE}forslag/", f"{PROMISE}forslag/1/"
PUBLIC = "/exempelby/lofte/2027/"
FORM = "main form.fields"
Invite = Callable[..., tuple[Client, User]]


@pytest.fixture
def draft(cast: Cast) -> Promise:
    bearers = [(PartyKind.MUNICIPALITY, "Kommunen"), (PartyKind.POLICE, "Polisen")]
    values = CommitmentValues(text="Kommunen och polisen ordnar vandringar.", bearers=bearers)
    add_commitment(cast.exempelby, promise=cast.draft, actor=None, values=values)
    return cast.draft


@pytest.fixture
def invite(cast: Cast, ada: User) -> Invite:
    def invite(name: str, role: Membership.Role, *, secret: str = "", **values: str) -> tuple[Client, User]:
        email = f"{name.lower()}@example.org"
        user = add_member(cast.exempelby, actor=ada, email=email, name=name, role=role, **values).user  # type: ignore[arg-type]
        if secret:
            TOTP.activate(user, secret)
        return signed_in(user), user

    return invite


def code_of(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return code


SECRET = generate_totp_secret()


@pytest.fixture
def kim(invite: Invite) -> Client:
    return invite("Kim", Membership.Role.SIGNATORY, secret=SECRET, function="Kommunstyrelsens ordförande")[0]


@pytest.fixture
def pia(invite: Invite) -> Client:
    return invite("Pia", Membership.Role.POLICE, secret=SECRET, function="Kommunpolis")[0]


def rewrite(promise: Promise, text: str) -> None:
    row = Commitment.objects.get(promise=promise)
    bearers = [(PartyKind.MUNICIPALITY, "Kommunen"), (PartyKind.POLICE, "Polisen")]
    values = CommitmentValues(text=text, bearers=bearers)
    change_commitment(promise.municipality, commitment=row, version=row.version, actor=None, values=values)


def test_both_approve_and_the_public_reads_who_agreed(as_bo: Client, kim: Client, pia: Client, draft: Promise) -> None:
    proposed = send(as_bo, PROPOSE, form=FORM)
    assert proposed.redirect_chain[-1][0] == PROPOSAL
    assert "Har inte godkänt" in text_of(proposed)
    assert "Ditt godkännande är sparat." in text_of(send(pia, PROPOSAL, form=FORM, code=code_of(SECRET)))
    assert Client().get(PUBLIC).status_code == 404
    agreed = send(kim, PROPOSAL, form=FORM, code=code_of(SECRET))
    assert "Alla parter har godkänt. Löftet är publicerat" in text_of(agreed)
    assert (
        "Godkänt i Löftet av polisen (Kommunpolis) 10 september 2026 och "
        "kommunen (Kommunstyrelsens ordförande) 10 september 2026."
    ) in text_of(Client().get(PUBLIC))
    assert "Kim" not in Client().get(PUBLIC).content.decode()


def test_whoever_approves_reads_exactly_the_words_with_their_gaps(as_bo: Client, kim: Client, draft: Promise) -> None:
    send(as_bo, PROPOSE, form=FORM)
    words = text_of(kim.get(PROPOSAL))
    assert "Kommunen och polisen ordnar vandringar." in words
    assert "Löftet anger inget antal." in words
    assert "Förslag, inte godkänt av båda parter." in words


def test_a_wrong_code_approves_nothing_and_keeps_what_was_typed(as_bo: Client, kim: Client, draft: Promise) -> None:
    send(as_bo, PROPOSE, form=FORM)
    page = send(kim, PROPOSAL, form=FORM, function="Ordförande i kommunstyrelsen", code="000000")
    assert page.status_code == 422
    assert 'value="Ordförande i kommunstyrelsen"' in page.content.decode()
    assert not Approval.objects.exists()


def test_a_code_is_not_spent_on_a_form_that_is_sent_back(as_bo: Client, kim: Client, draft: Promise) -> None:
    send(as_bo, PROPOSE, form=FORM)
    code = code_of(SECRET)
    assert send(kim, PROPOSAL, form=FORM, function="", code=code).status_code == 422
    assert "Ditt godkännande är sparat." in text_of(send(kim, PROPOSAL, form=FORM, code=code))


def test_a_recovery_code_counts(as_bo: Client, invite: Invite, draft: Promise) -> None:
    client, user = invite("Kim", Membership.Role.SIGNATORY, secret=SECRET, function="Ordförande")
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    send(as_bo, PROPOSE, form=FORM)
    assert "Ditt godkännande är sparat." in text_of(send(client, PROPOSAL, form=FORM, code=spare))


def test_without_a_second_step_there_is_no_button(as_bo: Client, invite: Invite, draft: Promise) -> None:
    client, _ = invite("Kim", Membership.Role.SIGNATORY, function="Ordförande")
    send(as_bo, PROPOSE, form=FORM)
    page = client.get(PROPOSAL)
    assert "Ditt konto har inget." in text_of(page)
    sent = {"function": "Ordförande", "shown": Proposal.objects.get().sha256}
    refused = client.post(PROPOSAL, sent)
    assert refused.status_code == 409
    assert "bekräfta först att det är du" in text_of(refused)
    assert not Approval.objects.exists()


def test_an_edit_while_somebody_reads_stops_the_approval(as_bo: Client, kim: Client, draft: Promise) -> None:
    send(as_bo, PROPOSE, form=FORM)
    opened = {"function": "Ordförande", "shown": Proposal.objects.get().sha256, "code": code_of(SECRET)}
    rewrite(draft, "Kommunen ordnar något.")
    refused = kim.post(PROPOSAL, opened)
    assert refused.status_code == 409
    assert "Inget är godkänt: texten har ändrats" in text_of(refused)
    assert not Approval.objects.exists()


def test_a_newer_proposal_is_shown_instead_of_the_button(as_bo: Client, kim: Client, draft: Promise) -> None:
    send(as_bo, PROPOSE, form=FORM)
    rewrite(draft, "Kommunen och polisen ordnar fyra vandringar.")
    assert "Texten har ändrats sedan förslaget lades." in text_of(kim.get(PROPOSAL))
    send(as_bo, PROPOSE, form=FORM)
    page = kim.get(PROPOSAL)
    assert "Ett nyare förslag har ersatt det här." in text_of(page)
    assert "Godkänn de här orden" not in text_of(page)


def test_to_do_says_that_a_proposal_waits_until_it_is_answered(as_bo: Client, kim: Client, draft: Promise) -> None:
    send(as_bo, PROPOSE, form=FORM)
    waits = "Medborgarlöfte 2027: ett förslag väntar på er"
    assert waits in text_of(kim.get("/arbetsyta/exempelby/"))
    assert waits not in text_of(as_bo.get("/arbetsyta/exempelby/"))
    send(kim, PROPOSAL, form=FORM, code=code_of(SECRET))
    assert waits not in text_of(kim.get("/arbetsyta/exempelby/"))


@pytest.mark.parametrize("role", [Membership.Role.READER, Membership.Role.COORDINATOR])
def test_whoever_may_not_approve_reads_and_cannot(
    as_bo: Client, invite: Invite, draft: Promise, role: Membership.Role
) -> None:
    client, _ = invite("Ola", role, secret=SECRET)
    send(as_bo, PROPOSE, form=FORM)
    assert "Godkänn de här orden" not in text_of(client.get(PROPOSAL))
    sent = {"function": "X", "shown": Proposal.objects.get().sha256, "code": code_of(SECRET)}
    assert client.post(PROPOSAL, sent).status_code == 404
    assert not Approval.objects.exists()


def test_another_municipality_finds_no_proposal(as_bo: Client, cast: Cast, ada: User, draft: Promise) -> None:
    send(as_bo, PROPOSE, form=FORM)
    there = add_member(cast.granneby, actor=ada, email="gun@example.org", name="Gun", role=Membership.Role.SIGNATORY)
    assert signed_in(there.user).get(PROPOSAL).status_code == 404
    assert signed_in(there.user).get(PROPOSAL.replace("exempelby", "granneby")).status_code == 404


def test_a_recorded_promise_is_not_proposed(cast: Cast, ada: User) -> None:
    there = add_member(cast.granneby, actor=ada, email="gun@example.org", name="Gun", role=Membership.Role.COORDINATOR)
    address = f"/arbetsyta/granneby/lofte/{cast.neighbours.address}/forslag/"
    assert signed_in(there.user).get(address).status_code == 404


def agree(as_bo: Client, kim: Client, pia: Client, number: int, clock: Traveller, **values: str) -> None:
    send(as_bo, PROPOSE, form=FORM, **values)
    for client in (kim, pia):
        clock.shift(301)
        send(client, f"{PROPOSE}{number}/", form=FORM, code=code_of(SECRET))


def test_a_revision_needs_both_again_and_the_difference_is_public_with_its_reason(
    as_bo: Client, kim: Client, pia: Client, draft: Promise, september: Traveller
) -> None:
    agree(as_bo, kim, pia, 1, september)
    rewrite(draft, "Kommunen och polisen ordnar fyra vandringar.")
    assert as_bo.get(f"{PROMISE}publicera/").headers["Location"] == PROPOSE
    assert f"{PROMISE}publicera/" not in as_bo.get("/arbetsyta/exempelby/lofte/").content.decode()
    assert send(as_bo, PROPOSE, form=FORM, reason="").status_code == 422
    agree(as_bo, kim, pia, 2, september, reason="Nu vet vi hur många.")
    assert Edition.objects.filter(promise=draft).count() == 2
    changes = Client().get(f"{PUBLIC}utgava/2/andringar/")
    assert "Skäl: Nu vet vi hur många." in text_of(changes)
    assert "<ins>" in changes.content.decode()
    assert "fyra" in text_of(changes)
    old = text_of(Client().get(f"{PUBLIC}utgava/1/"))
    assert "ordnar vandringar." in old
    assert "Godkänt i Löftet av" in old


def test_the_first_edition_has_no_page_of_changes(cast: Cast) -> None:
    assert Client().get("/exempelby/lofte/2026/utgava/1/andringar/").status_code == 404


def test_a_draft_that_is_published_says_that_it_is_only_a_proposal(as_bo: Client, draft: Promise) -> None:
    send(as_bo, f"{PROMISE}publicera/", form=FORM)
    assert "Förslag, inte godkänt av båda parter." in text_of(Client().get(PUBLIC))


ORIGINAL = f"{PROMISE}original/"


def scan() -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (40, 60), "white").save(picture, "PNG")
    return SimpleUploadedFile("lofte.png", picture.getvalue(), "image/png")


def test_signed_is_said_only_with_the_scan(
    as_bo: Client, kim: Client, pia: Client, draft: Promise, september: Traveller
) -> None:
    agree(as_bo, kim, pia, 1, september)
    assert "ndertecknat" not in text_of(Client().get(PUBLIC))
    saved = as_bo.post(ORIGINAL, {"file": scan()}, follow=True)
    assert "Originalet är sparat." in text_of(saved)
    public = text_of(Client().get(PUBLIC))
    assert "Undertecknat, originalet är inskannat." in public
    assert "Godkänt i Löftet av" in public


def test_a_file_that_is_no_scan_is_refused_in_words(as_bo: Client, draft: Promise) -> None:
    refused = as_bo.post(ORIGINAL, {"file": SimpleUploadedFile("lofte.exe", b"MZ" + bytes(200))})
    assert refused.status_code == 422
    assert "Filen är varken pdf, jpeg, png, webp eller heic" in text_of(refused)


def test_the_scan_is_not_public(as_bo: Client, draft: Promise) -> None:
    as_bo.post(ORIGINAL, {"file": scan()})
    path = re.search(r'href="(/arbetsyta/exempelby/fil/\d+/)"', as_bo.get(ORIGINAL).content.decode())
    assert path
    assert as_bo.get(path[1]).status_code == 200
    assert Client().get(path[1]).status_code == 302
