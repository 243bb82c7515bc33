"""Writes the pages of documentation, and the JSON Schema, that are made of the package: ``python -m docs``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docs import exports, label_studio, record, schema

FOLDER = Path(__file__).parent
PAGES: Mapping[str, Callable[[], str]] = {
    "exports.md": exports.page,
    "record.md": record.page,
    "label-studio.xml": label_studio.config,
}
"""File name to what makes it."""


def main() -> None:
    """Writes the schema and every page."""
    schema.write()
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
