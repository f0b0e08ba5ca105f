"""A safety walk from the plan to what was mended, by the services that the pages use."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from loftet.domain.dialogue.safety_walk.models import FindingState, SafetyWalk, WalkFinding
from loftet.domain.dialogue.safety_walk.selectors import finding_of, findings_of, public_walks, walk_of, walks_of
from loftet.domain.dialogue.safety_walk.services import (
    FindingValues,
    WalkRefusal,
    WalkValues,
    follow_finding,
    give_owner,
    keep_photograph,
    note_finding,
    plan_walk,
    publish_walk,
    review_finding,
)
from loftet.domain.file.selectors import content_of, files_of
from tests.people import Cast, the_cast

DAY = date(2026, 9, 8)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with time_machine.travel("2026-09-10T08:00:00Z"):
        yield the_cast()


@pytest.fixture
def walk(cast: Cast) -> SafetyWalk:
    values = WalkValues(on=DAY, area="Mallinge", places=["Torget", "Gångtunneln"])
    return plan_walk(cast.exempelby, actor=None, values=values)


@pytest.fixture
def dark(cast: Cast, walk: SafetyWalk) -> WalkFinding:
    values = FindingValues(
        place="Gångtunneln", kind=WalkFinding.Kind.TO_MEND, seen="Lampan är trasig, ring 070-123 45 67", wanted="Ljus"
    )
    return note_finding(cast.exempelby, walk=walk, actor=None, values=values)


def test_a_finding_gets_an_owner_and_is_mended_and_every_state_stays(cast: Cast, dark: WalkFinding) -> None:
    town = cast.exempelby
    give_owner(town, finding=dark, actor=None, owner="Tekniska förvaltningen")
    follow_finding(town, finding=dark, actor=None, state=FindingState.State.PLANNED, on=DAY, words="Vecka 38")
    assert walks_of(town).get().open_count == 1  # type: ignore[attr-defined]
    follow_finding(town, finding=dark, actor=None, state=FindingState.State.MENDED, on=DAY + timedelta(days=1))

    found = findings_of(dark.walk).get()
    assert found.owner == "Tekniska förvaltningen"
    assert [row.state for row in found.states.all()] == ["planned", "mended"]
    walk = walks_of(town).get()
    assert (walk.finding_count, walk.open_count) == (1, 0)  # type: ignore[attr-defined]


def test_what_was_mended_and_broke_again_is_open_again(cast: Cast, dark: WalkFinding) -> None:
    for state in (FindingState.State.MENDED, FindingState.State.TAKEN_UP):
        follow_finding(cast.exempelby, finding=dark, actor=None, state=state, on=DAY)
    assert walks_of(cast.exempelby).get().open_count == 1  # type: ignore[attr-defined]


def test_what_points_at_a_person_is_masked_before_it_is_stored(dark: WalkFinding) -> None:
    assert dark.seen == "Lampan är trasig, ring [telefonnummer]"


def test_the_public_sees_a_finding_when_it_is_reviewed_and_the_walk_is_public(cast: Cast, dark: WalkFinding) -> None:
    town = cast.exempelby
    publish_walk(town, walk=dark.walk, actor=None, public=True)
    assert public_walks(town).get().reviewed == []  # type: ignore[attr-defined]
    review_finding(town, finding=dark, actor=None, reviewed=True)
    assert public_walks(town).get().reviewed == [dark]  # type: ignore[attr-defined]
    publish_walk(town, walk=dark.walk, actor=None, public=False)
    assert not public_walks(town).exists()


@pytest.mark.parametrize(
    ("state", "days", "words", "said"),
    [
        (FindingState.State.NOT_MENDED, 0, " ", "Skriv varför"),
        (FindingState.State.MENDED, 1, "", "Dagen har inte varit än"),
    ],
)
def test_a_state_without_a_reason_or_of_a_day_to_come_is_refused(
    cast: Cast, dark: WalkFinding, state: FindingState.State, days: int, words: str, said: str
) -> None:
    on = timezone.localdate() + timedelta(days=days)
    with pytest.raises(WalkRefusal, match=said):
        follow_finding(cast.exempelby, finding=dark, actor=None, state=state, on=on, words=words)
    assert not FindingState.objects.exists()


def test_what_is_good_is_nobodys_to_mend(cast: Cast, walk: SafetyWalk) -> None:
    values = FindingValues(
        place="Torget", kind=WalkFinding.Kind.GOOD, seen="Folk är här", wanted="Mer", owner="Parkenheten"
    )
    good = note_finding(cast.exempelby, walk=walk, actor=None, values=values)
    assert (good.wanted, good.owner) == ("", "")
    with pytest.raises(WalkRefusal):
        give_owner(cast.exempelby, finding=good, actor=None, owner="Parkenheten")
    with pytest.raises(WalkRefusal):
        follow_finding(cast.exempelby, finding=good, actor=None, state=FindingState.State.MENDED, on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        WalkFinding.objects.filter(pk=good.pk).update(owner="Parkenheten")


def picture(name: str = "bild.jpg") -> SimpleUploadedFile:
    data, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Kameran"
    Image.new("RGB", (40, 30), "grey").save(data, "JPEG", exif=exif)
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def test_a_photograph_is_kept_without_metadata_and_unpublished_when_the_sender_states_that_nobody_is_seen(
    cast: Cast, dark: WalkFinding
) -> None:
    town = cast.exempelby
    with pytest.raises(WalkRefusal, match="inte sparad"):
        keep_photograph(town, finding=dark, actor=None, file=picture(), shows_nobody=False)
    assert not files_of(town.code, dark).exists()

    stored = keep_photograph(town, finding=dark, actor=None, file=picture(), shows_nobody=True)

    assert stored.published_at is None
    assert stored.size
    with content_of(stored) as content:
        assert b"Kameran" not in content.read()


def test_another_municipality_neither_sees_nor_changes_it(cast: Cast, walk: SafetyWalk, dark: WalkFinding) -> None:
    other = cast.granneby
    assert walk_of(other, walk.pk) is None
    assert finding_of(other, dark.pk) is None
    with pytest.raises(WalkFinding.DoesNotExist):
        follow_finding(other, finding=dark, actor=None, state=FindingState.State.MENDED, on=DAY)
    publish_walk(other, walk=walk, actor=None, public=True)
    assert not public_walks(cast.exempelby).exists()
