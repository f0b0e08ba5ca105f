"""What came of an invented promise: plans, reports and judgements, each by its service on its own day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from loftet.domain.activity.judging import Verdict
from loftet.domain.activity.models import Judgement, Plan, Report, ToldHow
from loftet.domain.activity.services.contacts import set_public_delay
from loftet.domain.activity.services.judgements import ViewValues, give_view, propose_judgement
from loftet.domain.activity.services.plans import PlanValues, accept_plan, propose_plan
from loftet.domain.activity.services.reports import Origin, ReportValues, tell_report
from loftet.domain.activity.services.review import publish_report
from loftet.domain.activity.services.told import Told
from loftet.domain.organisation.models import Party
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Promise
from loftet.domain.promise.selectors import promise_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happens on a day of the example."""

    day: date
    act: Callable[[], object]


def deeds_of(example: Row) -> Iterator[Deed]:
    """In the order of the file; the promise need not be there before the first of them is done."""
    municipality = Municipality.objects.get(code=example["municipality_code"])
    if "delay" in example:
        yield Deed(example["delay"]["on"], partial(_delay, municipality, example["delay"]["days"]))
    for commitment in example["commitment"]:
        about = partial(_Matter, municipality, example["promise"], commitment["key"])
        for plan in commitment.get("plans", []):
            yield Deed(plan["on"], partial(_plan, about, plan))
            for yes in plan.get("accepted", []):
                yield Deed(yes["on"], partial(_accept, about, yes))
        for report in commitment.get("reports", []):
            yield Deed(report.get("entered", report["on"]), partial(_report, about, report))
        for number, view in enumerate(commitment.get("judgements", [])):
            yield Deed(view["on"], partial(_give if number else _judge, about, view))


class _Matter:
    """A commitment of a promise that is stored when it is asked for."""

    def __init__(self, municipality: Municipality, address: str, key: str) -> None:
        found = promise_of(municipality, address)
        if found is None:
            raise ValueError(f"the example has no promise {address}")
        self.municipality = municipality
        self.promise: Promise = found
        self.key = key

    def party(self, row: Row) -> Party:
        return Party.objects.get(municipality=self.municipality, kind=row["party"])


About = Callable[[], _Matter]


def _delay(municipality: Municipality, days: int) -> None:
    police = Party.objects.get(municipality=municipality, kind=Party.Kind.POLICE)
    set_public_delay(municipality, party=police, actor=None, days=days)


def _plan(about: About, row: Row) -> None:
    matter = about()
    propose_plan(
        matter.municipality,
        promise=matter.promise,
        commitment_key=matter.key,
        party=matter.party(row),
        actor=None,
        values=PlanValues(**_named(PlanValues, row)),
        reason=row.get("reason", ""),
    )


def _accept(about: About, row: Row) -> None:
    matter = about()
    plan = Plan.objects.filter(promise=matter.promise, commitment_key=matter.key).latest("version")
    accept_plan(matter.municipality, plan=plan, party=matter.party(row), actor=None, told=_told(row))


def _report(about: About, row: Row) -> None:
    matter = about()
    party, told = matter.party(row), _told(row)
    town = Party.objects.get(municipality=matter.municipality, kind=Party.Kind.MUNICIPALITY)
    reports = Report.objects.filter(promise=matter.promise, commitment_key=matter.key)
    report = tell_report(
        matter.municipality,
        promise=matter.promise,
        commitment_key=matter.key,
        party=party,
        actor=None,
        values=ReportValues(**_named(ReportValues, row)),
        idempotency_key="",
        origin=Origin(entered_party=town if told else None, told=told),
        corrects=reports.get(on=row["corrects"]) if "corrects" in row else None,
    )
    if row.get("reviewed", True):
        publish_report(matter.municipality, report=report, party=party, actor=None)


def _judge(about: About, row: Row) -> None:
    matter = about()
    propose_judgement(
        matter.municipality,
        promise=matter.promise,
        commitment_key=matter.key,
        party=matter.party(row),
        actor=None,
        values=_view(row),
        told=_told(row),
    )


def _give(about: About, row: Row) -> None:
    matter = about()
    judgement = Judgement.objects.filter(promise=matter.promise, commitment_key=matter.key).latest("number")
    give_view(
        matter.municipality,
        judgement=judgement,
        party=matter.party(row),
        actor=None,
        values=_view(row),
        told=_told(row),
    )


def _view(row: Row) -> ViewValues:
    verdict = Verdict(row["verdict"]) if "verdict" in row else None
    return ViewValues(verdict=verdict, evidence=row.get("evidence", ""), reason=row.get("reason", ""))


def _told(row: Row) -> Told | None:
    told = row.get("told")
    return Told(by=told["by"], how=ToldHow(told["how"]), on=told["on"]) if told else None


def _named(values: type[PlanValues] | type[ReportValues], row: Row) -> Row:
    return {name: row[name] for name in values.__slots__ if name in row}
