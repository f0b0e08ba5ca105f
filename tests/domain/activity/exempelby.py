"""Exempelby's promise of 2026 and those who follow it up."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import time_machine

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.activity.models import Plan, Report, ToldHow
from loftet.domain.activity.selectors.states import CommitmentState, commitment_states
from loftet.domain.activity.services.plans import PlanValues, accept_plan, propose_plan
from loftet.domain.activity.services.reports import OWN_HAND, Origin, ReportValues, tell_report
from loftet.domain.activity.services.review import publish_report
from loftet.domain.activity.services.told import Told
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.services import enter_authority
from loftet.domain.place.models import Municipality
from loftet.domain.place.selectors import revision_of_all
from loftet.domain.promise.models import Promise
from loftet.domain.publishing.selectors import published_promise
from tests.people import LETTERS, the_cast

KEY = LETTERS.id or ""
TODAY = date(2026, 6, 15)
ORALLY = Told(by="kommunpolisen", how=ToldHow.ORALLY, on=date(2026, 6, 12))


@dataclass(frozen=True, slots=True)
class Exempelby:
    municipality: Municipality
    neighbour: Municipality
    promise: Promise
    last_year: Promise
    police: Party
    town: Party
    coordinator: User

    def plan(self, key: str = KEY, *, party: Party | None = None, reason: str = "", **values: object) -> Plan:
        return propose_plan(
            self.municipality,
            promise=self.promise,
            commitment_key=key,
            party=party or self.police,
            actor=self.coordinator,
            values=PlanValues(**values),  # type: ignore[arg-type]
            reason=reason,
        )

    def plan_in_force(self, key: str = KEY, **values: object) -> Plan:
        plan = self.plan(key, **values)  # type: ignore[arg-type]
        for party in (self.police, self.town):
            if not plan.in_force_at:
                plan = accept_plan(self.municipality, plan=plan, party=party, actor=self.coordinator)
        return plan

    def report(
        self,
        key: str = KEY,
        *,
        party: Party | None = None,
        origin: Origin = OWN_HAND,
        corrects: Report | None = None,
        idempotency_key: str = "",
        promise: Promise | None = None,
        actor: User | None = None,
        **values: object,
    ) -> Report:
        """Sent, and waiting for review."""
        values = {"on": TODAY, "text": "Brevet gick ut.", **values}
        return tell_report(
            self.municipality,
            promise=promise or self.promise,
            commitment_key=key,
            party=party or self.police,
            actor=actor or self.coordinator,
            values=ReportValues(**values),  # type: ignore[arg-type]
            origin=origin,
            corrects=corrects,
            idempotency_key=idempotency_key or uuid4().hex,
        )

    def published(self, key: str = KEY, **values: object) -> Report:
        report = self.report(key, **values)  # type: ignore[arg-type]
        return publish_report(self.municipality, report=report, party=report.party, actor=self.coordinator)

    def state(self, key: str = KEY, *, today: date = TODAY, address: str = "2026") -> CommitmentState:
        """What the public reads of a commitment."""
        published = published_promise(self.municipality, address)
        assert published
        return commitment_states(self.municipality, published, today=today)[key]


def exempelby_in_2026() -> Exempelby:
    with time_machine.travel("2026-01-01T08:00:00Z"):
        cast = the_cast()
        return Exempelby(
            municipality=cast.exempelby,
            neighbour=cast.granneby,
            promise=cast.this_year,
            last_year=cast.last_year,
            police=enter_authority(cast.exempelby, kind=Party.Kind.POLICE, actor=None),
            town=enter_authority(cast.exempelby, kind=Party.Kind.MUNICIPALITY, actor=None),
            coordinator=add_user(email="samordnare@exempelby.se", name="Sam Ordnare"),
        )


def changes_in_public() -> int:
    return revision_of_all()
