"""Labelled clauses and entities to answers: what a license allows and asks, with the words that prove it.

``answer`` reads top to bottom: clauses become statements, the taxonomy's rules turn statements into claims, of claims
that contradict each other the specific or else the most restrictive one wins, and a trained second reader says how
far that can be trusted, or what holds instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.taxonomy.terms import TermField, term_fields
from extractor.terms.claims import Claim, find_claims
from extractor.terms.decide import decide
from extractor.terms.opinion import weights
from extractor.terms.read import READERS
from extractor.terms.statements import Statement, statements
from extractor.terms.subjects import subject_rules
from extractor.terms.weigh import weigh
from extractor.types import Answers, Document, Entity, LabelledClause, Term


def answer(document: Document, clauses: Sequence[LabelledClause], entities: Sequence[Entity]) -> Answers:
    """Every field of the taxonomy once, in its order, and the subject rules.

    A silent text gives ``"unspecified"`` or ``()`` without evidence.

    Raises:
        TaxonomyError: the rules or the second readers' numbers are missing or damaged.
    """
    said = statements(clauses, entities)
    claims = find_claims(said)
    numbers = weights()
    return Answers(
        terms=tuple(
            weigh(field, _ruled(field, claims[field.name], said, clauses, entities), claims[field.name], said, numbers)
            for field in term_fields()
        ),
        subject_rules=subject_rules(clauses, entities),
    )


def answer_by_rules(clauses: Sequence[LabelledClause], entities: Sequence[Entity]) -> Answers:
    """What the rules alone answer; their scores are the precision of the rules, and nobody's second opinion."""
    said = statements(clauses, entities)
    claims = find_claims(said)
    return Answers(
        terms=tuple(_ruled(field, claims[field.name], said, clauses, entities) for field in term_fields()),
        subject_rules=subject_rules(clauses, entities),
    )


def _ruled(
    field: TermField,
    claims: Sequence[Claim],
    said: Sequence[Statement],
    clauses: Sequence[LabelledClause],
    entities: Sequence[Entity],
) -> Term:
    reader = READERS.get(field.name)
    return reader(field, claims, entities) if reader else decide(field, claims, clauses, said)
