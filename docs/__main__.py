"""Writes the pages of documentation that are made of the package's own tables: ``python -m docs``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docs import exports

FOLDER = Path(__file__).parent
PAGES: Mapping[str, Callable[[], str]] = {"exports.md": exports.page}
"""File name to what makes it."""


def main() -> None:
    """Writes every page."""
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
