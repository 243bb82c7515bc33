"""The answers of a record one by one, with their proof, as every vocabulary needs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractor.export.inert import plain
from extractor.export.vocabulary.mapping import Entry, vocabulary_table
from extractor.taxonomy.answers import SILENT, questions
from extractor.taxonomy.terms import term_fields

if TYPE_CHECKING:
    from extractor.record import LicenseRecord, TermRecord


@dataclass(frozen=True, slots=True)
class Answer:
    """One value of one field; a set gives one answer a member, an empty one ``unspecified``."""

    field: str
    value: str
    score: float
    review: bool
    clauses: tuple[str, ...] = ()
    page: int | None = None
    """Of the first clause."""
    quotes: tuple[str, ...] = ()
    """The words that prove it, on one line, harmless."""
    provisions: tuple[str, ...] = ()
    """The clauses that hold them, in the same form."""

    @property
    def stated(self) -> bool:
        """Whether the license says it."""
        return self.value != SILENT

    @property
    def entry(self) -> Entry:
        """What the vocabularies say of it."""
        return vocabulary_table().entry(self.field, self.value)

    @property
    def title(self) -> str:
        """What its question is called."""
        question = questions().get(self.field)
        return question.title if question else self.field

    @property
    def sentence(self) -> str:
        """What the license does: "The license forbids commercial use."."""
        question = questions().get(self.field)
        return f"The license {question.says(self.value)}." if question else f"{self.field}: {self.value}."

    @property
    def place(self) -> str:
        """Where it stands, as a reader would look it up; empty where nothing proves it."""
        return ", ".join([*([f"p. {self.page}"] if self.page else []), *self.clauses])


@dataclass(frozen=True, slots=True)
class Unsaid:
    """An answer that a vocabulary does not state, and why."""

    answer: Answer
    why: str


def answers(record: LicenseRecord) -> tuple[Answer, ...]:
    """Every answer of the record, in the order in which answers are shown."""
    order = [*(name for name in questions() if name in record.terms), *(record.terms.keys() - questions().keys())]
    return tuple(answer for name in order for answer in _members(record, name, record.terms[name]))


def _members(record: LicenseRecord, field: str, term: TermRecord) -> Iterator[Answer]:
    values = (term.value,) if isinstance(term.value, str) else term.value or (SILENT,)
    homes = {clause.id: clause for clause in record.clauses}
    for value in values:
        proofs, clauses = term.evidence, term.clauses
        if len(values) > 1 and (own := tuple(proof for proof in proofs if _stated_by(field, proof.by) == value)):
            proofs = own
            inside = (c for c in clauses if any(homes[c].start <= proof.start < homes[c].end for proof in own))
            clauses = tuple(inside) or clauses
        yield Answer(
            field=field,
            value=plain(value),
            score=term.score,
            review=term.review,
            clauses=clauses,
            page=homes[clauses[0]].page if clauses else None,
            quotes=tuple(dict.fromkeys(plain(record.quote(proof)) for proof in proofs)),
            provisions=tuple(plain(homes[name].text) for name in clauses),
        )


def _stated_by(field: str, by: str) -> str | None:
    """The member of a set that the rule ``by`` states; None where a model or a rule of another version made it."""
    return _values_by_rule().get(by.removeprefix("rule:")) if by.startswith(f"rule:{field}/") else None


@cache
def _values_by_rule() -> Mapping[str, str]:
    return {rule.cue.id: rule.value for field in term_fields() if field.many for rule in field.rules}
