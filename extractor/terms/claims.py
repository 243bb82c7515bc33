"""Claims: what single statements say about a field, by which rule, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractor.language import CueMatcher
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.terms import TermField, TermRule, term_fields
from extractor.terms.permission import is_hedged, is_negated, offers_permission
from extractor.terms.statements import Statement
from extractor.types import Evidence

_UNLABELLED = 0.8
"""What is left of a rule's precision where the clause does not carry the field's label at all."""
_BROAD = 0.7
"""What is left of a fallback rule's precision on agreements that were not read to write it (the corpus' test split)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement's answer to a field."""

    value: str
    rule: TermRule
    statement: Statement
    start: int
    end: int
    score: float
    hedged: bool = False
    """Whether it allows something with a string attached that the rule does not read."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that prove it."""
        spans = self.statement.spans(self.start, self.end)
        return tuple(Evidence(span.start, span.end, f"rule:{self.rule.cue.id}") for span, _ in spans)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that the words stand in."""
        return tuple(dict.fromkeys(clause for _, clause in self.statement.spans(self.start, self.end)))


def find_claims(field: TermField, statements: Iterable[Statement]) -> tuple[Claim, ...]:
    """What ``statements`` say about ``field``, in reading order; overridden readings are left out."""
    claims: list[Claim] = []
    by_id = {rule.cue.id: rule for rule in field.rules}
    for statement in statements:
        if not _concerns(field, statement):
            continue
        fitting = tuple(rule.cue.id for rule in field.rules if _fits(rule, statement))
        for match in _matcher(fitting).find(statement.text):
            rule = by_id[match.cue.id]
            if not (field.permits(rule.value) and is_negated(statement.text[: match.end])):
                claims.append(_claim(field, rule, statement, match.start, match.end))
    return tuple(_without_overridden(claims))


def _concerns(field: TermField, statement: Statement) -> bool:
    return any(label == field.label for label, _ in statement.labels) or any(
        stem in statement.lower for stem in field.about
    )


def _claim(field: TermField, rule: TermRule, statement: Statement, start: int, end: int) -> Claim:
    value = rule.value
    if field.route and (rule.routed or field.permits(value)) and offers_permission(statement.text):
        value = field.route
    expected = rule.labels | ({field.label} if field.label else set())
    trust = _UNLABELLED + (1 - _UNLABELLED) * statement.label_score(frozenset(expected)) if expected else 1.0
    hedged = field.permits(value) and is_hedged(statement.text)
    if rule.fallback:
        trust *= _BROAD
    return Claim(value, rule, statement, start, end, rule.precision * trust, hedged)


def _without_overridden(claims: Sequence[Claim]) -> Iterable[Claim]:
    by_clause: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        by_clause[claim.statement.clause] |= claim.rule.over
    return (claim for claim in claims if claim.value not in by_clause[claim.statement.clause])


def _fits(rule: TermRule, statement: Statement) -> bool:
    if rule.form != (statement.kind == "form"):
        return False
    carried = {label for label, _ in statement.labels}
    if rule.sole:
        return bool(carried) and carried <= rule.labels
    if rule.every:
        return rule.labels <= carried
    return not rule.labels or bool(carried & rule.labels)


@cache
def _matcher(ids: tuple[str, ...]) -> CueMatcher:
    return CueMatcher(_cues()[cue_id] for cue_id in ids)


@cache
def _cues() -> dict[str, Cue]:
    return {rule.cue.id: rule.cue for field in term_fields() for rule in field.rules}


def outspoken(claims: Sequence[Claim]) -> list[Claim]:
    """``claims`` without those of fallback rules, unless there are no others."""
    return [claim for claim in claims if not claim.rule.fallback] or list(claims)


def outspoken_by_sentence(claims: Sequence[Claim]) -> list[Claim]:
    """``claims`` without those of fallback rules in sentences that state something by another rule."""
    spoken = {id(claim.statement) for claim in claims if not claim.rule.fallback}
    return [claim for claim in claims if not claim.rule.fallback or id(claim.statement) not in spoken]


def with_value(claim: Claim, value: str) -> Claim:
    """``claim``, read as stating ``value``."""
    return replace(claim, value=value)
