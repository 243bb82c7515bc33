"""Comparisons written out: the table of formats."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.export.comparison.to_csv import to_csv
from extractor.export.comparison.to_html import to_html
from extractor.export.comparison.to_json import to_json
from extractor.export.comparison.to_table import to_table
from extractor.export.comparison.to_xlsx import to_xlsx
from extractor.export.comparison.writer import ComparisonWriter, Screen, unseen

__all__ = ["COMPARISON_WRITERS", "ComparisonWriter", "Screen"]

COMPARISON_WRITERS: Mapping[str, ComparisonWriter] = {
    "table": ComparisonWriter(to_table, ".txt"),
    "csv": ComparisonWriter(unseen(to_csv), ".csv"),
    "xlsx": ComparisonWriter(unseen(to_xlsx), ".xlsx", is_text=False),
    "html": ComparisonWriter(unseen(to_html), ".html", is_text=False),
    "json": ComparisonWriter(unseen(to_json), ".json"),
}
"""Format name to what writes it. A format is one module and one line here; it imports its libraries when it writes."""
