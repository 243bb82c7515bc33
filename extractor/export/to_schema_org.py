"""A record as a schema.org ``Dataset`` in JSON-LD, fit for a web page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.record import LicenseRecord


def to_schema_org(record: LicenseRecord) -> str:
    """The data set with its license, credit and conditions of access; every answer is a part of ``usageInfo``."""
    from extractor.export.inert import Json, dump
    from extractor.export.vocabulary.facts import facts
    from extractor.export.vocabulary.work import dataset, reading

    citations = facts(record).citations
    credit: dict[str, Json] = {"creditText": " ".join(citations), "citation": list(citations)} if citations else {}
    return dump({"@context": "https://schema.org", **dataset(record), **credit, "usageInfo": reading(record)})
