"""Records for tests: of what hand-labelled documents say, and of every answer that there is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.load import DOCUMENTS
from corpus.render import render_text
from corpus.source import read_source
from evaluation.gold import BY, gold_clauses, gold_entities, gold_labels
from extractor.gold import Gold
from extractor.pipeline import assemble
from extractor.record import EvidenceRecord, LicenseRecord, TermRecord
from extractor.taxonomy.answers import SILENT
from extractor.taxonomy.terms import TermField, term_fields
from extractor.types import Answers, Evidence, LabelledClause, SubjectRule, Term
from tests.records import Provision, record_of


def record_of_gold(gold: Gold) -> LicenseRecord:
    """The record; a term's evidence is the first clause that carries its label, else the first clause that has any."""
    document, clauses = gold_clauses(gold)
    labelled = gold_labels(gold, clauses)
    terms = tuple(_term(field, gold, labelled) for field in term_fields())
    rules = tuple(
        SubjectRule(rule["scope"], rule["action"], rule["mode"], tuple(map(str, rule["ids"])), (labelled[0].clause.id,))
        for rule in gold.data["subject_rules"]
    )
    return assemble(document, labelled, gold_entities(gold, clauses), Answers(terms, rules), model="gold")


def _term(field: TermField, gold: Gold, labelled: tuple[LabelledClause, ...]) -> Term:
    found = gold.data["terms"][field.name]
    value = tuple(found) if field.many else found
    if value in ("unspecified", ()):
        return Term(field.name, value, 1.0)
    homes = [item for item in labelled if item.labels and field.label and item.has(field.label)]
    home = next(iter(homes or [item for item in labelled if item.labels])).clause
    return Term(field.name, value, 1.0, (home.id,), (Evidence(home.start, home.end, BY),))


@cache
def corpus_records() -> tuple[LicenseRecord, ...]:
    """Twenty documents of the corpus."""
    paths = sorted(DOCUMENTS.glob("*.agreement"))
    return tuple(map(_corpus_record, paths[:: len(paths) // 20][:20]))


@cache
def every_answer() -> tuple[LicenseRecord, ...]:
    """Records that together give every answer to every question, silence too, each with and without need of review."""
    values = {field.name: [*field.values, *_READ_FROM_TEXT.get(field.name, ()), SILENT] for field in term_fields()}
    return tuple(
        record_answering({name: given[n % len(given)] for name, given in values.items()}, review=review)
        for n in range(max(map(len, values.values())))
        for review in (False, True)
    )


def record_answering(values: Mapping[str, str | tuple[str, ...]], *, review: bool = False) -> LicenseRecord:
    """A record that gives these answers, all by the same words; the other questions are not answered."""
    record = record_of(
        [Provision(SENTENCE)], name=f"{sorted(values.items())} {review}.txt", title="Terms of the Murmel Set"
    )
    many = {field.name for field in term_fields() if field.many}
    proof = EvidenceRecord(start=0, end=len(SENTENCE), by="rule:test/1")
    terms = dict(record.terms)
    for name, value in values.items():
        silent = value in (SILENT, ())
        terms[name] = TermRecord(
            value=() if name in many and silent else (value,) if name in many and isinstance(value, str) else value,
            score=0.9,
            review=review,
            clauses=() if silent else ("c1",),
            evidence=() if silent else (proof,),
        )
    return record.model_copy(update={"terms": terms})


SENTENCE = "Scientific studies of the Murmel Set are bound to what both sides agreed on."

_READ_FROM_TEXT = {
    "term": ("P3Y", "P18M", "P1Y6M", "P10W", "P90D", "PT30H", "P2W3D", "three winters"),
    "governing_law": ("China",),
    "submission": ("forms@murmel.example", "https://murmel.example/forms"),
}


def _corpus_record(path: Path) -> LicenseRecord:
    source = read_source(path)
    text, data = render_text(source)
    return record_of_gold(Gold(source.name, text, data))
