"""How far an answer holds the user back, and which of two holds back more."""

from __future__ import annotations

from extractor.taxonomy.answers import SEVERITIES, SILENT, Severity, all_questions

__all__ = ["SEVERITIES", "Severity", "severity"]


def severity(field: str, value: str | tuple[str, ...]) -> Severity:
    """How far an answer of a record holds the user back; of a set, that of its severest member.

    Raises:
        KeyError: there is no such field.
    """
    question = all_questions()[field]
    members = (value,) if isinstance(value, str) else value or (SILENT,)
    return min((question.severity(member) for member in members), key=SEVERITIES.index)
