"""A comparison as a page for the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.compare import Comparison


def to_html(comparison: Comparison) -> bytes:
    """One file to search, sort and filter, with the clause behind each answer; it asks the network for nothing."""
    from extractor.export.html.comparison import comparison_page

    return comparison_page(comparison).encode()
