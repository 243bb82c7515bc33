"""How findings are told in words, whatever the format."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from extractor.export.inert import plain

if TYPE_CHECKING:
    from extractor.policy import Finding, Place, Verdict

_QUOTE_WIDTH = 170


def quoted(place: Place) -> str:
    """The words and where a reader finds them."""
    where = (f"p. {place.page}" if place.page else "", f"no. {place.number}" if place.number else "", place.clause)
    words = shorten(plain(place.context), _QUOTE_WIDTH, placeholder=" …")
    return f"“{words}” [{', '.join(filter(None, map(plain, where)))}]"


def remark(finding: Finding) -> str:
    """Why it is excepted, and what else there is to add; empty where that is nothing."""
    kind = "excepted" if finding.status == "excepted" else "note"
    return f"{kind}: {plain(finding.remark)}" if finding.remark else ""


def total(verdict: Verdict) -> str:
    """The whole in one sentence."""
    errors, warnings, notes = (verdict.count(severity) for severity in ("error", "warning", "note"))
    licenses = count(len(verdict.checked), "license")
    unread = f", {count(len(verdict.failures), 'document')} could not be read" if verdict.failures else ""
    found = f"{count(errors, 'error')}, {count(warnings, 'warning')}, {count(notes, 'note')}"
    return f"{licenses} against {plain(verdict.policy.name)}: {found}{unread}."


def count(number: int, noun: str) -> str:
    """The number with its noun: "1 error", "2 errors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
