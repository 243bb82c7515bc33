"""A record as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.record import LicenseRecord


def to_json(record: LicenseRecord) -> str:
    """The record, indented, fields without a value left out where the schema allows."""
    return record.model_dump_json(indent=1, exclude_none=False) + "\n"


def to_jsonl(record: LicenseRecord) -> str:
    """The record on one line."""
    return record.model_dump_json() + "\n"
