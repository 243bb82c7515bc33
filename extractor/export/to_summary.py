"""A record as a page that a data steward reads in a minute."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import TYPE_CHECKING

from extractor.export.inert import plain

if TYPE_CHECKING:
    from extractor.record import ClauseRecord, EvidenceRecord, LicenseRecord, TermRecord

_QUOTE_WIDTH = 84
_IDS_SHOWN = 8


def to_summary(record: LicenseRecord) -> str:
    """The terms with the words that prove them, the subject rules, and what a person should look at.

    Control characters and direction overrides of the license do not reach the terminal.
    """
    from extractor.taxonomy.answers import questions

    document = record.document
    lines = [plain(document.title or document.name)]
    facts = [
        document.name,
        _count(document.pages, "page") if document.pages else "",
        _count(len(record.clauses), "segment"),
        _count(len(document.text), "character"),
        f"read as {document.method}",
    ]
    lines.append("  " + " · ".join(plain(fact) for fact in facts if fact))
    lines += [f"  warning: {plain(warning.message)}" for warning in document.warnings]
    lines.append("")
    titles = {name: question.title for name, question in questions().items()}
    for name, title in titles.items():
        if (term := record.terms.get(name)) and term.stated:
            lines += _term(record, title, term)
    lines += _subjects(record)
    silent = [title.lower() for name, title in titles.items() if (t := record.terms.get(name)) and not t.stated]
    if silent:
        lines.append(f"  Not stated: {', '.join(silent)}.")
    lines.append(_review(record, titles))
    return "\n".join(lines) + "\n\n"


def _term(record: LicenseRecord, title: str, term: TermRecord) -> list[str]:
    from extractor.taxonomy.answers import readable

    value = ", ".join(readable(v) for v in ([term.value] if isinstance(term.value, str) else term.value))
    mark = "?" if term.review else " "
    lines = [f"{mark} {title:<26}{plain(value)}"]
    if term.evidence:
        home = _home(record, term.evidence[0])
        lines.append(f"{'':28}“{_quote(record, term, home)}” {_place(home)}")
    return lines


def _home(record: LicenseRecord, proof: EvidenceRecord) -> ClauseRecord:
    return next(clause for clause in record.clauses if clause.start <= proof.start < clause.end)


def _quote(record: LicenseRecord, term: TermRecord, home: ClauseRecord) -> str:
    """The words that prove an answer, with as much of their clause around them as fits on the line."""
    proof = term.evidence[0]
    before = record.document.text[home.start : proof.start]
    words = record.document.text[proof.start : proof.end]
    after = record.document.text[proof.end : home.end]
    room = max(0, _QUOTE_WIDTH - len(words))
    left = _tail(before, max(room // 2, room - len(after)))
    return shorten(plain(f"{left}{words}{after}"), _QUOTE_WIDTH, placeholder=" …")


def _tail(text: str, room: int) -> str:
    """The last words of ``text`` that fit into ``room`` characters."""
    if len(text) <= room:
        return text
    cut = text[len(text) - room :]
    return "… " + cut.partition(" ")[2]


def _place(clause: ClauseRecord) -> str:
    """Where the clause stands, as a reader would look it up."""
    parts = [
        f"p. {clause.page}" if clause.page else "",
        f"no. {clause.number}" if clause.number else "",
        clause.id,
    ]
    return f"[{', '.join(part for part in parts if part)}]"


def _subjects(record: LicenseRecord) -> list[str]:
    says = {
        "deny": "must not be {}: {}",
        "allow_only": "only these may be {}: {}",
        "deny_except": "none may be {} but: {}",
    }
    lines = []
    for rule in record.subject_rules:
        verb = {"publish": "published", "use": "used"}[rule.action]
        shown = ", ".join(rule.ids[:_IDS_SHOWN])
        more = f" and {len(rule.ids) - _IDS_SHOWN} more" if len(rule.ids) > _IDS_SHOWN else ""
        scope = f"{rule.scope}: " if rule.scope else ""
        sentence = plain(scope + says[rule.mode].format(verb, shown) + more)
        home = next(clause for clause in record.clauses if clause.id == rule.clauses[0])
        lines.append(f"  {'Subjects':<26}{sentence} {_place(home)}")
    return lines


def _review(record: LicenseRecord, titles: Mapping[str, str]) -> str:
    terms = [titles.get(name, name).lower() for name, term in record.terms.items() if term.review]
    clauses = [clause.id for clause in record.clauses if clause.review]
    if not terms and not clauses:
        return "  Needs review: nothing."
    parts = [f"the answers marked ? ({', '.join(terms)})"] if terms else []
    if clauses:
        parts.append(f"{_count(len(clauses), 'clause')} ({', '.join(clauses[:6])}{' …' if len(clauses) > 6 else ''})")
    return f"  Needs review: {'; '.join(parts)}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
