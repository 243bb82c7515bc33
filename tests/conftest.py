"""What tests share: the loaded extractor, and the folder of third-party agreements where it is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from extractor import Extractor

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
