"""One answer out of many claims: which of contradicting statements wins, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.taxonomy.terms import TermField
from extractor.terms.claims import CARRIED, CONVINCED, Claim, closes_with_ban, outspoken, outspoken_by_sentence, proofs
from extractor.terms.permission import lifts, restricts, sets_limits
from extractor.terms.statements import Statement
from extractor.types import LabelledClause, Term

REVIEW_BELOW = 0.7
"""A person should look at answers with a lower score."""
_CONTRADICTED = 0.8
"""What is left of a score where another statement of the document says otherwise."""
_BY_LABEL = 0.8
"""The precision of a clause's label as the only proof of a value."""


def silent(field: TermField, *, review: bool = False) -> Term:
    """The answer of a text that does not state ``field``."""
    return Term(field.name, () if field.many else "unspecified", 0.5 if review else field.silence, review=review)


def decide(
    field: TermField, claims: Sequence[Claim], clauses: Sequence[LabelledClause], said: Sequence[Statement] = ()
) -> Term:
    """The answer to ``field`` that ``claims`` give, or that its label gives where there are none.

    ``said`` is searched for restrictions that no rule could read: with one of those about, a license is not called
    permissive, it is left to a person.
    """
    if not claims:
        return _by_label(field, clauses)
    if field.many:
        return _all(field, outspoken_by_sentence(_labelled(field, claims) or claims))
    claims = _at_home(field, _unspared(field, outspoken(claims)))
    value, contradicted = _winner(field, claims)
    if field.permits(value) and _is_doubtful(field, claims, said):
        return silent(field, review=True)
    return _term(field, value, [claim for claim in claims if claim.value == value], contradicted=contradicted)


def _at_home(field: TermField, claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims of clauses with the field's label, where they restrict: bans mentioned elsewhere do not count."""
    if not field.guards:
        return claims
    own = _labelled(field, claims)
    own += [claim for claim in claims if claim.value == field.route and claim not in own]
    return own if any(not field.permits(claim.value) for claim in own) else claims


def _unspared(field: TermField, claims: Sequence[Claim]) -> Sequence[Claim]:
    """``claims`` without bans of special acts, where ordinary ones are allowed outright."""
    if not any(field.permits(claim.value) for claim in claims):
        return claims
    return [claim for claim in claims if claim.value != field.values[0] or not _spares(field, claim.statement)]


def _spares(field: TermField, statement: Statement) -> bool:
    return field.spares is not None and field.spares.search(statement.text) is not None


def _labelled(field: TermField, claims: Sequence[Claim]) -> list[Claim]:
    label = frozenset({field.label}) if field.label else frozenset()
    return [claim for claim in claims if claim.statement.label_score(label) >= CARRIED]


def _is_doubtful(field: TermField, claims: Sequence[Claim], said: Sequence[Statement]) -> bool:
    """Whether the permission is hedged, or a clause about ``field`` restricts something in words that no rule read."""
    if any(claim.hedged and not _spares(field, claim.statement) for claim in claims):
        return True
    if all(claim.rule.fallback for claim in claims) and any(
        statement.label_score(field.guards) > 0 and sets_limits(statement.text) and not _spares(field, statement)
        for statement in said
    ):
        return True
    read = {(claim.statement.clause, claim.statement.index) for claim in claims}
    return any(
        statement.label_score(field.guards) > 0
        and (statement.clause, statement.index) not in read
        and any(stem in statement.lower for stem in field.about)
        and restricts(statement.text)
        and not _spares(field, statement)
        for statement in said
    )


def _by_label(field: TermField, clauses: Sequence[LabelledClause]) -> Term:
    """The value that the label itself states; else silence, under review where the label was seen."""
    found = [
        (clause, scored)
        for clause in clauses
        for scored in clause.labels
        if field.label and scored.label == field.label
    ]
    stating = [(clause, scored) for clause, scored in found if not field.is_beside(clause.clause.text)]
    if not stating or not field.labelled:
        return silent(field, review=bool(found) and (field.insists or bool(field.labelled)))
    found = stating
    best = max(scored.score for _, scored in found)
    if field.guards and best < CONVINCED:
        # With several answers open, a doubtful label is no ground to take one.
        return silent(field, review=True)
    score = _BY_LABEL * best
    return Term(
        field.name,
        field.labelled,
        score,
        clauses=tuple(clause.clause.id for clause, _ in found),
        evidence=tuple(evidence for _, scored in found for evidence in scored.evidence),
        review=score < REVIEW_BELOW,
    )


def _all(field: TermField, claims: Sequence[Claim]) -> Term:
    stated = {claim.value for claim in claims}
    term = _term(field, "", claims, contradicted=False)
    value = tuple(value for value in field.values if value in stated)
    weakest = min(max(c.score for c in claims if c.value == one) for one in value)
    return Term(field.name, value, weakest, term.clauses, term.evidence, weakest < REVIEW_BELOW)


def _winner(field: TermField, claims: Sequence[Claim]) -> tuple[str, bool]:
    """The value that holds, and whether another claim contradicts it."""
    stated = {claim.value for claim in claims}
    strictest = min(stated, key=field.values.index)
    if strictest == field.values[0]:
        for exception in field.exceptions:
            if exception in stated and _opens(field, claims, exception):
                return exception, False
    contradicted = bool(stated - {strictest}) and field.route is not None
    return strictest, contradicted


def _opens(field: TermField, claims: Sequence[Claim], exception: str) -> bool:
    """Whether a provision opens a way for what the bans forbid, and does not close with an absolute ban itself."""
    bans = [claim for claim in claims if claim.value == field.values[0]]
    return any(
        claim.value == exception
        and _is_same_act(field, claim.statement, bans)
        and not closes_with_ban(claim.statement, bans)
        for claim in claims
    )


def _is_same_act(field: TermField, way: Statement, bans: Sequence[Claim]) -> bool:
    """Whether ``way`` names an act of the field or a provision that it lifts, or can do without beside a ban."""
    if field.acts is None or field.acts.search(way.text) is not None or lifts(way.text):
        return True
    return any(ban.statement.clause == way.clause for ban in bans)


def _term(field: TermField, value: str, claims: Sequence[Claim], *, contradicted: bool) -> Term:
    score = max(claim.score for claim in claims) * (_CONTRADICTED if contradicted else 1.0)
    ordered = sorted(claims, key=lambda c: (c.statement.position, c.statement.index, c.start))
    return Term(
        field.name,
        value,
        score,
        clauses=tuple(dict.fromkeys(clause for claim in ordered for clause in claim.clauses)),
        evidence=proofs(field, claims),
        review=contradicted or score < REVIEW_BELOW,
    )
