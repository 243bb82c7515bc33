"""Answers whose value is read from the text or from entities: the law, the duration, the addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor.taxonomy.terms import TermField
from extractor.terms.claims import Claim
from extractor.terms.decide import REVIEW_BELOW, decide, silent
from extractor.terms.places import find_places
from extractor.types import Entity, Evidence, Term

Reader = Callable[[TermField, Sequence[Claim], Sequence[Entity]], Term]

_ENTITY = 0.9
"""The share of entities with the right role that give the right answer."""


def read_governing_law(field: TermField, claims: Sequence[Claim], entities: Sequence[Entity]) -> Term:
    """The country or state whose law governs: the first named after the governing words, states before countries."""
    for claim in sorted(claims, key=lambda claim: -claim.score):
        found = [place for place in find_places(claim.statement.text) if place.of_law]
        if not found:
            continue
        # "… the laws of the United States and the State of Ohio": the narrower law decides.
        place = next((place for place in found if place.state), found[0])
        spans = claim.statement.spans(min(claim.start, place.start), max(claim.end, place.end))
        return Term(
            field.name,
            place.name,
            claim.score,
            clauses=tuple(dict.fromkeys(clause for _, clause in spans)),
            evidence=tuple(Evidence(span.start, span.end, f"rule:{claim.rule.cue.id}") for span, _ in spans),
            review=claim.score < REVIEW_BELOW,
        )
    return silent(field, review=bool(claims))


def read_term(field: TermField, claims: Sequence[Claim], entities: Sequence[Entity]) -> Term:
    """How long the agreement lasts: the first duration of the agreement itself, else what the words say."""
    durations = [entity for entity in entities if entity.type == "DURATION" and entity.role == "term"]
    if not durations:
        return decide(field, claims, ()) if claims else silent(field)
    return _from_entities(field, durations[0].value, durations[:1], doubtful=len({d.value for d in durations}) > 1)


def read_submission(field: TermField, claims: Sequence[Claim], entities: Sequence[Entity]) -> Term:
    """The addresses to which the signed license goes, in reading order."""
    found = [entity for entity in entities if entity.type in ("EMAIL", "URL") and entity.role == "submission"]
    if not found:
        return silent(field)
    return _from_entities(field, tuple(dict.fromkeys(entity.value for entity in found)), found, doubtful=False)


def _from_entities(field: TermField, value: str | tuple[str, ...], found: Sequence[Entity], *, doubtful: bool) -> Term:
    score = _ENTITY * (0.8 if doubtful else 1.0)
    return Term(
        field.name,
        value,
        score,
        clauses=tuple(dict.fromkeys(entity.clause for entity in found)),
        evidence=tuple(Evidence(entity.start, entity.end, entity.by) for entity in found),
        review=score < REVIEW_BELOW,
    )


READERS: dict[str, Reader] = {
    "governing_law": read_governing_law,
    "term": read_term,
    "submission": read_submission,
}
"""The fields that are not a choice among values."""
