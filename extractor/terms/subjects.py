"""Subject rules: which subjects' data may be shown or used, read from the sentences that name their IDs.

A sentence, a table's row or a list's entry that names IDs is read by itself where it says what holds for them, else
together with what it completes: the lead-in, the sentence above the table, the rest of its clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.language import fold
from extractor.terms.parts import first_part, last_part, part_at_start
from extractor.terms.statements import lead_ins, mask
from extractor.types import CONTENT_KINDS, Clause, Entity, LabelledClause, Span, SubjectRule

Mode = Literal["deny", "allow_only", "deny_except"]

_BAN = re.compile(
    r"\b(?:not|cannot|never|no|none|neither|nor|nobody|nothing|prohibited|forbidden|withh[eo]ld|withdr[ae]wn?|refused"
    r"|excluded|closed|unpublished|held back|opted out|revoked|off limits|stay out|leave out|left out|left unused|less"
    r"|skip(?:ped)?|blank(?:ed)?)\b"
    r"|n't\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing|ed)?|exceptions?|other than|apart from|aside from|besides|but for|none but|all but|bar|outside"
    r"|save|but (?:those|the ones))\b|\b(?:none|nobody|nothing)\b[^.;]{0,80}?\bbut\b",
    re.IGNORECASE,
)
_NO_OTHERS = re.compile(
    r"\band (?:of |from |with |for )?(?:no|none|nobody|nothing|not)\b[^.;]{0,20}?"
    r"\b(?:others?|else|more|above|outside|one)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:only|solely|exclusively|alone|just|(?:limited|restricted|confined) to|nothing but"
    r"|no(?:ne)? (?:\w+ )?others?)\b",
    re.IGNORECASE,
)
_ALLOW = re.compile(
    r"\b(?:may|can|allowed|permitted|authori[sz]ed|agreed|consented|gave (?:\w+ )?consent|willing|open to|okay|ok|fine"
    r"|(?:be|is|are) (?:chosen|taken|selected|used|shown))\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\bno (?:limits?|restrictions?|objections?)\b|\bfair game\b|\bfreely\b|\bopen to (?:all|any|every)", re.IGNORECASE
)
_DECIDES = re.compile(
    r"\b(?:may|must|shall|should|can|cannot|only|withdrawn|excluded|closed|shown|used|(?:is|are|be|do|does|did|to) not"
    r"|skip(?:ped)?|left the (?:study|group)|never|nobody|no (?:use|pictures?|photographs?|tracing|one|other))\b|n't\b",
    re.IGNORECASE,
)
"""Words that settle by themselves what holds for the IDs beside them."""
_PUBLISH = re.compile(
    r"\b(?:publi\w+|unpublished|papers?|presentations?|presented|show\w*|display\w*|appears?|figures?|illustrat\w*|print\w*"
    r"|reproduc\w*|cited|quot\w+|excerpt\w*|exhibit\w*|plot(?:s|ted)|slides?|posters?|theses|thesis|sample images?"
    r"|examples?|demos?|demonstrat\w*|depict\w*|broadcast|played?|screen|on ?line|web ?sites?|seen|heard)\b",
    re.IGNORECASE,
)
_USE = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|forbidden|prohibited)\b|n't\b)[^.;]{0,40}"
    r"\b(?:process\w*|train\w*|analy[sz]\w*|listen\w*|experiments?|use whatsoever"
    r"|used? (?:\w+ )?(?:for|at|in) a(?:ny\w*|ll))\b"
    r"|\b(?:neither|nor) query\b|\bdo not use\b(?! (?:\w+ )?(?:as|in|for) (?:examples?|figures?|papers?))"
    r"|\bexcluded from every use\b|\bwithdrawn\b|\bskip\b"
    r"|\bleft the (?:study|group)\b|\btaken the consent back\b|\bfor any work\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Naming:
    """Words that say what holds for some IDs."""

    text: str
    entities: tuple[Entity, ...]
    clauses: tuple[str, ...]
    shown: bool = False
    """Whether the clause is about publishing, by its label."""
    before: str = ""
    """What the clause says before that, where it may have named the part of the data."""


def subject_rules(clauses: Sequence[LabelledClause], entities: Sequence[Entity]) -> tuple[SubjectRule, ...]:
    """The rules in reading order; a sentence that names IDs without allowing or banning anything makes none."""
    named: dict[str, list[Entity]] = {}
    for entity in entities:
        if entity.type == "SUBJECT_ID":
            named.setdefault(entity.clause, []).append(entity)
    if not named:
        return ()
    return tuple(_merged(rule for naming in _namings(clauses, named) for rule in _rules(naming)))


def _merged(rules: Iterable[SubjectRule]) -> Iterator[SubjectRule]:
    """Yields the rules, those that one clause states in several breaths joined."""
    waiting: SubjectRule | None = None
    for rule in rules:
        if waiting is not None and _same(waiting, rule):
            ids = tuple(dict.fromkeys((*waiting.ids, *rule.ids)))
            waiting = replace(waiting, ids=ids, clauses=tuple(dict.fromkeys((*waiting.clauses, *rule.clauses))))
            continue
        if waiting is not None:
            yield waiting
        waiting = rule
    if waiting is not None:
        yield waiting


def _same(first: SubjectRule, second: SubjectRule) -> bool:
    return (first.scope, first.action, first.mode) == (second.scope, second.action, second.mode) and bool(
        set(first.clauses) & set(second.clauses)
    )


def _namings(clauses: Sequence[LabelledClause], named: dict[str, list[Entity]]) -> Iterator[_Naming]:
    leads = lead_ins(clauses)
    pending: _Naming | None = None
    for index, labelled in enumerate(clauses):
        clause = labelled.clause
        if clause.kind not in CONTENT_KINDS:
            continue
        own = named.get(clause.id, [])
        above = leads.get(clause.id) or (clauses[index - 1] if index else labelled)
        if own and clause.kind == "table" and (parts := _parts(clause, own, _last_sentence(above))):
            if pending is not None:
                yield pending
                pending = None
            shown = above.has("publication") or labelled.has("publication")
            for words, ids in parts:
                yield _Naming(f"{words} {_last_sentence(above)}", ids, (above.clause.id, clause.id), shown)
            continue
        if own and _completes(labelled, above) and not (clause.kind == "table" and _rows_decide(clause, own)):
            # A table, or a list entry of bare IDs, completes the sentence before it.
            if pending is None or (above.clause.id not in pending.clauses and leads.get(clause.id) is not None):
                if pending is not None:
                    yield pending
                lead = _last_sentence(above)
                before = mask(above.clause.text).removesuffix(lead)
                pending = _Naming(lead, (), (above.clause.id,), above.has("publication"), before)
            pending = replace(
                pending,
                entities=(*pending.entities, *own),
                clauses=(*pending.clauses, clause.id),
                shown=pending.shown or labelled.has("publication"),
            )
            continue
        if pending is not None:
            yield pending
            pending = None
        if own and clause.kind == "table":
            yield from _rows(clause, own)
        elif own:
            yield from _sentences(labelled, own, leads.get(clause.id))
    if pending is not None:
        yield pending


def _completes(labelled: LabelledClause, above: LabelledClause) -> bool:
    """Whether a clause that names IDs leaves it to the words above to say what holds for them."""
    text = mask(labelled.clause.text)
    if labelled.clause.kind == "table":
        return True
    if above is not labelled and labelled.clause.kind == "item" and _last_sentence(above).rstrip().endswith(":"):
        lead = _last_sentence(above)
        return bool(_BAN.search(lead) or _ALLOW.search(lead) or _ONLY.search(lead)) and not (
            _DECIDES.search(text) or _FREE.search(text)
        )
    speaks = _BAN.search(text) or _ALLOW.search(text) or _ONLY.search(text)
    return not (speaks or re.search(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}", text))


def _rows_decide(clause: Clause, own: Sequence[Entity]) -> bool:
    return any(_DECIDES.search(text) for text, _ in _lines(clause, own))


def _parts(clause: Clause, own: Sequence[Entity], above: str) -> list[tuple[str, tuple[Entity, ...]]]:
    """A table's IDs by the part of the data that its lines name, where the sentence above leaves that to them."""
    if first_part(above) or _rows_decide(clause, own):
        return []
    found: list[tuple[str, tuple[Entity, ...]]] = []
    start, part = clause.start, ""
    for line in mask(clause.text).splitlines(keepends=True):
        part = part_at_start(line.strip()) or part
        ids = tuple(entity for entity in own if start <= entity.start < start + len(line))
        start += len(line)
        if not ids:
            continue
        if not part:
            return []
        if found and found[-1][0] == part:
            ids = (*found.pop()[1], *ids)
        found.append((part, ids))
    return found if len(found) > 1 else []


def _lines(clause: Clause, own: Sequence[Entity]) -> Iterator[tuple[str, tuple[Entity, ...]]]:
    """Yields the rows of a table that name IDs, with the lines that carry on their words."""
    start, text = clause.start, ""
    inside: list[Entity] = []
    for line in mask(clause.text).splitlines(keepends=True):
        ids = [entity for entity in own if start <= entity.start < start + len(line)]
        if ids and inside:
            yield text, tuple(inside)
            text, inside = "", []
        text, start = text + line if inside or ids else "", start + len(line)
        inside += ids
    if inside:
        yield text, tuple(inside)


def _rows(clause: Clause, own: Sequence[Entity]) -> Iterator[_Naming]:
    """Yields what each row of a table says; a row that says nothing is taken with the one before."""
    words = ""
    for text, ids in _lines(clause, own):
        words = text if _DECIDES.search(text) or _BAN.search(text) or _ALLOW.search(text) else words
        if words:
            yield _Naming(words, ids, (clause.id,))


def _sentences(labelled: LabelledClause, own: Sequence[Entity], lead: LabelledClause | None) -> Iterator[_Naming]:
    """Yields what each sentence says; one that settles nothing is read with its lead-in or its whole clause."""
    clause = labelled.clause
    for span in clause.sentences or (Span(clause.start, clause.end),):
        inside = tuple(entity for entity in own if span.start <= entity.start < span.end)
        if not inside:
            continue
        words = mask(clause.text)[span.start - clause.start : span.end - clause.start]
        if not (_BAN.search(words) or _ALLOW.search(words) or _ONLY.search(words)):
            words = f"{_last_sentence(lead)} {words}" if lead is not None else mask(clause.text)
        elif re.search(r"\bexcepted\b", words):
            words = mask(clause.text)
        before = mask(clause.text)[: span.start - clause.start]
        yield _Naming(words, inside, (clause.id,), labelled.has("publication"), before)


def _last_sentence(labelled: LabelledClause) -> str:
    clause = labelled.clause
    if not clause.sentences:
        return mask(clause.text)
    last = clause.sentences[-1]
    return mask(clause.text)[last.start - clause.start : last.end - clause.start]


def _rules(naming: _Naming) -> Iterator[SubjectRule]:
    """Yields the rule that the words state; two where they allow some IDs and deny others."""
    roles = {entity.role for entity in naming.entities}
    says_both = bool(_BAN.search(naming.text)) and bool(_ALLOW.search(naming.text) or _ONLY.search(naming.text))
    for role in ("allowed", "denied") if roles >= {"allowed", "denied"} and says_both else (None,):
        meant = tuple(entity for entity in naming.entities if role is None or entity.role in (role, None))
        rule = _rule(replace(naming, entities=meant))
        if rule is not None:
            yield rule


def _rule(naming: _Naming) -> SubjectRule | None:
    text = fold(naming.text)
    mode = _mode(text, naming.entities)
    if mode is None:
        return None
    return SubjectRule(
        scope=first_part(naming.text) or last_part(naming.before),
        action="publish" if (naming.shown or _PUBLISH.search(text)) and not _USE.search(text) else "use",
        mode=mode,
        ids=tuple(entity.value for entity in naming.entities),
        clauses=naming.clauses,
    )


def _mode(text: str, entities: Sequence[Entity]) -> Mode | None:
    """What the words say of the IDs; where they say both, the IDs' roles decide."""
    roles = {entity.role for entity in entities}
    bans, allows = bool(_BAN.search(text)), bool(_ALLOW.search(text) or _ONLY.search(text))
    if roles == {"denied"} or (allows and not bans and _EXCEPT.search(text) and not _ONLY.search(text)):
        return "deny"
    if bans and _EXCEPT.search(text) and not _NO_OTHERS.search(text):
        return "deny_except"
    if roles == {"allowed"}:
        return None if _FREE.search(text) and not _ONLY.search(text) else "allow_only"
    only = _ONLY.search(text)
    if only and not _BAN.search(text, only.end()):
        return "allow_only"
    if bans:
        return "deny"
    return "allow_only" if allows else None
