"""What the test run does with tests that the machine cannot run, and with those of the other database."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.surroundings import ROOT

SUITE = """
import pytest

def test_plain(): pass

@pytest.mark.django_db
def test_database(): pass

@pytest.mark.postgresql
def test_server(): pass

@pytest.mark.shared
def test_shared(): pass

@pytest.mark.slow
def test_slow(): pass
"""
MARKERS = "[pytest]\nmarkers =\n    shared\n    browser\n    postgresql\n    slow\n"
ON_POSTGRESQL = "postgres://postgres@127.0.0.1:1/postgres"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    (tmp_path / "test_suite.py").write_text(SUITE)
    (tmp_path / "pytest.ini").write_text(MARKERS)
    return tmp_path


@pytest.fixture
def answering() -> Iterator[str]:
    """The address of something that accepts connections, as a PostgreSQL would."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"postgres://postgres@127.0.0.1:{server.getsockname()[1]}/postgres"


def run(suite: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if name not in {"CI", "SLOW", "DATABASE_URL"}}
    environment = {**outside, "PYTHONPATH": str(ROOT), "LOFTET_REQUIRE": "", **settings}
    command = [sys.executable, "-m", "pytest", "-q", *arguments, str(suite)]
    return subprocess.run(command, cwd=suite, env=environment, capture_output=True, text=True, check=False)


def collected(suite: Path, **settings: str) -> set[str]:
    lines = run(suite, "--collect-only", **settings).stdout.splitlines()
    return {line.split("::")[1] for line in lines if "::" in line}


def test_what_is_left_out_is_listed_with_its_reason_and_its_remedy(suite: Path) -> None:
    nowhere = {"LOFTET_SHARED": "/nowhere", "LOFTET_TEST_POSTGRESQL": ON_POSTGRESQL}
    finished = run(suite, "-k", "not database", **nowhere)

    assert finished.returncode == 0
    assert "Utelämnat: 1 tester, långsamma tester (SLOW=1 tar med dem)" in finished.stdout
    assert "Utelämnat: 1 tester, ingen PostgreSQL svarar" in finished.stdout
    assert "Utelämnat: 1 tester, mappen shared finns inte bredvid projektet" in finished.stdout
    assert "1 passed, 3 skipped" in finished.stdout


def test_what_is_required_and_lacking_is_a_failure(suite: Path) -> None:
    finished = run(suite, LOFTET_REQUIRE="browser,postgresql,shared", LOFTET_SHARED="/nowhere")

    assert finished.returncode != 0
    assert "LOFTET_REQUIRE kräver det som saknas" in finished.stderr
    assert "mappen shared" in finished.stderr


def test_the_round_on_postgresql_runs_only_what_touches_a_database(suite: Path) -> None:
    assert collected(suite, DATABASE_URL=ON_POSTGRESQL) == {"test_database", "test_server"}


def test_the_round_on_sqlite_leaves_what_needs_postgresql_to_the_other_round(suite: Path, answering: str) -> None:
    kept = collected(suite, LOFTET_TEST_POSTGRESQL=answering)

    assert kept == {"test_plain", "test_database", "test_shared", "test_slow"}
