"""Pages opened in a headless Chromium that lets nothing out, and complains of what a reader would not see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The Chromium of this machine."""
    from shutil import which

    return next((path for name in _PROGRAMS if (path := which(name))), None)


@contextmanager
def opened(browser: Browser, html: str, folder: Path, *, scheme: Literal["light", "dark"] = "light") -> Iterator[Page]:
    """Gives the page, opened from a file; fails where it asked for another, broke its policy or raised an error."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    faults: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            faults.append(f"request: {route.request.url}")
            route.abort()

    with browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(10_000)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.goto(file.as_uri())
        yield page
    assert not faults


def faults_of(page: Page) -> list[str]:
    """The serious and critical faults that axe-core finds: what keeps people from using the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
