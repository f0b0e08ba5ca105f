"""The picture in README: Exempelby, as the first run shows it. `make screenshots` puts it in docs."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from loftet.project.examples import load_examples

SMALLEST_PICTURE = 20_000


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_screenshot_shows_the_promise_of_exempelby_marked_as_an_example(
    live_server: LiveServer, page: Page, tmp_path: Path
) -> None:
    load_examples()
    picture = Path(os.environ.get("LOFTET_SCREENSHOTS", tmp_path)) / "screenshot.png"

    page.goto(f"{live_server.url}/exempelby/lofte/2026/")
    page.screenshot(path=picture)

    assert "Exempelby" in page.title()
    assert page.get_by_text("Exempel", exact=True).first.is_visible()
    assert picture.stat().st_size > SMALLEST_PICTURE
