"""Labelled clauses and entities to answers: what a license allows and asks, with the words that prove it.

``answer`` reads top to bottom: clauses become statements, the taxonomy's rules turn statements into claims, and of
claims that contradict each other the specific or else the most restrictive one wins.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.taxonomy.terms import TermField, term_fields
from extractor.terms.claims import Claim, find_claims
from extractor.terms.decide import decide
from extractor.terms.read import READERS
from extractor.terms.statements import Statement, statements
from extractor.terms.subjects import subject_rules
from extractor.types import Answers, Document, Entity, LabelledClause, Term


def answer(document: Document, clauses: Sequence[LabelledClause], entities: Sequence[Entity]) -> Answers:
    """Every field of the taxonomy once, in its order, and the subject rules.

    A silent text gives ``"unspecified"`` or ``()`` without evidence.
    """
    said = statements(clauses, entities)
    claims = find_claims(said)
    return Answers(
        terms=tuple(_term(field, claims[field.name], said, clauses, entities) for field in term_fields()),
        subject_rules=subject_rules(clauses, entities),
    )


def _term(
    field: TermField,
    claims: Sequence[Claim],
    said: Sequence[Statement],
    clauses: Sequence[LabelledClause],
    entities: Sequence[Entity],
) -> Term:
    reader = READERS.get(field.name)
    return reader(field, claims, entities) if reader else decide(field, claims, clauses, said)
