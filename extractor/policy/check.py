"""Licenses held against a policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from extractor.policy.explain import wanted
from extractor.policy.judge import Judgment, judge, matches
from extractor.policy.places import Place
from extractor.policy.rules import ANY, DOCUMENT, FOUND, SEVERITIES, Named, Severity
from extractor.policy.schema import Exempt, Policy

if TYPE_CHECKING:
    from extractor.record import Failure, LicenseRecord

Status = Literal["violation", "unsure", "excepted"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a license does not satisfy, or not for certain."""

    rule: Named
    status: Status
    """``unsure``: it would pass, if a person confirmed the answer; ``excepted``: the policy lets it pass."""
    message: str
    wanted: str
    """What would satisfy the rule."""
    places: tuple[Place, ...]
    remark: str = ""
    """What else there is to say: why it is excepted, or that the answer needs review."""

    @property
    def severity(self) -> Severity:
        """How grave it is: that of the rule; an exception is but a note."""
        return "note" if self.status == "excepted" else self.rule.severity


@dataclass(frozen=True, slots=True)
class Checked:
    """One license and what the policy has against it, the gravest first."""

    record: LicenseRecord
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    """The ids of the rules that it satisfies."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a policy has against some licenses, and what could not be read."""

    policy: Policy
    checked: tuple[Checked, ...]
    failures: tuple[Failure, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity, exceptions left out."""
        return sum(
            finding.severity == severity and finding.status != "excepted"
            for item in self.checked
            for finding in item.findings
        )

    def fails(self, least: Severity = "error") -> bool:
        """Whether something is at least that grave; what was not read at all has passed nothing."""
        grave = SEVERITIES[: SEVERITIES.index(least) + 1]
        return bool(self.failures) or not self.checked or any(map(self.count, grave))


def check(
    records: Iterable[LicenseRecord],
    policy: Policy,
    *,
    failures: Iterable[Failure] = (),
    today: date | None = None,
) -> Verdict:
    """What ``policy`` has against each record; ``failures`` are the documents that gave none.

    An exception with a last day is weighed against ``today`` (default: the machine's date).
    """
    day = today or date.today()
    return Verdict(policy, tuple(check_record(record, policy, day) for record in records), tuple(failures))


def check_record(record: LicenseRecord, policy: Policy, today: date) -> Checked:
    """What ``policy`` has against one record."""
    findings = []
    passed = []
    for rule in policy.rules:
        if not any(_is_named(record, pattern) for pattern in rule.applies_to):
            continue
        judgment = judge(rule, record)
        if judgment.outcome == "pass" or (judgment.outcome == "unsure" and policy.is_lenient(rule)):
            passed.append(rule.id)
        else:
            findings.append(_finding(rule, judgment, record, policy, today))
    ranked = sorted(findings, key=lambda finding: (SEVERITIES.index(finding.severity), finding.status == "excepted"))
    return Checked(record, tuple(ranked), tuple(passed))


def _finding(rule: Named, judgment: Judgment, record: LicenseRecord, policy: Policy, today: date) -> Finding:
    status: Status = "unsure" if judgment.outcome == "unsure" else "violation"
    remark = judgment.doubt if status == "violation" else ""  # where it is unsure, the message says it
    exempt = _exempt(rule, record, policy)
    if exempt is not None and (exempt.until is None or today <= exempt.until):
        until = f" (until {exempt.until})" if exempt.until else ""
        status, remark = "excepted", f"{exempt.reason}{until}"
    elif exempt is not None:
        remark = "; ".join(filter(None, (remark, f"the exception from this rule ended on {exempt.until}")))
    return Finding(rule, status, _message(rule, judgment, record), wanted(rule), judgment.places, remark)


def _message(rule: Named, judgment: Judgment, record: LicenseRecord) -> str:
    """The rule's words, or what the license says; no placeholder is looked for in what is put in."""
    if judgment.outcome == "unsure":
        return f"{rule.title}: cannot tell. The license {judgment.found}, but {judgment.doubt}"
    if not rule.message:
        subject = "document" if judgment.found.startswith(("has the ", "was read")) else "license"
        return f"{rule.title}: the {subject} {judgment.found}"
    parts = rule.message.split(FOUND)
    return judgment.found.join(part.replace(DOCUMENT, record.document.name) for part in parts)


def _exempt(rule: Named, record: LicenseRecord, policy: Policy) -> Exempt | None:
    """The exception of a document from a rule, the one that lasts longest."""
    found = [
        exempt
        for exempt in policy.exceptions
        if (rule.id in exempt.rules or ANY in exempt.rules)
        and any(_is_named(record, pattern) for pattern in exempt.documents)
    ]
    return max(found, key=lambda exempt: exempt.until or date.max, default=None)


def _is_named(record: LicenseRecord, pattern: str) -> bool:
    """Whether a pattern means a document, by its file name, with or without the suffix, or its checksum."""
    document = record.document
    names = (document.name, PurePath(document.name).stem, document.id)
    return any(matches(name, pattern) for name in names)
