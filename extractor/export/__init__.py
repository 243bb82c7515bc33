"""Records written out: the table of formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractor.export.to_json import to_json, to_jsonl
from extractor.export.to_summary import to_summary
from extractor.record import LicenseRecord

WRITERS: Mapping[str, Callable[[LicenseRecord], str]] = {
    "json": to_json,
    "jsonl": to_jsonl,
    "summary": to_summary,
}
"""Format name to the function that turns one record into text, its last line ended."""
