"""What a policy has against licenses, as JSON for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.export.inert import Json, dump

if TYPE_CHECKING:
    from extractor.export.findings.source import Sources
    from extractor.policy import Checked, Finding, Verdict


def to_json(verdict: Verdict, sources: Sources) -> str:
    """One object: the policy, the findings of each document, and what could not be read."""
    from extractor.policy import SEVERITIES

    return dump(
        {
            "policy": {"name": verdict.policy.name, "title": verdict.policy.title},
            "counts": {severity: verdict.count(severity) for severity in SEVERITIES},
            "documents": [_document(item, sources) for item in verdict.checked],
            "failures": [failure.model_dump() for failure in verdict.failures],
        }
    )


def _document(item: Checked, sources: Sources) -> Json:
    document = item.record.document
    source = sources.get(document.id)
    return {
        "name": document.name,
        "id": document.id,
        "path": source.path if source else None,
        "findings": [_finding(finding) for finding in item.findings],
        "passed": list(item.passed),
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "severity": finding.severity,
        "status": finding.status,
        "message": finding.message,
        "remark": finding.remark,
        "reason": finding.rule.reason,
        "wanted": finding.wanted,
        "places": [
            {
                "clause": place.clause,
                "number": place.number,
                "page": place.page,
                "start": place.start,
                "end": place.end,
                "quote": place.quote,
                "context": place.context,
            }
            for place in finding.places
        ],
    }
