"""What tests share: the loaded extractor, and the folder of third-party agreements where it is at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from extractor import Extractor, LicenseRecord

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor with the shipped model."""
    from extractor import Extractor

    return Extractor.load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party agreements; the test is skipped where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the third-party agreements are not at hand: they are never committed")
    return SHARED


@pytest.fixture(scope="session")
def demo() -> Path:
    """The folder of the demo licenses."""
    return ROOT / "corpus" / "demo"


@pytest.fixture(scope="session")
def demo_records(extractor: Extractor, demo: Path) -> list[LicenseRecord]:
    """The records of the demo licenses, sorted by name."""
    return [extractor.extract(path) for path in sorted(demo.iterdir())]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; the test is skipped where none is installed, but never in continuous integration."""
    from tests.browser import chromium

    program = chromium()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("continuous integration has to open the pages: see .ci/run for how Chromium gets there")
        pytest.skip("Chromium is not installed: `make chromium` installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path=program)
        yield chrome
        chrome.close()
