"""Records written out: the table of formats."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.export.to_json import to_json, to_jsonl
from extractor.export.to_summary import to_summary
from extractor.export.writer import Writer, each

WRITERS: Mapping[str, Writer] = {
    "summary": Writer(each(to_summary), ".txt"),
    "json": Writer(each(to_json), ".json", holds_many=False),
    "jsonl": Writer(each(to_jsonl), ".jsonl"),
}
"""Format name to what writes it. A format is one module and one line here; it imports its libraries when it writes."""
