"""What a policy has against licenses, as annotations of a GitHub workflow.

A line that a step prints becomes an annotation: "Workflow commands for GitHub Actions", and for what has to be escaped,
``@actions/core``, src/command.ts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.export.findings.words import quoted, remark, total
from extractor.export.inert import plain

if TYPE_CHECKING:
    from extractor.export.findings.source import SourceFile, Sources
    from extractor.policy import Finding, Verdict

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def to_github(verdict: Verdict, sources: Sources) -> str:
    """A line a finding, exceptions left out, and the whole in one line at the end."""
    lines = [
        _annotation(finding, item.record.document.name, sources.get(item.record.document.id))
        for item in verdict.checked
        for finding in item.findings
        if finding.status != "excepted"
    ]
    lines += [
        _command("error", f"not read, and so not passed: {failure.message}", {"file": failure.source})
        for failure in verdict.failures
    ]
    # The last line is no command: it must not look like one, whatever the policy is called.
    return "\n".join([*lines, "  " + total(verdict)]) + "\n"


def _annotation(finding: Finding, name: str, source: SourceFile | None) -> str:
    properties = {"file": source.path if source else name}
    lines = source.lines(finding.places[0]) if source and finding.places else None
    if lines:
        properties |= {"line": str(lines[0]), "endLine": str(lines[1])}
    return _command(_COMMANDS[finding.severity], "\n".join(_told(finding)), {**properties, "title": finding.rule.title})


def _told(finding: Finding) -> Iterator[str]:
    yield plain(finding.message)
    yield from map(quoted, finding.places[:1])
    if note := remark(finding):
        yield note
    yield plain(f"To satisfy it: {finding.wanted}")


def _command(name: str, data: str, properties: dict[str, str]) -> str:
    listed = ",".join(f"{key}={plain(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {listed}::{data.translate(_DATA)}"
