"""What a browser fetches to show a page."""

from typing import TYPE_CHECKING

from tests.surroundings import chromium_path

if TYPE_CHECKING:
    from playwright.sync_api import Request


def page_weight(port: int, path: str) -> float | None:
    """kB over the wire with everything that the page asks for, or None without a browser."""
    executable = chromium_path()
    if not executable:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page()
        finished: list[Request] = []
        # Playwright writes on the function that it is given, so a method of the list will not do.
        page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108
        page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
        weight = sum(request.sizes()["responseBodySize"] for request in finished)
        browser.close()
    return weight / 1000
