"""Several processes that seal in the same chain at the same time, and processes that are killed while they do."""

from collections.abc import Iterator

import pytest

from tests.installation import Installation, installation

SEAL = """
from loftet.domain.ledger.services import seal
for number in range({count}):
    seal(municipality_code="9901", kind="promise_revised", object_type="promise.Promise", object_id="12",
         texts={{"title": "Trygg centrum"}}, facts={{"number": number}})
    print(number, flush=True)
"""
COUNT = """
from loftet.domain.ledger.selectors import verify_stored_chain
print(verify_stored_chain("9901").link_count)
"""

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("data")) as made:
        yield made


def test_a_chain_never_forks_and_loses_nothing(place: Installation) -> None:
    processes = [place.start(SEAL.format(count=20)) for _ in range(4)]
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, errors
    assert place.run(COUNT) == str(1 + 4 * 20)
    assert [path.name for path in place.data.glob("ledger-key*")] == ["ledger-key.pem"]


def test_processes_that_are_killed_while_they_seal_leave_a_whole_chain(place: Installation) -> None:
    for _ in range(3):
        process = place.start(SEAL.format(count=10_000))
        assert process.stdout
        acknowledged = [process.stdout.readline() for _ in range(5)]
        process.kill()
        process.communicate()
        assert acknowledged[-1] == "4\n"
    assert int(place.run(COUNT)) > 3 * 5
