"""Claims: what single statements say about a field, by which rule, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extractor.language import CueMatcher
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.terms import TermField, TermRule, term_fields
from extractor.terms.permission import is_absolute, is_hedged, is_negated, offers_permission
from extractor.terms.provisions import Provisions
from extractor.terms.statements import Statement
from extractor.types import Evidence

_UNLABELLED = 0.8
"""What is left of a rule's precision where the clause does not carry the field's label at all."""
_BROAD = 0.7
"""What is left of a fallback rule's precision on agreements that were not read to write it (the corpus' test split)."""

CARRIED = 0.5
"""A clause carries a label from this score on."""
CONVINCED = 0.65
"""The label score from which on broad words, or the label alone, are trusted to be about the field."""


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
        """The words that prove it, those of its own clause before those of the lead-in that it completes."""
        spans = self.statement.spans(self.start, self.end)
        by = f"rule:{self.rule.cue.id}"
        return tuple(
            Evidence(span.start, span.end, by) for span, _ in sorted(spans, key=lambda s: s[1] != self.statement.clause)
        )

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that the words stand in."""
        return tuple(dict.fromkeys(clause for _, clause in self.statement.spans(self.start, self.end)))


def proofs(field: TermField, claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    """The evidence of ``claims``, the plainest first: what clauses about ``field`` say, in reading order."""
    own = frozenset({field.label} if field.label else ())

    def plainness(claim: Claim) -> tuple[bool, bool, int, int, int]:
        said = claim.statement
        return claim.rule.fallback, said.label_score(own) < CARRIED, said.position, said.index, claim.start

    ordered = sorted(claims, key=plainness)
    return tuple(dict.fromkeys(evidence for claim in ordered for evidence in claim.evidence))


def find_claims(statements: Sequence[Statement]) -> dict[str, tuple[Claim, ...]]:
    """What ``statements`` say about each field, by its name, in reading order; overridden readings are left out.

    Bans that another provision lifts by consent are read as what they then are, a matter of permission.
    """
    claims: dict[str, list[Claim]] = {field.name: [] for field in term_fields()}
    rules = _rules()
    for statement in statements:
        for match in _matcher().find(statement.text, _Concerned(statement)):
            field, rule = rules[match.cue.id]
            if not (field.permits(rule.value) and is_negated(statement.text[: match.end])):
                claims[field.name].append(_claim(field, rule, statement, match.start, match.end))
    provisions = Provisions(statements)
    kept = {name: tuple(_without_overridden(found)) for name, found in claims.items()}
    return {field.name: _opened(field, kept[field.name], provisions) for field in term_fields()}


class _Concerned:
    """Says whether a rule's cue may be read in a statement; the fields that it may speak of are looked up once."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._carried = frozenset(label for label, _ in statement.labels)
        self._about: dict[str, bool] = {}

    def __call__(self, cue: Cue) -> bool:
        field, rule = _rules()[cue.id]
        if not _fits(rule, self._statement, self._carried):
            return False
        about = self._about.get(field.name)
        if about is None:
            about = field.label in self._carried or any(stem in self._statement.lower for stem in field.about)
            self._about[field.name] = about
        return about


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


def _opened(field: TermField, claims: tuple[Claim, ...], provisions: Provisions) -> tuple[Claim, ...]:
    """``claims``, bans that another provision opens read as a matter of permission, with that provision as proof."""
    if not field.route:
        return claims
    bans = [claim for claim in claims if claim.value == field.values[0]]
    read: list[Claim] = []
    opening: dict[int, Claim] = {}
    for claim in claims:
        lifted = claim.value == field.values[0] and not is_absolute(claim.statement.text)
        ways_out = provisions.ways_out(claim.statement) if lifted else []
        ways_out = [way for way in ways_out if not closes_with_ban(way, bans)]
        read.append(replace(claim, value=field.route) if ways_out else claim)
        for way in ways_out:
            spoken = replace(claim.rule, fallback=False)
            opening.setdefault(id(way), Claim(field.route, spoken, way, 0, len(way.text), claim.score))
    return (*read, *opening.values())


def closes_with_ban(way: Statement, bans: Iterable[Claim]) -> bool:
    """Whether the provision in which ``way`` opens a way out closes with an absolute one of the ``bans``."""
    return any(
        ban.statement.clause == way.clause and ban.statement.index > way.index and is_absolute(ban.statement.text)
        for ban in bans
    )


def _fits(rule: TermRule, statement: Statement, carried: frozenset[str]) -> bool:
    if rule.form != (statement.kind == "form"):
        return False
    if rule.fallback and statement.label_score(rule.labels) < CONVINCED:
        return False
    if rule.sole:
        return bool(carried) and carried <= rule.labels
    if rule.every:
        return rule.labels <= carried
    return not rule.labels or not carried.isdisjoint(rule.labels)


@cache
def _matcher() -> CueMatcher:
    return CueMatcher(rule.cue for _, rule in _rules().values())


@cache
def _rules() -> dict[str, tuple[TermField, TermRule]]:
    """The rules of all fields by the id of their cue, each with its field."""
    return {rule.cue.id: (field, rule) for field in term_fields() for rule in field.rules}


def outspoken(claims: Sequence[Claim]) -> list[Claim]:
    """``claims`` without those of fallback rules, unless there are no others."""
    return [claim for claim in claims if not claim.rule.fallback] or list(claims)


def outspoken_by_sentence(claims: Sequence[Claim]) -> list[Claim]:
    """``claims`` without those of fallback rules in sentences that state something by another rule."""
    spoken = {id(claim.statement) for claim in claims if not claim.rule.fallback}
    return [claim for claim in claims if not claim.rule.fallback or id(claim.statement) not in spoken]
