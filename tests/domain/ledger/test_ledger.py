"""Sealing, withdrawing, changing the key, and verifying what the database holds."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from loftet.domain.audit.models import Entry
from loftet.domain.ledger.key import key_path, next_key_path
from loftet.domain.ledger.models import Chain, Link, SealedText
from loftet.domain.ledger.rules import text_hash
from loftet.domain.ledger.selectors import code_of_head, export_chain, head, links_of, verify_stored_chain
from loftet.domain.ledger.services import change_key, seal, withdraw_text
from loftet.domain.ledger.verification import BrokenChain, Fault, verify_chain

pytestmark = pytest.mark.django_db

CODE = "9901"
NAME = "Anna Exempelsson"


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def seal_revision(number: int, *, title: str = "Trygg centrum", code: str = CODE) -> Link:
    return seal(
        municipality_code=code,
        kind="promise_revised",
        object_type="promise.Promise",
        object_id="12",
        texts={"title": title, "reason": f"Skäl {number} av {NAME}"},
        facts={"revision": number, "on": "2024-05-03", "agreed": True, "earlier": None},
    )


def faults(position: int, fault: Fault) -> bool:
    with pytest.raises(BrokenChain) as broken:
        verify_stored_chain(CODE)
    assert f"länk {position}" in str(broken.value).lower()
    return (broken.value.position, broken.value.fault) == (position, fault)


def test_a_chain_of_sealed_changes_verifies_from_its_download_alone() -> None:
    for number in range(1, 6):
        seal_revision(number)
    verified = verify_chain(export_chain(CODE), head=head(CODE))
    assert (verified.chain, verified.link_count, verified.head) == (CODE, 6, head(CODE))
    assert verify_stored_chain(CODE) == verified


def test_no_text_and_no_name_stands_in_the_download() -> None:
    seal_revision(1)
    download = export_chain(CODE).decode()
    assert NAME not in download
    assert "Trygg" not in download
    sealed = json.loads(download.splitlines()[1])["link"]
    assert sealed["facts"] == {"revision": 1, "on": "2024-05-03", "agreed": True, "earlier": None}


def test_the_same_text_never_hashes_to_the_same_twice() -> None:
    texts = [seal_revision(number).sealed_texts.get(name="title") for number in (1, 2)]
    assert texts[0].text == texts[1].text
    assert texts[0].sha256 != texts[1].sha256
    assert all(text.sha256 == text_hash(text.salt, text.text) for text in texts)


def test_a_change_that_is_rolled_back_leaves_no_link() -> None:
    seal_revision(1)
    before = head(CODE)
    with transaction.atomic():
        seal_revision(2)
        transaction.set_rollback(True)
    assert head(CODE) == before
    assert verify_stored_chain(CODE).link_count == 2


def test_each_municipality_has_a_chain_of_its_own_and_so_has_the_installation() -> None:
    seal_revision(1)
    seal_revision(1, code="9902")
    seal_revision(1, code="")
    assert {verify_stored_chain(code).chain for code in (CODE, "9902", "")} == {CODE, "9902", "installation"}
    assert code_of_head(head("9902") or "") == "9902"
    assert list(links_of(CODE, object_type="promise.Promise", object_id="12").values_list("position", flat=True)) == [2]


def test_a_municipality_without_changes_has_no_head() -> None:
    assert head(CODE) is None


def test_the_key_is_made_at_first_use_and_readable_by_the_service_alone() -> None:
    assert not key_path().exists()
    seal_revision(1)
    assert stat.S_IMODE(key_path().stat().st_mode) == 0o600
    assert list(key_path().parent.iterdir()) == [key_path()]
    made = key_path().read_bytes()
    seal_revision(2)
    assert key_path().read_bytes() == made


def test_a_withdrawn_text_is_gone_with_its_copies_and_the_chain_still_verifies() -> None:
    seal_revision(1)
    link = seal_revision(2)
    seal_revision(3, title="Något annat")
    withdraw_text(link.sealed_texts.get(name="title"), decision="KS 2024:12", actor=None)
    assert not SealedText.objects.filter(text="Trygg centrum").exists()
    gone = SealedText.objects.exclude(withdrawn_on=None)
    assert [text.link.position for text in gone] == [2, 3]
    assert {text.salt for text in gone} == {""}
    assert verify_stored_chain(CODE).link_count == 6
    assert Entry.objects.filter(action="withdraw_text").count() == 2


def test_a_withdrawn_text_says_when_and_by_which_decision() -> None:
    text = seal_revision(1).sealed_texts.get(name="title")
    assert text.wording == "Trygg centrum"
    withdraw_text(text, decision="KS 2024:12", actor=None)
    text.refresh_from_db()
    day = f"{text.withdrawn_on:%Y}"
    assert text.wording.startswith("Borttaget ")
    assert text.wording.endswith(f"{day} efter beslut KS 2024:12.")


def test_a_text_cannot_be_made_to_look_withdrawn_without_a_link_that_says_so() -> None:
    link = seal_revision(1)
    link.sealed_texts.filter(name="title").update(
        text="", salt="", withdrawn_on="2024-05-03", withdrawn_decision="KS 2024:12"
    )
    assert faults(2, Fault.TEXT_CHANGED)


def test_a_changed_text_is_found() -> None:
    link = seal_revision(1)
    link.sealed_texts.filter(name="title").update(text="Trygg centrum!")
    assert faults(2, Fault.TEXT_CHANGED)


def test_a_deleted_text_is_found() -> None:
    seal_revision(1)
    seal_revision(2).sealed_texts.filter(name="reason").delete()
    assert faults(3, Fault.TEXT_CHANGED)


def test_a_tail_cut_off_in_the_database_is_found() -> None:
    seal_revision(1)
    link = seal_revision(2)
    link.sealed_texts.all().delete()
    link.delete()
    assert faults(2, Fault.HEAD_MISSING)


def test_a_key_that_is_not_the_installations_is_found() -> None:
    seal_revision(1)
    key_path().unlink()
    assert faults(2, Fault.FOREIGN_KEY)


def test_after_a_change_of_key_old_and_new_links_verify_and_the_old_key_is_gone(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seal_revision(1)
    seal_revision(1, code="9902")
    old = key_path().read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        change_key(actor=None)
    seal_revision(2)
    assert key_path().read_bytes() != old
    assert stat.S_IMODE(key_path().stat().st_mode) == 0o600
    assert not next_key_path().exists()
    kinds = Link.objects.filter(chain__municipality_code=CODE).values_list("kind", flat=True)
    assert list(kinds) == ["chain_begun", "promise_revised", "key_changed", "promise_revised"]
    assert [verify_stored_chain(code).link_count for code in (CODE, "9902", "")] == [4, 3, 2]


def test_a_chain_begun_after_a_change_of_key_names_the_new_one(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seal_revision(1)
    with django_capture_on_commit_callbacks(execute=True):
        change_key(actor=None)
    seal_revision(1, code="9902")
    assert verify_stored_chain("9902").public_key == verify_stored_chain(CODE).public_key


def test_a_change_of_key_that_was_interrupted_is_finished_by_the_next(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seal_revision(1)
    with django_capture_on_commit_callbacks(execute=False):
        change_key(actor=None)  # the process dies before the files change places
    seal_revision(2)
    assert verify_stored_chain(CODE).link_count == 4
    with django_capture_on_commit_callbacks(execute=True):
        change_key(actor=None)
    seal_revision(3)
    assert verify_stored_chain(CODE).link_count == 6
    assert not next_key_path().exists()


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("promise_agreed", {"note": "x" * 101}),
        ("promise_agreed", {"note": "två\nrader"}),
        ("promise_agreed", {"Anna Exempelsson": 1}),
        ("Promise agreed", {}),
        ("key_changed", {"public_key": "min egen"}),
        ("promise_agreed", {"count": 2**53}),
        ("promise_agreed", {"share": 0.5}),
    ],
)
def test_what_must_be_possible_to_erase_is_not_sealed(kind: str, facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        seal(municipality_code=CODE, kind=kind, object_type="a.B", object_id="1", texts={}, facts=facts)
    assert head(CODE) is None


def test_the_database_refuses_a_fork() -> None:
    link = seal_revision(1)
    link.pk, link.sha256 = None, "0" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save(force_insert=True)
    assert Chain.objects.count() == 2
