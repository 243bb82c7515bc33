"""What a license is held against: policies, and the license's own rules on its subjects."""

from __future__ import annotations

from extractor.policy.check import Checked, Finding, Verdict, check
from extractor.policy.load import load_policy, parse_policy, shipped
from extractor.policy.places import Place
from extractor.policy.rules import SEVERITIES, Severity
from extractor.policy.schema import Policy

__all__ = [
    "SEVERITIES",
    "Checked",
    "Finding",
    "Place",
    "Policy",
    "Severity",
    "Verdict",
    "check",
    "load_policy",
    "parse_policy",
    "shipped",
]
