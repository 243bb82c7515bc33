"""A record as an ODRL 2.2 policy in JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.record import LicenseRecord


def to_odrl(record: LicenseRecord) -> str:
    """One ``odrl:Offer``; what ODRL cannot say is in its ``dl:remainder``, so that no answer is lost."""
    from extractor.export.inert import dump
    from extractor.export.vocabulary.offer import CONTEXT, offer

    return dump({"@context": CONTEXT, **offer(record)})
