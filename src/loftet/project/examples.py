"""The first run: what `examples/examples.toml` lists, through the same reader and services that a user uses."""

import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from loftet.domain.agreement.models import Agreement
from loftet.domain.agreement.services import AgreementValues, draft_agreement
from loftet.domain.organisation.models import Membership, Party
from loftet.domain.organisation.services import (
    add_member,
    describe_authority,
    enter_department,
    enter_other_party,
    remove_member,
)
from loftet.domain.place.models import Municipality
from loftet.domain.place.selectors import codes_by_name
from loftet.domain.place.services import invent_municipality, place_in_police_area
from loftet.domain.promise.models import Promise
from loftet.domain.promise.selectors import promise_of, proposals_waiting_for
from loftet.domain.promise.services.agreeing import propose_promise
from loftet.domain.promise.services.drafting import continue_promise
from loftet.domain.promise.services.reading import keep_reading, read_document, store_reading
from loftet.domain.publishing.services import approve_promise, publish_promise
from loftet.domain.publishing.site import publish_agreement
from loftet.project.example_figures import load_figures
from loftet.project.example_follow_up import Deed, deeds_of
from loftet.sources.promise_text.record import Recorded


@transaction.atomic
def load_examples() -> None:
    """All of them, or none; and none where a promise is stored already or the setting is empty."""
    folder = Path(settings.EXAMPLES)
    contents = folder / "examples.toml"
    if not settings.EXAMPLES or not contents.exists() or Promise.objects.exists():
        return
    examples = tomllib.loads(contents.read_text(encoding="utf-8"))
    for municipality in examples["municipality"]:
        invent_municipality(code=municipality["code"], name=municipality["name"], county=municipality["county"])
    _tell([*_published(folder, examples), *_followed_up(folder, examples)])
    load_figures(folder, examples["figures"])


def _published(folder: Path, examples: dict[str, Any]) -> Iterator[Deed]:
    """A day that has not been is today: there is always something to read."""
    today = timezone.localdate()
    for kind, load in (("agreement", _load_agreement), ("promise", _load_promise)):
        for row in examples[kind]:
            yield Deed(min(row.get("published_on", today), today), partial(load, folder, row))
            for yes in row.get("agreed", []):
                yield Deed(min(yes["on"], today), partial(_approve, row["municipality_code"], yes))


def _followed_up(folder: Path, examples: dict[str, Any]) -> Iterator[Deed]:
    today = timezone.localdate()
    for row in examples["follow_up"]:
        deeds = deeds_of(tomllib.loads((folder / row["file"]).read_text(encoding="utf-8")))
        yield from (deed for deed in deeds if deed.day <= today)


def _tell(deeds: Iterable[Deed]) -> None:
    """One after the other, each as if it were its day: what is stored and sealed bears the days of the example."""
    for deed in sorted(deeds, key=lambda deed: deed.day):
        with _clock_at(deed.day):
            deed.act()


@contextmanager
def _clock_at(day: date) -> Iterator[None]:
    """Noon of a day for all that asks Django's clock, or now if that is earlier.

    The services ask it themselves, as they should: nobody who uses them may say what time it is.
    """
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    moment = min(noon, timezone.now())
    with patch.object(timezone, "now", return_value=moment):
        yield


def _load_agreement(folder: Path, row: dict[str, Any]) -> Agreement:
    example = tomllib.loads((folder / row["file"]).read_text(encoding="utf-8"))
    municipality = Municipality.objects.get(code=example["municipality_code"])
    parties = [_party(municipality, party) for party in example["parties"]]
    values = {name: example[name] for name in AgreementValues.__slots__ if name in example}
    agreement = draft_agreement(municipality, actor=None, values=AgreementValues(**values), parties=parties)
    publish_agreement(municipality, agreement=agreement, actor=None)
    return agreement


def _party(municipality: Municipality, example: dict[str, Any]) -> Party:
    kind = Party.Kind(example["kind"])
    if kind == Party.Kind.OTHER:
        return enter_other_party(municipality, name=example["name"], actor=None)
    area = None
    if "police_area" in example:
        area = place_in_police_area(municipality, name=example["police_area"], actor=None)
    party = describe_authority(municipality, kind=kind, actor=None, name=example["name"], police_area=area)
    for department in example.get("departments", []):
        enter_department(municipality, name=department, actor=None)
    return party


def _load_promise(folder: Path, example: dict[str, Any]) -> None:
    municipality = Municipality.objects.get(code=example["municipality_code"])
    file = folder / example["file"]
    text, document = read_document(file.read_bytes(), file.name, municipalities=codes_by_name())
    reading = keep_reading(municipality, actor=None, name=file.name, text=text, document=document)
    recorded = Recorded(**example["recorded"]) if "recorded" in example else None
    if "police_area" in example:
        place_in_police_area(municipality, name=example["police_area"], actor=None)
    followed_from: date | None = example.get("followed_from")
    stored = store_reading(municipality, reading=reading, actor=None, recorded=recorded, followed_from=followed_from)
    for promise in stored:
        earlier = promise_of(municipality, example["carried_from"]) if "carried_from" in example else None
        if earlier:
            continue_promise(municipality, promise=promise, earlier=earlier, actor=None)
        if "agreed" in example:
            propose_promise(municipality, promise=promise, actor=None)
        else:
            publish_promise(municipality, promise=promise, actor=None)


def _approve(municipality_code: str, example: dict[str, Any]) -> None:
    """The yes of an invented person, who has a role for as long as she says it: nobody writes letters to her."""
    municipality = Municipality.objects.get(code=municipality_code)
    member = add_member(
        municipality,
        actor=None,
        email=example["email"],
        name=example["name"],
        role=Membership.Role.SIGNATORY,
        party=example["party"],
        function=example["function"],
    )
    (proposal,) = proposals_waiting_for(member)
    approve_promise(
        municipality,
        proposal=proposal,
        member=member,
        function=example["function"],
        shown_sha256=proposal.sha256,
        second_factor_at=timezone.now(),
    )
    remove_member(municipality, membership=member, actor=None)
