"""The first run, on the days on which somebody may make it."""

import json
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import Settings

from loftet.domain.activity.judging import Outcome
from loftet.domain.activity.models import Judgement, Plan, Report
from loftet.domain.activity.rules import StatusCode
from loftet.domain.activity.selectors.states import CommitmentState, commitment_states
from loftet.domain.ledger.selectors import export_chain, verify_stored_chain
from loftet.domain.organisation.models import Membership
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Edition
from loftet.domain.publishing.selectors import published_promise
from loftet.project.examples import load_examples
from loftet.sources.promise_text.record import AgreementStatus, PartyKind, promise_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def states(address: str, name: str = "Exempelby") -> dict[str, CommitmentState]:
    municipality = Municipality.objects.get(name=name)
    published = published_promise(municipality, address)
    assert published
    return commitment_states(municipality, published, today=timezone.localdate())


@time_machine.travel("2026-11-24T08:00:00Z")
def test_the_year_shows_every_kind_of_state_and_a_judgement_with_two_views() -> None:
    load_examples()
    this_year, last_year = states("2026").values(), states("2025").values()
    assert {StatusCode.DONE, StatusCode.TRACK, StatusCode.LATER, StatusCode.SILENT, StatusCode.CONDITIONAL} <= {
        state.status.code for state in this_year
    }
    assert sum(state.in_review for state in this_year) == 1
    assert any(entry.told for state in this_year for entry in state.timeline if hasattr(entry, "told"))
    outcomes = {state.judgement.outcome for state in last_year if state.judgement}
    assert outcomes == set(Outcome)
    assert all(state.judgement for state in last_year)


@time_machine.travel("2026-11-24T08:00:00Z")
def test_orkelljunga_has_no_report_plan_or_status() -> None:
    load_examples()
    real = Municipality.objects.get(name="Örkelljunga")
    for model in (Report, Plan, Judgement):
        assert not model.objects.filter(municipality=real).exists()
    assert not any(state.is_followed for state in states("2024", "Örkelljunga").values())


@time_machine.travel("2026-11-24T08:00:00Z")
def test_the_newest_promise_was_agreed_here_by_both_parties_and_says_so_marked_as_an_example() -> None:
    load_examples()
    page = unescape(strip_tags(Client().get("/exempelby/lofte/2026/").content.decode()))
    words = " ".join(page.split())
    assert "Godkänt i Löftet" in words
    for said in ("Kommunstyrelsens ordförande", "17 december 2025", "Lokalpolisområdeschef", "19 december 2025"):
        assert said in words
    assert "undertecknat" not in words.lower()
    (edition,) = Edition.objects.filter(promise__address="2026", municipality="9901")
    record = promise_document(edition.content).promises[0]
    assert (record.status, record.example, record.recorded) == (AgreementStatus.AGREED, True, None)
    assert {(each.party, each.on) for each in record.approvals} == {
        (PartyKind.MUNICIPALITY, date(2025, 12, 17)),
        (PartyKind.POLICE, date(2025, 12, 19)),
    }
    assert not Membership.objects.exists()


@time_machine.travel("2026-11-24T08:00:00Z")
def test_orkelljunga_stays_as_it_was_signed_elsewhere() -> None:
    load_examples()
    (edition,) = Edition.objects.filter(municipality="1257")
    record = promise_document(edition.content).promises[0]
    assert record.status is AgreementStatus.RECORDED
    assert record.approvals == []
    assert record.recorded
    assert record.recorded.source.startswith("polisen.se, Örkelljunga")


@time_machine.travel("2026-11-24T08:00:00Z")
def test_the_chain_of_the_example_is_whole_and_runs_forward_in_time() -> None:
    load_examples()
    verified = verify_stored_chain("9901")
    moments = [json.loads(line)["link"]["moment"] for line in export_chain("9901").splitlines()]
    assert verified.link_count == len(moments)
    assert moments == sorted(moments)
    assert moments[0].startswith("2024-02-05")


@time_machine.travel("2026-06-15T08:00:00Z")
def test_what_has_not_been_yet_is_not_told() -> None:
    load_examples()
    assert not Report.objects.filter(on__gt="2026-06-15").exists()
    assert Report.objects.filter(on="2026-06-15").exists()


@time_machine.travel("2023-05-01T08:00:00Z")
def test_before_the_example_begins_its_promises_are_there_and_nothing_is_told() -> None:
    load_examples()
    assert Edition.objects.count() == 4
    assert not Report.objects.exists()
    assert not Edition.objects.filter(published_at__gt=timezone.now()).exists()


def test_the_clock_is_let_go_when_the_examples_are_loaded() -> None:
    before = timezone.now()
    load_examples()
    assert timezone.now() >= before
