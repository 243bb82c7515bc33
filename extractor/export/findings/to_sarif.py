"""What a policy has against licenses, as SARIF 2.1.0 (OASIS, 2020).

Each document is an artifact, and in it, as a nested one, the text that was read from it. A result is located in the
document, on a line where the document has lines, and at its characters in the text.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from extractor.export.findings.words import quoted, remark
from extractor.export.inert import Json, dump, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.export.findings.source import SourceFile, Sources
    from extractor.policy import Checked, Finding, Place, Verdict
    from extractor.policy.rules import Named

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_UNREAD = "unread-document"
_PLACES = 10
# Brackets make links in messages, and braces stand for arguments (sections 3.11.5 and 3.11.6).
_ESCAPES = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})


def to_sarif(verdict: Verdict, sources: Sources) -> str:
    """One run: the rules, the results, and what could not be read."""
    from extractor import __version__

    rules = [*map(_rule, verdict.policy.rules), _descriptor(_UNREAD, "The document can be read", "error")]
    numbers = {rule.id: n for n, rule in enumerate(verdict.policy.rules)}
    documents = [_Document(item, sources.get(item.record.document.id), n) for n, item in enumerate(verdict.checked)]
    results: list[Json] = [
        document.result(finding, numbers[finding.rule.id])
        for document in documents
        for finding in document.item.findings
    ]
    for failure in verdict.failures:
        message = f"Not read, and so not passed: {failure.message}"
        location: Json = {"physicalLocation": {"artifactLocation": {"uri": _uri(failure.source)}}}
        results.append(
            {
                "ruleId": _UNREAD,
                "ruleIndex": len(numbers),
                "level": "error",
                "message": _message([message]),
                "locations": [location],
            }
        )
    run: Json = {
        "tool": {"driver": {"name": "extractor", "version": __version__, "rules": rules}},
        "automationDetails": {"id": f"license-policy/{quote(verdict.policy.name)}/"},
        "invocations": [
            {
                "executionSuccessful": not verdict.failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": _message([f"{failure.source}: {failure.message}", failure.hint])}
                    for failure in verdict.failures
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "artifacts": [artifact for document in documents for artifact in document.artifacts()],
        "results": results,
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


class _Document:
    """A document, its text, and what was found in them."""

    def __init__(self, item: Checked, source: SourceFile | None, number: int) -> None:
        self.item = item
        self._document = item.record.document
        self._source = source
        self._index = 2 * number

    def artifacts(self) -> list[Json]:
        """The document, and the text that was read from it."""
        return [
            {
                "location": self._home,
                "mimeType": self._document.media_type,
                "length": self._document.bytes,
                "hashes": {"sha-256": self._document.id},
            },
            {
                "parentIndex": self._index,
                "location": {"uri": "text", "index": self._index + 1},
                "mimeType": "text/plain",
                "contents": {"text": self._document.text},
            },
        ]

    def result(self, finding: Finding, rule: int) -> Json:
        """One finding."""
        shown = finding.places[:_PLACES]
        told = [finding.message, *map(quoted, finding.places[:1]), remark(finding), f"To satisfy it: {finding.wanted}"]
        result: dict[str, Json] = {
            "ruleId": finding.rule.id,
            "ruleIndex": rule,
            "level": finding.severity,
            "message": _message(told),
            "locations": [self._location(place) for place in shown] or [{"physicalLocation": self._whole()}],
            "relatedLocations": [self._in_text(place, n) for n, place in enumerate(shown)],
            "partialFingerprints": {"ruleAndDocument/v1": self._fingerprint(finding)},
            "properties": {"status": finding.status},
        }
        if finding.status == "excepted":
            suppression = {"kind": "external", "status": "accepted", "justification": plain(finding.remark)}
            result["suppressions"] = [suppression]
        return result

    @property
    def _home(self) -> Json:
        return {"uri": _uri(self._source.path if self._source else self._document.name), "index": self._index}

    def _whole(self) -> dict[str, Json]:
        return {"artifactLocation": self._home}

    def _location(self, place: Place) -> Json:
        physical = self._whole()
        if self._source and (lines := self._source.lines(place)):
            physical["region"] = {"startLine": lines[0], "endLine": lines[1], "snippet": {"text": place.quote}}
        path = [part for part in (place.heading, place.number, place.clause) if part]
        return {
            "physicalLocation": physical,
            "logicalLocations": [
                {"name": place.clause, "fullyQualifiedName": plain(" > ".join(path)), "kind": "clause"}
            ],
            "properties": {"page": place.page},
        }

    def _in_text(self, place: Place, number: int) -> Json:
        text = self._document.text
        first, last = (bisect_right(self._lines, at) for at in (place.start, place.end - 1))
        return {
            "id": number,
            "physicalLocation": {
                "artifactLocation": {"uri": "text", "index": self._index + 1},
                "region": {
                    "startLine": first,
                    "startColumn": place.start - self._lines[first - 1] + 1,
                    "endLine": last,
                    "endColumn": place.end - self._lines[last - 1] + 1,
                    "charOffset": place.start,
                    "charLength": place.end - place.start,
                    "snippet": {"text": text[place.start : place.end]},
                },
            },
        }

    @cached_property
    def _lines(self) -> list[int]:
        """Where the lines of the text start."""
        return [0, *(n + 1 for n, sign in enumerate(self._document.text) if sign == "\n")]

    def _fingerprint(self, finding: Finding) -> str:
        return hashlib.sha256(f"{finding.rule.id}\n{self._document.name}".encode()).hexdigest()


def _rule(rule: Named) -> Json:
    from extractor.policy.explain import wanted

    return _descriptor(rule.id, rule.title, rule.severity, rule.reason, wanted(rule))


def _descriptor(name: str, title: str, level: str, reason: str = "", remedy: str = "") -> Json:
    described: dict[str, Json] = {
        "id": name,
        "shortDescription": _message([title]),
        "defaultConfiguration": {"level": level},
    }
    if reason:
        described["fullDescription"] = _message([reason])
    if remedy:
        described["help"] = _message([remedy])
    return described


def _message(lines: Iterable[str]) -> dict[str, Json]:
    return {"text": "\n".join(plain(line).translate(_ESCAPES) for line in lines if line)}


def _uri(path: str) -> str:
    """The path as a relative reference, or a file's address where it is absolute."""
    return PurePath(path).as_uri() if PurePath(path).is_absolute() else quote(PurePath(path).as_posix())
