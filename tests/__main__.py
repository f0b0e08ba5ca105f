"""`make test`: the whole suite on SQLite, then everything that touches the database on PostgreSQL, if one answers."""

import os
import subprocess
import sys

from tests.surroundings import POSTGRESQL, ROOT, postgresql_answers

NO_TESTS_COLLECTED = 5
PYTEST = (sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal")


def main(arguments: list[str]) -> int:
    """The exit status: 0 if every round passed."""
    rounds = {"SQLite": ""}
    if postgresql_answers():
        rounds["PostgreSQL"] = POSTGRESQL
    failed = [name for name, database in rounds.items() if not passes(name, database, arguments)]
    if failed:
        print(f"Något föll på {' och '.join(failed)}: läs ovan.", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, database: str, arguments: list[str]) -> bool:
    print(f"== {name} ==", flush=True)
    environment = {variable: value for variable, value in os.environ.items() if variable != "DATABASE_URL"}
    if database:
        environment["DATABASE_URL"] = database
    finished = subprocess.run([*PYTEST, *arguments], cwd=ROOT, env=environment, check=False)
    return finished.returncode in {0, NO_TESTS_COLLECTED}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
