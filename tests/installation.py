"""An installation of its own, with a database that other processes than the test's can reach."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.surroundings import ROOT, runs_on_postgresql

PREAMBLE = "import django; django.setup()\n"
APPS_IN_REACH = ("job", "ledger", "delivery", "publishing")


class Installation:
    """Runs pieces of Python, each in a process of its own, on one data folder and one database."""

    def __init__(self, data: Path, database: str) -> None:
        self.data = data
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "LOFTET_DATA": str(data),
            "DATABASE_URL": database,
            "LOFTET_WORKER_LEASE": "2",
        }

    def start(self, script: str, **variables: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", PREAMBLE + textwrap.dedent(script)],
            env={**self.environment, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, script: str, **variables: str) -> str:
        """What the script prints."""
        process = self.start(script, **variables)
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        return output.strip()

    def start_worker(self, **variables: str) -> "subprocess.Popen[str]":
        """`loftet worker`, which the caller ends."""
        return self.start("from loftet.project.working import run_worker; run_worker(beside=None)", **variables)


@contextmanager
def installation(data: Path) -> Iterator[Installation]:
    """On the kind of database that the round of tests runs on; the database is gone afterwards."""
    server = os.environ["DATABASE_URL"] if runs_on_postgresql() else ""
    with postgresql_database(server) if server else _sqlite_database(data) as database:
        made = Installation(data, database)
        migrate = "; ".join(f"call_command('migrate', '{app}', verbosity=0, skip_checks=True)" for app in APPS_IN_REACH)
        made.run(f"from django.core.management import call_command; {migrate}")
        yield made


@contextmanager
def _sqlite_database(data: Path) -> Iterator[str]:
    yield f"sqlite:///{data / 'loftet.sqlite3'}"


@contextmanager
def postgresql_database(server: str) -> Iterator[str]:
    """The address of a new database on a server, gone afterwards."""
    import psycopg  # noqa: PLC0415 (an extra)

    name = f"test_loftet_installation_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
