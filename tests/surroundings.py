"""What the machine offers the tests: a browser, PostgreSQL, the folder `shared` beside the project, and time."""

import os
import shutil
import socket
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("LOFTET_SHARED", ROOT.parent / "shared"))
AXE = ROOT / "var/test/axe.min.js"
POSTGRESQL = os.environ.get("LOFTET_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/postgres")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def lacking() -> dict[str, str]:
    """Why tests with a marker cannot run here, in Swedish, by marker; nothing for a marker whose tests can."""
    reasons = {}
    if not chromium_path():
        reasons["browser"] = "ingen Chromium (LOFTET_CHROMIUM kan peka ut en)"
    if not postgresql_answers():
        reasons["postgresql"] = "ingen PostgreSQL svarar (LOFTET_TEST_POSTGRESQL kan peka ut en)"
    if not SHARED.is_dir():
        reasons["shared"] = "mappen shared finns inte bredvid projektet (LOFTET_SHARED kan peka ut den)"
    if not os.environ.get("CI") and not os.environ.get("SLOW"):
        reasons["slow"] = "långsamma tester (SLOW=1 tar med dem)"
    return reasons


def chromium_path() -> str | None:
    named = os.environ.get("LOFTET_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def postgresql_answers() -> bool:
    address = urlsplit(POSTGRESQL)
    try:
        socket.create_connection((address.hostname or "127.0.0.1", address.port or 5432), timeout=3).close()
    except OSError:
        return False
    return True


def runs_on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")
