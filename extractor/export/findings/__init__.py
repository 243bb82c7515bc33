"""What a policy has against licenses, written out: the table of formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from extractor.export.findings.to_github import to_github
from extractor.export.findings.to_json import to_json
from extractor.export.findings.to_sarif import to_sarif
from extractor.export.findings.to_text import to_text

if TYPE_CHECKING:
    from extractor.export.findings.source import Sources
    from extractor.policy import Verdict

FINDING_WRITERS: Mapping[str, Callable[[Verdict, Sources], str]] = {
    "text": to_text,
    "json": to_json,
    "sarif": to_sarif,
    "github": to_github,
}
"""Format name to what writes it. A format is one module and one line here."""
