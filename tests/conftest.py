"""What every test can ask for, and the rule for tests that this machine cannot run.

Django is imported inside the functions: tests/analysis runs without it.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.surroundings import SHARED, chromium_path, lacking, runs_on_postgresql

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Before Django reads its settings: no test may touch the data of whoever runs it.
os.environ["LOFTET_DATA"] = tempfile.mkdtemp(prefix="loftet-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "loftet.project.settings"

# How fast a test is depends on what else the machine does.
settings.register_profile("loftet", deadline=None)
settings.load_profile("loftet")

FIXTURES_OF_DATABASE = {"db", "transactional_db", "live_server"}
MARKERS_OF_BOTH_ROUNDS = ("django_db", "browser", "postgresql")
# Chromium calls home at every start unless told not to.
CHROMIUM_SWITCHES = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_configure(config: pytest.Config) -> None:
    if find_spec("django"):
        import django  # noqa: PLC0415

        django.setup()
    required = os.environ.get("LOFTET_REQUIRE", "").split(",")
    reasons = lacking()
    missing = [f"{marker}: {reasons[marker]}" for marker in required if marker in reasons]
    if missing:
        raise pytest.UsageError(f"LOFTET_REQUIRE kräver det som saknas: {'; '.join(missing)}")


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ["LOFTET_DATA"], ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    reasons = lacking()
    for item in items:
        for marker in reasons.keys() & {mark.name for mark in item.iter_markers()}:
            item.add_marker(pytest.mark.skip(reason=reasons[marker]))
    elsewhere = [item for item in items if belongs_to_other_round(item, reasons)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def belongs_to_other_round(item: pytest.Item, reasons: dict[str, str]) -> bool:
    """Whether the test runs in the other of the two rounds, SQLite and PostgreSQL, that `make test` makes."""
    if not runs_on_postgresql():
        return item.get_closest_marker("postgresql") is not None and "postgresql" not in reasons
    if item.get_closest_marker("sqlite"):
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(marker) for marker in MARKERS_OF_BOTH_ROUNDS)
    return not marked and not fixtures & FIXTURES_OF_DATABASE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    for reason, count in sorted(Counter(report.longrepr[2] for report in skipped).items()):
        terminalreporter.write_line(f"Utelämnat: {count} tester, {reason.removeprefix('Skipped: ')}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts and data beside the project; only for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A database of this process alone, so that several people can run tests on one server."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"test_loftet_{os.getpid()}"


@pytest.fixture(scope="session", autouse=True)
def static_files_where_they_lie() -> Iterator[None]:
    """Templates may name a static file without collecting it first."""
    if not find_spec("django"):
        yield
        return
    from django.conf import settings  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def pages_of_this_test_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public pages are kept under what their database says, and each test begins with a database of its own."""
    if FIXTURES_OF_DATABASE & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        from loftet.web.public import page_cache  # noqa: PLC0415

        monkeypatch.setattr(page_cache, "PAGES", page_cache.PageStore())


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> "Iterator[Browser]":
    from django.db import connection  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    # Playwright's loop runs in the test's own thread, where Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    entered_by_migrations = connection._test_serialized_contents  # type: ignore[attr-defined]
    with sync_playwright() as playwright:
        # Where a loop runs, Django has another connection, which knows nothing of what serialized_rollback restores.
        connection._test_serialized_contents = entered_by_migrations  # type: ignore[attr-defined]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: "Browser") -> "Iterator[Page]":
    """A page of 1280 x 800 in a context of its own, in Swedish and Swedish time."""
    context = chromium.new_context(
        locale="sv-SE", timezone_id="Europe/Stockholm", viewport={"width": 1280, "height": 800}
    )
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def municipalities_in_place(request: pytest.FixtureRequest) -> None:
    """Sweden's municipalities, where a test that emptied every table happened to run before in the same process."""
    marker = request.node.get_closest_marker("django_db")
    empties = {"transactional_db", "live_server"} & set(request.fixturenames) or (marker and marker.kwargs)
    if empties or (marker is None and "db" not in request.fixturenames):
        return
    request.getfixturevalue("db")
    from loftet.domain.place.models import Municipality  # noqa: PLC0415

    if not Municipality.objects.filter(example=False).exists():
        entered = import_module("loftet.domain.place.migrations.0002_municipalities").municipalities()
        Municipality.objects.bulk_create(Municipality(**row) for row in entered)
