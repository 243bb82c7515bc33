"""Clauses as statements: each sentence with the lead-in that it completes, free of markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.lookup import lower
from extractor.terms.parties import name_sides
from extractor.types import Entity, Kind, LabelledClause, Span

_MASKED = re.compile(
    r"(?=[<*`#\\|_;:abinw.])(?:"  # where none of these stands, the rest need not be tried
    r"</?\w[^<>\n]{0,80}>"  # HTML tags
    r"|[*`#\\|]+|(?<![^\W_])_+|_+(?![^\W_])"  # Markdown
    r"|;(?=\s*(?:(?:and|or|and/or)\s+)?\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s)"  # a list within a sentence: one breath
    r"|(?<=\bto):(?=\s*\((?:a|i|1)\)\s)"
    r"|(?:but )?(?:is |are )?not\s+limited\s+to|without\s+limitation"  # "including, but not limited to" bans nothing
    r"|(?<=\binc)\.|(?<=\bltd)\.|(?<=\bco)\.|(?<=\bcorp)\.|(?<=\bprof)\.|(?<=\bdr)\."  # no ends of a sentence
    r"|(?<=\be\.g)\.|(?<=\bi\.e)\.)"
)
"""In lower case, like the texts that it reads."""
_MAY_BE_MASKED = re.compile(r"[<*`#\\|_]|;[^;(]{0,8}\(|:\s*\(")
"""Signs of markup."""
_MASKED_WORDS = ("limit", "inc.", "ltd.", "co.", "corp.", "prof.", "dr.", "e.g.", "i.e.")
"""What is masked holds one of these, or a sign."""
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w.-]+\w|\b(?:https?://|www\.)\S+\w")
_OPEN_END = re.compile(r"(?:[:,;]|[\w)]|\b(?:following|follows|below)\.)\s*$")
_BANNING = re.compile(r"\b(?:not|never|cannot|don['’]t|prohibited|forbidden)\b", re.IGNORECASE)
"""A heading that says this of the items under it is their lead-in."""
_ALLOWING = re.compile(r"(?<!not )\b(?:permitted|allowed|acceptable|permissions?|do['’]?s)\b", re.IGNORECASE)
"""A heading that says this as well ("Permitted and prohibited uses") says of no item which it is."""
_LISTING = re.compile(
    r"^(?![\s\S]*\b(?:if|provided|agree[sd]?|must|required?|(?:on|the|following) (?:conditions?|rules|terms)"
    r"(?! and|,? of)|long as(?=\s*:))\b)"
    r"[\s\S]*\b(?:may|can|free|allowed|permitted|entitled|rights?|licen[cs]e|permission|grants?|lets?|welcome)\b"
    r"[^.]*(?P<colon>:)\s*$",
    re.IGNORECASE,
)
"""A lead-in that allows what its items say, and asks for nothing in return."""
_LONGEST_LEAD = 1_000
"""Characters; the expression takes time with the square of a text."""
_BULLET = re.compile(r"\W*(?:\(?(?:[a-z]{1,4}|\d{1,2})[.)])?\s*(?=\w)", re.IGNORECASE)
_NUMBERED = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a statement's text and where it stands in the document."""

    offset: int
    start: int
    length: int
    clause: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence as the rules see it, after the lead-in that it completes."""

    text: str
    lower: str
    """``text`` in lower case, for quick looks."""
    parts: tuple[Part, ...]
    clause: str
    index: int
    """The position of the sentence in its clause."""
    position: int
    """The position of the clause in the document."""
    kind: Kind
    number: str | None
    path: tuple[str, ...]
    labels: tuple[tuple[str, float], ...]
    """The labels of the clause and of its lead-in, with their scores."""

    def spans(self, start: int, end: int) -> tuple[tuple[Span, str], ...]:
        """The document spans, each with its clause's id, that ``text[start:end]`` stands for."""
        found = []
        for part in self.parts:
            first = max(start, part.offset)
            last = min(end, part.offset + part.length)
            if first < last:
                shift = part.start - part.offset
                found.append((Span(first + shift, last + shift), part.clause))
        return tuple(found)

    def label_score(self, labels: frozenset[str]) -> float:
        """The best score among ``labels``; 0 where it carries none of them."""
        best = 0.0
        for name, score in self.labels:  # the most asked question: no generator
            if score > best and name in labels:
                best = score
        return best


def mask(text: str) -> str:
    """``text`` with blanks for markup and for what would mislead the rules; offsets are unchanged.

    The dots of addresses end no sentence, so they go as well.
    """
    in_lower = lower(text)
    if _MAY_BE_MASKED.search(in_lower) or any(word in in_lower for word in _MASKED_WORDS):
        kept = 0
        pieces: list[str] = []
        for match in _MASKED.finditer(in_lower):
            pieces += (text[kept : match.start()], " " * (match.end() - match.start()))
            kept = match.end()
        text = "".join(pieces) + text[kept:]
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(lambda match: match.group().replace(".", "-"), text)
    return text


def statements(clauses: Sequence[LabelledClause], entities: Sequence[Entity] = ()) -> tuple[Statement, ...]:
    """Every sentence of every clause, item, table, reference and form; ``entities`` tell the two sides' names."""
    leads = lead_ins(clauses)
    named = name_sides(clauses, entities)
    made: list[Statement] = []
    for position, labelled in enumerate(clauses):
        clause = labelled.clause
        if clause.kind in ("title", "heading", "other"):
            continue
        lead = leads.get(clause.id)
        spans = clause.sentences or (Span(clause.start, clause.end),)
        for index, span in enumerate(spans):
            made.append(_statement(labelled, span, (position, index), lead if index == 0 else None, named))
    return tuple(made)


def lead_ins(clauses: Sequence[LabelledClause]) -> dict[str, LabelledClause]:
    """The lead-in of each clause that completes one, by the clause's id.

    Items name theirs, or complete the heading above them where it forbids ("You may not"). Numbered provisions after
    an open sentence ("The user agrees to:") complete it as well, up to the next heading or unnumbered paragraph.
    """
    by_id = {labelled.clause.id: labelled for labelled in clauses}
    found: dict[str, LabelledClause] = {}
    current: LabelledClause | None = None
    ban: LabelledClause | None = None
    for labelled in clauses:
        clause = labelled.clause
        parent = by_id.get(clause.parent or "")
        if clause.kind == "heading":
            ban = labelled if _BANNING.search(clause.text) and not _ALLOWING.search(clause.text) else None
        elif clause.kind == "item" and parent is None and ban is not None:
            found[clause.id] = ban
            continue
        elif clause.kind != "item":
            ban = None
        if parent is not None and _is_open(parent):
            found[clause.id] = parent
        elif clause.kind in ("clause", "item") and current is not None and _continues(labelled, current):
            found[clause.id] = current
            if _is_open(labelled) and clause.text.rstrip().endswith(":"):
                current = labelled
            continue
        if clause.kind == "heading":
            current = None
        elif clause.kind == "clause":
            current = labelled if mask(clause.text).rstrip().endswith(":") else None
    return found


def _is_open(labelled: LabelledClause) -> bool:
    text = mask(labelled.clause.text).rstrip(" \n\t\"'”’")
    return bool(_OPEN_END.search(text))


def _continues(labelled: LabelledClause, lead: LabelledClause) -> bool:
    number, outer = labelled.clause.number, lead.clause.number
    if number is None:
        return False
    if outer and _NUMBERED.fullmatch(outer):
        return number.startswith(f"{outer}.") or not _NUMBERED.fullmatch(number)
    return True


def _joined(lead: str, item: str) -> tuple[str, str]:
    """A lead-in that allows ("You may:") and its item as one run of words: blanks for the colon and the bullet."""
    colon = _LISTING.search(lead) if len(lead) <= _LONGEST_LEAD else None
    if colon is None or _BANNING.search(lead):
        return lead, item
    bullet = _BULLET.match(item)
    cut = bullet.end() if bullet else 0
    return f"{lead[: colon.start('colon')]} {lead[colon.end('colon') :]}", " " * cut + item[cut:]


def _statement(
    labelled: LabelledClause,
    span: Span,
    at: tuple[int, int],
    lead: LabelledClause | None,
    named: Callable[[str], str],
) -> Statement:
    clause = labelled.clause
    position, index = at
    text, parts = "", []
    if lead is not None:
        last = lead.clause.sentences[-1] if lead.clause.sentences else Span(lead.clause.start, lead.clause.end)
        text = mask(lead.clause.text[last.start - lead.clause.start : last.end - lead.clause.start]) + " "
        parts.append(Part(0, last.start, last.end - last.start, lead.clause.id))
    parts.append(Part(len(text), span.start, span.end - span.start, clause.id))
    own = mask(clause.text[span.start - clause.start : span.end - clause.start])
    if clause.kind == "item":
        text, own = _joined(text, own)
    text = named(text + own)
    best: dict[str, float] = {}
    for scored in (*labelled.labels, *(lead.labels if lead else ())):
        best[scored.label] = max(best.get(scored.label, 0.0), scored.score)
    return Statement(
        text=text,
        lower=text.lower(),
        parts=tuple(parts),
        clause=clause.id,
        index=index,
        position=position,
        kind=clause.kind,
        number=clause.number,
        path=clause.path,
        labels=tuple(best.items()),
    )
