"""What a policy has against licenses, for a person."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from extractor.export.findings.words import quoted, remark, total
from extractor.export.inert import plain

if TYPE_CHECKING:
    from extractor.export.findings.source import Sources
    from extractor.policy import Checked, Finding, Verdict

_WIDTH = 110
_INDENT = " " * 11
_PLACES = 3


def to_text(verdict: Verdict, sources: Sources) -> str:
    """A block a license, the gravest finding first: the words, why it matters, what would satisfy the rule."""
    lines: list[str] = []
    for item in verdict.checked:
        source = sources.get(item.record.document.id)
        lines += [plain(source.path if source else item.record.document.name), *_license(item), ""]
    for failure in verdict.failures:
        lines += [plain(failure.source), *_block("error", f"not read, and so not passed: {failure.message}"), ""]
    return "\n".join([*lines, total(verdict)]) + "\n"


def _license(item: Checked) -> Iterator[str]:
    if not item.findings:
        yield "  satisfies every rule"
    for finding in item.findings:
        yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    yield from _block(finding.severity, f"{finding.message} ({finding.rule.id})")
    for place in finding.places[:_PLACES]:
        yield from _more(quoted(place))
    if len(finding.places) > _PLACES:
        yield from _more(f"and {len(finding.places) - _PLACES} more places")
    if note := remark(finding):
        yield from _more(note)
    if finding.status == "excepted":
        return
    if finding.rule.reason:
        yield from _more(f"why: {finding.rule.reason}")
    yield from _more(f"to satisfy it: {finding.wanted}")


def _block(severity: str, text: str) -> list[str]:
    return _wrapped(text, f"  {severity:<9}", _INDENT)


def _more(text: str) -> list[str]:
    return _wrapped(text, _INDENT, f"{_INDENT}  ")


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return wrap(plain(text), _WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)
