"""The rules' answer and the second reader's opinion weighed: the value that holds, and how sure that is.

A judge of a few numbers, the same for all fields but for how far each field's rules are trusted, gives every possible
value a probability. The most probable one is the answer and its probability the confidence. A permission that the
rules did not read, or that a rule speaks against, is never given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor.taxonomy.terms import TermField
from extractor.terms.claims import Claim, proofs
from extractor.terms.features import features
from extractor.terms.opinion import UNSPECIFIED, Weights, loudest, opinion
from extractor.terms.statements import Statement
from extractor.types import Evidence, Term

_PERMISSION = 0.75
"""From this probability on a permission is given that the rules did not read."""
_MARGIN, _SURE_MARGIN = 1.5, 4.0
"""So much more probable must a value be than the one that the rules read: in doubt, and without."""
_LIKELY = 0.4
"""A value that the rules did not read is never given under this probability."""
_SURE_PERMISSION = 0.97
"""Under this confidence a permission is always left to a person."""
_STAYS, _ENTERS = 0.35, 0.6
"""The least probability of a value of a set, where the rules read it, and where they did not."""
_LEAST = 0.01
"""Probabilities are kept this far from 0 and 1."""

_ADDRESS = re.compile(r"\S@\S|https?:|\bwww\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"\b(?:years?|months?|weeks?|days?|until|perpetual\w*|indefinite\w*|laws?|courts?)\b", re.IGNORECASE
)

Circumstances = Mapping[str, float]
"""What speaks for or against a value, by name."""


def weigh(field: TermField, ruled: Term, claims: Sequence[Claim], said: Sequence[Statement], numbers: Weights) -> Term:
    """The answer to ``field``, given what the rules answered and all that they claimed."""
    reader = numbers.readers.get(field.name)
    if reader is None:
        confidence = _sigmoid(_total(numbers.judge, alone(field, ruled, claims, said)))
        return replace(ruled, score=confidence, review=_in_doubt(numbers, field, confidence))
    heard = features(field, said)
    second = opinion(reader, field, heard)
    seen = circumstances(field, ruled, claims, second, heard=heard["label"], told=extent(field, said))
    chances = {value: _sigmoid(_total(numbers.judge, what)) for value, what in seen.items()}
    if field.many:
        return _set(field, ruled, claims, said, (numbers, chances))
    whole = sum(chances.values())
    chances = {value: chance / whole for value, chance in chances.items()}
    value = choose(field, ruled, claims, chances)
    term = _with_value(field, ruled, value, claims, said, numbers)
    doubt = _in_doubt(numbers, field, chances[value]) or is_risky(field, str(term.value), chances[value], second)
    return replace(term, score=chances[value], review=doubt)


def is_risky(field: TermField, value: str, confidence: float, second: Mapping[str, float]) -> bool:
    """Whether an answer is left to a person however sure it seems, for what it would cost if it were wrong.

    A permission, and silence where a restriction may stand, are trusted only if the second reader, asked alone, answers
    the same: rules know their own examples too well. A permission must be all but certain, too.
    """
    permitted = field.permits(value)
    if not permitted and not (field.guards and value == UNSPECIFIED):
        return False
    return value != max(second, key=lambda one: second[one]) or (permitted and confidence < _SURE_PERMISSION)


def choose(field: TermField, ruled: Term, claims: Sequence[Claim], chances: Mapping[str, float]) -> str:
    """The most probable value, unless the rules are sure of another, or it drops a restriction that they may have read.

    A permission that no rule read must be all but certain: silence costs a look, a wrong permission a lawsuit.
    """
    read = str(ruled.value)
    open_ = dict(chances)
    least = field.values[-1] if field.guards else None
    if least is not None and read != least:
        restricted = read != UNSPECIFIED or any(not field.permits(claim.value) for claim in claims)
        if restricted or open_[least] < _PERMISSION:
            del open_[least]
    best = max(open_, key=lambda value: (open_[value], value == read))
    margin = _MARGIN if ruled.review else _SURE_MARGIN
    return read if read in open_ and (open_[best] < margin * open_[read] or open_[best] < _LIKELY) else best


def choose_set(field: TermField, ruled: Term, chances: Mapping[str, float]) -> tuple[str, ...]:
    """The values of a set that are likely; those that the rules read need less to stay than others to enter."""
    return tuple(one for one in field.values if chances[one] >= (_STAYS if one in ruled.value else _ENTERS))


def extent(field: TermField, said: Sequence[Statement]) -> tuple[float, float]:
    """How much a license says about ``field``, and how much it says at all: logarithms of numbers of sentences."""
    return math.log1p(sum(one.label_score(field.context) > 0 for one in said)), math.log1p(len(said))


def circumstances(
    field: TermField,
    ruled: Term,
    claims: Sequence[Claim],
    chances: Mapping[str, float],
    *,
    heard: float,
    told: tuple[float, float],
) -> dict[str, Circumstances]:
    """What speaks for each value, by name.

    ``chances`` are the second reader's; ``heard`` is the best score of the field's label on any clause, or 0; ``told``
    is the :func:`extent`: what is said once and briefly is read more surely than what many provisions bear upon.
    """
    answered = set(ruled.value) if isinstance(ruled.value, tuple) else {ruled.value}
    best = max(chances.values())
    found: dict[str, Circumstances] = {}
    for value, chance in chances.items():
        ruled_so, likely = value in answered, chance == best and not field.many
        outspoken = [claim for claim in claims if claim.value == value and not claim.rule.fallback]
        others = {claim.value for claim in claims if claim.value != value and not claim.rule.fallback}
        seen = {
            "bias": 1.0,
            "opinion": _logit(chance),
            "likeliest": float(likely),
            "ruled": float(ruled_so),
            "ruled.review": float(ruled_so and ruled.review),
            "ruled.score": _logit(ruled.score) if ruled_so else 0.0,
            "ruled.likeliest": float(ruled_so and likely),
            "claims": math.log1p(len(outspoken)),
            "contradicted": float(bool(others)) if not field.many else 0.0,
            "contradicted.ruled": float(ruled_so and bool(others)) if not field.many else 0.0,
            "silence": float(value == UNSPECIFIED),
            "silence.ruled": float(value == UNSPECIFIED and ruled_so),
            "unheard": float(heard == 0),
            "unheard.silence": float(value == UNSPECIFIED and heard == 0),
            "heard": _logit(heard) if heard else 0.0,
            "heard.silence": _logit(heard) if heard and value == UNSPECIFIED else 0.0,
            "own.ruled": told[0] * ruled_so,
            "own.likeliest": told[0] * likely,
            "all.ruled": told[1] * ruled_so,
            "all.likeliest": told[1] * likely,
            f"{field.name}.silence": float(value == UNSPECIFIED),
            "permissive": float(bool(field.guards) and value == field.values[-1]),
            f"{field.name}.ruled": float(ruled_so),
            f"{field.name}.opinion": _logit(chance),
        }
        if field.many:
            seen |= {"many": 1.0, "many.ruled": float(ruled_so), "many.opinion": _logit(chance)}
        found[value] = seen
    return found


def alone(field: TermField, ruled: Term, claims: Sequence[Claim], said: Sequence[Statement]) -> Circumstances:
    """What speaks for an answer that is read from the text, on which there is no second opinion."""
    stated = float(ruled.value not in (UNSPECIFIED, ()))
    heard = [statement for statement in said if statement.label_score(field.context) > 0]
    loose = any(_ADDRESS.search(s.text) if field.many else _MEASURE.search(s.text) for s in heard)
    proved = set(ruled.clauses) & {statement.clause for statement in heard}
    seen = {
        "alone": 1.0,
        "alone.stated": stated,
        "alone.review": float(ruled.review),
        "alone.score": _logit(ruled.score) * stated,
    }
    each = {
        "alone": 1.0,
        "stated": stated,
        "heard.silence": float(bool(heard)) * (1 - stated),
        "loose.silence": float(loose) * (1 - stated),
        "claims.silence": float(bool(claims)) * (1 - stated),
        "proved": float(bool(proved)),
        "several": float(isinstance(ruled.value, tuple) and len(ruled.value) > 1),
    }
    return seen | {f"{field.name}.{name}": value for name, value in each.items()}


def certainty(value: tuple[str, ...], chances: Mapping[str, float]) -> float:
    """How sure it is that a set holds ``value`` and nothing else."""
    return math.prod(chance if one in value else 1 - chance for one, chance in chances.items())


def _set(
    field: TermField,
    ruled: Term,
    claims: Sequence[Claim],
    said: Sequence[Statement],
    judged: tuple[Weights, Mapping[str, float]],
) -> Term:
    numbers, chances = judged
    value = choose_set(field, ruled, chances)
    confidence = certainty(value, chances)
    evidence: list[Evidence] = []
    clauses: list[str] = []
    for one in value:
        proof, homes = _proof(field, one, claims, said, numbers)
        evidence += proof
        clauses += homes
    value = value if evidence else ()
    return Term(
        field.name,
        value,
        confidence,
        clauses=_in_order(clauses, said),
        evidence=tuple(dict.fromkeys(evidence)),
        review=_in_doubt(numbers, field, confidence),
    )


def _with_value(
    field: TermField, ruled: Term, value: str, claims: Sequence[Claim], said: Sequence[Statement], numbers: Weights
) -> Term:
    if value == ruled.value:
        return ruled
    if value == UNSPECIFIED:
        return Term(field.name, UNSPECIFIED, 0.0)
    evidence, clauses = _proof(field, value, claims, said, numbers)
    if not evidence:
        return ruled
    return Term(field.name, value, 0.0, clauses=_in_order(clauses, said), evidence=tuple(dict.fromkeys(evidence)))


def _proof(
    field: TermField, value: str, claims: Sequence[Claim], said: Sequence[Statement], numbers: Weights
) -> tuple[list[Evidence], list[str]]:
    """The words that rules point to, else the sentence that the second reader heard the value in."""
    own = [claim for claim in claims if claim.value == value]
    if own:
        return list(proofs(field, own)), [c for claim in own for c in claim.clauses]
    statement = loudest(numbers.readers[field.name], field, value, said)
    if statement is None:
        return [], []
    spans = statement.spans(0, len(statement.text))
    by = f"model:{numbers.digest}"
    return [Evidence(span.start, span.end, by) for span, _ in spans], [clause for _, clause in spans]


def _in_order(clauses: Sequence[str], said: Sequence[Statement]) -> tuple[str, ...]:
    order = {statement.clause: statement.position for statement in reversed(said)}
    return tuple(sorted(dict.fromkeys(clauses), key=lambda clause: order.get(clause, -1)))


def _in_doubt(numbers: Weights, field: TermField, confidence: float) -> bool:
    return confidence < numbers.thresholds[field.name]


def _total(judge: Mapping[str, float], seen: Circumstances) -> float:
    return sum([weight * judge.get(name, 0.0) for name, weight in seen.items() if weight])


def _logit(chance: float) -> float:
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))
